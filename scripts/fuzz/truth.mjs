// Readers that are not kiso's, each a page of a format's description: what they find in a changed file, kiso must find too, or refuse.
// Each gives what differs; nothing where all is alike, or where it does not say (then the file is of a kind that it does not read).
import sharp from "sharp";

const only = (input) => Object.values(input)[0];

function differs(name, found, wanted) {
  if (found === undefined) return `there is no column ${name}`;
  const { values } = found;
  if (values === undefined) return undefined; // named as not read
  if (values.length !== wanted.length)
    return `column ${name} has ${values.length} cells, the file ${wanted.length}`;
  for (let i = 0; i < wanted.length; i++) {
    const [a, b] = [values[i], wanted[i]];
    if (a !== b && !(Number.isNaN(a) && (b === null || Number.isNaN(b))))
      return `column ${name}, cell ${i}: kiso has ${a}, the file ${b}`;
  }
  return undefined;
}

const readers = {
  "<f8": [8, (view, at) => view.getFloat64(at, true)],
  ">f8": [8, (view, at) => view.getFloat64(at)],
  "<f4": [4, (view, at) => view.getFloat32(at, true)],
  ">f4": [4, (view, at) => view.getFloat32(at)],
  "<i8": [8, (view, at) => Number(view.getBigInt64(at, true))],
  "<i4": [4, (view, at) => view.getInt32(at, true)],
  "<i2": [2, (view, at) => view.getInt16(at, true)],
  "<u2": [2, (view, at) => view.getUint16(at, true)],
  "|u1": [1, (view, at) => view.getUint8(at)],
  "|i1": [1, (view, at) => view.getInt8(at)],
  "|b1": [1, (view, at) => Number(view.getUint8(at) !== 0)],
};

/** An array of a .npy file, in the order of C (numpy.lib.format). */
function npyArray(bytes) {
  const long = bytes[6] > 1;
  const start = (long ? 12 : 10) + (long ? bytes.readUInt32LE(8) : bytes.readUInt16LE(8));
  const head = bytes.subarray(long ? 12 : 10, start).toString("latin1");
  const [, descr] = /'descr': '([^']*)'/.exec(head) ?? [];
  const [, fortran] = /'fortran_order': (True|False)/.exec(head) ?? [];
  const [, shown] = /'shape': \(([\d, ]*)\)/.exec(head) ?? [];
  if (!readers[descr] || !fortran || !shown) return undefined;
  const shape = shown.split(",").flatMap((n) => (n.trim() === "" ? [] : [Number(n)]));
  const [size, read] = readers[descr];
  const count = shape.reduce((a, b) => a * b, 1);
  if (start + count * size !== bytes.length) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flat = Array.from({ length: count }, (_, i) => read(view, start + i * size));
  if (fortran === "False" || shape.length < 2) return { shape, values: flat };
  if (shape.length > 2) return undefined;
  const [rows, width] = shape;
  return {
    shape,
    values: Array.from({ length: count }, (_, k) => flat[Math.floor(k / width) + rows * (k % width)]),
  };
}

export function npy(input, { train }) {
  const array = npyArray(only(input));
  if (array?.shape.length !== 2) return undefined;
  const [rows, width] = array.shape;
  if (train.rows !== rows) return `${train.rows} rows, the file has ${rows}`;
  for (let j = 0; j < width; j++) {
    const name = j === width - 1 && j > 0 ? "label" : `x${j}`;
    const wanted = Array.from({ length: rows }, (_, i) => array.values[i * width + j]);
    const found = differs(name, train.columns.get(name), wanted);
    if (found) return found;
  }
  return undefined;
}

/** The arrays of an .npz, by the names that kiso gives their columns. */
export const npz = (unzipped) => (input, tables) => {
  for (const [file, bytes] of unzipped(only(input))) {
    const array = npyArray(bytes);
    const name = file.replace(/\.npy$/, "");
    const columns = Object.values(tables).flatMap((table) =>
      table.columns.has(name) ? [table.columns.get(name)] : [],
    );
    if (array === undefined || columns.length !== 1) continue;
    const found = differs(name, columns[0], array.values);
    if (found) return found;
  }
  return undefined;
};

/** IDX of unsigned bytes (http://yann.lecun.com/exdb/mnist). */
export function idx(input, { train }) {
  for (const [name, column] of [
    ["idx3", "pixels"],
    ["idx1", "label"],
  ]) {
    const bytes = Object.entries(input).find(([file]) => file.includes(name))?.[1];
    if (bytes === undefined || bytes.length < 16 || bytes.readUInt32BE(0) >> 8 !== 8) continue;
    const found = differs(column, train.columns.get(column), [...bytes.subarray(4 + 4 * bytes[3])]);
    if (found) return found;
  }
  return undefined;
}

/** Records as JSON.parse reads them: columns that hold numbers alone. */
function records(list, table) {
  if (
    !Array.isArray(list) ||
    list.some((one) => typeof one !== "object" || one === null || Array.isArray(one))
  )
    return undefined;
  if (table.rows !== list.length) return `${table.rows} rows, the file has ${list.length}`;
  const names = new Set(list.flatMap((one) => Object.keys(one)));
  for (const name of names) {
    const cells = list.map((one) => (Object.hasOwn(one, name) ? one[name] : null));
    if (
      cells.every((cell) => cell === null) ||
      !cells.every((cell) => cell === null || typeof cell === "number")
    )
      continue;
    // A whole number beyond 2^53 is two numbers at once, which kiso says.
    if (cells.some((cell) => Math.abs(cell) >= 2 ** 53)) continue;
    const found = table.columns.get(name);
    if (found?.kind === "text") continue;
    const differing = differs(name, found, cells);
    if (differing) return differing;
  }
  return undefined;
}

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export const json = (input, { train }) => records(parsed(only(input).toString()), train);
export function jsonl(input, { train }) {
  const lines = only(input)
    .toString()
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "");
  return records(lines.map(parsed), train);
}

