import { en, type Words } from "./english.ts";
import { ja } from "./japanese.ts";
import type { Language } from "./report.ts";

export const words: Readonly<Record<Language, Words>> = { en, ja };
export type { Words };
