import type { Engine } from "../../engine/engine.ts";
import { loadEngine } from "../../engine/load.ts";
import { UserError } from "../../errors.ts";
import type { ClassAim } from "../../model/decision.ts";
import type { Finding, Remedy } from "../../train/doctor/finding.ts";
import { type ComparedBy, compare } from "../../train/doctor/paired.ts";
import type { TrainOptions } from "../plan/options.ts";
import { examined, hinted } from "../training/finish.ts";
import type { Followed, FollowedReport } from "../training/reports.ts";
import type { Door, Won } from "../training/session.ts";
import { type InTurn, trainedInTurn, withThresholds } from "./heldInTurn.ts";

// The doctor's advice, followed: each piece is tried on training rows that are held out in turn. Rows to test on have no part in it.

/** Pieces of advice that are tried. */
const rounds = 3;

/** What the trainings with these settings say, and what the doctor says of one of them. */
interface Tried extends InTurn {
  advice: readonly Advice[];
}

/** What the doctor finds, and what of it can be tried; of an early end the hint has it. */
interface Advice {
  why: Followed["why"];
  finding?: Finding;
  remedies: readonly Remedy[];
}

/**
 * Tries what the doctor advises, at most three pieces, in its order; keeps a piece where the rows that are held out are told better,
 * beyond chance, and goes on from there. Reports each, and returns the settings that won; nothing where it was stopped.
 */
export async function* follow(
  door: Door,
  options: TrainOptions,
): AsyncGenerator<FollowedReport, Won | undefined, void> {
  const { signal } = options;
  const setting = { door, engine: await loadEngine(options.engine ?? "auto"), trainings: new Map() };
  const attempt = (settings: Remedy) => tried({ ...options, ...settings }, setting);
  let settings: Remedy = {};
  let best = await attempt(settings);
  const followed: Followed[] = [];
  const before = new Set<string>();
  for (let round = 0; best && round < rounds; round++) {
    const next = nextOf(best.advice, before);
    if (!next) break;
    const { why, remedy } = next;
    before.add(keyOf(remedy));
    const wanted = { ...settings, ...remedy };
    const other = await attempt(wanted).catch((error) => {
      // A training that breaks down, or has too few rows, is no better one.
      if (error instanceof UserError) return undefined;
      throw error;
    });
    if (signal?.aborted) return undefined;
    const by = judgedBy(remedy, best, options);
    const compared = other && compare(by, { ...best, before: best, after: other });
    const kept = compared !== undefined && compared.interval[0] > 0;
    followed.push({ why, remedy, compared, kept });
    yield { kind: "followed", followed: followed.at(-1) };
    if (other && kept) [best, settings] = [other, wanted];
  }
  if (!best || signal?.aborted) return undefined;
  for (const { why, finding, remedies } of best.advice) {
    if (remedies.length > 0) continue;
    followed.push({ why, finding, kept: false });
    yield { kind: "followed", followed: followed.at(-1) };
  }
  if (followed.length === 0) yield { kind: "followed" };
  return { settings, followed };
}

const keyOf = (settings: object): string =>
  JSON.stringify(settings, (_, value) => (value === undefined ? null : value));

/** The first piece of advice that was not tried. */
function nextOf(advice: readonly Advice[], before: ReadonlySet<string>) {
  for (const { why, remedies } of advice)
    for (const remedy of remedies) if (!before.has(keyOf(remedy))) return { why, remedy };
  return undefined;
}

/** By what the task is judged by; a threshold, which changes no order of the rows, by both shares that are right. */
function judgedBy(remedy: Remedy, { positive }: Tried, { task }: TrainOptions): ComparedBy {
  if (task === "regress") return "r2";
  if (positive < 0) return "accuracy";
  return remedy.aim ? "shares" : "auroc";
}

interface Setting {
  door: Door;
  engine: Engine;
  /** what was trained already, by its settings without a threshold, which is no part of a training */
  trainings: Map<string, InTurn>;
}

/** Nothing where it was stopped. */
async function tried(options: TrainOptions, setting: Setting): Promise<Tried | undefined> {
  const { aim, ...others } = options;
  const { data: _, test: __, signal: ___, onDownload: ____, spell: _____, ...plain } = others;
  const known = setting.trainings.get(keyOf(plain)) ?? (await trainedInTurn(others, setting));
  if (!known) return undefined;
  setting.trainings.set(keyOf(plain), known);
  const decided = aim && known.positive >= 0 ? withThresholds(known, aim as ClassAim) : known;
  return { ...decided, advice: await adviceOf(decided) };
}

async function adviceOf({ first }: InTurn): Promise<Advice[]> {
  const findings = await examined(first);
  const hint = hinted(first, findings);
  const advice: Advice[] = findings.map((finding) => ({
    why: finding.kind,
    finding,
    remedies: finding.remedies,
  }));
  if (hint) advice.push({ why: "still falling", remedies: hint.remedies });
  return advice;
}
