import { asProgram } from "../../../errors.ts";
import { isIdx } from "../../formats/idx.ts";
import { isImage } from "../../images/layouts/folderFiles.ts";
import type { FileReading, HowToRead } from "../../reading.ts";
import { extensionOf, tableFormats } from "../fileKinds.ts";
import { oneLine } from "../oneLine.ts";

type Kind = "text" | "json" | "workbook" | "picture" | "numbers";

/** Of what files a way of reading says something, in words and by their kinds. */
const ways = [
  ["sheet", "workbooks such as .xlsx", ["workbook"]],
  ["delimiter", "texts such as .csv", ["text"]],
  ["encoding", "texts such as .csv and .jsonl", ["text", "json"]],
  ["header", "texts such as .csv, and of workbooks", ["text", "workbook"]],
  ["labels", "pictures", ["picture"]],
] as const satisfies readonly (readonly [keyof FileReading, string, readonly Kind[]])[];

const texts: readonly string[] = ["csv", "tsv", ...tableFormats.at(-1)!];

function kindOf(file: string): Kind | undefined {
  const extension = extensionOf(file);
  if (texts.includes(extension)) return "text";
  if (/^jsonl?$/.test(extension)) return "json";
  if (/^(xls[xmb]?|ods)$/.test(extension)) return "workbook";
  if (/^(parquet|np[yz])$/.test(extension) || isIdx(file)) return "numbers";
  return isImage(file) ? "picture" : undefined;
}

/**
 * Ways of reading that were asked for and say nothing of any of these files, a line each. What a model remembers of its training files was
 * not asked for: of these the sheet alone is known to be.
 */
export function idleNotes(source: string, files: readonly string[], how: HowToRead): string[] {
  const kinds = new Set(files.map(kindOf));
  if (kinds.size === 0 || kinds.has(undefined)) return [];
  const { spell = asProgram, known } = how;
  return ways.flatMap(([way, of, some]) => {
    const asked = how[way];
    if (asked === undefined || (known !== undefined && way !== "sheet")) return [];
    if (some.some((kind) => kinds.has(kind))) return [];
    return [`${oneLine(source)}: ${spell(way, asked)} has no effect here: it is of ${of}`];
  });
}
