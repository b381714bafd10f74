import { legible } from "../../unseen.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Text as HTML shows it, within an element or a quoted attribute. HTML forbids control characters and halves of pairs; what turns the
 * direction of writing would turn the page's.
 */
export const escapeHtml = (text: string): string =>
  legible(text).replace(/[&<>"']/g, (character) => entities[character]!);
