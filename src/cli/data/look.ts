import { isAbsolute, relative, resolve } from "node:path";
import { Command } from "commander";
import type { MissingRule } from "../../data/columns/missing.ts";
import { type ColumnRoles, type FileReading, readingOf, rolesOf } from "../../data/reading.ts";
import type { Task } from "../../data/rows/chooseLabel.ts";
import { inShell } from "../../files.ts";
import type { LookColumn, LookReport } from "../../report/look/lookReport.ts";
import { lookText } from "../../report/look/lookText.ts";
import type { Language } from "../../report/report.ts";
import { look } from "../../tasks/look/look.ts";
import { openConsole } from "../terminal/console.ts";
import { choice, jsonOption, parsed, seed } from "../terminal/options.ts";
import { downloads } from "../terminal/progress.ts";
import {
  labelFlag,
  missingFlag,
  pictureFlags,
  positiveFlag,
  readingFlags,
  roleFlags,
} from "../terminal/readingFlags.ts";
import { asFlag } from "../terminal/spelling.ts";

interface Flags extends FileReading, ColumnRoles {
  label?: string;
  task?: Task;
  positive?: string;
  missing?: MissingRule;
  size?: { height: number; width: number };
  stretch?: boolean;
  grey?: boolean;
  colour?: boolean;
  bits?: number;
  seed: number;
  out?: string;
  lang: Language;
  json?: boolean;
}

export const command = new Command("look")
  .argument("<data>", "a file, a folder, a shipped name (digits, iris, lesson) or a Hub id OWNER/NAME")
  .addOption(labelFlag())
  .addOption(
    choice("--task <name>", "what the label is: a class or a number (default: as its cells say)", [
      "classify",
      "regress",
    ]),
  )
  .addOption(positiveFlag())
  .addOption(missingFlag())
  .action(run);
for (const flag of [...readingFlags(), ...roleFlags(), ...pictureFlags()]) command.addOption(flag);
command
  .addOption(parsed("--seed <n>", "of the rows that are drawn where not all are looked at", seed).default(0))
  .option("--out <file>", "the page, which opens offline: .html (default: look/NAME.html)")
  .addOption(jsonOption());

async function run(data: string, flags: Flags): Promise<void> {
  const { label, task, positive, missing, size, stretch, grey, colour, bits, seed, lang, json } = flags;
  const usual = isWithin("look", data) ? undefined : { folder: "look" };
  const report = await look({
    ...{ data, out: flags.out ?? usual, label, task, positive, missing, seed, lang },
    ...{ size, stretch, grey, colour, bits },
    ...readingOf(flags),
    ...rolesOf(flags),
    spell: asFlag,
    onProgress: downloads(),
  });
  const console = openConsole({ json });
  for (const line of await lookText(report, lang)) console.show(line);
  console.say("");
  if (report.out !== undefined) console.say(`wrote  ${report.out}`);
  else console.say("note   no page is written, since look/ would lie within the data; name one with --out");
  console.say(`next   ${nextOf(data, flags, report)}`);
  console.json(report);
}

/** Whether a path lies in a folder, which may be none. */
function isWithin(path: string, folder: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return way !== "" && !way.startsWith("..") && !isAbsolute(way);
}

/** The training that the data is ready for, with what was asked here and what was seen. */
function nextOf(data: string, flags: Flags, report: LookReport): string {
  const { label, positive, size } = flags;
  const regress = report.label?.task === "regress";
  const lacks = ({ missing, role }: LookColumn) => missing > 0 && role === "feature";
  const lacking = report.kind === "table" && report.columns.some(lacks);
  const missing = flags.missing ?? (lacking ? "mean" : undefined);
  const sizes = report.kind === "pictures" && report.ofSizes > 1 ? { width: 64, height: 64 } : undefined;
  const broken = report.kind === "pictures" && report.broken.length > 0;
  const settings = {
    ...{ label, task: regress ? "regress" : undefined, positive, missing },
    ...{ size: size ?? sizes, onError: flags.onError ?? (broken ? "skip" : undefined) },
  };
  const asked = Object.entries(settings).flatMap(([name, value]) =>
    value === undefined ? [] : [asFlag(name, value)],
  );
  return ["kiso train", inShell(data), ...asked].join(" ");
}
