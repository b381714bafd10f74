import type { Numbers, Table } from "../table.ts";
import type { LeftOut } from "./encoding.ts";

// Columns that tell rows apart: a running number, a serial number, the moment of a measurement. A network that learns from them
// knows the lot that it was trained on, and errs on the next.

/** What a name says that a column is: an id of the row, the moment at which the row was written, or neither. */
export type IdName = "id" | "time" | undefined;

/** Why a column is left out that numbers the rows. */
export const everyRowDiffers = "an id: every row differs";
/** Why columns of dates are no features, where they are not asked for. */
export const datesLeftOut = "dates or times";
/** The same where the year is not told. */
export const daysLeftOut = "days without a year";
/** Whether a column is left out that could be features with dates. */
export const isWhyDate = (why: string): boolean =>
  why === datesLeftOut || why.startsWith(daysLeftOut) || /^a time: (?!it )/.test(why);
/** Why words are left out that are all different. */
export const namedRows = "every row differs";
export const mayRound = "an id: more digits than a number holds";

/** Whether a column is left out since it tells rows apart. */
export const isWhyId = (why: string): boolean => why === namedRows || /^(an id|a time)\b/.test(why);

/** The columns that are no features, but what a result is joined by. */
export const idsAmong = (leftOut: readonly LeftOut[]): string[] =>
  leftOut
    .filter(({ name, why }) => isWhyId(why) || (why === datesLeftOut && idNameOf(name) === "time"))
    .map(({ name }) => name);

/** Whether a column is left out by how it goes from row to row, and not by its name. */
export const isWhyRunning = ({ name, why }: LeftOut): boolean =>
  /^an id: it (rises|falls)/.test(why) && idNameOf(name) === undefined;

/** A table is never left without a feature: what its only columns of numbers count may be what is learned from. They are taken out of `leftOut`. */
export function onlyNumbers(table: Table, leftOut: LeftOut[]): string[] {
  const running = leftOut.filter(
    (one) => isWhyRunning(one) && table.columns.get(one.name)?.kind === "number",
  );
  for (const one of running) leftOut.splice(leftOut.indexOf(one), 1);
  return running.map(({ name }) => name);
}

const idWords = new Set([
  ...[
    "id",
    "ids",
    "uid",
    "uuid",
    "guid",
    "index",
    "idx",
    "ix",
    "row",
    "rows",
    "rowid",
    "rowno",
    "rownr",
    "rownum",
  ],
  ...[
    "rownumber",
    "rowname",
    "rownames",
    "no",
    "nr",
    "num",
    "number",
    "#",
    "n°",
    "nº",
    "seq",
    "seqno",
    "sequence",
  ],
  ...[
    "sequenceno",
    "serial",
    "serialno",
    "serialnr",
    "serialnum",
    "serialnumber",
    "sn",
    "s/n",
    "key",
    "pk",
    "record",
  ],
  ...[
    "recordno",
    "recordnumber",
    "sample",
    "sampleno",
    "samplenumber",
    "specimen",
    "specimenno",
    "item",
    "itemno",
  ],
  ...[
    "part",
    "partno",
    "partnumber",
    "piece",
    "pieceno",
    "unit",
    "unitno",
    "lot",
    "lotno",
    "lotnumber",
    "batch",
  ],
  ...["batchno", "batchnumber", "shot", "shotno", "cycleno", "level0", "indexlevel0", "unnamed0", "unnamed"],
  ...[
    "番号",
    "連番",
    "通番",
    "通し番号",
    "項番",
    "行番号",
    "行",
    "製造番号",
    "製番",
    "管理番号",
    "整理番号",
    "識別番号",
  ],
  ...[
    "識別子",
    "品番",
    "部品番号",
    "製品番号",
    "シリアル",
    "シリアル番号",
    "シリアルナンバー",
    "ロット",
    "ロット番号",
  ],
  ...[
    "サンプル",
    "サンプル番号",
    "試料",
    "試料番号",
    "検体",
    "検体番号",
    "個体",
    "個体番号",
    "個体識別番号",
    "受付番号",
  ],
  ...["バーコード", "コード", "barcode", "ean", "gtin", "vin", "charge", "lfdnr", "laufnummer"],
  ...["伝票番号", "注文番号", "索引", "インデックス", "序号", "编号", "編號", "序號", "번호", "일련번호"],
]);
const idTail =
  /[\s_.-](id|no|nr|number|uuid|guid|idx|index|key|seq|serial|code)$|.nummer$|.(番号|連番|コード|ナンバー|编号|編號|번호)$/i;
