import type { Language } from "../../report.ts";

/** Puts finished lines for people into their language. */
export type Speech = (text: string) => string;

/** Lines are written in English; another language's catalogue is loaded when it is asked for. */
export async function speechIn(lang: Language): Promise<Speech> {
  if (lang === "en") return (text) => text;
  const { japanese } = await import("../ja/japanese.ts");
  return (text) => japanese.text(text);
}
