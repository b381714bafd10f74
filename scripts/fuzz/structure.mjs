// What is done to a file by what it is made of, so that what surrounds the change is right: its lengths, checksums and brackets.
import { crc32, deflateRawSync, gunzipSync, gzipSync, inflateRawSync } from "node:zlib";
import { mutated, ofText, word } from "./mutate.mjs";

const below = (random, n) => Math.floor(random() * n);
const pick = (random, items) => items[below(random, items.length)];

/** Names that JavaScript, a terminal, a file system or a spreadsheet takes for something else. */
export const names = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "length",
  "then",
  "",
  " ",
  "a\nb",
  "a\u001b[31mb",
  "\u202eab",
  "\u0000",
  "\ud800",
  "../../x",
  "C:\\x",
  "CON",
  "=1+1",
  "<b>x</b>",
  "名".repeat(300),
  "x".repeat(20_000),
];

/** Text that stands in JSON as it is: not what JSON.stringify would write. */
class Raw {
  constructor(text) {
    this.text = text;
  }
}
/** An object as a list of entries, so that a name may come twice and be `__proto__`. */
class Entries {
  constructor(list) {
    this.list = list;
  }
}

function treeOf(json) {
  if (Array.isArray(json)) return json.map(treeOf);
  if (json === null || typeof json !== "object") return json;
  return new Entries(Object.entries(json).map(([name, value]) => [name, treeOf(value)]));
}

function textOf(tree) {
  if (tree instanceof Raw) return tree.text;
  if (Array.isArray(tree)) return `[${tree.map(textOf).join(",")}]`;
  if (!(tree instanceof Entries)) return JSON.stringify(tree);
  return `{${tree.list.map(([name, value]) => `${JSON.stringify(name)}:${textOf(value)}`).join(",")}}`;
}

/** Every place of a tree: the list that holds it, and its number there. */
function places(tree, found = []) {
  const list = tree instanceof Entries ? tree.list : Array.isArray(tree) ? tree : [];
  for (const [i, item] of list.entries()) {
    found.push([tree, i]);
    places(tree instanceof Entries ? item[1] : item, found);
  }
  return found;
}

