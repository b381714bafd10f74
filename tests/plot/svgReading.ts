import { parseHTML } from "linkedom";
import { svgToPixels } from "../../src/plot/png.ts";

/** Parses a chart's SVG. */
export function parse(svg: string): Element {
  const root: Element | null = parseHTML(svg).document.querySelector("svg");
  if (!root) throw new Error("no <svg>");
  return root;
}

/** Elements of a Plot mark: the children of the group that carries its name. */
export function mark(svg: Element, name: string): Element[] {
  return [...svg.querySelectorAll(`g[aria-label="${name}"]`)];
}

/** Where a mark stands: `translate(x,y)`, or the centre of a circle. */
export function translation(element: Element): [number, number] {
  if (element.localName === "circle") {
    return [Number(element.getAttribute("cx")), Number(element.getAttribute("cy"))];
  }
  const [, x, y] = /translate\((-?[\d.]+),(-?[\d.]+)\)/.exec(element.getAttribute("transform") ?? "") ?? [];
  if (x === undefined || y === undefined) throw new Error(`no place on ${element.outerHTML.slice(0, 200)}`);
  return [Number(x), Number(y)];
}

/** The texts of a chart, in document order. */
export function texts(svg: string): string[] {
  return [...parse(svg).querySelectorAll("text")].map((text) => text.textContent ?? "");
}

/** The luminance (0 black … 255 white) of each pixel of a drawing. */
export async function luminances(
  svg: string,
): Promise<{ width: number; height: number; luminance: Float64Array }> {
  const { width, height, data } = await svgToPixels(svg);
  const luminance = new Float64Array(width * height);
  for (let i = 0; i < luminance.length; i++) {
    luminance[i] = 0.2126 * data[4 * i]! + 0.7152 * data[4 * i + 1]! + 0.0722 * data[4 * i + 2]!;
  }
  return { width, height, luminance };
}

/** Whether the outermost `border` pixels are all white: then nothing is cut off at the edge. */
export async function hasClearBorder(svg: string, border = 2): Promise<boolean> {
  const { width, height, luminance } = await luminances(svg);
  return luminance.every((value, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    const inside = x >= border && x < width - border && y >= border && y < height - border;
    return inside || value > 254.5;
  });
}
