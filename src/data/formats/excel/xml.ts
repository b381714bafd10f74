import { UserError } from "../../../errors.ts";
import { broken } from "./archive.ts";

/** What is done at each tag. Names come without their prefix: `x:row` is `row`. */
export interface XmlReader {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
  /** whether the rest needs no reading */
  done?(): boolean;
}

const withoutPrefix = (name: string): string => {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
};

/** Reads XML in pieces. saxes takes only what is well-formed, and no entity that a document defines itself. */
export async function readXml(
  pieces: AsyncIterable<Uint8Array>,
  name: string,
  reader: XmlReader,
): Promise<void> {
  const { SaxesParser } = await import("saxes");
  const parser = new SaxesParser();
  if (reader.open)
    parser.on("opentag", (tag) =>
      reader.open!(withoutPrefix(tag.name), tag.attributes as Record<string, string>),
    );
  if (reader.close) parser.on("closetag", (tag) => reader.close!(withoutPrefix(tag.name)));
  if (reader.text) {
    parser.on("text", (text) => reader.text!(text));
    parser.on("cdata", (text) => reader.text!(text));
  }
  let decoder: TextDecoder | undefined;
  try {
    for await (const piece of pieces) {
      decoder ??= new TextDecoder(piece[0] === 0xff && piece[1] === 0xfe ? "utf-16le" : "utf-8", {
        fatal: true,
      });
      parser.write(decoder.decode(piece, { stream: true }));
      if (reader.done?.()) return;
    }
    parser.write(decoder?.decode() ?? "").close();
  } catch (error) {
    throw error instanceof UserError ? error : broken(name, error);
  }
}

/** An attribute by its name, whatever its prefix: `r:id` is `id`. */
export function attribute(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  for (const [key, value] of Object.entries(attributes)) if (withoutPrefix(key) === name) return value;
  return undefined;
}

/** Whether an attribute says yes, as XML Schema spells it. */
export const isYes = (value: string | undefined): boolean =>
  value === "1" || value === "true" || value === "on";
