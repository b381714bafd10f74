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

/** In Japanese and Chinese no space divides words: these are such at the end of what is before them, but for a 不 of its own. */
const goodHan = new RegExp(
  `(?<![不非未無没否準])(?:良|良い|良好|良品|合|合格|合格品|正常|正常品|適合|適合品|健全|健全品|(?:異常|欠陥|不良|キズ|傷)(?:なし|無し|無|ナシ)|(?:無|无)(?:欠陥|異常|缺陷|异常)|好品)(?:品|${nouns()})?$`,
  "u",
);

/** These are names of good parts alone: a file clean.csv is beside raw.csv, too. */
const goodAlone =
  /^(accept|accepted|negative|neg|go|clean|io|inordnung|bon|bonne|conforme|bueno|buena|好|合)$/u;

const badWords = new RegExp(
  `^(?:${[
    "bad|ng|nok|fail|failed|failures?|reject|rejected|rejects|defects?|defective|anomal(?:y|ies|ous)|abnormal|broken|damaged?|faulty",
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

const not = /^(no|not|non|un|in|ab|ng|nicht|kein|sin|pas)$/;

const normal = (name: string): string => name.normalize("NFKC").trim();

/** A name without width, case, spaces, hyphens, dots and underscores. */
export const plainName = (name: string): string =>
  normal(name)
    .toLowerCase()
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
    .map((word) => word.toLowerCase())
    .filter((word) => word !== "");
}

const isGoodWord = (word: string): boolean => goodWords.test(word) || goodHan.test(word);
const isBadWord = (word: string): boolean => !isGoodWord(word) && (badWords.test(word) || badHan.test(word));

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
export const namesGood = (name: string): boolean => goodAlone.test(plainName(name)) || saysGood(name);

/** Whether the name of a class calls its parts bad. */
export function namesBad(name: string): boolean {
  if (namesGood(name)) return false;
  const plain = plainName(name);
  return badAlone.test(plain) || isBadWord(plain) || wordsOf(name).some(isBadWord);
}
