import { shown, UserError } from "../../errors.ts";

// What a metric is given: flat lists, as many of one as of the other. Otherwise its figure would be NaN, or wrong.

type List = ArrayLike<unknown>;

/** Refuses what is no flat list, an array with axes or nothing, and lists of no length in common. */
export function checkLists(
  who: string,
  first: readonly [name: string, list: List],
  ...others: (readonly [name: string, list: List, each?: number])[]
): void {
  const rows = lengthOf(who, ...first);
  if (rows === 0) throw new UserError(`${who}: ${first[0]} are empty; give at least one row`);
  for (const [name, list, each = 1] of others) {
    const found = lengthOf(who, name, list);
    if (found === rows * each) continue;
    const wanted = each === 1 ? rows : `${rows} × ${each} = ${rows * each}`;
    throw new UserError(`${who}: ${rows} ${first[0]}, but ${found} ${name}, where ${wanted} belong to them`);
  }
}

function lengthOf(who: string, name: string, list: List): number {
  if (typeof list === "object" && list !== null && typeof list.length === "number") {
    if (typeof list[0] !== "object") return list.length;
    throw new UserError(`${who}: ${name} must be one flat list, found a list of lists; use .flat()`);
  }
  const isArray = typeof list === "object" && list !== null && "data" in list;
  throw new UserError(
    `${who}: ${name} must be a flat list, found ${isArray ? "an array with axes; give its data" : typeof list}`,
  );
}

/** Refuses a number of classes that is none, and labels that are not among them. */
export function checkClasses(
  who: string,
  classes: number,
  lists: Readonly<Record<string, ArrayLike<number>>>,
): void {
  if (!Number.isSafeInteger(classes) || classes < 1)
    throw new UserError(
      `${who}: the number of classes must be a whole number of at least 1, found ${classes}`,
    );
  for (const [name, list] of Object.entries(lists)) {
    for (let i = 0; i < list.length; i++) {
      const found = Number(list[i]);
      if (Number.isInteger(found) && found >= 0 && found < classes) continue;
      throw new UserError(
        `${who}: ${name}[${i}] is ${shown(list[i])}, outside the ${classes} classes (0 to ${classes - 1})`,
      );
    }
  }
}

/** Refuses labels other than 1 (of the class) and 0, and scores that are no numbers. */
export function checkRanking(who: string, labels: ArrayLike<number>, scores: ArrayLike<number>): void {
  checkLists(who, ["labels", labels], ["scores", scores]);
  for (let i = 0; i < labels.length; i++) {
    const label: unknown = labels[i];
    if (label !== 0 && label !== 1 && typeof label !== "boolean")
      throw new UserError(
        `${who}: labels[${i}] is ${shown(label)}; give 1 for the rows of the class and 0 for the others`,
      );
    if (typeof scores[i] !== "number" || Number.isNaN(scores[i]))
      throw new UserError(`${who}: scores[${i}] is ${scores[i]}; give numbers`);
  }
}

/** Refuses what is no square of counts: labels themselves, perhaps. */
export function checkConfusion(who: string, confusion: readonly (readonly number[])[]): void {
  if (confusion.length > 0 && confusion.every((row) => row?.length === confusion.length)) return;
  throw new UserError(
    `${who} takes a confusion matrix, a row and a column a class: ${who}(confusionMatrix(labels, predicted, { classes }))`,
  );
}
