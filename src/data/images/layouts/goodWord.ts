// What people call good parts and the others, in names of folders, files and classes: as a name alone, with a noun behind it
// (OK-samples, 良品サンプル), or as a word among others (OK_front). Names are compared as NFKC, without case.

/** Words for good parts that are such wherever they stand. */
const goodWords = new RegExp(
  `^(?:${[
    "good|okay|oks?|pass|passed|normal|fine|intact|healthy|perfect|faultless|flawless|gut|gutteile?",
    "no(?:ne?)?(?:defects?|defective|anomal(?:y|ies)|damage|cracks?|faults?)|notdefective|defectfree|faultfree",
    "リョウヒン|ゴウカク|セイジョウ|オーケー|オッケー|グッド|りょうひん|ごうかく|せいじょう",
    "양품|정상|합격",
  ].join("|")})(?:${nouns()})?$`,
  "u",
);

/** In Japanese and Chinese no space divides words: these are such at the end of what is before them, but for a 不 of its own; 合 is no 不適合. */
const goodHan = new RegExp(
  `(?<![不非未無没否準])(?:良|良い|良好|良品|(?<!\\p{Script=Han})合|合格|合格品|正常|正常品|適合|適合品|健全|健全品|(?:異常|欠陥|不良|キズ|傷)(?:なし|無し|無|ナシ)|(?:無|无)(?:欠陥|異常|缺陷|异常)|好品)(?:品|${nouns()})?$`,
  "u",
);

/** These are names of good parts alone: a file clean.csv is beside raw.csv, too. */
const goodAlone =
  /^(accept|accepted|negative|neg|go|clean|io|inordnung|bon|bonne|conforme|bueno|buena|好|合)$/u;

/** What good and bad parts are called in a language. A word of `alone` says so where it is the whole name, beside nouns. */
interface Language {
  readonly good: string;
  readonly alone?: string;
  readonly bad: string;
}

