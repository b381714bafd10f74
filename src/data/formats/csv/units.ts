import { isMeasure, isScale, unitKey } from "../../columns/cells/units.ts";
import { isMissing } from "../../columns/noValue.ts";

/** Units as people write them, in lower case but for those that would be others: prefixes are taken off before. */
const units = new Set(
  (
    "m g s sec min h hr hrs a v w n j k c f l t b pa hz ohm bar psi mol lx lm cd wb bq gy sv deg rad rpm ppm ppb pcs ea count counts " +
    "in inch inches ft yd mi lb lbs oz kgf lbf nm db dba dbm ph va var cal ev degc degf °c °f ℃ ℉ ° ′ ″ ' \" % ‰ ω µ μ å au a.u arb pts px pixel pixels " +
    "hv hrc hrb hb hs ra rz iu rev cycle cycles shot shots day days week month year years yr hour hours minute minutes second seconds " +
    "usd eur jpy yen $ € ¥ £ 個 回 枚 本 件 台 名 人 円 千円 万円 百万円 秒 分 時 時間 日 月 年 歳 才 点 度 倍 割 級 位 个 件 元 万元 秒钟 小时 개 회 원 초 분 시간 무차원 無次元 无量纲 文字列 整数 実数"
  ).split(" "),
);

const prefixed =
  /^(da|[yzafpnuµμmcdhkmgtpe])?(m|g|s|v|a|w|n|j|k|l|t|b|pa|hz|ohm|ω|bar|mol|lx|lm|cd|wb|bq|gy|sv|f|h|ev|cal|va|var|nm|gf|dba?)$/;

/** What stands in the place of a unit where there is none, a word that says what the row holds among it. */
const noUnit =
  /^([-‐–—―−ー－*/.]+|none|n\/a|nil|なし|uom|(measurement |eng(ineering)?\.? )?units?( of measure(ment)?)?|(ma(ß|ss))?einheit(en)?|einh\.?|unités?( de mesure)?|unidad(es)?( de medida)?|unidades?( de medida)?|unità( di misura)?|eenheid|eenheden|enhet(er)?|enhed(er)?|yksikkö|yksiköt|jednostk[ai]( miary)?|jedn\.?|jednotk[ay]|(mérték)?egység|unitate( de măsură)?|birim(i|ler)?|ölçü birimi|единиц[аы]( измерения)?|ед\.( ?изм\.?)?|одиниц[яі]( виміру)?|мерна единица|μονάδ(α|ες)|יחידות|وحدة|الوحدة|satuan|đơn vị( tính)?|หน่วย(วัด)?|単位(系)?|測定単位|計測単位|単位なし|单位|計量單位|計量单位|單位|計量単位|단위|측정단위)\s*[:：]?$/i;

const saysNoUnit = (cell: string): boolean => noUnit.test(cell.normalize("NFKC").trim());

function isUnitName(text: string): boolean {
  const parts = text
    .toLowerCase()
    .split(/[\s/·⋅・*×.^()]+/)
    .map((part) => part.replace(/[-−⁻]?[\d²³¹⁰⁴⁻]+$/, ""))
    .filter((part) => part !== "" && part !== "1");
  return (
    parts.length > 0 && parts.length <= 4 && parts.every((part) => units.has(part) || prefixed.test(part))
  );
}

const bracketed = /^[[(<{【〔]\s*(.{0,16}?)\s*[\])>}】〕]$/;

/** An amount has a unit and is none: 12.28 mm. But 1/s is one. */
const amount = /^[-+]?\d(?!0*\s*[/^*×·])/;

/** Whether a cell is a unit: mm, [N], (℃), m/s². */
function isUnit(cell: string): boolean {
  const text = cell.normalize("NFKC").trim();
  if (amount.test(text)) return false;
  const inner = bracketed.exec(text)?.[1];
  if (inner !== undefined) return !/^\d*$/.test(inner) || inner === "";
  return text.length <= 12 && (isUnitName(text) || (isMeasure(text) && !isScale(text)));
}

/** Whether a row below a header holds nothing but units, one at least over each column of numbers but those without a unit. */
export function isUnitRow(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== "" && !isMissing(cell) && !saysNoUnit(cell));
  return filled.length > 0 && filled.every(isUnit);
}

/** A tolerance or a range, of a row that says how large parts may be: ±0.5, 12.0±0.3, +0.1/-0.2, 11.9～12.5. */
const tolerance =
  /^(\d[\d.,]*\s*)?(±|\+\/?-)\s*\d[\d.,]*\D{0,8}$|^(\d[\d.,]*\s*)?[+-]\s*\d[\d.,]*\s*[/;, ]\s*[+-]?\s*\d[\d.,]*\D{0,8}$|^\d+[.,]\d+\D{0,4}\s*[~-]\s*\d+[.,]\d+\D{0,8}$|^\d[\d.,]*\D{0,4}\s*~\s*\d[\d.,]*\D{0,8}$/;

/** Whether a cell says a tolerance, which is no number of a part. */
export const isTolerance = (cell: string): boolean =>
  cell.length <= 24 &&
  tolerance.test(
    cell
      .normalize("NFKC")
      .trim()
      .replaceAll(/[‐-―−]/g, "-")
      .replaceAll(/[〜∼]/g, "~"),
  );

