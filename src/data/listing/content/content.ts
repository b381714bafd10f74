import { open } from "node:fs/promises";
import { UserError } from "../../../errors.ts";
import { extensionOf, tableFormats } from "../fileKinds.ts";
import { insteadOfData } from "./pointers.ts";

const workbooks = ["xlsx", "xlsm", "ods", "xls", "xlsb"];
/** Their reader looks for a workbook itself. */
const texts: readonly string[] = ["csv", "tsv", ...tableFormats.at(-1)!];

/** How files begin that are not what their name says, what they are then, what mends it, and whose beginning it may be. */
const signatures: readonly (readonly [start: string | RegExp, what: string, of?: readonly string[]])[] = [
  [
    /^(\xef\xbb\xbf)?\s*<\?xml[\s\S]*(urn:schemas-microsoft-com:office:spreadsheet|progid="Excel\.Sheet")/i,
    "is a workbook in the XML of Excel 2003 (SpreadsheetML), which kiso does not read; open it in Excel or LibreOffice and save it as .xlsx",
    workbooks,
  ],
  [/^(\xef\xbb\xbf)?\s*<\?xml/i, "is XML; save it as CSV", workbooks],
  [
    "PK\x03\x04",
    "is a workbook or a zip archive by its content; name it .xlsx or .zip",
    ["zip", "npz", ...texts, ...workbooks],
  ],
  [
    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "is a workbook of old Excel by its content; save it as .xlsx or CSV",
    [...texts, ...workbooks],
  ],
  ["PAR1", "is a Parquet file by its content; name it .parquet", ["parquet"]],
  ["\x93NUMPY", "is a NumPy array by its content; name it .npy", ["npy"]],
  ["%PDF", "is a PDF by its content; save its table as CSV"],
  ["{\\rtf", "is rich text by its content; save it as CSV"],
  ["7z\xbc\xaf\x27\x1c", "is a 7-Zip archive by its content; unpack it"],
  [/^BZh[1-9]/, "is packed with bzip2 by its content; unpack it"],
  ["\xfd7zXZ", "is packed with xz by its content; unpack it"],
  ["\x28\xb5\x2f\xfd", "is packed with zstd by its content; unpack it"],
  ["SQLite format 3", "is a database by its content; write its table as CSV"],
];

const gzip = "\x1f\x8b";

/**
 * Refuses a file whose first bytes say that it is something else than its name: a pointer that stands for the data, a web page
 * saved in its place, a workbook called .csv. Throws a `UserError` of one line with the mend.
 */
export async function checkContent(path: string, name: string): Promise<void> {
  const start = await firstBytes(path, name);
  if (start === "") return; // each reader says what belongs in it
  const instead = insteadOfData(start);
  const extension = extensionOf(name);
  // A workbook that is a web page is told as such by its reader: some programs export it so.
  if (instead !== undefined && !(workbooks.includes(extension) && /^is a web/.test(instead)))
    throw new UserError(`${name}: ${instead}`);
  const packed = /\.gz$/i.test(path);
  if (packed && !start.startsWith(gzip))
    throw new UserError(
      `${name}: its name ends in .gz, but it is not packed (a browser may have unpacked it); rename it without .gz, or get it again`,
    );
  if (!packed && start.startsWith(gzip) && !workbooks.includes(extension))
    throw new UserError(
      `${name}: is packed with gzip, though its name does not say so; rename it to end in .gz`,
    );
  for (const [pattern, what, of = []] of signatures)
    if (!of.includes(extension) && begins(start, pattern)) throw new UserError(`${name}: ${what}`);
}

const begins = (start: string, pattern: string | RegExp): boolean =>
  typeof pattern === "string" ? start.startsWith(pattern) : pattern.test(start);

async function firstBytes(path: string, name: string): Promise<string> {
  try {
    const file = await open(path);
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(512), 0, 512, 0);
      return buffer.toString("latin1", 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unopened(name, error);
  }
}

/** What the system's refusal to open a file means to the user. */
export function unopened(name: string, error: unknown): UserError {
  const { code, message } = error as NodeJS.ErrnoException;
  const denied = code === "EACCES" || code === "EPERM";
  const why = denied ? "may not be opened (permission denied)" : `cannot be opened (${code ?? message})`;
  return new UserError(
    `${name}: ${why}; ${denied ? "change its rights, or take it out" : "get it again, or take it out"}`,
    {
      cause: error,
    },
  );
}
