import { nearest, shown, UserError } from "../../../errors.ts";
import { codePages } from "./codePages.ts";

/** Encodings that kiso tells apart by itself, as people write them. */
const spelled: Readonly<Record<string, string>> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16LE",
  "utf-16be": "UTF-16BE",
  shift_jis: "Shift_JIS",
  "euc-jp": "EUC-JP",
  "iso-2022-jp": "ISO-2022-JP",
  "euc-kr": "EUC-KR",
  gb18030: "GB18030",
  big5: "Big5",
  "windows-1252": "Windows-1252",
  "utf-32le": "UTF-32LE",
  "utf-32be": "UTF-32BE",
};

/** Names of Python's codecs, and of Windows' code pages, that browsers do not know. */
const aliases: Readonly<Record<string, string>> = {
  ascii: "utf-8",
  "us-ascii": "utf-8",
  "utf-8-sig": "utf-8",
  u8: "utf-8",
  utf: "utf-8",
  cp65001: "utf-8",
  "utf-16-le": "utf-16le",
  "utf-16-be": "utf-16be",
  u16: "utf-16le",
  cp1201: "utf-16be",
  cp932: "shift_jis",
  932: "shift_jis",
  mskanji: "shift_jis",
  "ms-kanji": "shift_jis",
  ms932: "shift_jis",
  "windows-932": "shift_jis",
  shiftjis: "shift_jis",
  "s-jis": "shift_jis",
  "shift-jis-2004": "shift_jis",
  "shift-jisx0213": "shift_jis",
  sjis: "shift_jis",
  eucjp: "euc-jp",
  ujis: "euc-jp",
  "u-jis": "euc-jp",
  "euc-jis-2004": "euc-jp",
  "euc-jisx0213": "euc-jp",
  cp51932: "euc-jp",
  iso2022jp: "iso-2022-jp",
  "iso2022-jp": "iso-2022-jp",
  "iso2022-jp-1": "iso-2022-jp",
  "iso2022-jp-2": "iso-2022-jp",
  "iso2022-jp-ext": "iso-2022-jp",
  jis: "iso-2022-jp",
  euckr: "euc-kr",
  cp949: "euc-kr",
  949: "euc-kr",
  ms949: "euc-kr",
  uhc: "euc-kr",
  "windows-949": "euc-kr",
  ksc5601: "euc-kr",
  cp936: "gb18030",
  936: "gb18030",
  ms936: "gb18030",
  gb2312: "gb18030",
  "euc-cn": "gb18030",
  euccn: "gb18030",
  gbk: "gb18030",
  "gb18030-2000": "gb18030",
  cp950: "big5",
  950: "big5",
  ms950: "big5",
  "big5-tw": "big5",
  "big5-hkscs": "big5",
  big5hkscs: "big5",
  "latin-1": "windows-1252",
  latin: "windows-1252",
  8859: "windows-1252",
  iso8859: "windows-1252",
  "mac-roman": "macintosh",
  macroman: "macintosh",
  cp866: "ibm866",
  cp1200: "utf-16le",
  "utf-32": "utf-32le",
  u32: "utf-32le",
  cp12000: "utf-32le",
  cp12001: "utf-32be",
  "tis-620": "windows-874",
  tis620: "windows-874",
  tis6200: "windows-874",
  thai: "windows-874",
  874: "windows-874",
  koi8r: "koi8-r",
  koi8u: "koi8-u",
  koi8: "koi8-r",
  cp20866: "koi8-r",
  cp21866: "koi8-u",
  latin10: "iso-8859-16",
  l10: "iso-8859-16",
  macjapanese: "x-mac-japanese",
  "mac-japanese": "x-mac-japanese",
  xmacjapanese: "x-mac-japanese",
  cp10001: "x-mac-japanese",
  maccyrillic: "x-mac-cyrillic",
  "mac-cyrillic": "x-mac-cyrillic",
  "mac-centeuro": "mac-latin2",
  "mac-centraleurope": "mac-latin2",
  "x-mac-ce": "mac-latin2",
  "x-mac-greek": "mac-greek",
  "x-mac-turkish": "mac-turkish",
  "x-mac-icelandic": "mac-iceland",
};

/**
 * The encoding that a name means: one of the platform's TextDecoder ("shift_jis", "windows-1251"), one of Python's ("cp932",
 * "utf_8_sig") or a code page. Throws a `UserError` for any other.
 */
export function encodingNamed(name: string): string {
  if (typeof name !== "string" || name.trim() === "")
    throw new UserError(`an encoding is a name such as "shift_jis", found ${shown(name)}`);
  const plain = name.trim().toLowerCase().replaceAll(/[ _]/g, "-");
  const known = aliases[plain] ?? aliases[plain.replaceAll("-", "")];
  const labels = [known, name.trim(), plain, plain.replace(/^(cp|windows)-?(125\d|874)$/, "windows-$2")];
  const wide = /^utf-?32-?(le|be)$/.exec(plain)?.[1];
  if (wide !== undefined) return `utf-32${wide}`;
  const page = plain.replace(/^(?:cp|ibm|dos|oem)?-?(\d{3})$/, "cp$1");
  labels.push(plain.replace(/^iso-?8859-?(\d+)$/, "iso-8859-$1"), page);
  for (const label of [...labels, page === "cp866" ? "ibm866" : undefined]) {
    const found = label === undefined ? undefined : labelled(label);
    if (found !== undefined) return found;
  }
  const near = nearest(plain, [...Object.keys(spelled), ...Object.keys(aliases)]);
  throw new UserError(
    `there is no encoding ${shown(name)}${near === undefined ? "" : `; did you mean "${near}"?`}; kiso knows ${Object.keys(spelled).join(", ")} and the names of Python and browsers`,
  );
}

function labelled(label: string): string | undefined {
  if (Object.hasOwn(codePages, label) || label.startsWith("utf-32") || label === "x-mac-japanese")
    return label;
  try {
    const { encoding } = new TextDecoder(label);
    return encoding === "gbk" ? "gb18030" : encoding === "utf-16" ? "utf-16le" : encoding;
  } catch {
    return undefined;
  }
}

const families: Readonly<Record<string, string>> = {
  macintosh: "Mac Roman",
  "x-mac-cyrillic": "Mac Cyrillic",
  "x-mac-japanese": "Mac Japanese",
  ibm866: "cp866",
};

/** An encoding as people write it. */
export const encodingName = (encoding: string): string =>
  spelled[encoding] ??
  families[encoding] ??
  encoding.replace(/^windows/, "Windows").replace(/^(iso|koi8-.)/, (name) => name.toUpperCase());
