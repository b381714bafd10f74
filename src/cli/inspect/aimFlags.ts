import type { Option } from "commander";
import { UserError } from "../../errors.ts";
import type { ClassAim } from "../../model/decision.ts";
import type { ThresholdAim } from "../../model/inspection/inspection.ts";
import { number, parsed } from "../terminal/options.ts";

/** What a threshold of distances is chosen for, as it is said on the command line. */
export interface AimFlags {
  aim?: string;
  missCost?: number;
  falseRejectCost?: number;
}

export const aimFlags = (
  what = "what the threshold is for: recall=1.0 (no defect passed), f1, cost, false-reject=0.01, or a distance",
): Option[] => [
  parsed("--aim <what>", what, (text) => text),
  parsed("--miss-cost <x>", "of --aim cost: a defect that passes (見逃し)", number({ min: 0 })),
  parsed("--false-reject-cost <x>", "of --aim cost: a good part that fails (過検出)", number({ min: 0 })),
];

/** The aim in the library's words; none where none is said. */
export function aimOf(
  { aim, missCost, falseRejectCost }: AimFlags,
  of: "classes" | "distances",
): ThresholdAim | ClassAim | undefined {
  const costs = missCost !== undefined || falseRejectCost !== undefined;
  if (costs && aim !== "cost")
    throw new UserError(
      "--miss-cost and --false-reject-cost belong to --aim cost; add it, or leave them out",
    );
  if (aim === undefined) return undefined;
  const [name, ...rest] = aim.split("=");
  const given = rest.length === 0 ? undefined : Number(rest.join("=") || Number.NaN);
  const share = (usual: number): number => {
    const value = given ?? (of === "distances" ? usual : Number.NaN);
    if (of === "classes" ? value > 0 && value < 1 : value >= 0 && value <= 1) return value;
    if (of === "classes" && (value === 0 || value === 1))
      throw new UserError(
        `--aim ${aim}: no rows promise all or none; ask for less, such as ${name}=${usual}`,
      );
    throw new UserError(
      `--aim ${aim}: expected a share from 0 to 1, as ${name}=${meant(name!, value, { usual, of })}`,
    );
  };
  if (name === "recall") return { name, recall: share(of === "classes" ? 0.95 : 1) };
  if (name === "precision" && of === "classes") return { name, precision: share(0.9) };
  if (name === "false-reject") return { name: "falseReject", rate: share(0.01) };
  if (aim === "f1") return { name: "f1" };
  if (aim === "cost") {
    if (missCost === undefined || falseRejectCost === undefined)
      throw new UserError("--aim cost needs both --miss-cost and --false-reject-cost, such as 50 and 1");
    if (of === "distances" || (missCost > 0 && falseRejectCost > 0))
      return { name: "cost", missCost, falseRejectCost };
    const [flag, all] =
      missCost > 0 ? ["--false-reject-cost", "all are given it"] : ["--miss-cost", "none is given it"];
    throw new UserError(`${flag} 0: where a mistake costs nothing, ${all}; give both a cost above 0`);
  }
  const threshold = aim.trim() === "" ? Number.NaN : Number(aim);
  if (
    Number.isFinite(threshold) &&
    threshold >= 0 &&
    (of === "distances" || (threshold > 0 && threshold < 1))
  )
    return { name: "fixed", threshold };
  throw new UserError(
    of === "distances"
      ? `--aim ${aim}: expected recall=1.0, f1, cost, false-reject=0.01 or a distance of at least 0`
      : `--aim ${aim}: expected recall=0.95, precision=0.9, f1, cost, false-reject=0.01 or a probability`,
  );
}

/** What is likely meant: recall=95 as 0.95, false-reject=2 as 0.02; else what is usual. */
function meant(
  name: string,
  value: number,
  { usual, of }: { usual: number; of: "classes" | "distances" },
): number {
  const percents = value <= 100 && (name === "false-reject" ? value > 1 : value >= 10);
  const share = percents ? Number((value / 100).toPrecision(6)) : usual;
  return of === "classes" && share === 1 ? usual : share;
}
