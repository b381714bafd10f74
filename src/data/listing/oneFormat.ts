import { tableKind } from "./fileKinds.ts";

/** The files of the most exact format among those of one part: two formats of the same rows must not be read as twice the rows. */
export function oneFormat(names: readonly string[]): {
  read: string[];
  left: ReadonlyMap<string, string>;
} {
  const kinds = names.flatMap((name) => {
    const kind = tableKind(name);
    return kind ? [{ name, ...kind }] : [];
  });
  const best = Math.min(...kinds.map(({ rank }) => rank));
  const plain = new Map(
    kinds.filter(({ rank, packed }) => rank === best && packed === undefined).map((one) => [one.name, one]),
  );
  const left = new Map<string, string>();
  const read: string[] = [];
  for (const { name, rank, stem, packed } of kinds) {
    const twin = kinds.find(
      (one) =>
        one.stem.toLowerCase() === stem.toLowerCase() &&
        one.name !== name &&
        (one.rank < rank || (packed !== undefined && plain.has(one.name))),
    );
    if (rank > best || twin)
      left.set(name, `${twin?.name ?? kinds.find((one) => one.rank === best)!.name} is read instead`);
    else read.push(name);
  }
  return { read, left };
}
