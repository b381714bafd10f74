import { basename, extname, join, resolve } from "node:path";
import type { MissingRule } from "../../data/columns/missing.ts";
import type { WantedImage } from "../../data/images/image.ts";
import { type DataInMemory, isInMemory, memoryName, type SourceTables } from "../../data/memory.ts";
import {
  type ColumnRoles,
  columnRoleNames,
  type FileReading,
  fileReadingNames,
  type OnProgress,
  readingOf,
  rolesOf,
} from "../../data/reading.ts";
import type { Task } from "../../data/rows/chooseLabel.ts";
import type { Table } from "../../data/table.ts";
import { asProgram, checkNames, SettingError, type Spell, UserError } from "../../errors.ts";
import { checkWrites, makeFolder, writeError, writeFileAtomic } from "../../files.ts";
import type { CommonLook, LookPlots, LookReport } from "../../report/look/lookReport.ts";
import type { Language } from "../../report/report.ts";
import { imageOf } from "../plan/plan.ts";
import { keptCells, type Wanted } from "../rows/source.ts";
import { type FoundLabel, labelIn, readLabel } from "./label.ts";
import { lookAtPictures } from "./pictureLook.ts";
import { decodeToLook } from "./pictures.ts";
import { type LookedSource, readToLook } from "./read.ts";
import { rehearse } from "./rehearsal.ts";
import { seenCells } from "./seen.ts";
import { lookAtTable } from "./table.ts";

export interface LookOptions extends FileReading, ColumnRoles {
  /** a file, a folder, a shipped name, a Hub id, or rows in memory */
  data: string | DataInMemory;
  /** the page: .html; or a folder, made where it is missing, for a page called as the data; none is written when left out */
  out?: string | { folder: string } | undefined;
  /** the column that is to be learned; found by its name, else the last, when left out */
  label?: string | undefined;
  /** whether the label is a class or a number; it follows from its cells when left out */
  task?: Task | undefined;
  /** the class that is to be found, such as NG; found by its name when left out */
  positive?: string | undefined;
  /** what training is to do about missing cells */
  missing?: MissingRule | undefined;
  /** pictures are brought to this size, their shape kept unless `stretch` */
  size?: { height: number; width: number } | undefined;
  stretch?: boolean | undefined;
  /** pictures in grey, or in colour */
  grey?: boolean | undefined;
  colour?: boolean | undefined;
  /** of pictures of 16 bits: how many the camera has */
  bits?: number | undefined;
  /** of the rows that are drawn where not all are looked at, and of those that the doctor holds out; 0 when left out */
  seed?: number | undefined;
  /** of the page, and of the doctor's sentences; English when left out */
  lang?: Language | undefined;
  /** how remarks spell settings; as a program does when left out */
  spell?: Spell | undefined;
  /** how a download from the Hub goes on */
  onProgress?: OnProgress | undefined;
  /** when aborted, a download ends at once */
  signal?: AbortSignal | undefined;
}

/** What was seen, and the page that shows it. */
export type Looked = LookReport & { readonly out?: string };

const names = [
  ...fileReadingNames,
  ...columnRoleNames,
  "data",
  "out",
  "label",
  "task",
  "positive",
  "missing",
  "size",
  "stretch",
  "grey",
  "colour",
  "bits",
  "seed",
  "lang",
  "spell",
  "onProgress",
  "signal",
] as const satisfies (keyof LookOptions)[];

/**
 * Looks at data before anything is learned from it: what its columns are, what they hold and lack, how their numbers are spread and go
 * together, what stands far outside or twice, which column is the label, and what training and its doctor would say; of pictures their
 * sizes, light and copies. With `out` a page that opens offline shows it. Reads each file once; of very many rows a sample drawn by
 * `seed` is looked at, and how many, `lookedAt` says.
 *
 * @example
 * import { look } from "kiso/node";
 *
 * const found = await look({ data: "iris" });
 * if (found.kind === "table") console.log(found.label?.name, found.columns.length); // species 5
 */
export async function look(options: LookOptions): Promise<Looked> {
  checkNames("look", options, names);
  const { data, out, lang = "en" } = options;
  if (typeof data !== "string" && !isInMemory(data))
    throw new UserError("look takes data: a path, a shipped name, a Hub id, or rows in memory");
  const folder = typeof out === "object" ? out.folder : undefined;
  const page = folder === undefined ? (out as string | undefined) : join(folder, pageName(data));
  checkLookPath(page);
  const file = folder === undefined ? page : undefined;
  await checkWrites(typeof data === "string" ? data : [], { files: [file], folder });
  const { report, plots } = await lookedAt(options);
  if (page === undefined) return report;
  const { lookHtml } = await import("../../report/look/lookPage.ts");
  const html = await lookHtml(report, plots, lang);
  if (folder !== undefined)
    await makeFolder(folder).catch((error) => {
      throw writeError(folder, error);
    });
  await writeFileAtomic(page, html);
  return { ...report, out: page };
}

