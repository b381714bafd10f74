import { standardEngine } from "../engine/standard.ts";
import { functionsOn } from "./functions.ts";

export { useEngine } from "../engine/standard.ts";

/** `compile`, `valueAndGrad` and `grad` on the standard engine; another is named with `{ engine }`, or by `useEngine`. */
export const { compile, valueAndGrad, grad } = functionsOn(standardEngine);
