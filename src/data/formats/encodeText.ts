import { UserError } from "../../errors.ts";
import { codePages } from "./encoding/codePages.ts";
import { encodingNamed } from "./encoding/names.ts";

/** Text as bytes. */
export type EncodeText = (text: string) => Uint8Array;

const writable =
  /^(shift_jis|euc-jp|euc-kr|gb18030|big5|windows-\d+|iso-8859-\d+|koi8-[ru]|macintosh|ibm866|x-mac-cyrillic)$/;

/** What writes text in an encoding, by a name that TextDecoder or Python knows. Throws a UserError for a name that is none. */
export function textEncoder(name: string): EncodeText {
  const encoding = encodingNamed(name);
  if (encoding === "utf-8") return (text) => Buffer.from(text);
  if (encoding === "utf-16le") return (text) => Buffer.from(text, "utf16le");
  if (!writable.test(encoding) && !Object.hasOwn(codePages, encoding))
    throw new UserError(`kiso does not write ${encoding}; write utf-8, shift_jis, euc-jp or windows-1252`);
  return byTable(encoding);
}

/** Characters of Unicode that other systems take for those of Windows, as the Encoding Standard and Windows do. */
const alike: Readonly<Record<string, string>> = {
  "〜": "～",
  "−": "－",
  "‖": "∥",
  "—": "―",
  "¢": "￠",
  "£": "￡",
  "¬": "￢",
};

/** The platform decodes every encoding and encodes UTF-8 alone: what decodes to a character encodes it. */
function byTable(encoding: string): EncodeText {
  const table = tableOf(encoding);
  return (text) => {
    const bytes = new Uint8Array(2 * text.length);
    let length = 0;
    for (const one of text) {
      const code = table.get(one) ?? table.get(alike[one] ?? "");
      if (code === undefined)
        throw new UserError(
          `${encoding} has no character ${JSON.stringify(one)} (in ${JSON.stringify(around(text, one))}); write utf-8`,
        );
      if (code > 0xff) bytes[length++] = code >> 8;
      bytes[length++] = code & 0xff;
    }
    return bytes.subarray(0, length);
  };
}

function around(text: string, one: string): string {
  const at = text.indexOf(one);
  const [line] = text.slice(at, at + 20).split(/[\r\n]/, 1);
  return line!;
}

/** From 0x80 on: Node 20 decodes these as ISO 8859-1, where they are control characters. */
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Codes of one and two bytes by the character that they decode to. */
function tableOf(encoding: string): ReadonlyMap<string, number> {
  const table = new Map<string, number>();
  const page = codePages[encoding];
  if (page !== undefined) {
    for (let code = 0; code < 0x80; code++) table.set(String.fromCharCode(code), code);
    for (const [i, one] of [...page].entries()) if (one !== "\ufffd") table.set(one, 0x80 + i);
    return table;
  }
  const decoder = new TextDecoder(encoding, { fatal: true });
  const add = (bytes: Uint8Array, code: number) => {
    let text: string;
    try {
      text = decoder.decode(bytes);
    } catch {
      return; // no character has this code
    }
    if ([...text].length === 1 && !table.has(text)) table.set(text, code);
  };
  if (encoding === "windows-1252")
    for (const [i, one] of [...windows1252].entries()) table.set(one, 0x80 + i);
  for (let code = 0; code < 0x100; code++) add(Uint8Array.of(code), code);
  if (/^(windows|iso|koi8|macintosh|ibm|x-mac)/.test(encoding)) return table;
  for (let lead = 0x81; lead < 0xff; lead++) {
    // IBM's characters have two codes in Shift_JIS, and programs write the later one.
    if (encoding === "shift_jis" && (lead === 0xed || lead === 0xee)) continue;
    for (let trail = 0x40; trail < 0xff; trail++) add(Uint8Array.of(lead, trail), (lead << 8) | trail);
  }
  return table;
}
