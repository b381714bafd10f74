"""Small pictures in the variants of their formats, and the pixels in them: as Pillow finds them, or as they were put in where Pillow
cannot read the variant (then the writer below is the oracle; where Pillow can, both must agree).

    /usr/bin/python3 tests/golden/imageFormats.py

writes tests/golden/imageFormats.json (made with Pillow 9.4.0, NumPy 1.24).
"""

import base64
import io
import json
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

HEIGHT, WIDTH = 9, 13
random = np.random.default_rng(7)
y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
colour = np.stack([17 * x + 3 * y, 220 - 20 * y + x, 9 * x + 14 * y], axis=-1).clip(0, 255).astype(np.uint8)
colour[2:4, 7:9] = 250
colour[5, :4] = [3, 130, 220]
grey = colour[:, :, 0]
alpha = (29 * np.arange(HEIGHT * WIDTH).reshape(HEIGHT, WIDTH) % 256).astype(np.uint8)
deep = (grey.astype(np.uint16) * 16 + random.integers(0, 16, grey.shape)).astype(np.uint16)  # 12 bits
full = (grey.astype(np.uint16) * 256 + random.integers(0, 256, grey.shape)).astype(np.uint16)
deepColour = (colour.astype(np.uint16) * 256 + random.integers(0, 256, colour.shape)).astype(np.uint16)

found = {}


def add(name, data, values, white=None, deep=False):
    """`values`: (height, width) or (height, width, channels), as kiso's reader should give them."""
    values = np.asarray(values)
    if values.ndim == 2:
        values = values[:, :, None]
    found[name] = {
        "bytes": base64.b64encode(data).decode(),
        "height": values.shape[0],
        "width": values.shape[1],
        "channels": values.shape[2],
        "deep": deep,
        "white": white,
        "values": [float(v) if v % 1 else int(v) for v in values.ravel().tolist()],
    }


def saved(image, kind, **options):
    into = io.BytesIO()
    image.save(into, kind, **options)
    return into.getvalue()


def opened(data, mode=None):
    image = Image.open(io.BytesIO(data))
    image = ImageOps.exif_transpose(image)
    return np.asarray(image.convert(mode) if mode else image)


def agree(data, mode, values):
    """Pillow reads what was put in."""
    seen = opened(data, mode)
    assert np.array_equal(seen, values), (seen.shape, np.shape(values), np.argwhere(seen != values)[:5].tolist())


# PNG, by a writer of our own: every depth and colour type, interlaced or not, each line with another filter.


def bits_of(samples, bits):
    """(rows, samples) as bytes, rows at whole bytes."""
    if bits == 16:
        return [row.astype(">u2").tobytes() for row in samples]
    if bits == 8:
        return [row.astype(np.uint8).tobytes() for row in samples]
    rows = []
    for row in samples:
        flat = ((row[:, None].astype(int) >> np.arange(bits - 1, -1, -1)) & 1).ravel()
        rows.append(np.packbits(flat.astype(np.uint8)).tobytes())
    return rows


