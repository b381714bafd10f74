import { allNames } from "../../listing/oneLine.ts";

/** What stands in the first cell of a row that sums up those above. */
const total =
  /^(総?合計|総計|累計|計|小計|平均値?|最大値?|最小値?|標準偏差|中央値|件数|合计|总计|总和|共计|平均数|最大|最小|標準差|标准差|합계|총계|소계|평균|최대|최소|표준편차|(grand|sub|over-?all|column)?[ -]?totals?|sums?|averages?|avg\.?|ave\.?|means?|max(imum)?\.?|min(imum)?\.?|std\.?( ?dev\.?)?|stdev|sd|median|count|gesamt|summe|mittelwert|durchschnitt|somme|moyenne|total général|suma( total)?|promedio|media|media aritm[ée]tica|moy\.?|moyenne générale|sous[ -]total|total g[ée]n[ée]ral|totale( generale| complessivo)?|subtotale|somma|soma|média|zwischensumme|gesamtsumme|zwischentotal|mittel|totaal|subtotaal|gemiddelde?|summa|medelvärde|medel|toplam|ortalama|összesen|átlag|razem|łącznie|ogółem|średnia|średnio|wartość średnia|podsumowanie|suma częściowa|celkem|mezisoučet|součet|průměr|spolu|priemer|всего|итого|итог|подытог|промежуточный итог|общий итог|сумма|среднее( значение)?|ср\.? ?знач\.?|разом|усього|середнє|макс(имум)?\.?|мин(имум)?\.?|медиана|小计|累计|小計|累計|σ|cpk?)\s*[:：]?$/i;

/** More of them, by language. */
const totals = once(() =>
  wordsOf(`
  平均值 均值 最大值 最小值 中位数 中位數 标准偏差 标准方差 極差 极差 方差 總計 總和 累積 累计值
  평균값 평균치 표준_편차 최댓값 최솟값 최대값 최소값 중앙값 중간값 누계
  ค่าเฉลี่ย เฉลี่ย ผลรวม รวม รวมทั้งหมด ยอดรวม ส่วนเบี่ยงเบนมาตรฐาน ค่าเบี่ยงเบนมาตรฐาน ค่าสูงสุด ค่าต่ำสุด สูงสุด ต่ำสุด มัธยฐาน
  trung_bình giá_trị_trung_bình độ_lệch_chuẩn tổng tổng_cộng trung_vị rata-rata rerata purata simpangan_baku standar_deviasi sisihan_piawai jumlah
  standard_deviation std_deviation std._deviation stddev std_dev. st._dev. st.dev. variance
  standardabweichung std.-abw. std.abw. stdabw stabw stabw. varianz medianwert zentralwert höchstwert größtwert kleinstwert spannweite
  écart-type écart_type ecart-type ecart_type médiane moyenne_arithmétique
  desviación_estándar desviacion_estandar desviación_típica desv._est. desv._típ. desvest mediana máximo mínimo varianza
  desvio-padrão desvio_padrão desv._pad. variância deviazione_standard scarto_tipo scarto_quadratico_medio dev._st. massimo minimo
  standaardafwijking standaarddeviatie mediaan standardavvikelse standardavvik gjennomsnitt middelverdi standardafvigelse gennemsnit middelværdi
  keskiarvo keskihajonta yhteensä mediaani maksimi minimi keskmine standardhälve kokku
  standart_sapma std._sapma medyan ortanca en_büyük en_küçük maksimum genel_toplam ara_toplam
  szórás medián végösszeg részösszeg odchylenie_standardowe odch._std. směrodatná_odchylka smerodajná_odchýlka súčet medzisúčet
  povprečje standardni_odklon skupaj vsota prosjek prosek srednja_vrijednost srednja_vrednost standardna_devijacija ukupno medijan
  medie abatere_standard abaterea_standard deviația_standard mediană vidējais vidējā_vērtība standartnovirze kopā
  vidurkis standartinis_nuokrypis iš_viso
  стандартное_отклонение станд._откл. среднеквадратичное_отклонение среднеквадратическое_отклонение ско
  стандартне_відхилення середнє_значення сума медіана мінімум средно средна_стойност стандартно_отклонение общо просек укупно стандардна_девијација
  μέσος_όρος μέση_τιμή τυπική_απόκλιση διάμεσος σύνολο άθροισμα μέγιστο ελάχιστο
  المتوسط متوسط المعدل الوسط_الحسابي المتوسط_الحسابي الانحراف_المعياري انحراف_معياري المجموع الإجمالي الوسيط میانگین انحراف_معیار جمع_کل مجموع میانه
  ממוצע סטיית_תקן סה"כ סה״כ חציון औसत माध्य मानक_विचलन कुल माध्यिका গড় মোট
`),
);

