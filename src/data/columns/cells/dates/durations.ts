import { plainText } from "../numerals.ts";

// How long something took: 29:10, 1:02:03.5, 2分30秒, 1h 20m, PT1H, 0 days 00:01:30. As a number it is seconds. Two numbers with a colon
// between may be a time of the day too, so that the whole column and its name decide.

/** What the first of two numbers with a colon between is: 29:10 is minutes and seconds, or hours and minutes. */
export type ColonUnit = "minutes" | "hours";

const COLONS = /^([+-]?)(\d{1,5}):([0-5]\d)(?::([0-5]\d))?(?:[.,](\d{1,9}))?$/;
/** 3h10, 3h10m05: hours, or half past eight as it is written in French. */
const HOURS = /^(\d{1,4}) ?h ?([0-5]\d)(?:(?: ?min|m)? ?([0-5]\d)s?)?(?: ?min|m)?$/;
/** 2'47", 2′47.5: minutes and seconds, or feet and inches. */
const QUOTES = /^([+-]?)(\d{1,4})['′] ?([0-5]?\d(?:[.,]\d{1,9})?) ?(?:"|''|′′)?$/;
const mostInches = 11;
const DAYS = /^([+-]?)(\d{1,6}) ?(?:days?|d|日),? ?(?:\+?(\d{1,2}):([0-5]\d):([0-5]\d)(?:[.,](\d{1,9}))?)$/i;
const ISO = /^([+-]?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/;
const UNITS: readonly (readonly [seconds: number, names: string])[] = [
  [86_400, "days?|d|日|tage?"],
  [3600, "hours?|hrs?|h|時間|小时|小時|시간|std\\.?|stunden?"],
  [60, "minutes?|mins?\\.?|m|分間?|分钟|분|minuten?"],
  [1, "seconds?|secs?\\.?|s|秒間?|초|sekunden?"],
];
/** Numbers with their units, the larger first, each at most once. */
const IN_UNITS = new RegExp(
  `^${UNITS.map(([, names]) => `(?:(\\d+(?:[.,]\\d+)?) ?(?:${names})(?![a-z])[ ,]*)?`).join("")}$`,
  "i",
);

/** A duration as it was read. */
interface Duration {
  seconds: number;
  /** whether it is none but a duration: 1:30.5, 2分30秒 */
  isPlain: boolean;
  /** of numbers with colons between, what they are as hours of a day */
  clock?: number;
  /** of hours, minutes and seconds with a fraction: whether the hours have one digit, as those of a race */
  isShort?: boolean;
}

const numberOf = (text: string | undefined): number => Number((text ?? "0").replace(",", "."));

/** A cell as a duration; nothing where it is none. */
export function readDuration(cell: string, unit: ColonUnit = "minutes"): Duration | undefined {
  if (cell.length < 2 || cell.length > 40 || !/\p{Nd}/u.test(cell)) return undefined;
  const text = plainText(cell);
  const colons = COLONS.exec(text);
  if (colons) {
    const [, sign, a, b, c, fraction] = colons;
    const rest = fraction === undefined ? 0 : Number(`0.${fraction}`);
    const isMinutes = c === undefined && (unit === "minutes" || fraction !== undefined);
    const [first, second, third] = [Number(a), Number(b), Number(c ?? 0)];
    const seconds = isMinutes ? 60 * first + second : 3600 * first + 60 * second + third;
    return {
      seconds: signed(sign, seconds + rest),
      isPlain: sign !== "" || (c === undefined && fraction !== undefined),
      clock: first + second / 60 + third / 3600,
      isShort: c === undefined || fraction === undefined ? undefined : a!.length === 1,
    };
  }
  const hours = HOURS.exec(text);
  if (hours) {
    const [a, b, c] = [Number(hours[1]), Number(hours[2]), Number(hours[3] ?? 0)];
    return {
      seconds: 3600 * a + 60 * b + c,
      isPlain: hours[3] !== undefined || text.includes("m"),
      clock: a + b / 60 + c / 3600,
    };
  }
  const quotes = QUOTES.exec(text);
  if (quotes) {
    const seconds = numberOf(quotes[3]);
    return { seconds: signed(quotes[1], 60 * Number(quotes[2]) + seconds), isPlain: seconds > mostInches };
  }
  const days = DAYS.exec(text);
  if (days) {
    const [, sign, d, h, m, s, fraction = "0"] = days;
    const clock = 3600 * Number(h) + 60 * Number(m) + Number(s) + Number(`0.${fraction}`);
    return {
      seconds: signed(sign === "-" ? "" : sign, (sign === "-" ? -1 : 1) * 86_400 * Number(d) + clock),
      isPlain: true,
    };
  }
  const iso = ISO.exec(text);
  if (iso) {
    const [, sign, d, h, m, s] = iso;
    if ([d, h, m, s].every((one) => one === undefined)) return undefined;
    return {
      seconds: signed(sign, 86_400 * numberOf(d) + 3600 * numberOf(h) + 60 * numberOf(m) + numberOf(s)),
      isPlain: true,
    };
  }
  const found = IN_UNITS.exec(text);
  if (!found) return undefined;
  const parts = found.slice(1);
  const count = parts.filter((part) => part !== undefined).length;
  if (count === 0) return undefined;
  const seconds = UNITS.reduce((sum, [each], k) => sum + each * numberOf(parts[k]), 0);
  return { seconds, isPlain: count > 1 };
}

const signed = (sign: string | undefined, seconds: number): number => (sign === "-" ? -seconds : seconds);

/** Names of columns that say how long something took. */
const durationName =
  /所要|経過|サイクル|タクト|ラップ|段取り?時間|工数|残業|(加工|処理|停止|保持|乾燥|硬化|加熱|冷却|稼働|運転|作業|待ち|待機|焼成|照射|成形|充填|冷却|硬化|洗浄|勤務|労働|就業|実働|滞留|反応|撹拌|攪拌)(時間|タイム)|分[:：]秒|dauer|laufzeit|zykluszeit|taktzeit|bearbeitungszeit|durée|duración|durata|длительность|продолжительность|耗时|用时|时长|소요|\b(duration|elapsed|cycle ?time|takt|tact|lap|laps|split|pace|(run|lead|down|up|dwell|hold(ing)?|cook(ing)?|wait(ing)?|process(ing)?|machining|curing|cure|drying|cooling|heating|response|race|finish|travel|flight|chip|gun|net) ?time|runtime|downtime|uptime|mm?:ss|minutes?|mins?)\b/iu;
/** Names that say when, so that 25:30 is half past one of the next day. */
const momentName =
  /時刻|開始|終了|出勤|退勤|始業|終業|出庫|入庫|到着|出発|uhrzeit|beginn|\bende\b|\b(start|begin|end|clock|arrival|arrived|departure|departed|time of day|opened|closed|at|from|to)\b/iu;
/** Names whose 29:10 is hours and minutes. */
const hoursName =
  /\[h+\]|\bhh?:mm(?!:?ss)|\b(h|hrs?|hours?)\b|稼働時間|運転時間|労働時間|勤務時間|就業時間|実働時間|残業|stunden|arbeitszeit|betriebszeit/iu;

/** Names of columns of two numbers with a colon between that are neither: 70:30, 25:21. */
const ratioName =
  /比|割合|配合|縮尺|スコア|得点|ratio|\b(mix|mixture|blend|scale|score|result|odds)\b|verhältnis|spielstand/iu;

/** cycleTime and cycle_time as words. */
const inWords = (name: string): string =>
  name
    .normalize("NFKC")
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ")
    .replaceAll(/[_.-]+/g, " ");

/** What the cells of a column of text say together of durations. */
export class Durations {
  readonly #name: string;
  readonly #unit: ColonUnit;
  #cells = 0;
  #others = 0;
  #colons = 0;
  #isPlain = false;
  #isShort: boolean | undefined;
  #isLong = false;
  /** two numbers that are 100 together */
  #areShares = true;

  constructor(name: string) {
    this.#name = inWords(name);
    this.#unit = hoursName.test(this.#name) ? "hours" : "minutes";
  }

  /** Takes a cell in that is not missing; whether it may be a duration. */
  add(cell: string): boolean {
    if (this.#others > 4 + 0.1 * this.#cells) return false;
    const found = readDuration(cell, this.#unit);
    if (!found) {
      this.#others++;
      return false;
    }
    this.#cells++;
    if (found.clock !== undefined) this.#colons++;
    this.#isPlain ||= found.isPlain;
    if (found.isShort !== undefined) this.#isShort = found.isShort && this.#isShort !== false;
    this.#areShares &&=
      /^\d+:\d+$/.test(cell) && cell.split(":").reduce((sum, one) => sum + Number(one), 0) === 100;
    // A day has 24 hours.
    this.#isLong ||= (found.clock ?? 0) > 24;
    return true;
  }

  /** How the column is read, where it holds durations, and how many of its cells are none. */
  get found(): { unit: ColonUnit; others: number } | undefined {
    const isMost = this.#cells > 0 && 9 * this.#others <= this.#cells;
    if (!isMost || !this.#isShown) return undefined;
    return { unit: this.#unit, others: this.#others };
  }

  get #isShown(): boolean {
    if (this.#isPlain) return true;
    if (this.#colons === 0) return false;
    if (durationName.test(this.#name)) return true;
    if (this.#isShort && !momentName.test(this.#name)) return true;
    return this.#isLong && !this.#areShares && !momentName.test(this.#name) && !ratioName.test(this.#name);
  }
}
