import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UserError } from "../../../errors.ts";
import { readBytes } from "../../../files.ts";
import { type Column, Table } from "../../table.ts";

/**
 * A text of lines such as "val_0.JPEG  n03444034", as ImageNet's and Caffe's lists are: without a header, its cells divided by tabs,
 * commas, semicolons or blanks, as many in every line. The columns are x0, x1, …, all of text; numbers after the second column are
 * left out.
 */
export async function textList(path: string): Promise<Table> {
  const bytes = await readBytes(path);
  const text = new TextDecoder().decode(bytes);
  const lines = text.split(/\r\n|\n|\r/);
  const numbers = lines.flatMap((line, i) => (line.trim() === "" ? [] : [i]));
  const filled = numbers.map((i) => lines[i]!.trim());
  const divided = [/\t/, /,/, /;/, /\s+/]
    .map((divider) => filled.map((line) => line.split(divider).map((cell) => cell.trim())))
    .find(
      (rows) => rows.length > 0 && rows[0]!.length > 1 && rows.every((row) => row.length === rows[0]!.length),
    );
  if (!divided) throw new UserError(`${path}: is no list: its lines have not equally many cells`);
  const numeric = (x: number) => divided.every((row) => Number.isFinite(Number(row[x])));
  // ImageNet's boxes stand after the class.
  const kept = divided[0]!.flatMap((_, x) => (x > 1 && numeric(x) ? [] : [x]));
  const classes = kept.length === 2 && numeric(1) ? await classNamesBeside(path) : undefined;
  const columns = kept.map((x): [string, Column] => [
    `x${x}`,
    {
      kind: "text",
      values: divided.map((row) => (x === 1 ? classes?.names[Number(row[x])] : undefined) ?? row[x]!),
    },
  ]);
  const part = { file: path, rows: divided.length, lineOf: (row: number) => numbers[row]! + 1 };
  return new Table(new Map(columns), [part], {
    delimited: true,
    headerless: true,
    notes: classes && [`${path}: its classes are numbers, which ${classes.file} names`],
  });
}

/** The names of the classes that a list numbers from 0, a line each, in a file beside it, as ImageNet's synsets.txt. */
async function classNamesBeside(
  path: string,
): Promise<{ file: string; names: readonly string[] } | undefined> {
  for (const name of ["synsets.txt", "classes.txt", "class_names.txt", "labels.txt"]) {
    const beside = join(dirname(path), name);
    if (beside === path) continue;
    const text = await readFile(beside, "utf8").catch(() => undefined);
    const lines = text?.split(/\r\n|\n|\r/).map((line) => line.trim());
    if (lines) return { file: beside, names: lines.filter((line) => line !== "") };
  }
  return undefined;
}
