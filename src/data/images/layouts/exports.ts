import { shown, UserError } from "../../../errors.ts";
import { readText } from "../../../files.ts";
import { isRecord } from "../../columns/records.ts";
import { type Column, Table } from "../../table.ts";
import { baseOf, extensionOf, type FolderFiles, isImage, joinPath, stemOf } from "./folderFiles.ts";
import { saysGood } from "./goodWord.ts";
import { listed } from "./topFolders.ts";

// What labelling tools write beside pictures. A picture has one class here: boxes and outlines are read as far as all of a picture
// say one class, and then only score where a model looks.

/** A picture's class as a tool wrote it, and where in the picture it was marked. */
interface Mark {
  readonly file: string;
  readonly label: string;
  readonly box?: readonly number[] | undefined;
  /** the tool has the picture, and no mark in it */
  readonly nothing?: boolean;
}

/** The table of a tool's JSON or XML: COCO's, Label Studio's, CVAT's. Nothing where the file is none of these. */
export async function exportTable(path: string): Promise<Table | undefined> {
  const xml = /\.xml$/i.test(path);
  if (!xml && !/\.json$/i.test(path)) return undefined;
  const text = (await readText(path)).replace(/^\uFEFF/, "");
  const marks = xml ? cvatMarks(text) : jsonMarks(text, path);
  return marks && marks.length > 0 ? tableOf(path, marks) : undefined;
}

function tableOf(path: string, marks: readonly Mark[]): Table {
  const columns = new Map<string, Column>([
    ["file", { kind: "text", values: marks.map(({ file }) => file) }],
    ["label", { kind: "text", values: marks.map(({ label }) => label) }],
  ]);
  if (marks.some(({ box }) => box))
    for (const [i, name] of ["x", "y", "width", "height"].entries())
      columns.set(name, {
        kind: "number",
        values: Float64Array.from(marks, ({ box }) => box?.[i] ?? Number.NaN),
      });
  const unmarked = marks.filter(({ nothing }) => nothing).length;
  const notes =
    unmarked > 0 ? [`${path}: ${unmarked} pictures in which nothing is marked are taken for good parts`] : [];
  return new Table(columns, [{ file: path, rows: marks.length }], { notes });
}

function jsonMarks(text: string, path: string): Mark[] | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined; // JSON Lines, or nothing that a tool wrote
  }
  if (Array.isArray(json)) return studioMarks(json);
  if (!isRecord(json)) return undefined;
  const { images, annotations, categories, labels } = json;
  if (Array.isArray(images) && Array.isArray(annotations))
    return cocoMarks({ images, annotations, categories }, path);
  // { "000.png": "good" }, or { "labels": [["000.png", 0]] } as StyleGAN's tool writes it.
  const pairs: unknown[] = Array.isArray(labels) ? labels : Object.entries(json);
  if (pairs.length > 0 && pairs.every(isNamedClass))
    return pairs.map(([file, label]) => ({ file, label: String(label) }));
  return undefined;
}

const isNamedClass = (pair: unknown): pair is [string, string | number] =>
  Array.isArray(pair) &&
  pair.length === 2 &&
  typeof pair[0] === "string" &&
  isImage(pair[0]) &&
  ["string", "number"].includes(typeof pair[1]);

const isBox = (box: unknown): box is unknown[] =>
  Array.isArray(box) && box.length === 4 && box.every((side) => /number|string/.test(typeof side));

const asText = (value: unknown): string => (typeof value === "string" ? value : shown(value));

/** COCO: each annotation has the id of its picture and of its category, and a box: x, y, width, height. */
function cocoMarks(
  { images, annotations, categories }: { images: unknown[]; annotations: unknown[]; categories: unknown },
  path: string,
): Mark[] {
  const files = new Map(images.filter(isRecord).map(({ id, file_name: file }) => [id, asText(file)]));
  const names = new Map(
    (Array.isArray(categories) ? categories : []).filter(isRecord).map(({ id, name }) => [id, asText(name)]),
  );
  const marks = annotations.filter(isRecord).map(({ image_id: image, category_id: category, bbox }, i) => {
    const [file, label] = [files.get(image), names.get(category)];
    if (file === undefined || label === undefined)
      throw new UserError(
        `${path}, annotation ${i + 1}: there is no ${file === undefined ? `image ${asText(image)}` : `category ${asText(category)}`}; export it again`,
      );
    return { file, label, box: isBox(bbox) ? bbox.map(Number) : undefined };
  });
  return withUnmarked(marks, [...files.values()]);
}

