import { referenceEngine } from "../engine/reference.ts";
import { functionsOn } from "./functions.ts";

/** `compile`, `valueAndGrad` and `grad` on the reference engine; another is named with `{ engine }`. */
export const { compile, valueAndGrad, grad } = functionsOn(referenceEngine);