/** parts.html of parts.csv, and of a folder parts */
function pageName(data: LookOptions["data"]): string {
  const name = typeof data === "string" ? basename(resolve(data)) : memoryName(data);
  return `${basename(name, extname(name)) || "data"}.html`;
}

/** Throws unless the path is a page's: to be asked before the work. */
function checkLookPath(out: string | undefined): void {
  if (out !== undefined && !/\.html?$/i.test(out))
    throw new SettingError(
      (say) => `${say("out", out)}: what is seen is written as a page; name a file that ends in .html`,
    );
}

/** What is seen, and what a page draws of it. */
export async function lookedAt(options: LookOptions): Promise<{ report: LookReport; plots: LookPlots }> {
  const { data, label, task, positive, missing, seed = 0, lang = "en", spell = asProgram } = options;
  const roles = rolesOf(options) ?? {};
  const { grey, colour } = options;
  if (grey && colour)
    throw new SettingError(
      (say) => `${say("grey")} and ${say("colour")} contradict each other; leave out one of them`,
    );
  const image = imageOf(options);
  const reading = readingOf(options);
  const { onProgress, signal } = options;
  const how = { ...reading, ...keptCells({ label, roles, task: task === "regress" ? task : undefined }) };
  const read = await readToLook(data, { ...how, spell, onError: "skip", onProgress, signal }, seed);
  const table = read.tables[read.main]!;
  if (table.rows === 0) throw new UserError(`${table.source}: has a header but no rows; add rows of data`);
  const chosen = labelIn(table, { label, task, positive, roles, spell });
  const common = {
    source: typeof data === "string" ? data : memoryName(data),
    parts: read.parts,
    seed,
    noLabel: "none" in chosen ? chosen.none : null,
  };
  const wanted = (found: FoundLabel | undefined): Wanted => ({
    ...{ source: common.source, label, missing, reading, roles, testSize: 0.2, scale: "standard", image },
    task: (task ?? found?.label.task) === "regress" ? "regress" : undefined,
    usual: { testSize: true, validation: true },
  });
  const bad = badLines(table);
  if (table.imageColumn !== undefined) {
    const decoded = await decodeToLook(table, image ?? {}, { seed, spell });
    const found =
      "none" in chosen ? undefined : readLabel(decoded.table, chosen, undefined, { task, positive });
    const others = await otherParts(read, { image: decoded.image, seed, spell });
    const tables: SourceTables = {
      ...{ source: read.source, sha256: "", reading: read.reading, image: decoded.image },
      notes: read.notes,
      tables: { ...others, [read.main]: decoded.table },
    };
    const said = await rehearse(tables, wanted(found), { seed, spell, lang });
    const { plots, ...facts } = lookAtPictures(decoded, found);
    const { notes, findings } = said;
    const stops = [...decoded.stops, ...bad, ...said.stops];
    return {
      report: {
        ...{ ...common, rows: decoded.rows, lookedAt: decoded.table.rows, label: found?.label ?? null },
        ...{ notes, findings, stops },
        ...facts,
      },
      plots,
    };
  }
  const seen = seenCells(table, chosen.roles);
  const found =
    "none" in chosen
      ? undefined
      : readLabel(
          table,
          chosen,
          seen.find(({ name }) => name === chosen.name),
          { task, positive },
        );
  const said = await rehearse({ ...read, sha256: "" }, wanted(found), { seed, spell, lang });
  const { plots, ...facts } = lookAtTable(table, seen, found);
  const rest: CommonLook = {
    ...{ ...common, rows: read.rows, lookedAt: table.rows, label: found?.label ?? null },
    ...{ notes: said.notes, findings: said.findings, stops: [...bad, ...said.stops] },
  };
  return { report: { kind: "table", ...rest, ...facts }, plots };
}

/** The pictures of the other parts, as those of the first were brought to rows. */
async function otherParts(
  { tables, main }: LookedSource,
  { image, seed, spell }: { image: WantedImage; seed: number; spell: Spell },
): Promise<Record<string, Table>> {
  const decoded: Record<string, Table> = {};
  for (const [name, table] of Object.entries(tables))
    if (name !== main)
      decoded[name] =
        table.imageColumn === undefined ? table : (await decodeToLook(table, image, { seed, spell })).table;
  return decoded;
}

/** Lines that hold no row, which training would stop at. */
function badLines(table: Table): string[] {
  const [first, ...more] = table.traits.badLines ?? [];
  if (!first) return [];
  const others = more.length > 0 ? `, the first of ${more.length + 1} such lines` : "";
  return [`${first.file}, line ${first.line}: ${first.why}${others}`];
}
