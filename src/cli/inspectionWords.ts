import type { Rate, Threshold } from "../model/inspection/inspection.ts";
import { percent } from "./console.ts";

/** "0 of 10 defects pass (95% interval 0.0% to 27.8%), 2 of 50 good parts fail (…)" */
export function thresholdInWords({ missRate, falseRejectRate }: Threshold): string {
  return [
    ...(missRate ? [rateInWords(missRate, "defects pass")] : ["no defect is known"]),
    ...(falseRejectRate ? [rateInWords(falseRejectRate, "good parts fail")] : ["no good part is known"]),
  ].join(", ");
}

const rateInWords = ({ wrong, of, interval: [low, high] }: Rate, what: string): string =>
  `${wrong} of ${of} ${what} (95% interval ${percent(low)} to ${percent(high)})`;
