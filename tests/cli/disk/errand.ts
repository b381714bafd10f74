import type { Command } from "commander";
import { langOption } from "../../../src/cli/terminal/language.ts";
import { UserError } from "../../../src/errors.ts";
import { fileError } from "../../../src/files.ts";

const commands: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  train: () => import("../../../src/cli/train/train.ts"),
  predict: () => import("../../../src/cli/answer/predict.ts"),
  evaluate: () => import("../../../src/cli/answer/evaluate.ts"),
  judge: () => import("../../../src/cli/inspect/judge.ts"),
  match: () => import("../../../src/cli/inspect/match.ts"),
  embed: () => import("../../../src/cli/inspect/embed.ts"),
  weights: () => import("../../../src/cli/runs/weights.ts"),
  runs: () => import("../../../src/cli/runs/runs.ts"),
  look: () => import("../../../src/cli/data/look.ts"),
  plot: () => import("../../../src/cli/data/plot.ts"),
  parts: () => import("../../../src/cli/data/parts.ts"),
  blobs: () => import("../../../src/cli/data/blobs.ts"),
  lesson: () => import("../../../src/cli/lesson/lesson.ts"),
};

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/**
 * `kiso ...argv` in this process, as main.ts runs it: hundreds of them would take minutes to start. A defect is thrown. Nothing comes
 * of one whose process `died`.
 */
export async function errand(argv: readonly string[]): Promise<Ended>;
export async function errand(argv: readonly string[], died: Promise<undefined>): Promise<Ended | undefined>;
export async function errand(
  [name, ...argv]: readonly string[],
  died?: Promise<undefined>,
): Promise<Ended | undefined> {
  const { command } = await commands[name!]!();
  // As main.ts gives it to every command.
  for (const one of [command, ...command.commands])
    if (!one.options.some(({ long }) => long === "--lang")) one.addOption(langOption());
  const [stdout, stderr]: string[][] = [[], []];
  const streams = [
    [process.stdout, stdout],
    [process.stderr, stderr],
  ] as const;
  const writes = streams.map(([stream]) => stream.write);
  for (const [stream, told] of streams) {
    stream.write = ((text: string | Uint8Array) => {
      told!.push(typeof text === "string" ? text : new TextDecoder().decode(text));
      return true;
    }) as typeof stream.write;
  }
  process.exitCode = 0;
  try {
    const ended = command.exitOverride().parseAsync(argv, { from: "user" });
    if ((await Promise.race([ended, ...(died ? [died] : [])])) === undefined) return undefined;
    return { code: Number(process.exitCode ?? 0), stdout: stdout!.join(""), stderr: stderr!.join("") };
  } catch (thrown) {
    const error = fileError(thrown);
    if (!(error instanceof UserError)) throw thrown;
    return { code: 2, stdout: stdout!.join(""), stderr: `${stderr!.join("")}kiso: ${error.message}\n` };
  } finally {
    process.exitCode = 0;
    for (const [i, [stream]] of streams.entries()) stream.write = writes[i]!;
  }
}
