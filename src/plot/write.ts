import { extname } from "node:path";
import { checkNames, UserError } from "../errors.ts";
import { writeFileAtomic } from "../files.ts";
import { svgToPng } from "./png.ts";

/** Throws unless the path ends in a format that writeChart knows: to be asked before the work, not after. */
export function checkChartPath(path: string): ".svg" | ".png" {
  const extension = extname(path).toLowerCase();
  if (extension === ".svg" || extension === ".png") return extension;
  const found = extension === "" ? "no file ending" : extension;
  throw new UserError(`Cannot draw to ${path}: charts are written as .png or .svg, found ${found}.`);
}

/** Writes a chart as .svg, or as .png at `dpi`, by the path's ending; the file appears whole or not at all. */
export async function writeChart(path: string, svg: string, options: { dpi?: number } = {}): Promise<void> {
  checkNames("writeChart", options, ["dpi"]);
  const extension = checkChartPath(path);
  await writeFileAtomic(path, extension === ".svg" ? svg : await svgToPng(svg, options));
}
