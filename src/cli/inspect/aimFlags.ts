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
  const share = (usual?: number): number => {
    const value = given ?? usual ?? Number.NaN;
    if (value >= 0 && value <= 1) return value;
    throw new UserError(
      `--aim ${aim}: expected a share from 0 to 1, as ${name}=${usual ?? (name === "precision" ? 0.9 : 0.01)}`,
    );
  };
  if (name === "recall") return { name, recall: share(1) };
  if (name === "precision") return { name, precision: share() };
  if (name === "false-reject") return { name: "falseReject", rate: share() };
  if (aim === "f1") return { name: "f1" };
  if (aim === "cost") {
    if (missCost !== undefined && falseRejectCost !== undefined)
      return { name: "cost", missCost, falseRejectCost };
    throw new UserError("--aim cost needs both --miss-cost and --false-reject-cost, such as 50 and 1");
  }
  const threshold = aim.trim() === "" ? Number.NaN : Number(aim);
  if (Number.isFinite(threshold) && threshold >= 0) return { name: "fixed", threshold };
  throw new UserError(
    of === "distances"
      ? `--aim ${aim}: expected recall=1.0, f1, cost, false-reject=0.01 or a distance of at least 0`
      : `--aim ${aim}: expected recall=0.95, precision=0.9, f1, cost, false-reject=0.01 or a probability`,
  );
}