/** 検査No, ロットID: Latin behind Japanese. */
const idBehind = /[^\x20-\x7e](no|id|nr)$/i;
/** sampleId, PartNo */
const idCamel = /[a-z](Id|ID|No|Nr)$/;

const timeWords = new Set([
  ...[
    "timestamp",
    "timestamps",
    "datetime",
    "dateandtime",
    "epoch",
    "epochms",
    "unixtime",
    "unixtimestamp",
    "ts",
  ],
  ...[
    "時刻",
    "日時",
    "日付",
    "年月日",
    "測定日時",
    "測定時刻",
    "検査日時",
    "検査時刻",
    "タイムスタンプ",
    "时间戳",
  ],
]);
const timeTail = /[\s_.-](timestamp|datetime|epoch|at)$|.(時刻|日時|タイムスタンプ)$/i;
const timeCamel = /[a-z](Timestamp|DateTime)$/;

/** A name without what stands in brackets at its end: a unit. */
function withoutBrackets(name: string): string {
  let open = name.length;
  if (closing.has(name.at(-1)))
    for (let i = name.length - 2; i >= 0 && !closing.has(name[i]); i--) if (opening.has(name[i])) open = i;
  return name.slice(0, open);
}

const opening = new Set<string | undefined>("([［【");
const closing = new Set<string | undefined>(")]］】");

/** A name without the points and colons at its end. */
function withoutMarks(name: string): string {
  let end = name.length;
  while (name[end - 1] === "." || name[end - 1] === ":") end--;
  return name.slice(0, end);
}

export function idNameOf(name: string): IdName {
  const narrow = withoutMarks(withoutBrackets(name.normalize("NFKC").trim())).trim();
  const joined = narrow.toLowerCase().replaceAll(/[\s_.:-]+/g, "");
  if (timeWords.has(joined) || timeTail.test(narrow) || timeCamel.test(narrow)) return "time";
  if (idWords.has(joined) || /^(unnamed|level|indexlevel)\d+$/.test(joined)) return "id";
  return [idTail, idBehind, idCamel].some((one) => one.test(narrow)) ? "id" : undefined;
}

/** Fewer steps from row to row than this show nothing. */
const fewestSteps = 8;
/** So many of the steps are one and the same where a column is a running number. */
const steadyShare = 0.9;
/** So many different steps are counted apart. */
const mostSteps = 8;

/** How a column of numbers goes from row to row, seen a table at a time. A step from one file into the next does not count. */
export class RowOrder {
  #rows = 0;
  #whole = true;
  #steps = 0;
  #rises = 0;
  #falls = 0;
  /** how often each of the first few steps occurs */
  readonly #sizes = new Map<number, number>();
  #file: string | undefined;
  #last = Number.NaN;
  /** it goes up and down: nothing more is to be seen */
  #unordered = false;

