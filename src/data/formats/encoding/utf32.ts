import { WrongBytes } from "./multibyte.ts";

/** Decodes UTF-32, of which no platform has a decoder: four bytes a letter, with or without a mark. Throws `WrongBytes`. */
export class Utf32Decoder {
  readonly #little: boolean;
  /** a letter's first bytes, which ended the piece before */
  #held: Uint8Array = new Uint8Array();
  #begun = false;

  constructor(encoding: string) {
    this.#little = encoding === "utf-32le";
  }

  /** `stream`: more will follow */
  decode(piece: Uint8Array, { stream }: { readonly stream: boolean }): string {
    const bytes = new Uint8Array(this.#held.length + piece.length);
    bytes.set(this.#held);
    bytes.set(piece, this.#held.length);
    const whole = bytes.length - (bytes.length % 4);
    if (!stream && whole < bytes.length) throw new WrongBytes();
    const view = new DataView(bytes.buffer);
    const letters: string[] = [];
    for (let i = 0; i < whole; i += 4) {
      const code = view.getUint32(i, this.#little);
      if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw new WrongBytes();
      if (code !== 0xfeff || this.#begun) letters.push(String.fromCodePoint(code));
      this.#begun = true;
    }
    this.#held = bytes.slice(whole);
    return letters.join("");
  }
}
