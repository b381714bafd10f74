import { legible } from "../unseen.ts";
import { type Picture, pictureUrl } from "./picture.ts";
import { ellipsis } from "./text.ts";

type Plot = typeof import("@observablehq/plot");
export type PlotOptions = import("@observablehq/plot").PlotOptions;

/** Ours first: kiso's PNGs hold only that one. The rest are what a browser may have for Japanese. */
const fontFamily =
  '"Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", Meiryo, "Helvetica Neue", Arial, sans-serif';
export const ink = "#222222";
export const faintInk = "#595959";
export const frame = "#bdbdbd";
export const fontSize = { title: 16, heading: 13, label: 12, tick: 11 } as const;
/** White space around the whole chart, in px. */
export const pageMargin = 14;

/** A drawn piece and where its top left corner goes, in px from the page's. */
interface Piece {
  readonly node: Element;
  readonly x: number;
  readonly y: number;
}

/**
 * A sheet on which pieces are laid. It holds Observable Plot and a document (the browser's own, or linkedom's in
 * Node), both loaded on first use.
 */
export class Page {
  readonly plot: Plot;
  readonly #document: Document;
  readonly #pieces: Piece[] = [];

  constructor(plot: Plot, document: Document) {
    this.plot = plot;
    this.#document = document;
  }

  static async open(): Promise<Page> {
    const [plot, document] = await Promise.all([import("@observablehq/plot"), openDocument()]);
    return new Page(plot, document);
  }

  /** Draws a plot with its top left corner at (x, y). */
  place(x: number, y: number, options: PlotOptions): void {
    const svg = this.plot.plot({ document: this.#document, className: "plot", ...options });
    for (const style of svg.querySelectorAll("style")) style.remove(); // the page sets what it would
    // Type and ink are the page's, so that a chart is set in one font.
    for (const name of ["class", "font-family", "font-size", "fill"]) svg.removeAttribute(name);
    svg.setAttribute("overflow", "visible");
    this.#pieces.push({ node: svg, x, y });
  }

  /** One line of text with its baseline at y; it is cut with "…" where it would be wider than `maxWidth`. */
  write(text: string, x: number, y: number, size: number, maxWidth: number, fill: string = ink): void {
    const node = this.#document.createElementNS(svgNamespace, "text");
    node.setAttribute("font-size", String(size));
    node.setAttribute("fill", fill);
    node.textContent = ellipsis(text, maxWidth, size);
    this.#pieces.push({ node, x, y });
  }

  /** A picture's pixels, as squares, within a box whose top left corner is at (x, y). */
  async show(picture: Picture, x: number, y: number, width: number, height: number): Promise<void> {
    const node = this.#document.createElementNS(svgNamespace, "image");
    node.setAttribute("href", await pictureUrl(picture));
    node.setAttribute("width", String(width));
    node.setAttribute("height", String(height));
    node.setAttribute("image-rendering", "pixelated");
    this.#pieces.push({ node, x, y });
  }

  /** The whole page as a self-contained SVG. The same pieces give the same bytes. */
  toSvg(width: number, height: number, title: string): string {
    const root = this.#document.createElementNS(svgNamespace, "svg");
    const w = Math.ceil(width);
    const h = Math.ceil(height);
    for (const [name, value] of Object.entries({
      xmlns: svgNamespace,
      width: String(w),
      height: String(h),
      viewBox: `0 0 ${w} ${h}`,
      role: "img",
      "aria-label": title,
      "font-family": fontFamily,
      "font-size": String(fontSize.tick),
      fill: ink,
      color: ink,
    })) {
      root.setAttribute(name, value);
    }
    const paper = this.#document.createElementNS(svgNamespace, "rect");
    paper.setAttribute("width", String(w));
    paper.setAttribute("height", String(h));
    paper.setAttribute("fill", "white");
    root.append(paper);
    for (const { node, x, y } of this.#pieces) {
      node.setAttribute("x", String(x));
      node.setAttribute("y", String(y));
      root.append(node);
    }
    return `${serialize(root)}\n`;
  }
}

const svgNamespace = "http://www.w3.org/2000/svg";

async function openDocument(): Promise<Document> {
  if (typeof document !== "undefined") return document;
  const { parseHTML } = await import("linkedom/worker"); // linkedom as one file: it loads three times faster
  return parseHTML("<!doctype html><html><body></body></html>").document;
}

/**
 * XML of an element. Our own, so that Node and browsers write the same bytes (attributes in the alphabet's order,
 * coordinates to a thousandth of a pixel), and that user text is always escaped. One difference is Plot's: in a
 * browser on a screen with one pixel per px it moves marks by half a pixel.
 */
function serialize(element: Element): string {
  let xml = `<${element.localName}`;
  const attributes = [...element.attributes].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, value } of attributes) {
    xml += ` ${name}="${geometry.has(name) ? value.replace(longDecimal, toThousandth) : escapeXml(value)}"`;
  }
  if (element.childNodes.length === 0) return `${xml}/>`;
  xml += ">";
  for (const child of element.childNodes) {
    xml += child.nodeType === 1 ? serialize(child as Element) : escapeXml(child.textContent!);
  }
  return `${xml}</${element.localName}>`;
}

const geometry = new Set(["d", "transform", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "r"]);
const longDecimal = /-?\d+\.\d{4,}(?:e-?\d+)?/g;
const toThousandth = (number: string) => String(Math.round(Number(number) * 1000) / 1000);

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** XML 1.0 forbids two characters more than pages do. */
const escapeXml = (text: string): string =>
  legible(text)
    .replace(/[\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"]/g, (character) => entities[character]!);