/** CSV by RFC 4180, all rows of one width and cells in quotation marks whole; undefined for any other. */
function cellsOf(text, mark) {
  const rows = [];
  let [row, at] = [[], 0];
  while (at < text.length) {
    let cell = "";
    if (text[at] === '"') {
      for (at++; ; at++) {
        if (at >= text.length) return undefined;
        if (text[at] !== '"') cell += text[at];
        else if (text[at + 1] === '"') cell += text[++at];
        else break;
      }
      at++;
    } else
      while (at < text.length && !"\r\n".includes(text[at]) && text[at] !== mark) {
        if (text[at] === '"') return undefined;
        cell += text[at++];
      }
    row.push(cell);
    if (text[at] === mark) {
      at++;
      if (at === text.length || "\r\n".includes(text[at])) row.push("");
    }
    if (at >= text.length || "\r\n".includes(text[at])) {
      at += text.startsWith("\r\n", at) ? 2 : 1;
      rows.push(row);
      row = [];
    } else if (text[at - 1] !== mark) return undefined;
  }
  return rows.every((one) => one.length === rows[0].length) ? rows : undefined;
}

const plainNumber = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,17})?(?:e[-+]?\d{1,2})?$/;

/** A table of a header and rows; what kiso says in a remark is not held to this. */
export const delimited =
  (mark) =>
  (input, { train }, notes) => {
    if (notes.length > 0) return undefined;
    const text = only(input)
      .toString()
      .replace(/^\ufeff/, "");
    if (text.includes("\ufffd") || text.includes("\0")) return undefined;
    const [header, ...rows] = cellsOf(text, mark) ?? [];
    if (
      header === undefined ||
      rows.length < 3 ||
      new Set(header.map((one) => one.trim())).size < header.length
    )
      return undefined;
    const body = rows.filter((row) => row.some((cell) => cell.trim() !== ""));
    if (!header.every((name) => train.columns.has(name.trim()))) return undefined;
    if (train.rows !== body.length) return `${train.rows} rows, the file has ${body.length}`;
    for (const [j, name] of header.entries()) {
      const cells = body.map((row) => row[j]);
      if (!cells.every((cell) => cell === "" || plainNumber.test(cell)) || cells.every((cell) => cell === ""))
        continue;
      const found = train.columns.get(name.trim());
      const { kind, names } = found;
      if (kind !== "number" || names) continue;
      const differing = differs(
        name,
        found,
        cells.map((cell) => (cell === "" ? null : Number(cell))),
      );
      if (differing) return differing;
    }
    return undefined;
  };

/** The pixels of one picture of a folder of pictures of 12 x 9 in colour, whose other pictures say nothing of it. */
const picture =
  (decoded) =>
  async (input, { train }, notes) => {
    if (notes.length > 0) return undefined;
    const changed = Object.entries(input).find(([name]) => name.startsWith("ok/a"));
    const wanted = await decoded(changed[1]);
    const { values, width } = train.columns.get("image") ?? {};
    if (wanted === undefined || width !== 324 || wanted.length !== 324) return undefined;
    const row = [0, 1, 2, 3].find((i) => train.where(i).includes("/a."));
    if (row === undefined) return "the picture is in no row";
    return differs("image", { values: values.subarray(row * width, (row + 1) * width) }, [...wanted]);
  };

/** Whether a TIFF says of samples that they are no colours: what they are is then read in more ways than one. */
function hasOtherSamples(bytes) {
  const big = bytes[0] === 0x4d;
  for (let at = 0; at + 12 <= bytes.length; at++)
    if ((big ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at)) === 338) return true;
  return false;
}

export const bySharp = picture(async (bytes) => {
  if (hasOtherSamples(bytes)) return undefined;
  const image = sharp(bytes, { failOn: "error" });
  const found = await image.metadata().catch(() => ({}));
  if (
    found.channels !== 3 ||
    found.depth !== "uchar" ||
    found.space !== "srgb" ||
    found.orientation > 1 ||
    found.icc
  )
    return undefined;
  const pixels = await image
    .raw()
    .toBuffer()
    .catch(() => undefined);
  // libvips gives zeros for strips that it does not find.
  return pixels?.some((value) => value > 0) ? pixels : undefined;
});

/** BMP of 24 bits without a palette, from the last line to the first. */
export const byBmp = picture((bytes) => {
  const [start, width, height, bits, packed] = [10, 18, 22, 28, 30].map((at) =>
    at === 28 ? bytes.readUInt16LE(at) : bytes.readInt32LE(at),
  );
  if (
    bytes.length < 54 ||
    bytes.readUInt32LE(14) !== 40 ||
    width !== 12 ||
    height !== 9 ||
    bits !== 24 ||
    packed !== 0
  )
    return undefined;
  const line = Math.ceil((width * 3) / 4) * 4;
  if (start + line * height > bytes.length || start < 54) return undefined;
  return Uint8Array.from({ length: 324 }, (_, i) => {
    const [y, x, channel] = [Math.floor(i / 36), Math.floor((i % 36) / 3), i % 3];
    return bytes[start + line * (height - 1 - y) + 3 * x + 2 - channel];
  });
});

/** PPM of bytes. */
export const byPpm = picture((bytes) => {
  const head = /^P6\s+(?:#[^\n]*\n\s*)?12\s+9\s+255\s/.exec(bytes.subarray(0, 100).toString("latin1"))?.[0];
  if (head === undefined || bytes.length < head.length + 324) return undefined;
  return bytes.subarray(head.length, head.length + 324);
});
