import { print, sentencesInLanguage } from "./console.ts";
import { jsonText } from "./jsonText.ts";

/** Rows that are put into words at a time. */
const together = 1000;

/** The one object of --json with a list of rows in its middle, printed as they come. */
export class JsonRows {
  readonly #before: string;
  #separator = "";

  /** `head` stands before the list called `name`. */
  constructor(head: object, name: string) {
    this.#before = `${jsonText(head).slice(0, -1)},${jsonText(name)}:[`;
  }

  async add(rows: number, record: (row: number) => object): Promise<void> {
    for (let start = 0; start < rows; start += together) {
      const some = Math.min(together, rows - start);
      const text = Array.from({ length: some }, (_, i) => jsonText(record(start + i))).join();
      await print(`${this.#separator || this.#before}${text}`);
      this.#separator = ",";
    }
  }

  /** `tail` stands behind the list. */
  async end(tail: object): Promise<void> {
    await print(`${this.#separator ? "" : this.#before}],${jsonText(sentencesInLanguage(tail)).slice(1)}\n`);
  }
}
