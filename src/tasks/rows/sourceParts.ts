import type { SourceTables } from "../../data/memory.ts";
import type { Table } from "../../data/table.ts";
import { asProgram, type Spell, UserError } from "../../errors.ts";
import { grouped } from "../../report/words/format.ts";

/** What the rows of a source are for. */
export interface SourceParts {
  train: Table;
  test?: Table;
  validation?: Table;
  /** readings that could have gone another way, a line each */
  notes: string[];
}

type Loaded = Pick<SourceTables, "source" | "tables">;

/** The part of a source that has one alone, and that not for training: it is the data. */
export function onlyPart(tables: Loaded["tables"]): string | undefined {
  const [name, ...more] = Object.keys(tables);
  return more.length === 0 && name !== "train" ? name : undefined;
}

/** That a source has other parts than the one that was taken, which nobody named; `choose` says how to have another. */
export function otherParts(
  { source, tables }: Loaded,
  part: string,
  choose: (other: string) => string,
): string[] {
  const others = Object.keys(tables).filter((name) => name !== part);
  if (others.length === 0) return [];
  return [`${source}: its part ${part} is read, and not ${others.join(", ")}; ${choose(others[0]!)}`];
}

/** Whether a part has no column of labels, as the test part of a competition: it is said, and how its rows are answered. */
export function lacksLabel(table: Table, label: string, notes: string[]): boolean {
  const plain = (name: string) => name.normalize("NFKC").trim();
  if (table.columnNames.some((name) => plain(name) === plain(label))) return false;
  notes.push(
    `${table.source}: has no column "${label}", so its ${grouped(table.rows)} rows can be predicted, and not tested on`,
  );
  return true;
}

/**
 * The rows of a source by what they are for. A part alone, whatever its name, is the data: nothing is learned and tested on the
 * same rows. Throws a `UserError` where there are several parts and none to learn from.
 */
export function sourceParts(
  { source, tables }: Loaded,
  testNamed: boolean,
  say: Spell = asProgram,
): SourceParts {
  const only = onlyPart(tables);
  if (only !== undefined)
    return {
      train: tables[only]!,
      notes: [
        `${source}: its only part is ${only}, so that is the data, learned from and tested on as any other`,
      ],
    };
  const { train, test, validation, ...others } = tables;
  if (!train)
    throw new UserError(
      `${source} has no train split, only ${Object.keys(tables).join(", ")}; name one of its files, or call those to learn from train`,
    );
  const notes = Object.entries(others).map(
    ([name, { rows }]) => `${source}: the ${grouped(rows)} rows of its part ${name} are not used`,
  );
  if (test && testNamed)
    notes.push(
      `${source}: the ${grouped(test.rows)} rows of its part test are not used, since ${say("test")} names others`,
    );
  return { train, test: testNamed ? undefined : test, validation, notes };
}