const languages: Readonly<Record<string, Language>> = {
  arabic: { good: "جيدة?|سليمة?|صالحة?", bad: "سيئة?|معيبة?|تالفة?|غير صالحة?" },
  bulgarian: { good: "изправн[аои]", bad: "дефектн[аои]|бракувани?" },
  chinese: { good: "良好品", alone: "好的?", bad: "坏品?|壞品?|次品|废品|廢品|瑕疵品?|残次品|坏的" },
  croatian: { good: "dobr[aoi]|ispravn[aoi]", bad: "loš[aei]|neispravn[aoi]|škart" },
  czech: {
    good: "dobr[éáýí]|dobre|shodn[éáý]|vpořádku",
    bad: "špatn[éáý]|vadn[éáý]|neshodn[éáý]|zmetk?y?|zmetek|chybn[éáý]|zlé",
  },
  danish: { good: "godkendte?", bad: "kassere(?:t|de)|fejlbehæftede?|dårlige?" },
  dutch: { good: "goedgekeurd|foutloos", alone: "goede?", bad: "slechte?|afgekeurd|fout|afkeur" },
  finnish: {
    good: "hyvät?|hyväksyty?t|hyväksytty|virheetön",
    bad: "huono|huonot|hylätty|hylätyt|virheelli(?:nen|set)|viallinen",
  },
  french: {
    good: "bonnes?|sansdéfauts?",
    alone: "bons|conformes?|sains?",
    bad: "mauvais(?:es?)?|défauts?|défectueu(?:x|ses?)|rebuts?|nonconformes?|pasbons?",
  },
  german: {
    good: "guten?|fehlerfrei|inordnung|freigegeben",
    bad: "schlechte?|ausschu(?:ss|ß)|fehlerhafte?|defekte?|mangelhafte?|nichtinordnung|gesperrt",
  },
  greek: { good: "καλ[άόέή]|αποδεκτ[άόέή]", bad: "κακ[άόέή]|ελαττωματικ[άόέή]|απορριπτέα" },
  hebrew: { good: "תקינ(?:ים|ה)|תקין", bad: "פגומים|פגומה?|פגום|לאתקין" },
  hindi: { good: "अच्छ[ाेी]|ठीक", bad: "ख़?राब|खराब|दोषपूर्ण" },
  hungarian: {
    good: "megfelelő|hibátlan",
    alone: "jók?",
    bad: "rossz(?:ak)?|selejt|hibás(?:ak)?|nemmegfelelő",
  },
  indonesian: {
    good: "bagus|tidakcacat",
    alone: "baik|lulus|lolos",
    bad: "rusak|rosak|cacat|jelek|gagal|buruk|tidakbaik",
  },
  italian: {
    good: "buon[oaie]",
    alone: "conform[ei]|idone[oai]",
    bad: "cattiv[oaie]|scart[oi]|difett(?:i|o|os[oaie])|guast[oi]|nonconform[ei]",
  },
  korean: { good: "양호품?|정상품", bad: "결함|결점|이상품|부적합" },
  lithuanian: { good: "ger[ai]s?|geros", bad: "blog[ai]s?|blogos|brokas" },
  norwegian: { good: "godkjente?", bad: "kassert|underkjent|feilbare" },
  polish: {
    good: "dobr[eya]|poprawn[eya]|sprawn[eya]|zgodn[eya]",
    bad: "zł[eya]|zle|wadliw[eya]|niezgodn[eya]|niesprawn[eya]|niedobr[eya]|braki|brak|uszkodzon[eya]",
  },
  portuguese: {
    good: "bo[na]s|aprovad[oa]s?",
    alone: "bom|boa|conformes?",
    bad: "ruim|ruins|m[aá]us?|reprovad[oa]s?|rejeitad[oa]s?|refugos?|defeituos[oa]s?|defeitos?|nãoconformes?",
  },
  romanian: { good: "bune|buni|bună", alone: "conforme?", bad: "rele|rău|rebuturi|neconforme?|defecte" },
  russian: {
    good: "годн(?:ый|ая|ое|ые|о)|годен|хорош(?:ий|ая|ее|ие|о)|исправн(?:ый|ая|ое|ые)|бездефект(?:ов|а|ный|ные)",
    alone: "норма|внорме",
    bad: "брак(?:и|ованн(?:ый|ая|ое|ые))?|негодн(?:ый|ая|ое|ые)|негоден|плох(?:ой|ая|ое|ие|о)|дефект(?:ы|н(?:ый|ая|ое|ые))?|неисправн(?:ый|ая|ое|ые)|некондиция",
  },
  spanish: {
    good: "buen[oa]s?|aprobad[oa]s?",
    alone: "conformes?|apt[oa]s?",
    bad: "mal[oa]s?|rechazad[oa]s?|defect(?:os?|uos[oa]s?)|noconformes?|noapt[oa]s?|descartes?",
  },
  swedish: { good: "godkän(?:d|t|da)", bad: "underkän(?:d|t|da)|kasserade?|felaktiga?|dåliga?" },
  thai: {
    good: "(?:ของ|งาน|ชิ้นงาน)ดี",
    alone: "ดี|ผ่าน|ปกติ",
    bad: "(?:ของ|งาน|ชิ้นงาน)?(?:เสีย|ไม่ดี)|ไม่ผ่าน|ชำรุด|บกพร่อง|ผิดปกติ",
  },
  turkish: {
    good: "sağlam|kusursuz|hatasız",
    alone: "iyi|uygun",
    bad: "kötü|hatalı|bozuk|kusurlu|hurda|uygundeğil|uygunsuz",
  },
  ukrainian: {
    good: "придатн[аеі]|добр[аеі]|справн[аеі]",
    bad: "непридатн[аеі]|поган[аеі]|несправн[аеі]|дефектн[аеі]",
  },
  vietnamese: { good: "đạtyêucầu", alone: "đạt|tốt", bad: "lỗi|khôngđạt|xấu|hỏng|hư" },
};

/** What such words stand beside: good parts, pièces bonnes, годные детали. */
const partNouns =
  /^(parts?|pièces?|pieces?|piezas?|pezz[io]|peças?|teile?|bauteile?|stück|детали|деталь|изделия|образцы|części|detale|sztuki|parçalar?|díly|kusy|osat|delar|emner)$/u;

/** A word without its accents, as people type it who have no keys for them. */
function folded(word: string): string {
  return word
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .replace(/[łđıøß]/g, (letter) => ({ ł: "l", đ: "d", ı: "i", ø: "o", ß: "ss" })[letter]!);
}

/** What tests whether a word, or the same without accents, is one of those that the languages have of a kind. */
function wordsOfLanguages(kind: keyof Language): (word: string) => boolean {
  let made: readonly [RegExp, RegExp] | undefined; // when a first word is asked for
  return (word) => {
    if (!made) {
      const all = Object.values(languages).flatMap((language) => language[kind] ?? []);
      const either = (words: string) => new RegExp(`^(?:${words})$`, "u");
      made = [either(all.join("|")), either(folded(all.join("|")))];
    }
    const bare = folded(word); // a short one may be another word
    return made[0].test(word) || (bare.length > 3 && made[1].test(bare));
  };
}

const goodInLanguages = wordsOfLanguages("good");
const aloneInLanguages = wordsOfLanguages("alone");
const badInLanguages = wordsOfLanguages("bad");

