import { UserError } from "../../errors.ts";

/**
 * A tree is a leaf, or a record or list of trees, as deep as one likes: `{ dense1: { weight, bias }, scale }`. Mapped is
 * the type of a tree with other leaves.
 */
export type Mapped<T, From, To> = T extends From
  ? To
  : T extends (...args: never[]) => unknown
    ? never
    : T extends object
      ? { -readonly [K in keyof T]: Mapped<T[K], From, To> }
      : never;

/** The leaves with their paths, such as `dense1.weight` or `layers.0.weight`, in the tree's order. */
export function leaves<Leaf>(
  tree: unknown,
  isLeaf: (thing: unknown) => thing is Leaf,
  path = "",
  whole: Whole = argument,
): [path: string, leaf: Leaf][] {
  if (isLeaf(tree)) return [[path, tree]];
  if (typeof tree !== "object" || tree === null) throw stray(tree, path, whole);
  return Object.entries(tree).flatMap(([name, branch]) =>
    leaves(branch, isLeaf, path === "" ? name : `${path}.${name}`, whole),
  );
}

/** What a tree is to its function, and what its leaves should be: for messages. */
interface Whole {
  readonly name: string;
  readonly leaves: string;
}

const argument: Whole = { name: "argument", leaves: "numbers" };

function stray(thing: unknown, path: string, { name, leaves }: Whole): UserError {
  const found = thing === null ? "null" : typeof thing;
  return new UserError(
    `${path === "" ? `the ${name}` : `${name} ${path}`} is ${found}, where ${leaves} were expected`,
  );
}

/** The same tree with each leaf replaced. */
export function mapTree<T, From, To>(
  tree: T,
  isLeaf: (thing: unknown) => thing is From,
  replace: (leaf: From, path: string) => To,
  path = "",
): Mapped<T, From, To> {
  const walk = (branch: unknown, at: string): unknown => {
    if (isLeaf(branch)) return replace(branch, at);
    if (Array.isArray(branch)) return branch.map((b, i) => walk(b, at === "" ? `${i}` : `${at}.${i}`));
    if (typeof branch !== "object" || branch === null) throw stray(branch, at, argument);
    return Object.fromEntries(
      Object.entries(branch).map(([name, b]) => [name, walk(b, at === "" ? name : `${at}.${name}`)]),
    );
  };
  return walk(tree, path) as Mapped<T, From, To>;
}
