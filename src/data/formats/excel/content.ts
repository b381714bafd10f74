import { UserError } from "../../../errors.ts";

/** What a file is by its first bytes, whatever its name says. */
export type Content = "zip" | "ole" | "html" | "xml" | "text" | "other";

/** Of a spreadsheet's file, its bytes or their beginning. */
export function contentOf(bytes: Uint8Array): Content {
  const [a, b, c, d] = bytes;
  if (a === 0x50 && b === 0x4b && (c === 3 || c === 5)) return "zip";
  if (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0) return "ole";
  const utf16 = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
  const head = Buffer.from(bytes.subarray(0, 4096));
  if (!utf16 && head.includes(0)) return "other";
  const text = (utf16 ? head.toString("utf16le") : head.toString("latin1")).replace(/^[^\w<]+/, "");
  if (/^<!doctype html|^<(html|head|body|table|meta|style)\b/i.test(text)) return "html";
  if (/^<\?xml/i.test(text)) return /<html\b/i.test(text) ? "html" : "xml";
  // A table has a header and a row: the first bytes of a workbook that was cut are none.
  return text.length > 4000 || /[\n\r]\s*\S/.test(text) ? "text" : "other";
}

const again = "open it in Excel or LibreOffice and save it as .xlsx";

/** Why a file that has the name of a spreadsheet is none that kiso reads. */
export function notRead(bytes: Uint8Array, name: string): UserError {
  const content = contentOf(bytes);
  if (content === "ole") return new UserError(`${name}: ${oleReason(bytes)}`);
  if (content === "html")
    return new UserError(
      `${name}: is a web page (HTML) with the name of a spreadsheet, as some programs export it; ${again}`,
    );
  if (content === "xml")
    return new UserError(`${name}: ${sheetXml(bytes) ?? "is XML, not a workbook"}; ${again}`);
  return new UserError(`${name}: is no spreadsheet; get the file again, or ${again}`);
}

/** What XML is whose beginning names Excel: Excel 2003 and many programs since write a workbook as one, called .xml or .xls. */
export function sheetXml(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString("latin1").replaceAll("\0", "");
  return /urn:schemas-microsoft-com:office:spreadsheet|progid="Excel\.Sheet"/.test(head)
    ? "is a workbook in the XML of Excel 2003 (SpreadsheetML), which kiso does not read"
    : undefined;
}

/** Documents before 2007 and those with a password are of one container, whose parts have names in UTF-16. */
function oleReason(bytes: Uint8Array): string {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.includes(Buffer.from("EncryptedPackage", "utf16le")))
    return "is locked with a password; open it in Excel, take the password away (File, Info, Protect Workbook) and save it";
  if (file.includes(Buffer.from("Workbook", "utf16le")) || file.includes(Buffer.from("Book", "utf16le")))
    return `is a workbook of Excel 97 to 2003 (.xls), which kiso does not read; ${again}`;
  return `is no spreadsheet; ${again}`;
}
