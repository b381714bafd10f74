import { type Command, InvalidArgumentError, type Option } from "commander";
import { dateOrders } from "../../data/columns/cells/dates/dates.ts";
import type { Decimal } from "../../data/columns/cells/numerals.ts";
import { missingRules } from "../../data/columns/missing.ts";
import { type FileReading, type HowToRead, readingOf } from "../../data/reading.ts";
import { choice, flag, imageSize, name, number, parsed } from "./options.ts";
import { downloads } from "./progress.ts";
import { asFlag } from "./spelling.ts";

/** How files are read, where they could be read in several ways. */
export const readingFlags = (): Option[] => [
  parsed(
    "--header <which>",
    "whether a table has a header: yes, no, or the line that it is (default: found, and said)",
    header,
  ),
  parsed(
    "--encoding <name>",
    "of a text: utf-8, shift_jis, euc-jp, windows-1252, … (default: found, and said)",
    name,
  ),
  parsed(
    "--delimiter <text>",
    "what divides the cells of a text: , ; | tab or blank (default: found)",
    delimiter,
  ),
  parsed(
    "--sheet <name>",
    "of a workbook, by its name or number (default: the first with rows, and those that belong to it)",
    name,
  ),
  parsed("--config <name>", "of a data set on the Hub that has several", name),
  parsed(
    "--labels <file>",
    "a list of the pictures and their classes (default: found beside them), or folders: these are the classes",
    name,
  ),
  parsed(
    "--max-unpacked <gb>",
    "GB that a packed file may unpack to (default: 100 times its size, 0.27 at least)",
    number({ above: 0 }),
  ),
  parsed(
    "--max-pixels <millions>",
    "million pixels that a picture may have (default: 100)",
    number({ above: 0 }),
  ),
];

/** Adds them to a command that reads files, but for those that it has a use of its own for. */
export function withReading(command: Command, ...without: (keyof FileReading)[]): Command {
  for (const option of readingFlags())
    if (!without.includes(option.attributeName() as keyof FileReading)) command.addOption(option);
  return command;
}

/** What those flags say, how remarks spell settings here, and that downloads are shown. */
export const howFlagsSay = (flags: HowToRead): HowToRead => ({
  ...readingOf(flags),
  spell: asFlag,
  onError: flags.onError,
  onProgress: downloads(),
});

/** What is done about rows with a mistake. */
export const onErrorFlag = (): Option =>
  choice("--on-error <how>", "a row with a mistake: stop, or skip it and list it (default: stop)", [
    "stop",
    "skip",
  ]);

/** What columns are for. */
export const roleFlags = (): Option[] => [
  parsed("--drop <columns...>", "columns to leave out", names),
  parsed(
    "--id <columns...>",
    "columns that tell rows apart: not learned from, kept beside the answers",
    names,
  ),
  parsed("--features <columns...>", "learn from just these columns", names),
  parsed("--group <column>", "rows alike in it, such as a lot, stay on one side of every split", name),
  parsed("--time <column>", "test on the latest rows by it", name),
  flag(
    "--dates",
    "make numbers of dates: weekday, hour, month, days since the first (default: they are left out)",
  ),
  choice(
    "--date-order <order>",
    "how 1/5/2024 is read: day, month and year (default: found, where a row tells it)",
    dateOrders,
  ),
  parsed(
    "--decimal <mark>",
    "what stands before the decimals of numbers such as 1,234: point or comma (default: found, and said)",
    decimal,
  ),
  onErrorFlag(),
];

/** How pictures become rows. */
export const pictureFlags = (): Option[] => [
  parsed(
    "--size <pixels>",
    "bring images to 32 × 32 (32) or width × height (48x32), their shape kept",
    imageSize,
  ),
  flag("--stretch", "stretch images to --size instead"),
  flag("--grey", "images in grey (default: where all of them are)").conflicts("colour"),
  flag("--colour", "images in colour (default: where one of them is)"),
  parsed(
    "--bits <n>",
    "of images of 16 bits: how many the camera has, 8 to 16 (default: what all of them use)",
    number({ min: 8, max: 16, integer: true }),
  ),
];

/** Which column is learned. */
export const labelFlag = (): Option =>
  parsed(
    "--label <column>",
    "the column that holds the class (default: found by its name, else the last)",
    name,
  );

/** What is done about missing cells. */
export const missingFlag = (): Option =>
  choice(
    "--missing <how>",
    "fill missing cells, or drop their rows (default: they are errors)",
    missingRules,
  );

/** Which class is to be found. */
export const positiveFlag = (): Option =>
  parsed(
    "--positive <class>",
    "the class to be found, as NG (default: a class called NG, fail, 不良, …; else the rarer of two)",
    name,
  );

function header(text: string): boolean | number {
  if (/^(yes|no)$/i.test(text)) return /^yes$/i.test(text);
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`expected yes, no or the number of a line, from 1, got "${text}"`);
}

const spelledOut: Readonly<Record<string, string>> = {
  tab: "\t",
  "\\t": "\t",
  blank: " ",
  space: " ",
  comma: ",",
};

function delimiter(text: string): string {
  const found = spelledOut[text.toLowerCase()] ?? text;
  if (found.length === 1) return found;
  throw new InvalidArgumentError(`expected one character, tab or blank, got "${text}"`);
}

function decimal(text: string): Decimal {
  const found = { point: ".", ".": ".", comma: ",", ",": "," }[text.toLowerCase()];
  if (found) return found as Decimal;
  throw new InvalidArgumentError(`expected point or comma, got "${text}"`);
}

/** Each of the columns after a flag. */
const names = (text: string, before: readonly string[] = []): readonly string[] => [...before, name(text)];