const badWords = new RegExp(
  `^(?:${[
    "bad|ng|nok|fail|failed|failures?|reject|rejected|rejects|defects?|defective|anomal(?:y|ies|ous)|abnormal|broken|damaged?|faulty|scrap(?:ped|s)?|flawed|nonconform(?:ing|ity|ities)|unacceptable",
    "フリョウ|フリョウヒン|フゴウカク|イジョウ|エヌジー|ふりょう|ふりょうひん|ふごうかく",
    "불량|불량품|불합격|비정상",
  ].join("|")})(?:${nouns()})?$`,
  "u",
);
const badHan = new RegExp(
  `(?:不良|不良品|不合格|不合格品|不适合|不適合|不適合品|異常|異常品|异常|欠陥|欠陥品|缺陷|不具合|否)(?:品|${nouns()})?$`,
  "u",
);
const badAlone = /^(nogood|notgood|notok|nio|nogo|positive|pos|schlecht|schlechtteile?)$/u;

/** What parts and their pictures are called behind the word. */
function nouns(): string {
  const [english, kana, han] = [
    "parts?|samples?|specimens?|images?|imgs?|pictures?|pics?|photos?|data|units?|pieces?|pcs|items?|products?|set|class|only",
    "サンプル|データ|セット|ワーク|パーツ|フォルダー?|クラス|イメージ|ノミ|のみ|だけ|の",
    "画像|写真|部品|製品|見本|標本|例|群|側|用|一覧|样品|样本|图片",
  ];
  return `(?:${english}|${kana}|${han})+`;
}

const not =
  /^(no|not|non|un|in|ab|ng|nicht|kein|sin|pas|не|нет|nie|ne|nem|niet|não|nao|ikke|inte|ei|tidak|bukan|không|ไม่|לא|غير)$/u;

const normal = (name: string): string => name.normalize("NFKC").trim();

/** A name without width, case, spaces, hyphens, dots and underscores. */
export const plainName = (name: string): string =>
  normal(name)
    .toLowerCase()
    .replaceAll("i\u0307", "i") // of a Turkish İ
    .replace(/[\s_.-]+/g, "");

/** Its words: divided by what is no letter, by a capital in GoodParts, and where another script begins. */
function wordsOf(name: string): string[] {
  const latin = "(?<=\\p{Script=Latin})(?=[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}])";
  const other = "(?<=[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}])(?=\\p{Script=Latin})";
  return normal(name)
    .split(
      new RegExp(
        `[^\\p{L}\\p{M}ー]+|(?<=\\p{Ll})(?=\\p{Lu}\\p{Ll})|(?<=\\p{Ll}\\p{Ll})(?=\\p{Lu})|${latin}|${other}`,
        "u",
      ),
    )
    .map((word) => word.toLowerCase().replaceAll("i\u0307", "i"))
    .filter((word) => word !== "");
}

const isGoodWord = (word: string): boolean =>
  goodWords.test(word) || goodHan.test(word) || goodInLanguages(word);
const isBadWord = (word: string): boolean =>
  !isGoodWord(word) && (badWords.test(word) || badHan.test(word) || badInLanguages(word));

/** Whether a name calls its parts good: good, OK_front, 良品サンプル; not "no good", not 不良品, and not OK_NG, which calls them both. */
export function saysGood(name: string): boolean {
  const plain = plainName(name);
  if (badAlone.test(plain) || isBadWord(plain)) return false;
  if (isGoodWord(plain)) return true;
  const words = normal(name).toLowerCase();
  if (/^(no|non|without)[-_ ]*(defects?|defective|anomal(y|ies)|damage|cracks?|faults?)([-_ ]|$)/.test(words))
    return true;
  const own = wordsOf(name);
  if (own.some(isBadWord)) return false;
  return own.some((word, i) => isGoodWord(word) && !(i > 0 && not.test(own[i - 1]!)));
}

/** The same of what is a class: "negative" is one of good parts then. */
export function namesGood(name: string): boolean {
  if (saysGood(name)) return true;
  const plain = plainName(name);
  if (badAlone.test(plain) || isBadWord(plain)) return false;
  const bare = wordsOf(name).filter((word) => !partNouns.test(word));
  const own = bare.length < 2 ? bare.join("") : plain;
  return goodAlone.test(own) || goodAlone.test(plain) || aloneInLanguages(own);
}

/** Whether names that stand beside each other say which parts are good: one does by itself, or is a class of good parts beside a bad one. */
export const sayGood = (names: readonly string[]): boolean =>
  names.some(saysGood) || (names.some(namesGood) && names.some(namesBad));

/** Whether the name of a class calls its parts bad. */
export function namesBad(name: string): boolean {
  if (namesGood(name)) return false;
  const plain = plainName(name);
  return badAlone.test(plain) || isBadWord(plain) || wordsOf(name).some(isBadWord);
}
