// What is done to the bytes of a file. Each is a function of the bytes and of a random stream; the same seed changes the same bytes.

/** mulberry32: a number of [0, 1) at each call. */
export function stream(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const below = (random, n) => Math.floor(random() * n);
const pick = (random, items) => items[below(random, items.length)];
const extremes = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

export function flip(bytes, random) {
  const out = Buffer.from(bytes);
  for (let n = 1 + below(random, 4); n > 0; n--) out[below(random, out.length)] ^= 1 << below(random, 8);
  return out;
}

export function setByte(bytes, random) {
  const out = Buffer.from(bytes);
  for (let n = 1 + below(random, 3); n > 0; n--)
    out[below(random, out.length)] = pick(random, [0, 1, 0x7f, 0x80, 0xff, below(random, 256)]);
  return out;
}

const cut = (bytes, random) => bytes.subarray(0, below(random, bytes.length + 1));

function splice(bytes, random) {
  const [from, to] = [below(random, bytes.length), below(random, bytes.length)].sort((a, b) => a - b);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
}

function again(bytes, random) {
  const [from, to] = [below(random, bytes.length), below(random, bytes.length)].sort((a, b) => a - b);
  const times = 1 + below(random, 4);
  return Buffer.concat([
    bytes.subarray(0, to),
    ...Array(times).fill(bytes.subarray(from, to)),
    bytes.subarray(to),
  ]);
}

/** A word of 2, 4 or 8 bytes, as lengths and addresses are, becomes an extreme. */
function length(bytes, random) {
  const out = Buffer.from(bytes);
  const size = pick(random, [2, 4, 8]);
  if (out.length < size) return out;
  const at = below(random, out.length - size + 1);
  const value = pick(random, extremes);
  const big = random() < 0.5;
  const low = value % 2 ** (8 * Math.min(size, 4));
  out.fill(random() < 0.2 ? 0xff : 0, at, at + size);
  if (size === 2) big ? out.writeUInt16BE(low & 0xffff, at) : out.writeUInt16LE(low & 0xffff, at);
  else big ? out.writeUInt32BE(low >>> 0, at + size - 4) : out.writeUInt32LE(low >>> 0, at);
  return out;
}

/** A varint, as Thrift and run lengths are, becomes the largest of its kind. */
function varint(bytes, random) {
  const at = below(random, bytes.length);
  const long = pick(random, [
    [0xff, 0xff, 0xff, 0xff, 0x0f],
    [0xfe, 0xff, 0xff, 0xff, 0x0f],
    [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1],
    Array(40).fill(0x80),
  ]);
  const out = Buffer.from(bytes);
  if (random() < 0.5) {
    for (let i = 0; i < long.length && at + i < out.length; i++) out[at + i] = long[i];
    return out;
  }
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(long), bytes.subarray(at + 1)]);
}

const texts = [
  "-1",
  "0",
  "1e308",
  "1e999",
  "NaN",
  "-0",
  "99999999999999999999",
  "2147483648",
  "100000000",
  "null",
  "{}",
  "[]",
  '""',
  "true",
  "__proto__",
  "constructor",
  "\u0000",
  "\ufeff",
  "\u202e",
  "0x10",
  "1_000",
];

/** A number or a word of a text (of a header, of JSON, of CSV) becomes another. */
export function word(bytes, random) {
  const text = bytes.toString("latin1");
  const found = [...text.matchAll(/-?\d+(?:\.\d+)?|"[^"\n]{0,40}"|[a-z_]{2,20}/gi)];
  if (found.length === 0) return flip(bytes, random);
  const one = pick(random, found);
  const other = random() < 0.3 ? pick(random, found)[0] : pick(random, texts);
  return Buffer.from(text.slice(0, one.index) + other + text.slice(one.index + one[0].length), "latin1");
}

/** A sign that divides a text is added, doubled or taken out. */
function sign(bytes, random) {
  const signs = [
    '"',
    ",",
    "\n",
    "\r",
    ";",
    "\t",
    "{",
    "}",
    "[",
    "]",
    ":",
    "\\",
    "'",
    "<",
    ">",
    "&",
    "=",
    " ",
    '","',
    '"x" y',
  ];
  const at = below(random, bytes.length + 1);
  const gone = random() < 0.3 ? 1 : 0;
  const times = random() < 0.05 ? 20_000 : 1 + below(random, 2);
  return Buffer.concat([
    bytes.subarray(0, at),
    Buffer.from(pick(random, signs).repeat(times)),
    bytes.subarray(at + gone),
  ]);
}

/** Of all formats, and of those that are text. */
export const anyBytes = [flip, setByte, cut, splice, again, length, varint, word];
export const ofText = [word, sign, cut, splice, again, flip];

/** One to three changes. */
export function mutated(bytes, random, mutators) {
  let out = bytes;
  for (let n = random() < 0.7 ? 1 : 2 + below(random, 2); n > 0; n--)
    if (out.length > 0) out = pick(random, mutators)(out, random);
  return out;
}
