import { namesBad, namesGood, plainName } from "../../data/images/layouts/goodWord.ts";
import type { LabelledRows } from "../../data/rows/labelledRows.ts";
import { nearest, SettingError } from "../../errors.ts";

/** The class that is to be found, such as NG, and why it is that one. */
export interface Positive {
  readonly name: string;
  readonly why: string;
}

/** Of two classes the rarer is positive where it has at most so many of the rows; of more like ones neither is. */
const rare = 0.4;

/**
 * The positive class: as it is asked for, else of two classes the one that is called bad, or stands beside one that is called
 * good, else the rarer. None of two classes that are about as large, or of several.
 */
export function positiveOf(
  { classNames, labels }: Pick<LabelledRows, "classNames" | "labels">,
  asked: string | undefined,
): Positive | undefined {
  if (asked !== undefined) return { name: namedClass(classNames, asked), why: "as asked" };
  if (classNames.length !== 2) return undefined;
  const [first, second] = classNames as readonly [string, string];
  for (const says of [namesBad, (name: string) => !namesGood(name)])
    if (says(first) !== says(second)) return { name: says(first) ? first : second, why: "by its name" };
  const seconds = Array.from(labels).reduce((sum, label) => sum + label, 0);
  const rows = Math.min(seconds, labels.length - seconds);
  if (rows > rare * labels.length) return undefined;
  return {
    name: 2 * seconds < labels.length ? second : first,
    why: `the rarer of two, ${rows} of ${labels.length} rows`,
  };
}

/** In another way of writing, too: ng for NG. */
function namedClass(classNames: readonly string[], named: string): string {
  if (classNames.includes(named)) return named;
  const alike = classNames.filter((name) => plainName(name) === plainName(named));
  if (alike.length === 1) return alike[0]!;
  const near = nearest(named, classNames);
  throw new SettingError(
    (say) =>
      `${say("positive", named)}: there is no class "${named}"${near === undefined ? "" : `; did you mean "${near}"?`}; the classes are ${classNames.slice(0, 20).join(", ")}${classNames.length > 20 ? ", …" : ""}`,
  );
}
