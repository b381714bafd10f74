/** Something that a practitioner would look at again: one line with the number behind it and what to try. */
export interface Finding {
  kind: FindingKind;
  message: string;
}

export type FindingKind =
  | "leak"
  | "duplicates"
  | "shift"
  | "plateau"
  | "rising loss"
  | "exploding"
  | "vanishing"
  | "dead units"
  | "saturated units"
  | "never predicted";

/** `"a", "b" and 3 more` */
export function listed(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map((name) => JSON.stringify(name));
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}
