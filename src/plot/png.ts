import { assetPath } from "../assets.ts";

/** Pixels per inch of an SVG's own unit, as CSS defines it. */
const svgDpi = 96;

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** RGBA, 4 bytes a pixel, row by row. */
  readonly data: Uint8Array;
}

/**
 * The PNG of an SVG at `dpi` pixels per inch; the file says its dpi, so that it prints at the right size. Only the
 * font that ships with kiso is used, so the pixels are the same on every machine.
 */
export async function svgToPng(svg: string, { dpi = svgDpi }: { dpi?: number } = {}): Promise<Uint8Array> {
  const image = await render(svg, dpi);
  return withResolution(image.asPng(), dpi);
}

/** The pixels of an SVG, for those who look at them one by one. */
export async function svgToPixels(svg: string, { dpi = svgDpi }: { dpi?: number } = {}): Promise<Pixels> {
  const { width, height, pixels } = await render(svg, dpi);
  return { width, height, data: pixels };
}

async function render(svg: string, dpi: number) {
  const { Resvg } = await import("@resvg/resvg-js");
  const family = "Noto Sans CJK JP";
  return new Resvg(svg, {
    background: "white",
    fitTo: { mode: "zoom", value: dpi / svgDpi },
    font: {
      loadSystemFonts: false,
      fontFiles: [assetPath("fonts", "NotoSansJP-Regular.otf")],
      defaultFontFamily: family,
      sansSerifFamily: family,
    },
  }).render();
}

/** Puts a pHYs chunk (pixels per metre) right after IHDR, which ends at byte 33 of every PNG. */
function withResolution(png: Uint8Array, dpi: number): Uint8Array {
  const perMetre = Math.round(dpi / 0.0254);
  const chunk = new Uint8Array(21); // length 9, "pHYs", x, y, unit 1 = metre, CRC
  const view = new DataView(chunk.buffer);
  view.setUint32(0, 9);
  chunk.set([0x70, 0x48, 0x59, 0x73], 4);
  view.setUint32(8, perMetre);
  view.setUint32(12, perMetre);
  chunk[16] = 1;
  view.setUint32(17, crc32(chunk.subarray(4, 17)));
  const out = new Uint8Array(png.length + chunk.length);
  out.set(png.subarray(0, 33));
  out.set(chunk, 33);
  out.set(png.subarray(33), 33 + chunk.length);
  return out;
}

/** CRC-32 of PNG and zlib, bit by bit (reflected polynomial 0xEDB88320); zlib.crc32 needs Node 20.15. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
