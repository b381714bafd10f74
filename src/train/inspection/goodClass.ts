import { UserError } from "../../errors.ts";

/** What people call the good ones, in the order of preference. */
const goodNames = ["good", "ok", "pass", "passed", "normal", "良品", "良", "合格", "正常"];

/** The class of the good parts: as it is named, else by its name; none where no class is called so. */
export function goodClass(classNames: readonly string[], named?: string): string | undefined {
  if (named === undefined)
    return goodNames
      .map((name) => classNames.find((found) => found.trim().toLowerCase() === name))
      .find((found) => found !== undefined);
  if (classNames.includes(named)) return named;
  throw new UserError(
    `there is no class "${named}" of good parts; the classes are ${classNames.join(", ")}: name one of them with --good`,
  );
}
