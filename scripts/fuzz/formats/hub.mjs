// Answers of a Hub: what it says of a commit, its listing page by page, the card, the files and their headers.
import { createHash } from "node:crypto";
import { parquetWriteBuffer } from "hyparquet-writer";
import { anyBytes, mutated, ofText } from "../mutate.mjs";
import { json, names } from "../structure.mjs";

const below = (random, n) => Math.floor(random() * n);
const pick = (random, items) => items[below(random, items.length)];
const base64 = (bytes) => Buffer.from(bytes).toString("base64");
const rowsOf = (from) =>
  `x,y,label\n${Array.from({ length: 12 }, (_, i) => `${from + i / 2},${i},${i % 2 ? "a" : "b"}\n`).join("")}`;
const card = `---
license: mit
configs:
- config_name: small
  default: true
  data_files:
  - split: train
    path: data/train.csv
  - split: test
    path: [data/te*.csv]
- config_name: large
  data_dir: data
---
# A set
`;
const table = Buffer.from(
  parquetWriteBuffer({
    columnData: [
      { name: "x", data: [1.5, 2, 3, 4] },
      { name: "label", data: ["a", "b", "a", "b"] },
    ],
  }),
);
const commits = { main: "a".repeat(40), converted: "b".repeat(40) };
const gitSha1 = (bytes) => createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** The honest answers of a repository of files, as hub.mjs wants them; those that are `large` are listed by their SHA-256. */
function answersOf(
  files,
  { prefix = "", commit = commits.main, pageSize = 2, large = /(csv|parquet)$/ } = {},
) {
  const answer = (body, headers = {}) => ({
    status: 200,
    headers: { "content-type": "application/json", ...headers },
    body: base64(body),
  });
  const entries = Object.entries(files).map(([path, content]) => {
    const size = Buffer.byteLength(content);
    const bytes = Buffer.from(content);
    return large.test(path)
      ? { type: "file", path, size, oid: "f".repeat(40), lfs: { oid: sha256(bytes), size, pointerSize: 130 } }
      : { type: "file", path, size, oid: gitSha1(bytes) };
  });
  const answers = { [`${prefix}commit`]: answer(JSON.stringify({ _id: "1", id: "parts/set", sha: commit })) };
  for (let at = 0; at < entries.length; at += pageSize) {
    const next = `http://hub.test/api/datasets/parts/set/tree/${commit}?recursive=true&cursor=${at + pageSize}`;
    const link = at + pageSize < entries.length ? { link: `<${next}>; rel="next"` } : {};
    answers[`${prefix}tree ${at}`] = answer(JSON.stringify(entries.slice(at, at + pageSize)), link);
  }
  for (const [path, content] of Object.entries(files))
    answers[`${prefix}file ${path}`] = {
      status: 200,
      headers: {
        etag: `"${gitSha1(Buffer.from(content))}"`,
        "content-length": String(Buffer.byteLength(content)),
      },
      body: base64(content),
    };
  return answers;
}

const whole = { "README.md": card, "data/train.csv": rowsOf(1), "data/test.csv": rowsOf(40), "x.py": "pass" };
const repositories = [
  answersOf(whole),
  answersOf({ "train.csv": rowsOf(1), "test.csv": rowsOf(9) }),
  {
    ...answersOf({ "set.py": "pass" }),
    ...answersOf(
      { "default/train/0000.parquet": table },
      { prefix: "converted ", commit: commits.converted },
    ),
  },
];

const odd = [
  "",
  "0",
  "-1",
  "1e9",
  "9".repeat(30),
  "NaN",
  "x",
  "bytes 0-9/5",
  "bytes */0",
  'W/"x"',
  '""',
  "../x",
];
const headerNames = [
  "etag",
  "x-linked-etag",
  "x-linked-size",
  "content-length",
  "content-range",
  "content-type",
  "location",
  "retry-after",
  "x-error-code",
  "x-repo-commit",
];
const addresses = [
  "http://hub.test/",
  "http://hub.test/api/datasets/parts/set/tree/x?cursor=0",
  "http://other.test/x",
  "file:///etc/passwd",
  "//x",
  "x",
  "",
  "javascript:1",
];
const statuses = [200, 201, 204, 206, 301, 302, 304, 307, 400, 401, 403, 404, 416, 429, 500, 503];

/** One answer says something else. */
function otherAnswer(answers, random, which = /./) {
  const name = pick(
    random,
    Object.keys(answers).filter((one) => which.test(one)),
  );
  const answer = { ...answers[name], headers: { ...answers[name].headers } };
  const what = random();
  const body = Buffer.from(answer.body, "base64");
  if (what < 0.15) answer.status = pick(random, statuses);
  else if (what < 0.3) answer.headers[pick(random, headerNames)] = pick(random, [...odd, ...addresses]);
  else if (what < 0.4) answer.headers.link = `<${pick(random, addresses)}>; rel="next"`;
  else if (what < 0.8 && /commit|tree/.test(name)) answer.body = base64(json(body, random));
  else answer.body = base64(mutated(body, random, /commit|tree/.test(name) ? ofText : anyBytes));
  return { ...answers, [name]: answer };
}

const yaml = [
  "&a [*a]",
  "!!js/function x",
  "!!binary x",
  "? x",
  "[[[[",
  "{a: {a: {a: 1}}}",
  "- - - - x",
  "~",
  ".nan",
  "*/".repeat(200),
  "**".repeat(60),
  "[!a-z]{1,2}[",
  '"\\u0000"',
  "| \n x",
  "&a a\nb: *a",
  "<<: *x",
];

/** The card says something else, and is listed as it is. */
function otherCard(random) {
  const lines = card.split("\n");
  const i = 1 + below(random, lines.length - 3);
  const what = random();
  if (what < 0.5) lines[i] = lines[i].replace(/(: |- )[^:]*$/, `$1${pick(random, [...yaml, ...names])}`);
  else if (what < 0.6) lines[i] = "\t".repeat(below(random, 3)) + lines[i];
  else if (what < 0.7) lines.splice(i, 1);
  else if (what < 0.8) lines.splice(i, 0, lines[i].repeat(pick(random, [1, 2, 500])));
  const text = lines.join("\n");
  const changed = what < 0.8 ? Buffer.from(text) : mutated(Buffer.from(text), random, ofText);
  return answersOf({ ...whole, "README.md": changed });
}

const made = (answers) => ({ input: { "hub.json": Buffer.from(JSON.stringify(answers)) } });

export const hubFormats = {
  "hub, answers": {
    load: "hub",
    source: ".",
    samples: repositories.map((answers) => made(answers).input),
    make: (random) => {
      let answers = pick(random, repositories);
      for (let k = random() < 0.7 ? 1 : 3; k > 0; k--) answers = otherAnswer(answers, random);
      return made(answers);
    },
  },
  "hub, card": { load: "hub", source: ".", make: (random) => made(otherCard(random)) },
  // A file is held to the hash that the listing says: other bytes are noticed.
  "hub, files": {
    load: "hub",
    source: ".",
    checked: true,
    make: (random) => {
      const answers = pick(random, repositories.slice(0, 2));
      return { ...made(otherAnswer(answers, random, /file .*csv/)), whole: made(answers).input };
    },
  },
};
