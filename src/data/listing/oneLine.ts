import { escapedAsJson, unseen } from "../../unseen.ts";

/** A name as a message shows it: a line break or another character that is not seen is written as JSON writes it. */
export const oneLine = (name: string): string => name.replace(unseen, escapedAsJson);

/** A name in data, such as a column's, without line breaks and control characters; what is merely not seen belongs to the name. */
export const nameInOneLine = (name: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  name.replace(/[\u0000-\u001f\u007f\u2028\u2029]/g, escapedAsJson);

/** "a, b and c" */
export const allNames = (names: readonly string[], last: "and" | "or" = "and"): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1)}`;

/** All of twenty names; of more, the first twenty and how many there are: "a, b, c, ... (300 in all)" */
export const namesInAll = (names: readonly string[]): string =>
  (names.length > 20 ? [...names.slice(0, 20), `... (${names.length} in all)`] : names).join(", ");

/** "a.csv, b.csv, c.csv and 4 more" */
export function someNames(names: readonly string[]): string {
  const shown = names.slice(0, 3).map(oneLine).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
