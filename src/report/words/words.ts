import type { Language } from "../report.ts";
import { en, type Words } from "./english.ts";
import { ja } from "./japanese.ts";

export const words: Readonly<Record<Language, Words>> = { en, ja };
export type { Words };
