import type { Spell } from "../errors.ts";
import type { DateOrder } from "./columns/cells/dates/dates.ts";
import type { Decimal } from "./columns/cells/numerals.ts";

/** How a file is read where it could be read in several ways, as plain JSON. What is left out is found out, and said. */
export interface FileReading {
  /** whether a table has a header, or the line (from 1) that holds it */
  header?: boolean | number;
  /** of a text, as the Encoding Standard or Python calls it: utf-8, shift_jis, cp932, latin1 */
  encoding?: string;
  /** what divides the cells of a text; a blank for any number of blanks */
  delimiter?: string;
  /** of a workbook */
  sheet?: string;
  /** of a data set on the Hub that has several */
  config?: string;
  /** a list of files and their classes; "folders" where only the folders are classes */
  labels?: string;
  /** GB that a packed file may unpack to; 100 times its size, at least a quarter and at most 8.6, when left out */
  maxUnpacked?: number;
  /** million pixels that a picture may have; 100 when left out */
  maxPixels?: number;
}

/** What columns are for, as plain JSON. What is left out is found out by their names and cells, and said. */
export interface ColumnRoles {
  /** neither features nor kept beside the answers */
  drop?: readonly string[];
  /** tell rows apart: no features, but kept beside the answers */
  id?: readonly string[];
  /** just these are learned from */
  features?: readonly string[];
  /** rows of one group (a lot, a part seen from several sides) never lie on both sides of a split */
  group?: string;
  /** the latest rows are those that are tested */
  time?: string;
  /** dates become numbers: weekday, hour, month, days since the first */
  dates?: boolean;
  /** of dates such as 1/5/2024, where no row tells which is the day */
  dateOrder?: DateOrder;
  /** what stands between whole and fraction in columns of text, where 1,234 could be either */
  decimal?: Decimal;
  /** rows with a mistake stop the reading, or are set aside and counted; stop when left out */
  onError?: "stop" | "skip";
}

/** Told of a download: bytes of a file so far, and of how many. */
export type OnProgress = (progress: {
  file: string;
  loaded: number;
  total?: number;
  waiting?: string;
}) => void;

/** What a reader of files is told: how to read, and how its remarks spell settings; as a program does when left out. */
export interface HowToRead extends FileReading {
  spell?: Spell | undefined;
  /** how a download from the Hub goes on; with `waiting`, why nothing comes for a while */
  onProgress?: OnProgress | undefined;
  /** when aborted, a download ends at once, also while it waits; the reading throws the signal's reason */
  signal?: AbortSignal | undefined;
  /** the columns that a model knows: a first row that holds them is a header, and `header` is what the model remembers, not an order */
  known?: readonly string[] | undefined;
  /** rows with a mistake stop the reading, or are set aside and counted; stop when left out */
  onError?: "stop" | "skip" | undefined;
  /** columns whose cells are kept to the letter, such as ids: they are text where a cell is not written as its number is in short */
  keep?: readonly string[] | undefined;
  /** whether numbers keep the text of their cell where it is not the number in short, for a table that is written beside answers */
  ownText?: boolean | undefined;
  /** the column that is learned, where it is named: its numbers are kept as they are written, since 001 is not the class 1 */
  learned?: string | undefined;
  /** where a comma is for decimals: columns of text files whose points may all be for thousands (6.254) are text, the label among them or not */
  points?: "features" | "all" | undefined;
  /** whether the names of files and of sheets may be classes, where no column is the label; "any" where they are asked for */
  byName?: boolean | "any" | undefined;
  /** the sheet that a model learned from, which is read of a workbook that has it */
  usualSheet?: string | undefined;
  /** whether pictures are parts to be answered: none is left out as a mask for what it looks like */
  lot?: boolean | undefined;
}

export const fileReadingNames = [
  "header",
  "encoding",
  "delimiter",
  "sheet",
  "config",
  "labels",
  "maxUnpacked",
  "maxPixels",
] as const satisfies (keyof FileReading)[];

export const howToReadNames = [
  ...fileReadingNames,
  "spell",
  "onError",
  "onProgress",
  "signal",
] as const satisfies (keyof HowToRead)[];

/** What `loadTables` and the readers of files are told. */
export const readerNames = [
  ...howToReadNames,
  "known",
  "keep",
  "ownText",
  "learned",
  "points",
  "byName",
  "usualSheet",
  "lot",
] as const satisfies (keyof HowToRead)[];

export const columnRoleNames = [
  "drop",
  "id",
  "features",
  "group",
  "time",
  "dates",
  "dateOrder",
  "decimal",
  "onError",
] as const satisfies (keyof ColumnRoles)[];

/** The reading among other options; nothing where none is asked for. */
export const readingOf = (options: FileReading): FileReading | undefined => only(options, fileReadingNames);

/** The roles among other options; nothing where none is asked for. */
export const rolesOf = (options: ColumnRoles): ColumnRoles | undefined => only(options, columnRoleNames);

function only<T extends object, K extends keyof T>(options: T, names: readonly K[]): Pick<T, K> | undefined {
  const stated = names.filter((name) => options[name] !== undefined);
  if (stated.length === 0) return undefined;
  return Object.fromEntries(stated.map((name) => [name, options[name]])) as Pick<T, K>;
}

/** What of the roles says how cells are read. */
export const cellsAsked = ({
  dates,
  dateOrder,
  decimal,
}: ColumnRoles = {}): Pick<ColumnRoles, "dates" | "dateOrder" | "decimal"> => ({ dates, dateOrder, decimal });
