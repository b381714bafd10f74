/** What a number is, by the format that it is shown in. */
export type NumberMeaning =
  | "number"
  | "percent"
  | "date"
  | "date and time"
  | "time"
  /** hours that go on beyond a day: [h]:mm */
  | "duration"
  /** whole numbers with leading zeros, ids: 00000 */
  | Zeros;

/** The characters of a format of zeros: what stands before, between, and where the digits go. */
export interface Zeros {
  readonly zeros: readonly string[];
}

/** Formats that a file names by number alone. Those from 27 to 36 and 50 to 58 are dates in East Asian languages. */
const builtIn: Readonly<Record<number, NumberMeaning>> = {
  9: "percent",
  10: "percent",
  22: "date and time",
  18: "time",
  19: "time",
  20: "time",
  21: "time",
  32: "time",
  33: "time",
  45: "time",
  46: "duration",
  47: "time",
};

const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** The meaning of a format that has a number and no code in the file. */
export const meaningOfId = (id: number): NumberMeaning =>
  builtIn[id] ?? (isBuiltInDate(id) ? "date" : "number");

/** A format code in its parts: literal text, and what is a sign of the format. */
const part = /"([^"]*)"?|\\(.)|[_*](?:.|$)|\[([^\]]*)\]|(AM\/PM|A\/P|上午\/下午)|([yegbdamhs])\5*|./giu;

/** What numbers in a format such as `yyyy/m/d`, `0.0%` or `00000` are. Its first section tells. */
export function meaningOf(code: string): NumberMeaning {
  const found = { date: false, time: false, month: false, percent: false, elapsed: false };
  const shape: string[] = [];
  let digits = 0;
  let plain = true;
  for (const [text, quoted, escaped, bracket, noon, letter] of code.matchAll(part)) {
    if (text === ";") break;
    if (quoted !== undefined || escaped !== undefined) shape.push(quoted ?? escaped!);
    else if (bracket !== undefined) {
      if (/^([hms])\1*$/i.test(bracket)) found.elapsed = true;
      if (/^\$-(F800|x-sysdate)/i.test(bracket)) found.date = true;
      if (/^\$-(F400|x-systime)/i.test(bracket)) found.time = true;
    } else if (noon !== undefined) found.time = true;
    else if (letter !== undefined) {
      // General, and the E of 0.00E+00.
      if (/^general/i.test(code) || (/^e$/i.test(text) && digits > 0)) plain = false;
      else if (/[hs]/i.test(letter)) found.time = true;
      else if (/m/i.test(letter)) found.month = true;
      else found.date = true;
    } else if (text === "%") found.percent = true;
    else if (text === "0") {
      digits++;
      shape.push("\0");
    } else if (/^[-() ]$/.test(text)) shape.push(text);
    else if (!/^[_*]/.test(text)) plain = false;
  }
  if (found.elapsed) return "duration";
  if (found.date || (found.month && !found.time)) return found.time ? "date and time" : "date";
  if (found.time) return "time";
  if (found.percent) return "percent";
  // What follows the last digit is a unit.
  return plain && digits > 1 && shape.at(-1) === "\0" ? { zeros: shape } : "number";
}

/** A whole number as a format of zeros shows it: 58 is 00058. */
export function withZeros(value: number, { zeros }: Zeros): string {
  const places = zeros.filter((one) => one === "\0").length;
  const digits = String(value).padStart(places, "0");
  let next = digits.length - places;
  let begun = false;
  return zeros
    .map((one) => {
      if (one !== "\0") return one;
      const from = begun ? next : 0;
      begun = true;
      return digits.slice(from, ++next);
    })
    .join("");
}

const dayMs = 86_400_000;
const lastDay = 2_958_465; // 9999-12-31

/** A moment as text: `2024-01-05`, `2024-01-05 13:45:00`, `13:45:00`. Undefined for a number that Excel shows as no date. */
export function momentText(
  serial: number,
  meaning: "date" | "date and time" | "time",
  is1904: boolean,
): string | undefined {
  let day = Math.floor(serial);
  let ms = Math.round((serial - day) * dayMs);
  if (ms === dayMs) [day, ms] = [day + 1, 0];
  if (day < 0 || day > lastDay) return undefined;
  const time = clock(ms);
  if (day === 0 && (meaning !== "date" || ms > 0) && !is1904) return time;
  if (day === 0 && meaning === "time") return time;
  const date = is1904 ? isoDay(day - 24_107) : day1900(day);
  return meaning === "date" && ms === 0 ? date : `${date} ${time}`;
}

/** Excel counts a 29 February 1900, as Lotus 1-2-3 did, and so is a day ahead from then on. */
function day1900(day: number): string {
  if (day === 60) return "1900-02-29";
  return isoDay(day - 25_569 + (day < 60 ? 1 : 0));
}

/** Days since 1970. */
const isoDay = (days: number): string => new Date(days * dayMs).toISOString().slice(0, 10);

function clock(ms: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const rest = ms % 1000;
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}${rest === 0 ? "" : `.${String(rest).padStart(3, "0")}`}`;
}
