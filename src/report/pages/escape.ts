import { unseenInLines } from "../../unseen.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as HTML shows it, within an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  // HTML forbids control characters and halves of pairs; what turns the direction of writing would turn the page's.
  const seen = text
    .replaceAll("\r", "\n")
    .replace(unseenInLines, "\ufffd")
    .replace(/\p{Surrogate}/gu, "\ufffd");
  return seen.replace(/[&<>"']/g, (character) => entities[character]!);
}
