import { isLitter, litter } from "./litter.ts";
import { partOfName } from "./partNames.ts";

/**
 * The formats of tables by their extensions, the most exact first. Where the files of one part have several, those of the first
 * are read: they are taken for the same rows.
 */
export const tableFormats = [
  ["parquet"],
  ["csv", "tsv"],
  ["jsonl", "json"],
  [],
  ["npz", "npy"],
  ["xlsx", "xlsm", "ods", "xls", "xlsb"],
  ["tab", "dat", "data", "asc", "prn", "txt", "train", "test", "tra", "tes", "trn", "tst"],
] as const;

export type TableExtension = (typeof tableFormats)[number][number];

/** Tables by extension: the whole number is the format, the fraction the order of its extensions. */
const ranks = new Map<string, number>(
  tableFormats.flatMap((of, rank) => of.map((extension, i) => [extension, rank + i / 10] as const)),
);

/** MNIST's files stand before NumPy's: they have no extension. */
const idxRank = 3;
const idxName = /(images|labels)[-.]idx\d-ubyte(\.gz)?$/;

/** Texts, which are read packed as well. */
export const packable = ["csv", "tsv", "jsonl", "json", ...tableFormats.at(-1)!] as readonly string[];

/** Extensions of pictures, those too that kiso cannot decode. */
const pictures =
  /\.(png|jpe?g|jfif|jpe|webp|bmp|gif|tiff?|avif|pgm|ppm|pnm|pbm|heic|heif|jp2|svg|psd|raw|cr2|nef|dng)$/i;

const archives = /\.(zip|gz|tgz|tar|tbz2?|txz|7z|rar|bz2|xz|zst|lzma|lz4|lzh|cab|z|Z)$/;

/** Browsers and other programs call a file so until all of it is there. */
const unfinished = /\.(crdownload|part|partial|incomplete|download|opdownload|aria2|tmp|temp|!ut)$/i;

const documents =
  /^(readme|licen[cs]e|copying|notice|authors|citation|changelog|contributing|requirements|manifest|checksums?|md5sums?|sha\d+sums?)([-_.][\w-]+)?(\.(md|txt|rst|pdf|html?|docx?|cff|bib|ya?ml|toml|json))?$/i;

/** Files that describe a data set and hold none of it: JSON, and what Spark leaves beside its files. */
const descriptions =
  /^(_SUCCESS|_metadata|_common_metadata|_committed_\w+|_started_\w+|(config|dataset_infos?|dataset_dict|dataset-metadata|datapackage|state|croissant|package|package-lock|tsconfig)\.json)$/i;

/** What a file is by its name: data, by a rank of which the lowest is read first, or something else, and what. */
export type FileKind = TableKind | OtherKind;

export interface TableKind {
  readonly is: "table";
  /** its whole part is the format; the lowest is read */
  readonly rank: number;
  /** the path without extensions */
  readonly stem: string;
  /** .gz or .zip */
  readonly packed: string | undefined;
}

type OtherKind = { readonly is: "picture" } | { readonly is: "other"; readonly why: string };

export const describes = "describes the data";
const noData = "no data that kiso reads";

export function fileKind(path: string): FileKind {
  const steps = path.split("/");
  const name = steps.at(-1)!;
  const other = (why: string): FileKind => ({ is: "other", why });
  if (isLitter(path)) return other(litter);
  if (steps.some((step) => step.startsWith("."))) return other("hidden");
  if (steps.slice(0, -1).some((step) => step.startsWith("__")))
    return other("in a folder that is kept aside");
  if (isDescription(path)) return other(describes);
  if (unfinished.test(name)) return other("an unfinished download");
  if (pictures.test(name)) return { is: "picture" };
  return tableKind(path) ?? other(otherKind(name));
}

/** The format of a table by its name, wherever it lies. */
export function tableKind(path: string): TableKind | undefined {
  if (idxName.test(path))
    return { is: "table", rank: idxRank, stem: path.replace(/\.gz$/, ""), packed: /\.gz$/.exec(path)?.[0] };
  const [, stem = "", extension = "", packed] = /^(.*?)\.(\w+)(\.gz|\.zip)?$/is.exec(path) ?? [];
  const rank = ranks.get(extension.toLowerCase());
  // A .txt is a table where it says which part it is, or is asked for by its name.
  if (extension.toLowerCase() === "txt" && partOfName(stem.slice(stem.lastIndexOf("/") + 1)) === undefined)
    return undefined;
  if (rank === undefined || (packed !== undefined && !packable.includes(extension.toLowerCase())))
    return undefined;
  return { is: "table", rank, stem, packed };
}

/** Whether a file tells of the data and holds none of it. */
export function isDescription(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return documents.test(name) || descriptions.test(name) || /\.(md|names)$/i.test(name);
}

/** What unpacks an archive of which kiso does not. */
const unpackers: readonly (readonly [extension: RegExp, how: string])[] = [
  [/\.(tar(\.\w+)?|tgz|tbz2?|txz)$/i, "tar xf"],
  [/\.bz2$/i, "bunzip2"],
  [/\.(xz|lzma)$/i, "unxz"],
  [/\.zst$/i, "unzstd"],
  [/\.gz$/i, "gunzip"],
];

function packedWhy(name: string): string {
  const how = unpackers.find(([extension]) => extension.test(name))?.[1];
  return `packed: unpack it${how === undefined ? "" : ` with ${how}`}`;
}

/** Why a file that is named alone cannot be read, where its name says what it is. */
export function whyUnread(path: string): string | undefined {
  const why = otherKind(path.slice(path.lastIndexOf("/") + 1));
  if (unfinished.test(path)) return "an unfinished download: get it again";
  return why === noData ? undefined : why;
}

function otherKind(name: string): string {
  if (archives.test(name)) return packedWhy(name);
  if (/\.(numbers|xlt[xm]?|gsheet)$/i.test(name))
    return "a workbook that kiso does not read: save it as .xlsx";
  if (
    /\.(feather|arrow|orc|avro|h5|hdf5?|mat|pkl|pickle|rds|rdata|sav|dta|sas7bdat|sqlite3?|db|arff)$/i.test(
      name,
    )
  )
    return "a format that kiso does not read: write it as CSV or Parquet";
  return noData;
}

/** The extension of a file's name, that of a packed one without the packing: csv of a.csv.gz. */
export const extensionOf = (name: string): string =>
  /\.(\w+?)(?:\.gz|\.zip)?$/i.exec(name)?.[1]?.toLowerCase() ?? "";