const numbers = ["0", "-1", "1e308", "-1e308", "1e999", "5e-324", "2147483648", "9007199254740993", "0.1"];
const odd = [
  ...numbers,
  "NaN",
  "null",
  "true",
  "{}",
  "[]",
  '""',
  '"1"',
  "[null]",
  "[[]]",
  '{"__proto__":{"x":1}}',
  `${"[".repeat(50)}${"]".repeat(50)}`,
  `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
  `[${Array(5000).fill("1").join()}]`,
];

/** One entry of a JSON text is removed, renamed, doubled, moved, or becomes something else. */
export function json(bytes, random) {
  let tree;
  try {
    tree = treeOf(JSON.parse(bytes.toString()));
  } catch {
    return word(bytes, random);
  }
  const all = places(tree);
  if (all.length === 0) return Buffer.from(pick(random, odd));
  const [holder, i] = pick(random, all);
  const list = holder instanceof Entries ? holder.list : holder;
  const set = (value) => {
    if (holder instanceof Entries) list[i] = [list[i][0], value];
    else list[i] = value;
  };
  const value = holder instanceof Entries ? list[i][1] : list[i];
  const what = random();
  if (what < 0.15) list.splice(i, 1);
  else if (what < 0.25) list.push(list[i]);
  else if (what < 0.4 && holder instanceof Entries) list[i] = [pick(random, names), value];
  else if (what < 0.5 && Array.isArray(value)) set(Array(pick(random, [0, 1, 2, 3000])).fill(value[0] ?? 1));
  else if (what < 0.7 && typeof value === "number") set(new Raw(pick(random, numbers)));
  else if (what < 0.7 && typeof value === "string") set(pick(random, names));
  else if (what < 0.8) {
    const [other, j] = pick(random, all);
    set(other instanceof Entries ? other.list[j][1] : other[j]);
    if (textLength(tree) > 1e6) return bytes;
  } else set(new Raw(pick(random, odd)));
  return Buffer.from(textOf(tree));
}

/** So much text a tree makes; one that holds itself makes more than there is. */
function textLength(tree, depth = 0) {
  if (depth > 100) return Number.POSITIVE_INFINITY;
  const list =
    tree instanceof Entries ? tree.list.map(([, value]) => value) : Array.isArray(tree) ? tree : [];
  return list.reduce((sum, item) => sum + textLength(item, depth + 1), 10);
}

/** One line of JSON Lines. */
export function jsonl(bytes, random) {
  const lines = bytes.toString().split("\n");
  const i = below(random, lines.length);
  if (random() < 0.2) lines.splice(i, 1, ...(random() < 0.5 ? [] : [lines[i], lines[i]]));
  else lines[i] = json(Buffer.from(lines[i]), random).toString();
  return Buffer.from(lines.join("\n"));
}

/** The header of a safetensors file, or the JSON in its metadata, packed again with its length. */
export function safetensors(bytes, random) {
  if (bytes.length < 8) return bytes;
  const length = Number(bytes.readBigUInt64LE(0));
  if (length > bytes.length - 8) return bytes;
  let head = bytes.subarray(8, 8 + length);
  let metadata;
  try {
    metadata = JSON.parse(head.toString()).__metadata__;
  } catch {
    return bytes;
  }
  const inside = Object.entries(metadata ?? {}).filter(([, value]) => /^[[{]/.test(value));
  if (inside.length > 0 && random() < 0.5) {
    const [name, value] = pick(random, inside);
    const whole = JSON.parse(head.toString());
    whole.__metadata__[name] = json(Buffer.from(value), random).toString();
    head = Buffer.from(JSON.stringify(whole));
  } else head = json(head, random);
  const padded = Buffer.concat([head, Buffer.alloc((8 - (head.length % 8)) % 8, 0x20)]);
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([size, padded, bytes.subarray(8 + length)]);
}

/** A number among those of a safetensors file becomes one that is none, or another. */
export function stored(bytes, random) {
  const length = bytes.length < 8 ? 0 : Number(bytes.readBigUInt64LE(0));
  const count = Math.floor((bytes.length - 8 - length) / 8);
  if (!(count > 0)) return bytes;
  const out = Buffer.from(bytes);
  out.writeDoubleLE(
    pick(random, [Number.NaN, Number.POSITIVE_INFINITY, 0, 1e300, -1]),
    8 + length + 8 * below(random, count),
  );
  return out;
}

/** What gzip holds is changed, and its checksum made anew. */
export const gzip =
  (...mutators) =>
  (bytes, random) => {
    try {
      return gzipSync(mutated(gunzipSync(bytes), random, mutators), { level: 1 });
    } catch {
      return bytes;
    }
  };

/** The files of a zip archive, by its list. */
export function unzipped(bytes) {
  const end = bytes.lastIndexOf("PK\x05\x06", undefined, "latin1");
  const files = [];
  for (let at = bytes.readUInt32LE(end + 16); at < end && bytes.readUInt32LE(at) === 0x02014b50; ) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const [method, packed, local] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 42),
    ];
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(from, from + packed);
    files.push([
      bytes.subarray(at + 46, at + 46 + name).toString(),
      method === 8 ? inflateRawSync(data) : Buffer.from(data),
    ]);
    at += 46 + name + extra + comment;
  }
  return files;
}

/** Files as a zip archive, with their checksums. */
export function zipped(files) {
  const [locals, list] = [[], []];
  let at = 0;
  for (const [name, data] of files) {
    const packed = deflateRawSync(data, { level: 1 });
    const [called, head] = [Buffer.from(name), Buffer.alloc(26)];
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x800, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(data), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt16LE(called.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), head, called, packed]);
    const [behind, place] = [Buffer.alloc(14), Buffer.from("PK\x01\x02\x14\x00", "latin1")];
    behind.writeUInt32LE(at, 10);
    list.push(Buffer.concat([place, head, behind, called]));
    locals.push(local);
    at += local.length;
  }
  const [all, end] = [Buffer.concat(list), Buffer.alloc(22)];
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(all.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, all, end]);
}

/** One file of an archive is changed, renamed, doubled or taken out, and the archive written anew. */
export const zip =
  (...mutators) =>
  (bytes, random) => {
    let files;
    try {
      files = unzipped(bytes);
    } catch {
      return bytes;
    }
    if (files.length === 0) return bytes;
    const i = below(random, files.length);
    const what = random();
    if (what < 0.05) files.splice(i, 1);
    else if (what < 0.08) files.push(files[i]);
    else if (what < 0.13) files[i] = [pick(random, names).slice(0, 9000), files[i][1]];
    else files[i] = [files[i][0], mutated(files[i][1], random, mutators)];
    return zipped(files);
  };

/** An element or attribute of XML is taken out, doubled, renamed, nested or filled with something else. */
export function xml(bytes, random) {
  const text = bytes.toString("latin1");
  const elements = [...text.matchAll(/<[^<>]{1,300}>/g)];
  if (elements.length === 0 || random() < 0.3) return mutated(bytes, random, ofText);
  const { index, 0: one } = pick(random, elements);
  const [before, after] = [text.slice(0, index), text.slice(index + one.length)];
  const attribute = /([\w:]+)="([^"]*)"/.exec(one);
  const what = random();
  const other = Buffer.from(pick(random, [...names, ...odd]).replaceAll(/[<&"]/g, "")).toString("latin1");
  const made =
    what < 0.2
      ? ""
      : what < 0.35
        ? one + one
        : what < 0.4
          ? one.repeat(3000)
          : what < 0.5
            ? pick(random, elements)[0]
            : what < 0.6
              ? `${one}${other}`
              : attribute === null
                ? `${one}<!--${other}-->`
                : what < 0.9
                  ? one.replace(attribute[0], `${attribute[1]}="${other}"`)
                  : one.replace(attribute[0], "");
  return Buffer.from(before + made + after, "latin1");
}
