const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

// Control characters but for white space, which HTML forbids.
const forbidden = /(?![\t\n\r])\p{Cc}|\p{Surrogate}/gu;

/** Text as HTML shows it, within an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(forbidden, "\ufffd").replace(/[&<>"']/g, (character) => entities[character]!);
}