  add(values: Numbers, { parts }: Table): void {
    if (this.#unordered) return;
    let start = 0;
    for (const { file, rows, rowOf } of parts) {
      const continues = file === this.#file && (rowOf?.(0) ?? 0) === this.#rows;
      if (!continues) [this.#last, this.#rows] = [Number.NaN, rowOf?.(0) ?? 0];
      this.#file = file;
      this.#addRows(values, start, start + rows);
      this.#rows += rows;
      start += rows;
    }
  }

  #addRows(values: Numbers, start: number, end: number): void {
    for (let i = start; i < end; i++) {
      const value = values[i]!;
      if (Number.isNaN(value)) continue;
      if (this.#whole && !Number.isInteger(value)) this.#whole = false;
      const step = value - this.#last;
      this.#last = value;
      if (Number.isNaN(step)) continue;
      this.#steps++;
      if (step > 0) this.#rises++;
      else if (step < 0) this.#falls++;
      const times = this.#sizes.get(step);
      if (times !== undefined || this.#sizes.size < mostSteps) this.#sizes.set(step, (times ?? 0) + 1);
      if (Math.min(this.#rises, this.#falls) > 4 + 0.1 * this.#steps) {
        this.#unordered = true;
        return;
      }
    }
  }

  get whole(): boolean {
    return this.#whole;
  }

  /** Up or down in every step; `ties`: or neither. */
  isMonotone(ties = false): boolean {
    const [steps, rises, falls] = [this.#steps, this.#rises, this.#falls];
    if (this.#unordered || steps < fewestSteps) return false;
    return ties ? Math.min(rises, falls) === 0 && rises + falls > 0 : rises === steps || falls === steps;
  }

  /** The step that nearly all steps are, where there is one: rows of a running number may be missing. */
  get steady(): number | undefined {
    if (this.#unordered || this.#steps < fewestSteps) return undefined;
    for (const [step, times] of this.#sizes)
      if (step !== 0 && times >= steadyShare * this.#steps) return step;
    return undefined;
  }

  /** "rises by 1 from row to row" */
  get inWords(): string {
    const verb = this.#rises > 0 ? "rises" : "falls";
    const { steady } = this;
    return `${verb}${steady === undefined ? "" : ` by ${Math.abs(steady)}`} from row to row`;
  }
}

/** A column of numbers that may tell rows apart. */
export interface MayBeId {
  name: IdName;
  order: RowOrder;
  rows: number;
  /** the different numbers, as far as they were told apart: of a column with such a name alone */
  different: ReadonlySet<number>;
  /** how many were to be told apart */
  room: number;
  least: number;
  most: number;
}

/** The same of a column of words whose name says that it tells rows apart: of `cells` cells `size` differ, told apart are `most`. */
export function whyIdOfWords(size: number, cells: number, most: number): string | undefined {
  if (cells < 3) return undefined;
  if (size === Math.min(cells, most)) return namedRows;
  return size > 10 && 2 * size > cells ? `an id: ${size} different in ${cells} rows` : undefined;
}

/** Why a column of numbers is left out as one that tells rows apart; nothing where it does not. */
export function whyId({ name, order, rows, different, room, least, most }: MayBeId): string | undefined {
  if (name === undefined)
    return order.whole && order.isMonotone() && order.steady !== undefined
      ? `an id: it ${order.inWords}`
      : undefined;
  // Such numbers are rounded, so that rows that differ look the same.
  if (Math.max(-least, most) > Number.MAX_SAFE_INTEGER && Number.isFinite(most - least)) return mayRound;
  const seen = Math.min(rows, room);
  const all = Array.from(different);
  const isWhole = all.every((value) => Number.isInteger(value) || Number.isNaN(value));
  if (isWhole && different.size === seen) return everyRowDiffers;
  if (name === "time")
    return order.isMonotone(true) && different.size > 10 ? `a time: it ${order.inWords}` : undefined;
  if (!isWhole) return undefined;
  if (different.size > 10 && 2 * different.size > seen)
    return `an id: ${different.size} different in ${seen} rows`;
  if (different.size > 10 && order.isMonotone(true)) return `an id: it ${order.inWords}`;
  // It begins again with each lot.
  return Math.abs(order.steady ?? 0) === 1 ? `an id: it ${order.inWords}, and begins again` : undefined;
}