const bound = /^[<>≤≥≦≧]\s*=?\s*[-+]?\d[\d.,]*\D{0,8}$/;

/** Whether a cell says how large a part may be, where a row of such cells has no class: ≤12.5. */
export const isBound = (cell: string): boolean =>
  isTolerance(cell) || (cell.length <= 24 && bound.test(cell.normalize("NFKC").trim()));

/** The unit that a cell of such a row says, without its brackets; "" where there is none. */
export function unitOf(cell: string): string {
  const text = cell.normalize("NFKC").trim();
  const unit = bracketed.exec(text)?.[1] ?? text;
  return saysNoUnit(unit) ? "" : unit;
}

const inBrackets = /^(.+?)\s*[([{<【〔]\s*([^()[\]{}<>【】〔〕]{1,16}?)\s*[)\]}>】〕]$/;
/** Longer names are no names with a unit behind. */
const longestNamed = 200;
const behindName = /^(.+?)(?:\s*,\s*|\s+\/\s+|[\s_]+)([^\s_]{2,12})$/;

/** A column's name without the unit at its end, where it says one: 幅(mm), w [mm], Länge mm, w_mm. One letter is none without brackets. */
export function unitInName(name: string): { bare: string; unit: string } | undefined {
  if (name.length > longestNamed) return undefined;
  const text = name.normalize("NFKC").trim();
  const [, named, within] = inBrackets.exec(text) ?? [];
  if (named !== undefined && within !== undefined)
    return isUnit(within) && !/^[abdfjnwB]$/.test(within) ? { bare: named, unit: within } : undefined;
  const [, bare, unit] = behindName.exec(text) ?? [];
  if (bare === undefined || unit === undefined || ambiguous.test(unit) || !isUnit(unit)) return undefined;
  return isMeasure(unit) || unit.includes("/") ? { bare, unit } : undefined;
}

/** What is something else than a unit as often: the phase A, a minimum, an inlet, a roughness. */
const ambiguous = /^([a-z]|in|min|ra|rz|ph|var|va|hs|au|iu|ev|rev|year|month|week|day|count)s?$/i;

/** Units of one quantity, as they are compared. */
const quantities = [
  ["nm", "μm", "mm", "cm", "m", "km", "inch", "ft", "yd", "mil"],
  ["ns", "μs", "ms", "s", "min", "h", "day"],
  ["°C", "°F", "K"],
  ["μg", "mg", "g", "kg", "t", "lb", "oz"],
];

/** More spellings than cells have, and two names of one unit. */
const alsoSpelled: ReadonlyMap<string, string> = new Map([
  ...([
    ["C", "°C"],
    ["c", "°C"],
    ["F", "°F"],
    ["°c", "°C"],
    ["°f", "°F"],
    ["μ", "μm"],
  ] as const),
  ...([
    ["inches", "inch"],
    ["inche", "inch"],
    ["lbs", "lb"],
    ["cm3", "mL"],
    ["dm3", "L"],
  ] as const),
  ...([
    ["N/mm2", "MPa"],
    ["ea", "個"],
    ["pcs", "個"],
    ["count", "個"],
    ["个", "個"],
    ["개", "個"],
  ] as const),
]);

/** A unit as those of names and rows are compared: ㎍/ℓ and ug/l are μg/l. */
function comparedKey(unit: string): string {
  const text = unit.normalize("NFKC").replaceAll(/\s+/g, "");
  const parts = unitKey(text)
    .split("/")
    .map((part) => unitKey(part.replace(/^u(?=[gmslavfw])/i, "μ")));
  const key = parts.join("/");
  return alsoSpelled.get(key) ?? key;
}

/** Whether two units are not one in two spellings; case tells nothing but m from M. What may be no unit is another of its own quantity alone. */
export function isOtherUnit(one: string, two: string): boolean {
  const [a, b] = [comparedKey(one), comparedKey(two)];
  if (a === b) return false;
  if (a.toLowerCase() === b.toLowerCase()) return /^m/i.test(a) && a[0] !== b[0] && a.slice(1) === b.slice(1);
  if (!ambiguous.test(one) && !ambiguous.test(two)) return true;
  return (
    quantities.some((all) => all.includes(a) && all.includes(b)) ||
    (Math.max(a.length, b.length) < 4 && (a.endsWith(b) || b.endsWith(a)))
  );
}

/** Rows that say what each column holds, as Orange writes them: continuous, discrete, string. */
const types =
  /^(continuous|discrete|string|time|numeric|nominal|float(32|64)?|double|int(eger)?\d*|real|number|numerical|text|str|char|varchar|bool(ean)?|date|datetime|categorical|category|object|c|d|s|t|n)$/i;
const flags = /^(class|meta|ignore|i|m|c|weight|instance)?$/i;

export const isTypeRow = (cells: readonly string[]): boolean =>
  cells.some((cell) => cell.length > 1) && cells.every((cell) => types.test(cell));

export const isFlagRow = (cells: readonly string[]): boolean => cells.every((cell) => flags.test(cell));
