import { eastAsianWidth } from "get-east-asian-width";

/** The columns of a terminal that a text takes: two for a Japanese character, none for a combining mark. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (!/\p{Mark}/u.test(character)) width += eastAsianWidth(character.codePointAt(0)!);
  }
  return width;
}
