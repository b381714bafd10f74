import { SettingError, type Spell } from "../../errors.ts";

/** What people call good parts; compared without width, case, spaces, hyphens and underscores. */
const goodNames = [
  ...["good", "ok", "okay", "pass", "passed", "accept", "accepted", "normal", "negative", "neg", "go"],
  ...[
    "defectfree",
    "nodefect",
    "nondefective",
    "notdefective",
    "faultless",
    "intact",
    "healthy",
    "clean",
    "io",
  ],
  ...[
    "goodpart",
    "goodparts",
    "okpart",
    "okparts",
    "ok品",
    "良品",
    "良",
    "良い",
    "良好",
    "合格",
    "合格品",
    "合",
  ],
  ...[
    "正常",
    "正常品",
    "適合",
    "適合品",
    "健全",
    "無欠陥",
    "欠陥なし",
    "欠陥無し",
    "異常なし",
    "異常無し",
    "不良なし",
  ],
];

/** What people call the others: a class of these alone is none of good parts. */
const badNames = [
  ...[
    "bad",
    "ng",
    "nogood",
    "notgood",
    "notok",
    "nok",
    "nio",
    "nogo",
    "fail",
    "failed",
    "reject",
    "rejected",
  ],
  ...[
    "defect",
    "defects",
    "defective",
    "anomaly",
    "anomalous",
    "abnormal",
    "positive",
    "pos",
    "broken",
    "damaged",
  ],
  ...[
    "ng品",
    "不良",
    "不良品",
    "不合格",
    "不合格品",
    "異常",
    "異常品",
    "不適合",
    "不適合品",
    "欠陥",
    "欠陥品",
    "否",
  ],
];

const plain = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_.-]+/g, "");

const isGood = (name: string): boolean => goodNames.includes(plain(name));
const isBad = (name: string): boolean => badNames.includes(plain(name));

/**
 * The class of the good parts: as it is named, else by its name, else the only one that there is; none where no class is
 * called so. Throws a SettingError where several are.
 */
export function goodClass(classNames: readonly string[], named?: string): string | undefined {
  if (named !== undefined) return namedClass(classNames, named);
  const called = classNames.filter(isGood);
  if (called.length > 1)
    throw new SettingError(
      (say) =>
        `${called.map((name) => `"${name}"`).join(" and ")} could each be the class of good parts; say which with ${say("good", called[0])}`,
    );
  const [only] = classNames;
  if (called.length === 1 || classNames.length !== 1) return called[0];
  if (!isBad(only!)) return only;
  throw new SettingError(
    (say) =>
      `every part is of class "${only}", and an inspector learns what good parts look like; add good parts, or say ${say("good", only)} if these are good`,
  );
}

/** A word on a class that is taken for the good parts because there is no other, and is not called so. */
export function loneClassNote(
  classNames: readonly string[],
  named: string | undefined,
  say: Spell,
): string[] {
  const [only] = classNames;
  if (named !== undefined || only === undefined || classNames.length > 1 || isGood(only)) return [];
  return [
    `every part is of class "${only}", which is taken for the good parts; add good parts if these are not, or say ${say("good", only)} if they are`,
  ];
}

function namedClass(classNames: readonly string[], named: string): string {
  const alike = classNames.includes(named)
    ? [named]
    : classNames.filter((name) => plain(name) === plain(named));
  if (alike.length === 1) return alike[0]!;
  throw new SettingError(
    (say) =>
      `there is no class "${named}" of good parts; the classes are ${classNames.join(", ")}: name one of them with ${say("good")}`,
  );
}

/**
 * What other rows call the good parts of a model: the same name, else that name in another way of writing, else a usual
 * one; nothing where none of their classes is.
 */
export function goodAmong(classNames: readonly string[], good: string): string | undefined {
  if (classNames.includes(good)) return good;
  const alike = classNames.filter((name) => plain(name) === plain(good));
  if (alike.length === 1) return alike[0];
  const called = classNames.filter(isGood);
  return called.length === 1 ? called[0] : undefined;
}
