import { namesBad, namesGood, plainName } from "../../data/images/layouts/goodWord.ts";
import { SettingError, type Spell } from "../../errors.ts";

/**
 * The class of the good parts: as it is named, else by its name, else the only one that there is; none where no class is
 * called so. Throws a SettingError where several are.
 */
export function goodClass(classNames: readonly string[], named?: string): string | undefined {
  if (named !== undefined) return namedClass(classNames, named);
  const called = classNames.filter(namesGood);
  const [first = ""] = called;
  if (called.length > 1 && called.every((name) => plainName(name) === plainName(first)))
    throw new SettingError(
      (say) =>
        `${called.map((name) => `"${name}"`).join(" and ")} are one name of good parts in two ways of writing: write it in one, or say which is good with ${say("good", first)}, and the other counts as bad`,
    );
  if (called.length > 1)
    throw new SettingError(
      (say) =>
        `${called.map((name) => `"${name}"`).join(" and ")} could each be the class of good parts; say which with ${say("good", called[0])}`,
    );
  const [only] = classNames;
  if (called.length === 1 || classNames.length !== 1) return called[0];
  if (!namesBad(only!)) return only;
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
  if (named !== undefined || only === undefined || classNames.length > 1 || namesGood(only)) return [];
  return [
    `every part is of class "${only}", which is taken for the good parts; add good parts if these are not, or say ${say("good", only)} if they are`,
  ];
}

function namedClass(classNames: readonly string[], named: string): string {
  const alike = classNames.includes(named)
    ? [named]
    : classNames.filter((name) => plainName(name) === plainName(named));
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
  const alike = classNames.filter((name) => plainName(name) === plainName(good));
  if (alike.length === 1) return alike[0];
  const called = classNames.filter(namesGood);
  return called.length === 1 ? called[0] : undefined;
}
