import { type Archive, broken } from "./archive.ts";
import { meaningOf, meaningOfId, type NumberMeaning } from "./numberFormat.ts";
import { attribute, isYes, readXml } from "./xml.ts";

/** A sheet as the workbook lists it. */
export interface ListedSheet {
  readonly name: string;
  readonly hidden: boolean;
  /** within the archive */
  readonly path: string;
}

/** What the sheets of an .xlsx file share. */
export interface Workbook {
  readonly sheets: readonly ListedSheet[];
  /** the names of the sheets that hold a chart and no cells */
  readonly charts: readonly string[];
  /** whether days are counted from 1904, as Excel for the Mac did */
  readonly is1904: boolean;
  /** the texts that cells name by number */
  readonly strings: readonly string[];
  /** what numbers are, by the style of their cell */
  readonly meanings: readonly NumberMeaning[];
}

/** The list of sheets, the shared texts and the number formats of an .xlsx file. */
export async function openWorkbook(archive: Archive, name: string): Promise<Workbook> {
  const root = await relations(archive, "_rels/.rels", "", name);
  const path = [...root.values()].find(({ type }) => type === "officeDocument")?.path ?? "xl/workbook.xml";
  if (!archive.has(path)) throw broken(name, new Error("it holds no workbook"));
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const targets = await relations(archive, `${folder}_rels/${path.slice(folder.length)}.rels`, folder, name);
  const sheets: ListedSheet[] = [];
  const charts: string[] = [];
  let is1904 = false;
  await readXml(archive.pieces(path), name, {
    open(tag, attributes) {
      if (tag === "workbookPr") is1904 = isYes(attributes.date1904);
      if (tag !== "sheet") return;
      // Charts and macros have sheets of their own, without cells.
      const target = targets.get(attribute(attributes, "id") ?? "");
      if (target?.type === "chartsheet") charts.push(attributes.name ?? "");
      if (target?.type !== "worksheet") return;
      const state = attributes.state ?? "visible";
      sheets.push({ name: attributes.name ?? "", hidden: state !== "visible", path: target.path });
    },
  });
  const pathOf = (type: string) => [...targets.values()].find((one) => one.type === type)?.path;
  return {
    sheets,
    charts,
    is1904,
    strings: await sharedStrings(archive, pathOf("sharedStrings"), name),
    meanings: await meanings(archive, pathOf("styles"), name),
  };
}

/** What a part of the package points to, by id. The type is the last word of its address, in both of the standard's editions. */
async function relations(
  archive: Archive,
  path: string,
  folder: string,
  name: string,
): Promise<Map<string, { type: string; path: string }>> {
  const found = new Map<string, { type: string; path: string }>();
  if (!archive.has(path)) return found;
  await readXml(archive.pieces(path), name, {
    open(tag, { Id, Type = "", Target = "" }) {
      if (tag !== "Relationship" || Id === undefined) return;
      found.set(Id, { type: Type.slice(Type.lastIndexOf("/") + 1), path: resolved(folder, Target) });
    },
  });
  return found;
}

/** `worksheets/sheet1.xml` within the folder `xl/`; a path that begins with a slash is the archive's. */
function resolved(folder: string, target: string): string {
  const parts: string[] = [];
  for (const part of `${target.startsWith("/") ? "" : folder}${target}`.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/** The shared texts. Runs of a rich text are joined; how Japanese is read aloud (rPh) is no part of the text. */
async function sharedStrings(archive: Archive, path: string | undefined, name: string): Promise<string[]> {
  const strings: string[] = [];
  if (path === undefined || !archive.has(path)) return strings;
  const text = new RichText();
  await readXml(archive.pieces(path), name, {
    open: (tag) => text.open(tag),
    text: (piece) => text.text(piece),
    close(tag) {
      text.close(tag);
      if (tag === "si") strings.push(text.take());
    },
  });
  return strings;
}

/** The text of an element with runs and readings in it. */
export class RichText {
  #text = "";
  #inText = false;
  #inReading = false;

  open(tag: string): void {
    if (tag === "t") this.#inText = !this.#inReading;
    else if (tag === "rPh") this.#inReading = true;
  }

  text(piece: string): void {
    if (this.#inText) this.#text += piece;
  }

  close(tag: string): void {
    if (tag === "t") this.#inText = false;
    else if (tag === "rPh") this.#inReading = false;
  }

  take(): string {
    const text = unescaped(this.#text);
    this.#text = "";
    return text;
  }
}

/** Excel writes characters that XML has no place for as _x000D_. */
export const unescaped = (text: string): string =>
  text.includes("_x")
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/** What the number format of each style of cells means. */
async function meanings(archive: Archive, path: string | undefined, name: string): Promise<NumberMeaning[]> {
  const codes = new Map<number, string>();
  const found: NumberMeaning[] = [];
  if (path === undefined || !archive.has(path)) return found;
  let ofCells = false;
  await readXml(archive.pieces(path), name, {
    open(tag, attributes) {
      if (tag === "cellXfs") ofCells = true;
      else if (tag === "numFmt" && attributes.numFmtId !== undefined)
        codes.set(Number(attributes.numFmtId), attributes.formatCode ?? "");
      else if (tag === "xf" && ofCells) {
        const id = Number(attributes.numFmtId ?? 0);
        const code = codes.get(id);
        found.push(code === undefined ? meaningOfId(id) : meaningOf(code));
      }
    },
    close(tag) {
      if (tag === "cellXfs") ofCells = false;
    },
  });
  return found;
}
