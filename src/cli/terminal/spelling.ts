import { any, type Spell } from "../../errors.ts";
import { inShell } from "../../files.ts";
import type { ClassAim } from "../../model/decision.ts";
import type { ThresholdAim } from "../../model/inspection/inspection.ts";

/** A setting as its flag: testSize 0.2 as `--test-size 0.2`, header false as `--header no`. */
export function asFlag(name: string, value?: unknown): string {
  const flag =
    name === "learningRate" ? "--lr" : `--${name.replace(/[A-Z]/g, (one) => `-${one.toLowerCase()}`)}`;
  if (value === undefined || (value === true && name !== "header")) return flag;
  if (name === "header" && typeof value === "boolean") return `${flag} ${value ? "yes" : "no"}`;
  if (value === any) return `${flag} ${value}`;
  if (typeof value === "string") return `${flag} ${inShell(value)}`;
  if (Array.isArray(value) && value.some((item) => typeof item === "string"))
    return `${flag} ${value.map(inShell).join(" ")}`;
  if (name === "size" && typeof value === "object" && value !== null && "width" in value && "height" in value)
    return `${flag} ${value.width === value.height ? value.width : `${value.width}x${value.height}`}`;
  if (value === true) return flag;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return `${flag} ${value}`;
  if (name === "aim" && "name" in value) return `${flag} ${aimText(value as Aim)}`;
  const parts = Object.entries(value).map(([part, one]) => `${part}=${one}`);
  return `${flag} ${parts.join(",")}`;
}

type Aim = ClassAim | ThresholdAim;

/** What a threshold is chosen for, as the flag takes it; one that is given is a number. */
function aimText(aim: Aim): string {
  switch (aim.name) {
    case "recall":
      return `recall=${aim.recall}`;
    case "precision":
      return `precision=${aim.precision}`;
    case "falseReject":
      return `false-reject=${aim.rate}`;
    case "cost":
      return `cost --miss-cost ${aim.missCost} --false-reject-cost ${aim.falseRejectCost}`;
    case "f1":
      return "f1";
    case "fixed":
      return String(aim.threshold);
  }
}

/** The same for a command that has these flags alone: what it cannot be told about missing cells and mistakes is nothing. */
export const asFlagOf =
  (flags: readonly string[]): Spell =>
  (name, value) =>
    /^(missing|onError)$/.test(name) && !flags.includes(name) ? "" : asFlag(name, value);
