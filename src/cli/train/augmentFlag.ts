import { InvalidArgumentError } from "commander";
import { type AugmentSpec, checkAugment } from "../../data/images/augment.ts";
import { nearest, UserError } from "../../errors.ts";

const amounts = ["shift", "rotate", "brightness", "noise"] as const;
const flips = ["horizontal", "vertical", "both"] as const;
const names: readonly string[] = [...amounts, "flip"];

/** "shift=2,rotate=10,flip=horizontal" -> { shift: 2, rotate: 10, flip: "horizontal" } */
export function augmentation(text: string): AugmentSpec {
  const spec: AugmentSpec = {};
  for (const part of text.split(",")) {
    const [name, value, ...more] = part.split("=").map((word) => word.trim());
    const amount = amounts.find((one) => one === name);
    const flip = flips.find((one) => one === value);
    if (name === "flip" && flip && more.length === 0) spec.flip = flip;
    else if (amount && /^\d*\.?\d+$/.test(value ?? "") && more.length === 0) spec[amount] = Number(value);
    else throw new InvalidArgumentError(mistake(part, name, value));
  }
  try {
    checkAugment(spec);
  } catch (error) {
    if (error instanceof UserError)
      throw new InvalidArgumentError(`expected ${error.message.replace(/^augment: /, "")}`);
    throw error;
  }
  return spec;
}

function mistake(part: string, name = "", value = ""): string {
  if (!names.includes(name)) {
    const near = nearest(name, names);
    return `expected settings as shift=2, of ${names.join(", ")}, got "${part}"${near ? `; did you mean "${near}"?` : ""}`;
  }
  if (name !== "flip")
    return `expected a number for ${name}, as ${name}=${name === "rotate" ? 10 : 0.1}, got "${part}"`;
  const near = nearest(value, flips);
  return `expected flip to be one of ${flips.join(", ")}, got "${part}"${near ? `; did you mean "${near}"?` : ""}`;
}
