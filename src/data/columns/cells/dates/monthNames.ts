// The months in the languages where dates are written with their names, in the form that stands behind a day.

/** Languages whose months are written in short as well: by three letters or more. */
const inShort: readonly string[] = [
  "january february march april may june july august september october november december",
  "januar februar märz april mai juni juli august september oktober november dezember",
  "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
  "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
  "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
  "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
  "januari februari maart april mei juni juli augustus september oktober november december",
  "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
  "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
  "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
  "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
];
/** Others, of which a short form may be another word: 12 Pro, 5 LED. */
const inFull: readonly string[] = [
  "januari februari mars april maj juni juli augusti september oktober november december",
  "januar februar marts april maj juni juli august september oktober november december",
  "januar februar mars april mai juni juli august september oktober november desember",
  "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
  "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
  "ledna února března dubna května června července srpna září října listopadu prosince",
  "január február március április május június július augusztus szeptember október november december",
  "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
  "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
  "januari februari maret april mei juni juli agustus september oktober november desember",
];
/** Names in another form, and those in short that are not how the name begins. */
const others: readonly (readonly string[])[] = [
  ["январь", "jänner", "ม.ค"],
  ["февраль", "feber", "luty", "ก.พ"],
  ["март", "mrt", "mrz", "marzec", "maerz", "มี.ค"],
  ["апрель", "kwiecień", "เม.ย"],
  ["май", "พ.ค"],
  ["июнь", "czerwiec", "มิ.ย"],
  ["июль", "lipiec", "ก.ค"],
  ["август", "aout", "sierpień", "ส.ค"],
  ["сентябрь", "setiembre", "wrzesień", "ก.ย"],
  ["октябрь", "październik", "ต.ค"],
  ["ноябрь", "listopad", "พ.ย"],
  ["декабрь", "grudzień", "ธ.ค"],
];

const english = inShort[0]!.split(" ");
/** Short forms have three letters and more in Latin and other alphabets. */
const fewestLetters = 3;

let known: Map<string, number> | undefined;

/** By each name, and each of its beginnings that is no other month's in that language; 0 where languages do not agree. */
function names(): Map<string, number> {
  if (known) return known;
  known = new Map();
  const add = (name: string, month: number) => {
    const before = known!.get(name);
    known!.set(name, before === undefined || before === month ? month : 0);
  };
  for (const language of [...inShort, ...inFull]) {
    const months = language.split(" ");
    const isShort = inShort.includes(language);
    for (const [k, name] of months.entries())
      for (let length = isShort ? fewestLetters : name.length; length <= name.length; length++) {
        const short = name.slice(0, length);
        if (months.every((other, i) => i === k || !other.startsWith(short))) add(short, k + 1);
      }
  }
  for (const [k, forms] of others.entries()) for (const name of forms) add(name, k + 1);
  return known;
}

/** The month of a name behind a day, or its first letters, in any of some twenty languages; 0 where there is none. */
export const monthOf = (name: string): number =>
  englishMonthOf(name) || (names().get(name.toLowerCase().replace(/\.$/, "")) ?? 0);

/** The same of an English name, which may stand before the day too. */
export function englishMonthOf(name: string): number {
  const lower = name.toLowerCase().replace(/\.$/, "");
  return lower.length < fewestLetters ? 0 : english.findIndex((one) => one.startsWith(lower)) + 1;
}

/** Short forms that are words too: 3 sets, 2nd gen., 5 out. */
export const isDoubtful = (name: string): boolean => /^(set|out|gen|lug|mag|ago)$/i.test(name);

/** Letters of a month's name, and the points in the short Thai ones. */
export const MONTH = "(?:[\\p{L}\\p{M}]{3,13}|[\\u0E00-\\u0E7F]{1,3}\\.[\\u0E00-\\u0E7F])";
