"""Small images of every kind that kiso reads, and the pixels that Pillow and NumPy find in them.

    python3 tests/golden/images.py

writes tests/golden/images/ (made with Pillow 9.4.0, NumPy 1.24).
"""

import json
from pathlib import Path

import numpy as np
from PIL import Image

folder = Path(__file__).parent / "images"
folder.mkdir(exist_ok=True)
HEIGHT, WIDTH = 9, 12
random = np.random.default_rng(0)


def scene(channels: int) -> np.ndarray:
    """Gradients with a bright spot and some noise, so that nothing is symmetrical: (height, width, channels)."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    bands = [20 * x + 2 * y, 200 - 12 * y, 10 * x + 12 * y][:channels]
    values = np.stack(bands, axis=-1) + random.integers(0, 12, (HEIGHT, WIDTH, channels))
    values[2:4, 7:9] = 250
    return values.clip(0, 255).astype(np.uint8)


grey, colour = scene(1)[:, :, 0], scene(3)
alpha = (17 * np.arange(HEIGHT * WIDTH).reshape(HEIGHT, WIDTH) % 256).astype(np.uint8)
palette = Image.fromarray(colour).quantize(16)

images = {
    "grey.png": Image.fromarray(grey),
    "grey.jpg": Image.fromarray(grey),
    "grey.bmp": Image.fromarray(grey),
    "colour.png": Image.fromarray(colour),
    "colour.jpg": Image.fromarray(colour),
    "colour.webp": Image.fromarray(colour),
    "lossy.webp": Image.fromarray(colour),
    "colour.bmp": Image.fromarray(colour),
    "palette.png": palette,
    "palette.bmp": palette,
    "bits.png": Image.fromarray(grey).convert("1"),
    "bits.bmp": Image.fromarray(grey).convert("1"),
    "alpha.png": Image.fromarray(np.dstack([colour, alpha])),
    "alpha.webp": Image.fromarray(np.dstack([colour, alpha])),
    "greyAlpha.png": Image.fromarray(np.dstack([grey, alpha])),
    "one.png": Image.fromarray(grey[:1, :1]),
    "sixteen.png": Image.fromarray(grey.astype(np.uint16) * 256 + random.integers(0, 256, grey.shape).astype(np.uint16)),
    "cmyk.jpg": Image.fromarray(colour).convert("CMYK"),
}
options = {
    "grey.jpg": {"quality": 90},
    "colour.jpg": {"quality": 90, "subsampling": 0},
    "cmyk.jpg": {"quality": 95},
    "colour.webp": {"lossless": True},
    "alpha.webp": {"lossless": True, "exact": True},
    "lossy.webp": {"quality": 90},
}
for name, image in images.items():
    image.save(folder / name, **options.get(name, {}))

# The same picture as a camera held sideways stores it: turned left, with the note "turn right to show".
exif = Image.Exif()
exif[0x0112] = 6
Image.fromarray(np.rot90(colour)).save(folder / "sideways.jpg", quality=90, subsampling=0, exif=exif)
images["sideways.jpg"] = None

Image.fromarray(colour).save(
    folder / "animated.webp", lossless=True, save_all=True, append_images=[Image.fromarray(255 - colour)], duration=100
)
images["animated.webp"] = None

# 32 bits a pixel without masks and rows from the top, as Windows programs write them.
header = (
    b"BM" + (54 + 4 * WIDTH * HEIGHT).to_bytes(4, "little") + bytes(4) + (54).to_bytes(4, "little")
    + (40).to_bytes(4, "little") + WIDTH.to_bytes(4, "little") + (-HEIGHT).to_bytes(4, "little", signed=True)
    + (1).to_bytes(2, "little") + (32).to_bytes(2, "little") + bytes(24)
)
bgrx = np.dstack([colour[:, :, ::-1], np.zeros_like(grey)])
(folder / "topDown.bmp").write_bytes(header + bgrx.tobytes())
images["topDown.bmp"] = None

expected = {}
for name in sorted(images):
    if name == "cmyk.jpg":  # each library has its own way from CMYK to RGB
        continue
    image = Image.open(folder / name)
    if name == "sideways.jpg":
        image = image.transpose(Image.Transpose.ROTATE_270)
    if name == "sixteen.png":  # Pillow keeps 16 bits; the upper 8 are what is wanted
        image = Image.fromarray((np.asarray(image).astype(np.uint16) >> 8).astype(np.uint8))
    if "A" in image.mode or image.mode == "P" and "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, (0, 0, 0, 255)), image)
    rgb = image.convert("RGB")
    expected[name] = {
        "width": image.width,
        "height": image.height,
        "grey": np.asarray(rgb.convert("L")).ravel().tolist(),
        "colour": np.asarray(rgb).ravel().tolist(),
    }

resized = {
    f"{width}x{height}": np.asarray(Image.fromarray(colour).resize((width, height), Image.Resampling.BILINEAR)).ravel().tolist()
    for width, height in [(5, 4), (12, 3), (24, 18), (1, 1), (17, 9), (7, 31)]
}
(folder / "expected.json").write_text(json.dumps({"pixels": expected, "resized": resized}))