def filtered(rows, before):
    out, last = b"", bytes(len(rows[0]))
    for i, row in enumerate(rows):
        kind = i % 5
        line = bytearray()
        for k, value in enumerate(row):
            a = row[k - before] if k >= before else 0
            b = last[k]
            c = last[k - before] if k >= before else 0
            p = a + b - c
            pa, pb, pc = abs(p - a), abs(p - b), abs(p - c)
            paeth = a if pa <= pb and pa <= pc else b if pb <= pc else c
            line.append((value - [0, a, b, (a + b) // 2, paeth][kind]) % 256)
        out += bytes([kind]) + bytes(line)
        last = row
    return out


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(samples, bits, kind, interlaced=False, extra=b"", pieces=1, behind=b""):
    """`samples`: (height, width, n)"""
    height, width, n = samples.shape
    before = max(1, n * bits // 8)
    if interlaced:
        passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    else:
        passes = [(0, 0, 1, 1)]
    raw = b""
    for x0, y0, across, down in passes:
        part = samples[y0::down, x0::across]
        if part.size:
            raw += filtered(bits_of(part.reshape(part.shape[0], -1), bits), before)
    packed = zlib.compress(raw) + behind
    size = -(-len(packed) // pieces)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, interlaced))
        + extra
        + b"".join(chunk(b"IDAT", packed[i : i + size]) for i in range(0, len(packed), size))
        + chunk(b"IEND", b"")
    )


for interlaced in (False, True):
    tail = "-interlaced" if interlaced else ""
    for bits in (1, 2, 4, 8):
        values = grey >> (8 - bits)
        data = png(values[:, :, None], bits, 0, interlaced)
        spread = values * (255 // (2**bits - 1))
        agree(data, "L", spread)
        add(f"grey{bits}{tail}.png", data, spread)
        colours = (37 * np.arange(3 * 2**bits)).astype(np.uint8).reshape(-1, 3)
        data = png(values[:, :, None], bits, 3, interlaced, chunk(b"PLTE", colours.tobytes()))
        agree(data, "RGB", colours[values])
        add(f"palette{bits}{tail}.png", data, colours[values])
    rgba, la = np.dstack([colour, alpha]), np.dstack([grey, alpha])
    add(f"colour{tail}.png", png(colour, 8, 2, interlaced), colour)
    add(f"colourAlpha{tail}.png", png(rgba, 8, 6, interlaced), rgba)
    add(f"greyAlpha{tail}.png", png(la, 8, 4, interlaced), la)
    add(f"grey16{tail}.png", png(full[:, :, None], 16, 0, interlaced), full, deep=True)
    agree(png(full[:, :, None], 16, 0, interlaced), None, full)
    add(f"colour16{tail}.png", png(deepColour, 16, 2, interlaced), deepColour, deep=True)
    la16 = np.dstack([full, alpha.astype(np.uint16) * 257])
    add(f"greyAlpha16{tail}.png", png(la16, 16, 4, interlaced), la16, deep=True)
    rgba16 = np.dstack([deepColour, alpha.astype(np.uint16) * 257])
    add(f"colourAlpha16{tail}.png", png(rgba16, 16, 6, interlaced), rgba16, deep=True)
transparent = bytes(int(v) for v in (91 * np.arange(100)) % 256)
indices = (grey >> 4)[:, :, None]
colours = (37 * np.arange(48)).astype(np.uint8).reshape(-1, 3)
data = png(indices, 4, 3, False, chunk(b"PLTE", colours.tobytes()) + chunk(b"tRNS", transparent[:9]))
agree(data, "RGBA", opened(data, "RGBA"))
add("paletteAlpha.png", data, opened(data, "RGBA"))
data = png(grey[:, :, None], 8, 0, False, chunk(b"tRNS", struct.pack(">H", 250)))
add("greyKey.png", data, opened(data, "LA"))
data = png(colour, 8, 2, False, chunk(b"tRNS", struct.pack(">HHH", 3, 130, 220)))
add("colourKey.png", data, opened(data, "RGBA"))
data = png(full[:, :, None], 16, 0, False, chunk(b"tRNS", struct.pack(">H", int(full[4, 4]))))
add("grey16Key.png", data, np.dstack([full, np.where(full == full[4, 4], 0, 65535)]), deep=True)
add("grey16Pieces.png", png(full[:, :, None], 16, 0, pieces=7), full, deep=True)
add("grey16Behind.png", png(full[:, :, None], 16, 0, behind=b"left behind"), full, deep=True)
add("deep12.png", png(deep[:, :, None], 16, 0), deep, deep=True)
frame = chunk(b"acTL", struct.pack(">II", 1, 0)) + chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, WIDTH, HEIGHT, 0, 0, 1, 10, 0, 0))
add("animated.png", png(colour, 8, 2, False, frame), colour)

# Orientations: each of them, in every format that says them.
wide = colour[:6]
for orientation in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = Image.fromarray(wide)
    for kind, options in {
        "jpeg": {"quality": 90, "subsampling": 0, "exif": exif},
        "png": {"exif": exif},
        "webp": {"lossless": True, "exif": exif},
        "tiff": {"tiffinfo": {274: orientation}},
    }.items():
        data = saved(image, kind, **options)
        # Pillow 9.4 does not turn TIFF: it is turned as PNG is.
        values = opened(saved(image, "png", exif=exif) if kind == "tiff" else data, "RGB")
        add(f"turned{orientation}.{kind}", data, values)
sixteen = png(full[:, :, None], 16, 0, False, chunk(b"eXIf", b"MM\0*" + struct.pack(">IHHHIHH", 8, 1, 0x112, 3, 1, 6, 0) + bytes(4)))
add("turned16.png", sixteen, np.rot90(full, -1), deep=True)

# JPEG
image = Image.fromarray(colour)
for name, options in {
    "full": {"subsampling": 0},
    "half": {"subsampling": 1},
    "quarter": {"subsampling": 2},
    "progressive": {"progressive": True},
}.items():
    data = saved(image, "jpeg", quality=90, **options)
    add(f"{name}.jpg", data, opened(data))
data = saved(Image.fromarray(grey), "jpeg", quality=90)
add("grey.jpg", data, opened(data, "RGB"))
inks = np.dstack([255 - colour, alpha // 2])
data = saved(Image.fromarray(inks, "CMYK"), "jpeg", quality=95)


def light(inks, most=255):
    """What one ink and black let through, rounded down."""
    rest = most - inks.astype(np.int64)
    return (rest[:, :, :3] * rest[:, :, 3:]) // most


add("cmyk.jpg", data, light(opened(data)))
at = data.index(b"\xff\xeeAdobe"[:2])
length = struct.unpack(">H", data[at + 2 : at + 4])[0]
plain = data[:at] + data[at + 2 + length :]
add("cmykPlain.jpg", plain, light(opened(plain)))
ycck = bytearray(data)
ycck[at + 2 + length - 1] = 2
add("ycck.jpg", bytes(ycck), light(opened(bytes(ycck))))

# WebP and GIF
data = saved(image, "webp", quality=80)
add("lossy.webp", data, opened(data))
rgba = np.dstack([colour, alpha])
data = saved(Image.fromarray(rgba), "webp", lossless=True, exact=True)
add("alpha.webp", data, rgba)
frames = [Image.fromarray(255 - colour), Image.fromarray(colour // 2)]
data = saved(image, "webp", lossless=True, save_all=True, append_images=frames, duration=50)
add("animated.webp", data, colour)
indexed = image.quantize(16)
add("indexed.gif", saved(indexed, "gif"), np.asarray(indexed.convert("RGB")))
data = saved(indexed, "gif", transparency=3)
add("transparent.gif", data, opened(data, "RGBA"))
data = saved(indexed, "gif", save_all=True, append_images=[f.quantize(16) for f in frames], duration=50)
add("animated.gif", data, np.asarray(Image.open(io.BytesIO(data)).convert("RGB")))

# BMP


def bmp(pixels, bits, height=HEIGHT, size=40, compression=0, masks=(), colours=b"", behind=b"", entries=0, start=None):
    """A header of `size` bytes; masks stand in it, or behind one of 40."""
    if size == 12:
        head = struct.pack("<IHHHH", 12, WIDTH, height, 1, bits)
    else:
        head = struct.pack("<IiiHHIIiiII", size, WIDTH, height, 1, bits, compression, len(pixels), 2835, 2835, entries, 0)
        if size > 40:
            head += struct.pack("<IIII", *(list(masks) + [0] * 4)[:4])[: max(0, size - 40)]
            head = head.ljust(size, b"\0")
        else:
            head = head[:size] + b"".join(struct.pack("<I", mask) for mask in masks)
    at = 14 + len(head) + len(colours) + len(behind)
    return (
        b"BM" + struct.pack("<IHHI", at + len(pixels), 0, 0, at if start is None else start)
        + head + colours + behind + pixels
    )


def lines(rows, top=False):
    rows = [row + bytes(-len(row) % 4) for row in rows]
    return b"".join(rows if top else rows[::-1])


palette = (37 * np.arange(3 * 256) % 256).astype(np.uint8).reshape(-1, 3)


def table(n, size=4):
    return b"".join(bytes(c[::-1]) + bytes(size - 3) for c in palette[:n])


for bits in (1, 4, 8):
    values = grey >> (8 - bits)
    rows = bits_of(values, bits)
    for name, data in {
        f"indexed{bits}.bmp": bmp(lines(rows), bits, colours=table(2**bits)),
        f"indexed{bits}Top.bmp": bmp(lines(rows, True), bits, height=-HEIGHT, colours=table(2**bits)),
        f"indexed{bits}Os2.bmp": bmp(lines(rows), bits, size=12, colours=table(2**bits, 3)),
        f"indexed{bits}Os2Long.bmp": bmp(lines(rows), bits, size=64, colours=table(2**bits)),
    }.items():
        agree(data, "RGB", palette[values])
        add(name, data, palette[values])
two = grey >> 6
add("indexed2.bmp", bmp(lines(bits_of(two, 2)), 2, colours=table(4)), palette[two])
add("os2Short.bmp", bmp(lines(bits_of(grey, 8)), 8, size=16, colours=table(256)), palette[grey])
data = bmp(lines(bits_of(grey >> 5, 8)), 8, colours=table(8), entries=8)
add("indexedFew.bmp", data, palette[grey >> 5])
data = bmp(lines(bits_of(grey, 8)), 8, colours=table(256) + bytes(176), entries=300)
add("indexedMany.bmp", data, palette[grey])
bgr = [row[:, ::-1].tobytes() for row in colour]
add("colour24.bmp", bmp(lines(bgr), 24), colour)
add("colour24Os2.bmp", bmp(lines(bgr), 24, size=12), colour)
add("colour24V5.bmp", bmp(lines(bgr), 24, size=124), colour)
add("colour24Gap.bmp", bmp(lines(bgr), 24, behind=bytes(22)), colour)
add("array.bmp", b"BA" + struct.pack("<IIHH", 40, 0, 0, 0) + bmp(lines(bgr), 24, start=14 + 54), colour)
for name, masks, compression in [
    ("rgb555", (0x7C00, 0x3E0, 0x1F), 0),
    ("rgb555Masks", (0x7C00, 0x3E0, 0x1F), 3),
    ("rgb565", (0xF800, 0x7E0, 0x1F), 3),
    ("rgb444", (0xF00, 0xF0, 0xF), 3),
]:
    words = np.zeros((HEIGHT, WIDTH), np.uint32)
    expected = np.zeros_like(colour)
    for c, mask in enumerate(masks):
        shift = (mask & -mask).bit_length() - 1
        most = mask >> shift
        values = (colour[:, :, c].astype(np.uint32) * most) // 255
        words |= values << shift
        expected[:, :, c] = np.floor(values * 255 / most + 0.5)
    rows = [row.astype("<u2").tobytes() for row in words]
    add(f"{name}.bmp", bmp(lines(rows), 16, compression=compression, masks=masks if compression else ()), expected)
    if compression:
        add(f"{name}V4.bmp", bmp(lines(rows), 16, size=108, compression=3, masks=masks), expected)
for name, masks, size, top in [
    ("xrgb", (0xFF0000, 0xFF00, 0xFF), 40, False),
    ("xbgr", (0xFF, 0xFF00, 0xFF0000), 40, False),
    ("rgbx", (0xFF000000, 0xFF0000, 0xFF00), 40, True),
    ("v2", (0xFF0000, 0xFF00, 0xFF), 52, False),
    ("v3", (0xFF0000, 0xFF00, 0xFF, 0xFF000000), 56, False),
    ("v4", (0xFF0000, 0xFF00, 0xFF, 0xFF000000), 108, False),
    ("v5", (0xFF000000, 0xFF0000, 0xFF00, 0xFF), 124, True),
    ("alphaMasks", (0xFF0000, 0xFF00, 0xFF, 0xFF000000), 40, False),
    ("ten", (0x3FF00000, 0xFFC00, 0x3FF), 40, False),
    ("noAlpha", (0xFF0000, 0xFF00, 0xFF, 0xFF000000), 108, False),
]:
    words = np.zeros((HEIGHT, WIDTH), np.uint32)
    for c, mask in enumerate(masks):
        shift = (mask & -mask).bit_length() - 1
        values = deepColour[:, :, c] >> 6 if name == "ten" else np.dstack([colour, alpha])[:, :, c]
        if not (name == "noAlpha" and c == 3):
            words |= values.astype(np.uint32) << shift
    rows = [row.astype("<u4").tobytes() for row in words]
    compression = 6 if name == "alphaMasks" else 3
    data = bmp(lines(rows, top), 32, -HEIGHT if top else HEIGHT, size, compression, masks)
    if name == "ten":
        add(f"{name}.bmp", data, np.floor((deepColour >> 6).astype(float) * 65535 / 1023 + 0.5), white=65535, deep=True)
    elif name == "noAlpha":
        add(f"{name}.bmp", data, np.dstack([colour, np.full_like(alpha, 255)]))
    else:
        add(f"{name}.bmp", data, np.dstack([colour, alpha]) if len(masks) == 4 else colour)
plain32 = [np.dstack([colour[:, :, ::-1], alpha])[i].tobytes() for i in range(HEIGHT)]
add("plain32.bmp", bmp(lines(plain32), 32), colour)
add("plain32V5.bmp", bmp(lines(plain32), 32, size=124, masks=(0xFF0000, 0xFF00, 0xFF, 0xFF000000)), colour)


def runs(values, bits):
    """Runs where two or more are alike, literal pixels where they are not, a jump, and an early end."""
    out = b""
    shown = np.zeros_like(values)
    for i in range(HEIGHT):
        row = values[HEIGHT - 1 - i]
        if i == 4:  # one line down and three pixels on: what is passed over is colour 0
            out += bytes([0, 2, 3, 0])
            start = 3
        else:
            start = 0
        k = start
        while k < WIDTH:
            n = 1
            while k + n < WIDTH and row[k + n] == row[k]:
                n += 1
            if bits == 4 and n == 1 and k + 1 < WIDTH:
                # Two colours in turn are a run of 4 bits.
                n = 2
                while k + n < WIDTH and row[k + n] == row[k + n - 2]:
                    n += 1
                out += bytes([n, row[k] << 4 | row[k + 1]])
            elif n == 1 and WIDTH - k >= 5:
                n = 5
                literal = row[k : k + n]
                if bits == 8:
                    body = bytes(literal)
                else:
                    padded = list(literal) + [0]
                    body = bytes(padded[j] << 4 | padded[j + 1] for j in range(0, n, 2))
                out += bytes([0, n]) + body + bytes(len(body) % 2)
            else:
                out += bytes([n, row[k] if bits == 8 else row[k] << 4 | row[k]])
            shown[HEIGHT - 1 - i, k : k + n] = row[k : k + n]
            k += n
        out += bytes([0, 0])
        if i == HEIGHT - 2:
            return out + bytes([0, 1]), shown
    raise AssertionError


for bits in (8, 4):
    values = grey >> (8 - bits)
    if bits == 4:  # literal pixels of 4 bits too
        body = bytes([0, 3, values[-1, 0] << 4 | values[-1, 1], values[-1, 2] << 4]) + bytes(
            [WIDTH - 3, values[-1, 3] << 4 | values[-1, 3]]
        ) + bytes([0, 0, 0, 1])
        first = np.zeros_like(values)
        first[-1, :3] = values[-1, :3]
        first[-1, 3:] = values[-1, 3]
        data = bmp(body, 4, compression=2, colours=table(16))
        add("runs4Literal.bmp", data, palette[first])
    body, shown = runs(values, bits)
    # Pillow 9.4 reads two bytes too many of a jump; Chromium drew these as they are here, but for what is passed over.
    data = bmp(body, bits, compression=1 if bits == 8 else 2, colours=table(2**bits))
    add(f"runs{bits}.bmp", data, palette[shown])
    add(f"runs{bits}V4.bmp", bmp(body, bits, size=108, compression=1 if bits == 8 else 2, colours=table(2**bits)), palette[shown])
body = b"".join(
    bytes([5]) + bytes(row[0, ::-1]) + bytes([0, WIDTH - 5]) + row[5:, ::-1].tobytes() + bytes(3 * (WIDTH - 5) % 2) + bytes([0, 0])
    for row in colour[::-1]
) + bytes([0, 1])
shown = colour.copy()
shown[:, :5] = colour[:, :1]
add("runs24Os2.bmp", bmp(body, 24, size=64, compression=4), shown)

# PGM, PPM, PBM


def text(values):
    return b"# by hand\n" + "\n".join(" ".join(str(v) for v in row) for row in values.reshape(HEIGHT, -1)).encode()


bits = grey >> 7
size = f"{WIDTH} {HEIGHT}\n".encode()
add("bits.pbm", b"P1\n" + size + "\n".join("".join(map(str, row)) for row in 1 - bits).encode() + b"\n", bits * 255)
add("bitsPacked.pbm", b"P4\n# made here\n" + size + b"".join(bits_of(1 - bits, 1)), bits * 255)
agree(b"P4\n" + size + b"".join(bits_of(1 - bits, 1)), "L", bits * 255)
add("text.pgm", b"P2\n" + size + b"255\n" + text(grey), grey)
add("text100.pgm", b"P2\n" + size + b"100\n" + text(grey // 3), np.floor((grey // 3).astype(float) * 255 / 100 + 0.5))
add("text4095.pgm", b"P2 " + size + b"4095\n" + text(deep), deep, white=4095, deep=True)
add("text.ppm", b"P3\n" + size + b"255\n" + text(colour), colour)
add("grey.pgm", b"P5\n" + size + b"255\n" + grey.tobytes(), grey)
agree(b"P5\n" + size + b"255\n" + grey.tobytes(), "L", grey)
add("grey4095.pgm", b"P5\n" + size + b"4095\n" + deep.astype(">u2").tobytes(), deep, white=4095, deep=True)
add("grey65535.pgm", b"P5\n" + size + b"65535\n" + full.astype(">u2").tobytes(), full, deep=True)
add("colour.ppm", b"P6 " + size + b"255\n" + colour.tobytes(), colour)
add("colour65535.ppm", b"P6 " + size + b"65535\n" + deepColour.astype(">u2").tobytes(), deepColour, deep=True)

# TIFF: Pillow's and libtiff's own, then a writer for what they do not write.
for compression in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"):
    for mode, values in {"1": bits * 255, "L": grey, "RGB": colour, "RGBA": rgba, "CMYK": inks, "I;16": full, "F": full / 3}.items():
        if compression == "jpeg" and mode not in ("L", "RGB"):
            continue
        if mode == "1":
            picture = Image.fromarray(grey).point(lambda v: 255 * (v > 127)).convert("1", dither=Image.NONE)
            values = (grey > 127) * 255
        elif mode == "F":
            picture = Image.fromarray(np.float32(values))
            values = np.float32(values)
        else:
            picture = Image.fromarray(values, mode) if mode in ("CMYK", "RGBA") else Image.fromarray(values)
        if compression == "raw":
            data = saved(picture, "tiff")
        elif compression == "jpeg":
            data = saved(picture, "tiff", compression="jpeg", quality=95)
            values = opened(data)
        else:
            data = saved(picture, "tiff", compression=compression)
        name = mode.replace(";", "")
        add(f"{name}-{compression}.tif", data, light(inks) if mode == "CMYK" else values, deep=mode in ("I;16", "F"))
data = saved(indexed, "tiff", compression="tiff_lzw")
add("palette.tif", data, np.asarray(indexed.convert("RGB")))
data = saved(image, "tiff", compression="tiff_lzw", save_all=True, append_images=frames)
add("pages.tif", data, colour)
noise = random.integers(0, 256, (16, 97, 3)).astype(np.uint8)
add("lzwLong.tif", saved(Image.fromarray(noise), "tiff", compression="tiff_lzw"), noise)


def tiff(planes, bits, order="<", big=False, tile=None, rows=4, packed=lambda data: data, tags=(), format=1, photometric=1):
    """`planes`: a list of (height, width, n) arrays, one where the samples of a pixel stand together."""
    height, width, n = planes[0].shape
    samples = sum(p.shape[2] for p in planes)
    strips = []
    for plane in planes:
        if tile:
            for top in range(0, height, tile[0]):
                for left in range(0, width, tile[1]):
                    block = np.zeros((tile[0], tile[1], n), plane.dtype)
                    part = plane[top : top + tile[0], left : left + tile[1]]
                    block[: part.shape[0], : part.shape[1]] = part
                    strips.append(block)
        else:
            strips += [plane[top : top + rows] for top in range(0, height, rows)]

    def body(block):
        flat = block.reshape(block.shape[0], -1)
        if flat.dtype.kind == "f" or flat.dtype.itemsize * 8 == bits:
            data = flat.astype(flat.dtype.newbyteorder(order)).tobytes()
        else:
            data = b"".join(bits_of(flat, bits))
        return packed(data)

    datas = [body(block) for block in strips]
    start = 16 if big else 8
    offsets, at = [], start
    for one in datas:
        offsets.append(at)
        at += len(one) + len(one) % 2
    blob = b"".join(one + bytes(len(one) % 2) for one in datas)
    entries = {
        256: (4, [width]),
        257: (4, [height]),
        258: (3, [bits] * samples),
        259: (3, [1]),
        262: (3, [photometric]),
        277: (3, [samples]),
        284: (3, [2 if len(planes) > 1 else 1]),
        339: (3, [format] * samples),
    }
    if tile:
        entries.update({322: (4, [tile[1]]), 323: (4, [tile[0]]), 324: (4, offsets), 325: (4, [len(d) for d in datas])})
    else:
        entries.update({273: (4, offsets), 278: (4, [rows]), 279: (4, [len(d) for d in datas])})
    entries.update(dict(tags))
    entries = {tag: entry for tag, entry in entries.items() if entry}
    code = {1: "B", 2: "B", 3: "H", 4: "I", 16: "Q"}
    place = start + len(blob)
    count = len(entries)
    inline = 8 if big else 4
    behind_at = place + (8 + 20 * count + 8 if big else 2 + 12 * count + 4)
    ifd, behind = b"", b""
    for tag, (kind, values) in sorted(entries.items()):
        raw = struct.pack(order + code[kind] * len(values), *values)
        if len(raw) > inline:
            where = struct.pack(order + ("Q" if big else "I"), behind_at + len(behind))
            behind += raw + bytes(len(raw) % 2)
        else:
            where = raw.ljust(inline, b"\0")
        ifd += struct.pack(order + ("HHQ" if big else "HHI"), tag, kind, len(values)) + where
    if big:
        head = (b"II" if order == "<" else b"MM") + struct.pack(order + "HHHQ", 43, 8, 0, place)
        return head + blob + struct.pack(order + "Q", count) + ifd + bytes(8) + behind
    head = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, place)
    return head + blob + struct.pack(order + "H", count) + ifd + bytes(4) + behind


def differences(samples, width, kind):
    """TIFF's predictor 2 on rows of a dtype."""

    def pack(data):
        flat = np.frombuffer(data, kind).reshape(-1, width, samples)
        out = flat.copy()
        out[:, 1:] = flat[:, 1:] - flat[:, :-1]
        return zlib.compress(out.tobytes())

    return pack


def float_differences(samples, width, size, order):
    """Adobe's predictor 3."""

    def pack(data):
        out = b""
        line = width * samples * size
        for i in range(0, len(data), line):
            values = np.frombuffer(data[i : i + line], np.uint8).reshape(-1, size)
            planes = (values if order == ">" else values[:, ::-1]).T.ravel()
            shifted = planes.copy()
            shifted[samples:] = planes[samples:] - planes[:-samples]
            out += shifted.tobytes()
        return zlib.compress(out)

    return pack


g, c = grey[:, :, None], colour
deflate = {259: (3, [8])}
for order, letter in (("<", "Little"), (">", "Big")):
    data = tiff([full[:, :, None]], 16, order)
    agree(data, None, full)
    add(f"grey16{letter}.tif", data, full, deep=True)
    add(f"colour16{letter}.tif", tiff([deepColour], 16, order, photometric=2), deepColour, deep=True)
    add(f"float32{letter}.tif", tiff([np.float32(g) / 7], 32, order, format=3), np.float32(grey) / 7, deep=True)
    add(f"float64{letter}.tif", tiff([np.float64(g) / 7], 64, order, format=3), np.float32(grey / 7), deep=True)
    add(f"float16{letter}.tif", tiff([np.float16(g / 7)], 16, order, format=3), np.float32(np.float16(grey / 7)), deep=True)
    signed = grey.astype(np.int16) * 100 - 9000
    add(f"signed16{letter}.tif", tiff([signed[:, :, None]], 16, order, format=2), signed, deep=True)
    long = grey.astype(np.uint32) * 70001
    add(f"grey32{letter}.tif", tiff([long[:, :, None]], 32, order), np.float32(long), deep=True)
    kind = np.dtype(np.uint16).newbyteorder(order)
    add(
        f"differences16{letter}.tif",
        tiff([deepColour], 16, order, packed=differences(3, WIDTH, kind), tags={**deflate, 317: (3, [2])}, photometric=2),
        deepColour,
        deep=True,
    )
    add(
        f"floatDifferences{letter}.tif",
        tiff([np.float32(c) / 7], 32, order, packed=float_differences(3, WIDTH, 4, order), tags={**deflate, 317: (3, [3])}, format=3, photometric=2),
        np.float32(colour) / 7,
        deep=True,
    )
    add(f"big{letter}.tif", tiff([c], 8, order, big=True, photometric=2), colour)
    add(f"deep12{letter}.tif", tiff([deep[:, :, None]], 12, order), deep, white=4095, deep=True)
data = tiff([c], 8, packed=differences(3, WIDTH, np.uint8), tags={**deflate, 317: (3, [2])}, photometric=2)
agree(data, "RGB", colour)
add("differences8.tif", data, colour)
data = tiff([c], 8, tile=(16, 16), photometric=2)
agree(data, "RGB", colour)
add("tiles.tif", data, colour)
add("tilesSmall.tif", tiff([deepColour], 16, tile=(16, 32), packed=zlib.compress, tags=deflate, photometric=2), deepColour, deep=True)
wideNoise = noise[:, :, :1]
add("tilesMany.tif", tiff([wideNoise], 8, tile=(16, 32)), wideNoise)
planes = [c[:, :, i : i + 1] for i in range(3)]
data = tiff(planes, 8, photometric=2)
agree(data, "RGB", colour)
add("planes.tif", data, colour)
add("planesTiles16.tif", tiff([deepColour[:, :, i : i + 1] for i in range(3)], 16, ">", tile=(16, 16), photometric=2), deepColour, deep=True)
for bits in (2, 4, 10, 14):
    values = full >> (16 - bits)
    if bits < 8:
        add(f"grey{bits}.tif", tiff([values[:, :, None]], bits), values * (255 // (2**bits - 1)))
    else:
        add(f"grey{bits}.tif", tiff([values[:, :, None]], bits), values, white=2**bits - 1, deep=True)
add("deep12Colour.tif", tiff([deepColour >> 4], 12, photometric=2), deepColour >> 4, white=4095, deep=True)
add("deep12In16.tif", tiff([deep[:, :, None]], 16), deep, deep=True)
data = tiff([g], 8, photometric=0)
agree(data, "L", 255 - grey)
add("whiteIsZero.tif", data, 255 - grey)
add("whiteIsZero16.tif", tiff([full[:, :, None]], 16, photometric=0), 65535 - full, deep=True)
add("whiteIsZero12.tif", tiff([deep[:, :, None]], 12, photometric=0), 4095 - deep, white=4095, deep=True)
data = tiff([(1 - (grey >> 7))[:, :, None]], 1, photometric=0)
agree(data, "L", (grey >> 7) * 255)
add("bitsWhiteIsZero.tif", data, (grey >> 7) * 255)
la = np.dstack([grey, alpha])
add("greyAlpha.tif", tiff([la], 8, tags={338: (3, [2])}), la)
add("greyAlpha16.tif", tiff([np.dstack([full, alpha.astype(np.uint16) * 257])], 16, tags={338: (3, [2])}), np.dstack([full, alpha.astype(np.uint16) * 257]), deep=True)
premultiplied = np.dstack([(colour.astype(int) * alpha[:, :, None] // 255).astype(np.uint8), alpha])
add("alphaMultiplied.tif", tiff([premultiplied], 8, photometric=2, tags={338: (3, [1])}), premultiplied[:, :, :3])
add("colourAndMore.tif", tiff([rgba], 8, photometric=2, tags={338: (3, [0])}), colour)
add("inks16.tif", tiff([inks.astype(np.uint16) * 257], 16, photometric=5), light(inks.astype(np.uint16) * 257, 65535), deep=True)
flip = bytes(int(f"{i:08b}"[::-1], 2) for i in range(256))
data = tiff([(grey >> 7)[:, :, None]], 1, packed=lambda d: d.translate(flip), tags={266: (3, [2])})
agree(data, "L", (grey >> 7) * 255)
add("lowFirst.tif", data, (grey >> 7) * 255)
add("oneStrip.tif", tiff([g], 8, rows=HEIGHT, tags={279: None}), grey)
add("deflateBehind.tif", tiff([g], 8, packed=lambda d: zlib.compress(d) + b"\0\0", tags=deflate), grey)
add("deflateOld.tif", tiff([g], 8, packed=zlib.compress, tags={259: (3, [32946])}), grey)
add("stack.tif", tiff([full[:, :, None]], 16, ">", tags={270: (2, list(b"ImageJ=1.53t\nimages=4\nslices=4\n\0"))}), full, deep=True)
reds = [int(v) * 257 for v in palette.T.ravel()]
add("palette16.tif", tiff([g], 8, photometric=3, tags={320: (3, reds)}), palette[grey])
add("palette8.tif", tiff([g], 8, photometric=3, tags={320: (3, [int(v) for v in palette.T.ravel()])}), palette[grey])

# Sizes as Pillow makes them of decimal numbers, in mode F.
resized = {}
for w, h in ((5, 4), (20, 15), (WIDTH, 3), (26, HEIGHT)):
    picture = Image.fromarray(np.float32(full))
    resized[f"{w}x{h}"] = np.asarray(picture.resize((w, h), Image.Resampling.BILINEAR)).ravel().tolist()

out = Path(__file__).with_suffix(".json")
out.write_text(
    "{\n"
    + ' "files": {\n'
    + ",\n".join(f"  {json.dumps(name)}: {json.dumps(entry, separators=(',', ':'))}" for name, entry in found.items())
    + "\n },\n"
    + f' "deep": {json.dumps(full.ravel().tolist(), separators=(",", ":"))},\n'
    + f' "resized": {json.dumps(resized, separators=(",", ":"))}\n'
    + "}\n"
)
print(len(found), "files,", out.stat().st_size, "bytes")