/** Where boxes tell of defects alone, a picture in which nothing was marked is of a good part. */
function withUnmarked(marks: Mark[], files: readonly string[]): Mark[] {
  if (marks.length === 0 || marks.some(({ box, label }) => box === undefined || saysGood(label)))
    return marks;
  const marked = new Set(marks.map(({ file }) => file));
  return [
    ...marks,
    ...files.filter((file) => !marked.has(file)).map((file) => ({ file, label: "good", nothing: true })),
  ];
}

/** Label Studio: each task has its picture and what people marked in it. */
function studioMarks(tasks: readonly unknown[]): Mark[] | undefined {
  const marks: Mark[] = [];
  for (const task of tasks) {
    if (!isRecord(task) || !isRecord(task.data) || !Array.isArray(task.annotations)) return undefined;
    const file = Object.values(task.data).find((value) => typeof value === "string");
    const results = task.annotations
      .filter(isRecord)
      .flatMap(({ result }) => (Array.isArray(result) ? result : []));
    const labels = results.flatMap((result) =>
      isRecord(result) && isRecord(result.value)
        ? Object.values(result.value).filter(Array.isArray).flat()
        : [],
    );
    for (const label of new Set(labels.filter((one) => typeof one === "string")))
      if (typeof file === "string") marks.push({ file, label });
  }
  return marks;
}

/** CVAT for images: <image name="000.png"><tag label="good"/> or boxes, outlines and points with a label. */
function cvatMarks(text: string): Mark[] | undefined {
  if (!/<annotations[\s>]/.test(text)) return undefined;
  const marks: Mark[] = [];
  const files: string[] = [];
  for (const [, head = "", body = ""] of text.matchAll(
    /<image\s([^>]*?)(?:\/>|>((?:(?!<image\s)[\s\S])*?)<\/image>)/g,
  )) {
    const file = attribute(head, "name");
    if (file !== undefined) files.push(file);
    for (const [, kind, shape = ""] of body.matchAll(
      /<(tag|box|polygon|polyline|points|ellipse|mask)\s([^>]*)>/g,
    )) {
      const label = attribute(shape, "label");
      if (file === undefined || label === undefined) continue;
      const [x, y, right, bottom] = ["xtl", "ytl", "xbr", "ybr"].map((name) =>
        Number(attribute(shape, name)),
      );
      marks.push({ file, label, box: kind === "box" ? [x!, y!, right! - x!, bottom! - y!] : undefined });
    }
  }
  return withUnmarked(marks, files);
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const attribute = (text: string, name: string): string | undefined =>
  new RegExp(`\\b${name}="([^"]*)"`).exec(text)?.[1]?.replace(/&(\w+);/g, (all, one) => entities[one] ?? all);

/**
 * What stands in the place of classes where each picture has a file of what was found in it (YOLO's .txt, Pascal VOC's .xml,
 * labelme's .json), in words: its boxes say where something is, and no class of the whole.
 */
export async function boxesInWords({ folder, pictures, others }: FolderFiles): Promise<string | undefined> {
  const stems = new Set(pictures.map((path) => stemOf(baseOf(path))));
  const beside = others.filter((path) => /\.(txt|xml|json)$/i.test(path) && stems.has(stemOf(baseOf(path))));
  const [first] = beside;
  if (first === undefined || 2 * beside.length < pictures.length) return undefined;
  const tool = { txt: "YOLO's", xml: "Pascal VOC's", json: "labelme's" }[extensionOf(first)];
  const kinds = await classesIn(joinPath(folder, first));
  return `its images have boxes (${tool}, as ${joinPath(folder, first)}${kinds.length > 0 ? `: ${listed(kinds)}` : ""}) and no classes`;
}

async function classesIn(path: string): Promise<string[]> {
  const text = await readText(path);
  return [
    ...new Set(
      [...text.matchAll(/<name>([^<]+)<\/name>|"label":\s*"([^"]+)"/g)].map(([, xml, json]) => xml ?? json!),
    ),
  ];
}
