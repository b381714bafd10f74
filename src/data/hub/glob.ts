import { UserError } from "../../errors.ts";

/** A place in a glob: what the next character may be, and whether it may be passed over or stayed at. */
interface Place {
  takes: (character: string) => boolean;
  /** takes more characters at the same place */
  stays?: boolean;
  /** how many places further a match may also go on without taking a character */
  skips?: number;
}

/** So many wildcards a glob may have; those of cards have one to four. */
const mostWildcards = 32;
const longest = 1000;

const any = () => true;
const withinFolder = (character: string) => character !== "/";
const none = () => false;

/**
 * A card's glob: `*` and `?` stay within one folder, `**` does not, `[0-9]` is a class. Matched place by place, all that are possible
 * at once, so that no glob takes longer than its length times the name's (a regular expression goes back over the name again and again).
 */
export function globPattern(glob: string): { test(name: string): boolean } {
  const places: Place[] = [];
  const tokens = glob.replace(/^\.\//, "").match(/(?:\*\*\/)+|\*\*+|\*|\?|\[!?[^\]]+\]|[\s\S]/gu) ?? [];
  const wild = tokens.filter((token) => /[*?]/.test(token)).length;
  if (wild > mostWildcards || glob.length > longest)
    throw new UserError(
      `the pattern ${glob.slice(0, 40)}… of a card has ${glob.length} characters and ${wild} wildcards, more than the ${longest} and ${mostWildcards} that are read`,
    );
  for (const token of tokens) {
    if (token === "*") places.push({ takes: withinFolder, stays: true, skips: 1 });
    else if (token === "?") places.push({ takes: withinFolder });
    else if (/^\*+$/.test(token)) places.push({ takes: any, stays: true, skips: 1 });
    // Nothing, or folders: what lies before the last slash, then the slash.
    else if (token.startsWith("**/"))
      places.push(
        { takes: none, skips: 3 },
        { takes: any, stays: true, skips: 1 },
        { takes: (one) => one === "/" },
      );
    else if (token.length > 1) places.push({ takes: characterClass(token) });
    else places.push({ takes: (character) => character === token });
  }
  return { test: (name) => matches(places, name) };
}

function matches(places: readonly Place[], name: string): boolean {
  let at = new Set<number>();
  const enter = (into: Set<number>, place: number): void => {
    if (into.has(place)) return;
    into.add(place);
    const { skips } = places[place] ?? {};
    if (skips === undefined) return;
    enter(into, place + skips);
    if (skips > 1) enter(into, place + 1);
  };
  enter(at, 0);
  for (const character of name) {
    const next = new Set<number>();
    for (const place of at) {
      const { takes, stays } = places[place] ?? { takes: none };
      if (takes(character)) enter(next, stays ? place : place + 1);
    }
    at = next;
    if (at.size === 0) return false;
  }
  return at.has(places.length);
}

/** `[abc]`, `[0-9]`, `[!a-z]`; a range that runs backwards holds nothing. */
function characterClass(token: string): Place["takes"] {
  const isNot = token.startsWith("[!");
  const characters = [...token.slice(isNot ? 2 : 1, -1)];
  const ranges: [from: string, to: string][] = [];
  for (let i = 0; i < characters.length; i++) {
    const isRange = characters[i + 1] === "-" && i + 2 < characters.length;
    ranges.push([characters[i]!, characters[isRange ? i + 2 : i]!]);
    if (isRange) i += 2;
  }
  return (character) => ranges.some(([from, to]) => from <= character && character <= to) !== isNot;
}
