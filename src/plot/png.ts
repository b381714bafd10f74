import { assetPath } from "../assets.ts";
import { pngChunk } from "./pngFormat.ts";

/** Pixels per inch of an SVG's own unit, as CSS defines it. */
const svgDpi = 96;

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** RGBA, 4 bytes a pixel, row by row. */
  readonly data: Uint8Array;
}

/** Letters that the small font has: Latin, Greek, signs and arrows; the same outlines as in the whole one. */
const inLatin =
  /^[\n\r\t\u0020-\u007e\u00a0-\u017f\u0370-\u03ff\u2010-\u2027\u2030-\u203a\u2070-\u209f\u2190-\u22ff]*$/;

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
  // resvg takes time by the size of its font for each letter: a millisecond for a word of the whole one.
  const font = inLatin.test(svg) ? "NotoSansJP-Latin.otf" : "NotoSansJP-Regular.otf";
  return new Resvg(svg, {
    background: "white",
    fitTo: { mode: "zoom", value: dpi / svgDpi },
    font: {
      loadSystemFonts: false,
      fontFiles: [assetPath("fonts", font)],
      defaultFontFamily: family,
      sansSerifFamily: family,
    },
  }).render();
}

/** Puts a pHYs chunk (pixels per metre) right after IHDR, which ends at byte 33 of every PNG. */
function withResolution(png: Uint8Array, dpi: number): Uint8Array {
  const perMetre = Math.round(dpi / 0.0254);
  const size = new Uint8Array(9); // x, y, unit 1 = metre
  const view = new DataView(size.buffer);
  view.setUint32(0, perMetre);
  view.setUint32(4, perMetre);
  size[8] = 1;
  const chunk = pngChunk("pHYs", size);
  const out = new Uint8Array(png.length + chunk.length);
  out.set(png.subarray(0, 33));
  out.set(chunk, 33);
  out.set(png.subarray(33), 33 + chunk.length);
  return out;
}
