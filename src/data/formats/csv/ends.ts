import { allNames } from "../../listing/oneLine.ts";

/** What stands in the first cell of a row that sums up those above. */
const total =
  /^(総?合計|総計|累計|計|小計|平均値?|最大値?|最小値?|標準偏差|中央値|件数|合计|总计|总和|共计|平均数|最大|最小|標準差|标准差|합계|총계|소계|평균|최대|최소|표준편차|(grand|sub|over-?all|column)?[ -]?totals?|sums?|averages?|avg\.?|ave\.?|means?|max(imum)?\.?|min(imum)?\.?|std\.?( ?dev\.?)?|stdev|sd|median|count|gesamt|summe|mittelwert|durchschnitt|somme|moyenne|total général|suma( total)?|promedio|media|media aritm[ée]tica|moy\.?|moyenne générale|sous[ -]total|total g[ée]n[ée]ral|totale( generale| complessivo)?|subtotale|somma|soma|média|zwischensumme|gesamtsumme|zwischentotal|mittel|totaal|subtotaal|gemiddelde?|summa|medelvärde|medel|toplam|ortalama|összesen|átlag|razem|łącznie|ogółem|średnia|średnio|wartość średnia|podsumowanie|suma częściowa|celkem|mezisoučet|součet|průměr|spolu|priemer|всего|итого|итог|подытог|промежуточный итог|общий итог|сумма|среднее( значение)?|ср\.? ?знач\.?|разом|усього|середнє|макс(имум)?\.?|мин(имум)?\.?|медиана|小计|累计|小計|累計|σ|cpk?)\s*[:：]?$/i;

/** The same of one lot of several: L1 小計, Lot 2 Total. */
const lotTotal =
  /^\S.{0,30}[\s_:：・](小計|合計|平均値?|小计|合计|소계|합계|(sub-?)?total|average|mean|razem|suma|celkem|итого|всего|summe|somme|totale)$/i;

/** The same without a blank: 4月計, A班計, 前期累計; but 温度計 and 時計 are things that measure. */
const partTotal =
  /^(\S{1,20}(小計|合計|総計|累計)|\S{0,20}([月日週年期班組課係]|[年月]度|ライン|号機|工場|ロット|シフト|[直勤支]店?)計|[A-Z]計)$/i;

/** A line below a table that says that it ends, or how many rows it had. */
const footer =
  /^[（(<[【*=~-]*\s*(以上|終わり|終了|おわり|完|(end|eof|fin)\b.*|\d[\d,]* (rows?|records?|lines?|entries|件|行)\b.*|.*\b\d[\d,]* rows? (selected|affected|returned)\b.*|\d[\d,]*\s*(件|行|レコード)(中.*|です|選択.*)?|(全|合計|計|total)\s*[:：]?\s*\d[\d,]*\s*(件|行|個|点|rows?|records?)?|共\s*\d+\s*(行|条|条记录)|(note|notes|source|注|注記|備考|出典|資料|凡例|copyright|generated|printed|作成|出力)\b.*|※.*|\*.*|[-=_*~―─━]{2,}.*)\s*[)）>\]】*=~.。-]*$/iu;

const mark = (cell: string): string =>
  cell
    .normalize("NFKC")
    .replaceAll(/(?<=\p{sc=Han})\s+(?=\p{sc=Han})/gu, "")
    .trim();

/** What stands in the first cell of a row that says how large a part may be, or is to be. */
const limit =
  /^((規格|管理|公差|設計|図面)?(の)?(上限|下限)(規格|値|規格値|許容値)?|規格(値|中心|中央値?)?|仕様値|(上側|下側)(規格|管理)(限界|値)?|(上方|下方)管理限界|公差|許容差|基準値?|目標値?|狙い値?|設計値|図面値|公称値?|上限规格|下限规格|规格上限|规格下限|规格|公称值|目标值?|usl|lsl|ucl|lcl|(upper|lower)([ _-](spec(ification)?|control|tol(erance)?))?[ _-]limit|(upper|lower)[ _-]tol(erance)?\.?|nominal([ _-]value)?|target([ _-]value)?|tolerance|spec(ification)?s?\.?|sollwert|nennma(ß|ss)|obere(s|r)? (grenze|toleranz)|untere(s|r)? (grenze|toleranz)|규격|상한|하한|목표)\s*[:：]?$/i;

export const isTotal = (cell: string): boolean =>
  total.test(mark(cell)) || lotTotal.test(mark(cell)) || partTotal.test(mark(cell));

export const isLimit = (cell: string): boolean => limit.test(mark(cell));

/** So much of a cell shows whether it ends a table; the time of `footer` grows with the square of what it looks at. */
const shown = 500;

export const isFooter = (cell: string): boolean =>
  [mark(cell), cell.trim()].some((text) => footer.test(text.slice(0, shown)));

/** The line under a header in a table that a database printed: ----+---- or |---|---|. */
export const isRule = (cells: readonly string[]): boolean =>
  cells.some((cell) => cell.includes("-") || cell.includes("=")) &&
  cells.every((cell) => /^:?[-=+| ]*:?$/.test(cell));

/** "line 3", "lines 3 to 5", "lines 3, 9, 27 and 12 more" */
export function linesSaid(lines: readonly number[]): string {
  if (lines.length === 1) return `line ${lines[0]}`;
  const run = lines.every((line, i) => line === lines[0]! + i);
  if (run && lines.length > 2) return `lines ${lines[0]} to ${lines.at(-1)}`;
  if (lines.length > 4) return `lines ${lines.slice(0, 3).join(", ")} and ${lines.length - 3} more`;
  return `lines ${allNames(lines.map(String))}`;
}

/** A row as a remark shows it. */
export function rowSaid(cells: readonly string[]): string {
  const text = cells
    .filter((cell) => cell !== "")
    .join(", ")
    .replaceAll(/\s+/g, " ");
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