/** The same of one lot of several: L1 小計, Lot 2 Total. */
const lotTotal =
  /^\S.{0,30}[\s_:：・](小計|合計|平均値?|小计|合计|소계|합계|(sub-?)?total|average|mean|razem|suma|celkem|итого|всего|summe|somme|totale)$/i;

/** The same without a blank: 4月計, A班計, 前期累計; but 温度計 and 時計 are things that measure. */
const partTotal =
  /^(\S{1,20}(小計|合計|総計|累計)|\S{0,20}([月日週年期班組課係]|[年月]度|ライン|号機|工場|ロット|シフト|[直勤支]店?)計|[A-Z]計)$/i;

/** A line below a table that says that it ends, or how many rows it had. */
const footer =
  /^[（(<[【*=~-]*\s*(以上|終わり|終了|おわり|完|(end|eof|fin)\b.*|\d[\d,]* (rows?|records?|lines?|entries|件|行)\b.*|.*\b\d[\d,]* rows? (selected|affected|returned)\b.*|\d[\d,]*\s*(件|行|レコード)(中.*|です|選択.*)?|(全|合計|計|total)\s*[:：]?\s*\d[\d,]*\s*(件|行|個|点|rows?|records?)?|共\s*\d+\s*(行|条|条记录)|(note|notes|source|注|注記|備考|出典|資料|凡例|copyright|generated|printed|作成|出力)\b.*|※.*|\*.*|[-=_*~―─━]{2,}.*)\s*[)）>\]】*=~.。-]*$/iu;

function mark(cell: string): string {
  return cell
    .normalize("NFKC")
    .replaceAll(/(?<=\p{sc=Han})\s+(?=\p{sc=Han})/gu, "")
    .trim();
}

/** What stands in the first cell of a row that says how large a part may be, or is to be. */
const limit =
  /^((規格|管理|公差|設計|図面)?(の)?(上限|下限)(規格|値|規格値|許容値)?|規格(値|中心|中央値?)?|仕様値|(上側|下側)(規格|管理)(限界|値)?|(上方|下方)管理限界|公差|許容差|基準値?|目標値?|狙い値?|設計値|図面値|公称値?|上限规格|下限规格|规格上限|规格下限|规格|公称值|目标值?|usl|lsl|ucl|lcl|(upper|lower)([ _-](spec(ification)?|control|tol(erance)?))?[ _-]limit|(upper|lower)[ _-]tol(erance)?\.?|nominal([ _-]value)?|target([ _-]value)?|tolerance|spec(ification)?s?\.?|sollwert|nennma(ß|ss)|obere(s|r)? (grenze|toleranz)|untere(s|r)? (grenze|toleranz)|규격|상한|하한|목표)\s*[:：]?$/i;

/** More of them, by language. */
const limits = once(() =>
  wordsOf(`
  标准值 標準值 標準値 规定值 额定值 基准值 理论值 设计值 名义值 中心值 公称尺寸 目標值 기준 기준값 기준치 목표값 목표치 규격값 공칭값
  ค่ามาตรฐาน ค่าเป้าหมาย เป้าหมาย giá_trị_chuẩn giá_trị_mục_tiêu dung_sai nilai_standar nilai_target
  zielwert nennwert nominalwert toleranz grenzwert obergrenze untergrenze oberer_grenzwert unterer_grenzwert
  valeur_cible valeur_nominale tolérance valor_nominal valor_objetivo valor_alvo tolerancia tolerância valore_nominale valore_obiettivo tolleranza
  streefwaarde nominale_waarde tolerantie målvärde nominellt_värde tavoitearvo nimellisarvo hedef_değer nominal_değer tolerans névleges_érték célérték tűrés
  wartość_nominalna wartość_docelowa tolerancja jmenovitá_hodnota cílová_hodnota tolerantă
  номинал номинальное_значение целевое_значение допуск номінал номінальне_значення ονομαστική_τιμή τιμή_στόχος ανοχή القيمة_المستهدفة القيمة_الاسمية
`),
);

/** Words that blanks divide, each with _ for a blank within, as cells are compared. */
function wordsOf(text: string): ReadonlySet<string> {
  return new Set(
    text
      .trim()
      .split(/\s+/)
      .map((word) => plainWord(word.replaceAll("_", " "))),
  );
}

function plainWord(cell: string): string {
  return mark(cell).toLowerCase().replace(/\s*:$/, "");
}

/** What is made when it is asked for: most tables hold numbers, which are no words. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const isNumber = (cell: string): boolean => !Number.isNaN(Number(cell));

export const isTotal = (cell: string): boolean =>
  !isNumber(cell) &&
  (total.test(mark(cell)) ||
    totals().has(plainWord(cell)) ||
    lotTotal.test(mark(cell)) ||
    partTotal.test(mark(cell)));

export const isLimit = (cell: string): boolean =>
  !isNumber(cell) && (limit.test(mark(cell)) || limits().has(plainWord(cell)));

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
