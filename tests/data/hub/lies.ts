import type { ServerResponse } from "node:http";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { type Call, refuse } from "./hubServer.ts";

type Answer = (
  response: ServerResponse,
  about: { call: Call; nth: number; url: string; other: string },
) => boolean;

/** What a lie is answered with: the right bytes all the same, or one line. */
export interface Lie {
  lie: string;
  /** answers in the server's place where it returns true; `nth` counts the calls of this route from 0 */
  answer?: Answer;
  /** the YAML of a card, honestly sent */
  card?: string;
  on: "commit" | "tree" | "card" | "rows" | "all";
  want: RegExp | "the right bytes";
}

const JSON_HEAD = { "content-type": "application/json" };
const COMMIT = "a".repeat(40);
const sends =
  (body: string | Buffer, head: Record<string, string> = {}, status = 200): Answer =>
  (response) => {
    response.writeHead(status, head).end(body);
    return true;
  };
const json = (value: unknown): Answer => sends(JSON.stringify(value), JSON_HEAD);
const text = (body: string): Answer => sends(body, JSON_HEAD);
const says =
  (status: number, code?: string, head: Record<string, string> = {}): Answer =>
  (response) => {
    refuse(response, status, code, head);
    return true;
  };
const once =
  (answer: Answer): Answer =>
  (response, about) =>
    about.nth === 0 && answer(response, about);
/** A body that goes on until the reader leaves. */
const endless =
  (piece: string | Buffer, head: Record<string, string>, everyMs = 0): Answer =>
  (response) => {
    response.writeHead(200, head);
    const go = (): void => {
      if (response.destroyed) return;
      if (everyMs > 0) {
        response.write(piece);
        setTimeout(go, everyMs);
      } else response.write(piece, () => setImmediate(go));
    };
    go();
    return true;
  };
const cuts =
  (piece: string | Buffer, head: Record<string, string>, status = 200): Answer =>
  (response) => {
    response.writeHead(status, head);
    response.write(piece, () => setTimeout(() => response.destroy(), 5));
    return true;
  };
const leads =
  (to: (url: string, other: string, path: string) => string, status = 302): Answer =>
  (response, { call, url, other }) => {
    response.writeHead(status, { location: to(url, other, call.path) }).end();
    return true;
  };
const links =
  (to: (url: string, nth: number) => string, body: unknown = []): Answer =>
  (response, { url, nth }) => {
    response
      .writeHead(200, { ...JSON_HEAD, link: `<${to(url, nth)}>; rel="next"` })
      .end(JSON.stringify(body));
    return true;
  };

/** What is no answer that a server's library writes: the bytes themselves, and then others until the reader leaves. */
const raw =
  (head: string, piece?: string): Answer =>
  ({ socket }) => {
    socket!.on("error", () => {});
    socket!.write(head);
    const go = (): void => {
      if (!socket!.destroyed) socket!.write(piece!, () => setImmediate(go));
    };
    if (piece !== undefined) go();
    return true;
  };
const OK = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

export const ROWS = Buffer.from("x,y,label\n1.5,2.5,a\n3.5,4.5,b\n5.5,6.5,a\n".repeat(40));
const OID = "1".repeat(40);
const file = (over: Record<string, unknown>) =>
  json([{ type: "file", path: "train.csv", size: 9, oid: OID, ...over }]);
const PAGE = "<!doctype html><html><body>Please log in</body></html>";
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${"2".repeat(64)}\nsize 12345\n`;
const noJson = /answers with something else instead of the Hub's JSON; check HF_ENDPOINT/;
const noSize = /lists "train\.csv" with the size .*; check HF_ENDPOINT/;

export const lies: readonly Lie[] = [
  // the commit
  {
    on: "commit",
    lie: "a web page",
    answer: sends(PAGE),
    want: /answers with a web page instead of the Hub's JSON/,
  },
  { on: "commit", lie: "nothing", answer: text(""), want: noJson },
  { on: "commit", lie: "204", answer: sends("", {}, 204), want: noJson },
  { on: "commit", lie: "JSON cut in its midst", answer: text('{"sha":"aaa'), want: noJson },
  { on: "commit", lie: "null", answer: json(null), want: /does not describe the data set/ },
  { on: "commit", lie: "a number", answer: json(7), want: /does not describe the data set/ },
  { on: "commit", lie: "a list", answer: json([]), want: /does not describe the data set/ },
  { on: "commit", lie: "no sha", answer: json({}), want: /names no commit for main/ },
  { on: "commit", lie: "sha null", answer: json({ sha: null }), want: /names no commit/ },
  { on: "commit", lie: "sha a number", answer: json({ sha: 40 }), want: /names no commit/ },
  { on: "commit", lie: "sha a list", answer: json({ sha: [COMMIT] }), want: /names no commit/ },
  {
    on: "commit",
    lie: "sha a path",
    answer: json({ sha: "../../../../etc/passwd" }),
    want: /names no commit/,
  },
  { on: "commit", lie: "sha with a line end", answer: json({ sha: `${COMMIT}\n` }), want: /names no commit/ },
  {
    on: "commit",
    lie: "sha in a prototype",
    answer: text(`{"__proto__":{"sha":"${COMMIT}"}}`),
    want: /names no commit/,
  },
  {
    on: "commit",
    lie: "nested deep",
    answer: text(`${"[".repeat(40_000)}${"]".repeat(40_000)}`),
    want: /does not describe/,
  },
  {
    on: "commit",
    lie: "endless JSON",
    answer: endless(`{"a":"${"x".repeat(20_000)}`, JSON_HEAD),
    want: /more than 100000 bytes of JSON/,
  },
  {
    on: "commit",
    lie: "a gzip bomb",
    answer: sends(gzipSync(Buffer.alloc(2 ** 24, 32)), { ...JSON_HEAD, "content-encoding": "gzip" }),
    want: /more than 100000 bytes of JSON/,
  },
  {
    on: "commit",
    lie: "gzip that is none",
    answer: sends("{}", { ...JSON_HEAD, "content-encoding": "gzip" }),
    want: /breaks off|cannot be asked|something else/,
  },
  {
    on: "commit",
    lie: "one byte at a time",
    answer: endless(" ", JSON_HEAD, 20),
    want: /sent only \d+ bytes for 0\.1 s; try again, or raise HF_HUB_DOWNLOAD_TIMEOUT/,
  },
  { on: "commit", lie: "no answer at all", answer: () => true, want: /sent nothing for 0\.1 s/ },
  {
    on: "commit",
    lie: "a head and no body",
    answer: (response) => {
      response.writeHead(200, JSON_HEAD).flushHeaders();
      return true;
    },
    want: /sent nothing for 0\.1 s/,
  },
  {
    on: "commit",
    lie: "more bytes announced than sent",
    answer: cuts("{", { ...JSON_HEAD, "content-length": "1000" }),
    want: /breaks off/,
  },
  {
    on: "commit",
    lie: "the connection cut, once",
    answer: once(cuts("{", { ...JSON_HEAD, "content-length": "1000" })),
    want: "the right bytes",
  },
  {
    on: "commit",
    lie: "a redirect to itself",
    answer: leads((url, _, path) => url + path),
    want: /cannot be asked \(redirect count exceeded\); check HF_ENDPOINT/,
  },
  {
    on: "commit",
    lie: "a redirect to a file of this disk",
    answer: leads(() => "file:///etc/passwd"),
    want: /cannot be asked|breaks off/,
  },
  {
    on: "commit",
    lie: "a redirect to no address",
    answer: leads(() => "http://[::"),
    want: /cannot be asked|breaks off/,
  },
  {
    on: "commit",
    lie: "a redirect to another origin",
    answer: leads((_, other, path) => other + path),
    want: /does not exist|names no commit|the Hub/,
  },
  { on: "commit", lie: "416", answer: says(416), want: /answered 416/ },
  { on: "commit", lie: "418", answer: says(418), want: /answered 418/ },
  {
    on: "commit",
    lie: "401",
    answer: says(401),
    want: /does not accept the token in the token option \(401\)/,
  },
  {
    on: "commit",
    lie: "403",
    answer: says(403),
    want: /forbids access \(403\): the token in the token option may not read it; see/,
  },
  { on: "commit", lie: "403, gated", answer: says(403, "GatedRepo"), want: /is gated: accept its terms at/ },
  {
    on: "commit",
    lie: "404",
    answer: says(404),
    want: /does not exist on the Hub or is private; check the name/,
  },
  {
    on: "commit",
    lie: "404, no such revision",
    answer: says(404, "RevisionNotFound"),
    want: /has no revision "main"/,
  },
  {
    on: "commit",
    lie: "429 for ever",
    answer: says(429),
    want: /limits how often you may ask \(429\); try again later/,
  },
  {
    on: "commit",
    lie: "429 for a day",
    answer: says(429, undefined, { "retry-after": "86400" }),
    want: /try again in 86400 s/,
  },
  {
    on: "commit",
    lie: "503 with Retry-After 59 for ever",
    answer: says(503, undefined, { "retry-after": "59" }),
    want: /has a fault \(503\); try again in 59 s/,
  },
  {
    on: "commit",
    lie: "503 with Retry-After of 30 digits",
    answer: says(503, undefined, { "retry-after": "9".repeat(30) }),
    want: /has a fault \(503\)/,
  },
  {
    on: "commit",
    lie: "503 with Retry-After -5",
    answer: says(503, undefined, { "retry-after": "-5" }),
    want: /has a fault \(503\)/,
  },
  {
    on: "commit",
    lie: "503 with Retry-After 0",
    answer: says(503, undefined, { "retry-after": "0" }),
    want: /has a fault \(503\)/,
  },
  { on: "commit", lie: "503, once", answer: once(says(503)), want: "the right bytes" },
  {
    on: "commit",
    lie: "a header of 100,000 bytes",
    answer: sends("{}", { "x-long": "y".repeat(100_000) }),
    want: /breaks off \(UND_ERR_HEADERS_OVERFLOW\)/,
  },
  {
    on: "commit",
    lie: "a brotli bomb",
    answer: sends(brotliCompressSync(Buffer.alloc(2 ** 24, 32)), { ...JSON_HEAD, "content-encoding": "br" }),
    want: /more than 100000 bytes of JSON/,
  },
  {
    on: "commit",
    lie: "gzip in gzip in gzip",
    answer: sends(gzipSync(gzipSync(gzipSync(Buffer.alloc(2 ** 24, 32)))), {
      ...JSON_HEAD,
      "content-encoding": "gzip, gzip, gzip",
    }),
    want: /more than 100000 bytes of JSON/,
  },
  {
    on: "commit",
    lie: "packed fifty times, it says",
    answer: sends("{}", { ...JSON_HEAD, "content-encoding": Array(50).fill("gzip").join(", ") }),
    want: /cannot be asked \(too many content-encodings|breaks off|something else/,
  },
  {
    on: "commit",
    lie: "packed in a way that there is not",
    answer: sends("{}", { ...JSON_HEAD, "content-encoding": "kiso" }),
    want: /names no commit/,
  },
  {
    on: "commit",
    lie: "a petabyte announced",
    answer: endless(" ".repeat(20_000), { ...JSON_HEAD, "content-length": "1000000000000000" }),
    want: /more than 100000 bytes of JSON/,
  },
  {
    on: "commit",
    lie: "two lengths",
    answer: raw(`${OK}content-length: 2\r\ncontent-length: 5\r\n\r\n{}`),
    want: /breaks off/,
  },
  {
    on: "commit",
    lie: "headers without an end",
    answer: raw("HTTP/1.1 200 OK\r\n", "x-a: b\r\n".repeat(1000)),
    want: /breaks off \(UND_ERR_HEADERS_OVERFLOW\)/,
  },
  {
    on: "commit",
    lie: "hints without an end",
    answer: raw("", "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".repeat(20)),
    want: /sent nothing for 0\.1 s|breaks off/,
  },
  {
    on: "commit",
    lie: "a status line without an end",
    answer: raw("HTTP/1.1 200 ", "O".repeat(20_000)),
    want: /sent nothing for 0\.1 s|breaks off/,
  },
  { on: "commit", lie: "no HTTP", answer: raw("kiso ".repeat(100)), want: /breaks off/ },
  {
    on: "commit",
    lie: "a piece of 2⁶⁴ bytes",
    answer: raw(`${OK}transfer-encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{}`),
    want: /breaks off/,
  },
  {
    on: "commit",
    lie: "a piece whose length has a word without an end",
    answer: raw(`${OK}transfer-encoding: chunked\r\n\r\n5;`, "x".repeat(20_000)),
    want: /sent nothing for 0\.1 s|breaks off/,
  },
  {
    on: "commit",
    lie: "headers behind the body, without an end",
    answer: raw(`${OK}transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n`, "x-a: b\r\n".repeat(1000)),
    want: /breaks off|sent (nothing|only)/,
  },
  {
    on: "commit",
    lie: "redirects, each to another address",
    answer: leads((url, _, path) => `${url}${path}0`),
    want: /cannot be asked \(redirect count exceeded\)/,
  },
  {
    on: "commit",
    lie: "redirects with a body without an end",
    answer: (response, { call, url }) => {
      const head = { location: `${url}${call.path}0` };
      response.writeHead(302, head).write("x".repeat(20_000));
      return true;
    },
    want: /cannot be asked \(redirect count exceeded\)/,
  },
  {
    on: "commit",
    lie: "404 with a body without an end",
    answer: (response) => {
      response.writeHead(404, JSON_HEAD).write("x".repeat(20_000));
      return true;
    },
    want: /does not exist on the Hub or is private/,
  },
  // the listing
  { on: "tree", lie: "a web page", answer: sends(PAGE), want: /answers with a web page/ },
  { on: "tree", lie: "an object", answer: json({ files: [] }), want: /something else than a list of files/ },
  { on: "tree", lie: "null", answer: json(null), want: /something else than a list of files/ },
  {
    on: "tree",
    lie: "a list of null",
    answer: json([null]),
    want: /lists something that is no file or folder/,
  },
  {
    on: "tree",
    lie: "a list of texts",
    answer: json(["train.csv"]),
    want: /lists something that is no file/,
  },
  {
    on: "tree",
    lie: "nothing but folders",
    answer: json([{ type: "directory", path: "data" }]),
    want: /no data file that kiso reads/,
  },
  {
    on: "tree",
    lie: "a name that is a number",
    answer: file({ path: 5 }),
    want: /lists a file whose name is 5/,
  },
  { on: "tree", lie: "an empty name", answer: file({ path: "" }), want: /lists a file whose name is ""/ },
  {
    on: "tree",
    lie: "a size that is a list in a list, 20,000 deep",
    answer: text(
      `[{"type":"file","path":"train.csv","size":${"[".repeat(20_000)}${"]".repeat(20_000)},"oid":"${OID}"}]`,
    ),
    want: noSize,
  },
  {
    on: "tree",
    lie: "a hash in a list",
    answer: file({ oid: [OID] }),
    want: /lists "train\.csv" with the hash \["1{40}"\]; check HF_ENDPOINT/,
  },
  { on: "tree", lie: "no size", answer: file({ size: undefined }), want: noSize },
  { on: "tree", lie: "a size below 0", answer: file({ size: -1 }), want: noSize },
  { on: "tree", lie: "half a byte", answer: file({ size: 1.5 }), want: noSize },
  { on: "tree", lie: "a size in words", answer: file({ size: "9" }), want: noSize },
  { on: "tree", lie: "a size beyond all numbers", answer: file({ size: 1e300 }), want: noSize },
  {
    on: "tree",
    lie: "a petabyte",
    answer: file({ size: 1e15 }),
    want: /train\.csv needs 1000000\.0 GB, and the disk of the Hub cache has/,
  },
  {
    on: "tree",
    lie: "a hash that is a path",
    answer: file({ oid: "../../../x" }),
    want: /lists "train\.csv" with the hash/,
  },
  {
    on: "tree",
    lie: "a hash that is an object",
    answer: file({ oid: {} }),
    want: /lists "train\.csv" with the hash/,
  },
  {
    on: "tree",
    lie: "large-file storage without a hash",
    answer: file({ lfs: {} }),
    want: /lists "train\.csv" without a hash/,
  },
  {
    on: "tree",
    lie: "large-file storage with a path for a hash",
    answer: file({ lfs: { oid: `../${"a".repeat(61)}` } }),
    want: /without a hash/,
  },
  {
    on: "tree",
    lie: "two sizes",
    answer: file({ lfs: { oid: "2".repeat(64), size: 10 } }),
    want: /with the sizes 9 and 10/,
  },
  {
    on: "tree",
    lie: "one name twice",
    answer: json([1, 2].map((size) => ({ type: "file", path: "train.csv", size, oid: OID }))),
    want: /lists "train\.csv" twice/,
  },
  {
    on: "tree",
    lie: "a file that is a folder",
    answer: json(["a", "a/train.csv"].map((path) => ({ type: "file", path, size: 1, oid: OID }))),
    want: /lists "a" as a file and as a folder/,
  },
  {
    on: "tree",
    lie: "a name that leads out",
    answer: file({ path: "../../train.csv" }),
    want: /no data file that kiso reads/,
  },
  {
    on: "tree",
    lie: "a name from the root",
    answer: file({ path: "/tmp/train.csv" }),
    want: /cannot be kept safely/,
  },
  {
    on: "tree",
    lie: "a name with a back slash",
    answer: file({ path: "..\\train.csv" }),
    want: /no data file that kiso reads/,
  },
  {
    on: "tree",
    lie: "a folder with a back slash",
    answer: file({ path: "a\\..\\..\\train.csv" }),
    want: /cannot be kept safely/,
  },
  {
    on: "tree",
    lie: "a name with a zero",
    answer: file({ path: "train\u0000.csv" }),
    want: /cannot be kept safely/,
  },
  {
    on: "tree",
    lie: "a name with half a character",
    answer: text('[{"type":"file","path":"train\\ud800.csv","size":9}]'),
    want: /cannot be kept safely/,
  },
  {
    on: "tree",
    lie: "a name of 300 characters",
    answer: file({ path: `${"t".repeat(296)}.csv` }),
    want: /does not have|too long/,
  },
  {
    on: "tree",
    lie: "__proto__",
    answer: file({ path: "__proto__/train.csv" }),
    want: /no data file that kiso reads/,
  },
  {
    on: "tree",
    lie: "a next page that is itself",
    answer: links((url) => `${url}/api/datasets/someone/rows/tree/${COMMIT}?recursive=true&expand=false`),
    want: /pages lead round in a circle/,
  },
  {
    on: "tree",
    lie: "two pages that lead to one another",
    answer: links((url, nth) => `${url}/api/datasets/someone/rows/tree/${COMMIT}?page=${nth % 2}`),
    want: /pages lead round in a circle/,
  },
  {
    on: "tree",
    lie: "ever another page",
    answer: links((url, nth) => `${url}/api/datasets/someone/rows/tree/${COMMIT}?page=${nth}`),
    want: /a listing of more than 20 pages/,
  },
  {
    on: "tree",
    lie: "too many files",
    answer: json(
      Array.from({ length: 60 }, (_, i) => ({ type: "file", path: `${i}.csv`, size: 1, oid: OID })),
    ),
    want: /lists more than 50 files/,
  },
  {
    on: "tree",
    lie: "endless JSON",
    answer: endless("[".repeat(20_000), JSON_HEAD),
    want: /more than 100000 bytes of JSON/,
  },
  { on: "tree", lie: "404", answer: says(404), want: /does not exist on the Hub or is private/ },
  {
    on: "tree",
    lie: "a size above the file's",
    answer: (response, { call }) => listed(response, call, ROWS.length + 1000),
    want: /lists train\.csv with \d+ bytes and has \d+/,
  },
  {
    on: "tree",
    lie: "a size below the file's",
    answer: (response, { call }) => listed(response, call, ROWS.length - 1000),
    want: /lists train\.csv with \d+ bytes and has \d+/,
  },
  {
    on: "tree",
    lie: "a name of 100,000 folders",
    answer: text(`[{"type":"file","path":"${"d/".repeat(40_000)}train.csv","size":9,"oid":"${OID}"}]`),
    want: /lists a file whose name has 80009 characters; check HF_ENDPOINT/,
  },
  {
    on: "tree",
    lie: "names longer than all names together may be",
    answer: json(
      [1, 2].map((i) => ({ type: "file", path: `${i}${"/d".repeat(700)}.csv`, size: 9, oid: OID })),
    ),
    want: /lists files whose names have more than 2000 characters/,
  },
  {
    on: "tree",
    lie: "a next page on another server",
    answer: (response, { other }) => {
      const next = `${other}/api/datasets/someone/rows/tree/${COMMIT}`;
      return links(() => next)(response, { url: other, nth: 0 } as never);
    },
    want: /does not exist|does not accept|the Hub/,
  },
  {
    on: "tree",
    lie: "a link to a file, as Git keeps one",
    answer: json([{ type: "symlink", path: "train.csv", size: 9, oid: OID, target: "/etc/passwd" }]),
    want: /no data file that kiso reads/,
  },
  {
    on: "tree",
    lie: "a name that reads from right to left",
    answer: file({ path: "train\u202evsc.exe\u202c.csv" }),
    want: /^[^\u202e]*$/,
  },
  {
    on: "tree",
    lie: "a name of a line end and an escape code",
    answer: file({ path: "train\n\u001b[2J.csv" }),
    want: /does not have/,
  },
  {
    on: "tree",
    lie: "a name of signs that are not seen",
    answer: file({ path: "tr\u200bain\u2060.csv" }),
    want: /does not have/,
  },
  {
    on: "tree",
    lie: "a name with a stream of Windows",
    answer: file({ path: "train.csv:hidden.csv" }),
    want: /cannot be kept safely/,
  },
  {
    on: "tree",
    lie: "a folder that is the one above, in other letters",
    answer: file({ path: "．．/．．/train.csv" }),
    want: /does not have/,
  },
  {
    on: "tree",
    lie: "the folder above, as an address writes it",
    answer: file({ path: "%2e%2e/%2e%2e/train.csv" }),
    want: /does not have/,
  },
  // the card
  {
    on: "card",
    lie: "a glob that goes back again and again",
    card: `configs:\n- data_files: "${"*a".repeat(30)}b"`,
    want: /the split "train" is .*, and no file fits/,
  },
  {
    on: "card",
    lie: "folders in a glob again and again",
    card: `configs:\n- data_files: "${"**/".repeat(30)}x"`,
    want: /and no file fits/,
  },
  {
    on: "card",
    lie: "a glob of a hundred stars",
    card: `configs:\n- data_files: "${"*a".repeat(100)}"`,
    want: /200 characters and 100 wildcards, more than/,
  },
  {
    on: "card",
    lie: "a class that runs backwards",
    card: 'configs:\n- data_files: "[z-a].csv"',
    want: /\[z-a\]\.csv, and no file fits/,
  },
  {
    on: "card",
    lie: "a pattern of signs",
    card: 'configs:\n- data_files: "((((("',
    want: /and no file fits/,
  },
  {
    on: "card",
    lie: "a path that leads out",
    card: 'configs:\n- data_files: "../../../etc/passwd"',
    want: /and no file fits/,
  },
  {
    on: "card",
    lie: "a bomb of aliases",
    card: `a0: &a0 [x, x]\n${Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`)}]`).join("\n")}\nconfigs: []`,
    want: /YAML at the head of its README\.md cannot be read: Excessive alias count/,
  },
  {
    on: "card",
    lie: "lists in lists",
    card: `configs: ${"[".repeat(20_000)}`,
    want: /its lists lie too deep in one another/,
  },
  {
    on: "card",
    lie: "YAML that is none",
    card: "configs: [",
    want: /YAML at the head of its README\.md cannot be read/,
  },
  { on: "card", lie: "configs that are no list", card: "configs: 5", want: "the right bytes" },
  { on: "card", lie: "configs of null", card: "configs: [null, 5, [], x]", want: "the right bytes" },
  {
    on: "card",
    lie: "files that are a number",
    card: "configs:\n- data_files: 5",
    want: /data_files must be a path/,
  },
  {
    on: "card",
    lie: "files without a split",
    card: "configs:\n- data_files:\n  - path: train.csv",
    want: /data_files must be a path/,
  },
  {
    on: "card",
    lie: "a split called __proto__",
    card: "configs:\n- data_files:\n  - split: __proto__\n    path: train.csv",
    want: "the right bytes",
  },
  {
    on: "card",
    lie: "60,000 keys",
    card: `configs:\n${Array.from({ length: 60_000 }, (_, i) => `  key${i}: 1`).join("\n")}`,
    want: /have \d+ characters, more than the 524288|^$/,
  },
  {
    on: "card",
    lie: "a README of 5 MB",
    card: `x: "${"y".repeat(5_000_000)}"`,
    want: /its README\.md has \d+ bytes, more than the 4194304 of a card/,
  },
  // the bytes
  {
    on: "rows",
    lie: "a web page",
    answer: sends(PAGE, { "content-type": "text/html", "content-length": String(PAGE.length) }),
    want: /train\.csv is a web page, not data/,
  },
  {
    on: "rows",
    lie: "a web page in pieces",
    answer: sends(PAGE),
    want: /breaks off at byte|arrived damaged/,
  },
  {
    on: "rows",
    lie: "a pointer",
    answer: sends(POINTER, { "content-length": String(POINTER.length) }),
    want: /train\.csv is a Git LFS pointer/,
  },
  {
    on: "rows",
    lie: "nothing",
    answer: sends("", { "content-length": "0" }),
    want: /lists train\.csv with \d+ bytes and has 0/,
  },
  { on: "rows", lie: "204", answer: sends("", {}, 204), want: /does not go on with train\.csv at byte 0/ },
  {
    on: "rows",
    lie: "other bytes, as many",
    answer: sends(Buffer.alloc(ROWS.length, 65)),
    want: /arrived damaged: its hash is/,
  },
  {
    on: "rows",
    lie: "one bit turned",
    answer: sends(Buffer.from(ROWS.map((byte, i) => (i === 99 ? byte ^ 1 : byte)))),
    want: /arrived damaged: its hash is/,
  },
  {
    on: "rows",
    lie: "endless bytes",
    answer: endless(ROWS, {}),
    want: /arrived damaged: more than the \d+ bytes/,
  },
  {
    on: "rows",
    lie: "half of it for ever",
    answer: (response) => cuts(ROWS.subarray(0, 800), {})(response, {} as never),
    want: /breaks off/,
  },
  {
    on: "rows",
    lie: "cut in half, once",
    answer: once(cuts(ROWS.subarray(0, 800), { "content-length": String(ROWS.length) })),
    want: "the right bytes",
  },
  {
    on: "rows",
    lie: "a range answered with all",
    answer: (response, { nth }) =>
      (nth === 0
        ? cuts(ROWS.subarray(0, 800), { "content-length": String(ROWS.length) })
        : sends(ROWS, { "content-length": String(ROWS.length) }))(response, {} as never),
    want: "the right bytes",
  },
  {
    on: "rows",
    lie: "a range answered with another",
    answer: (response, { call }) =>
      call.range
        ? sends(
            ROWS.subarray(1),
            { "content-range": `bytes 1-${ROWS.length - 1}/${ROWS.length}` },
            206,
          )(response, {} as never)
        : cuts(ROWS.subarray(0, 800), {})(response, {} as never),
    want: /does not go on with train\.csv|breaks off/,
  },
  {
    on: "rows",
    lie: "a range answered with wrong bytes",
    answer: (response, { call }) => {
      const start = Number(/\d+/.exec(call.range ?? "")?.[0] ?? 0);
      return start > 0
        ? sends(
            Buffer.alloc(ROWS.length - start),
            { "content-range": `bytes ${start}-${ROWS.length - 1}/${ROWS.length}` },
            206,
          )(response, {} as never)
        : cuts(ROWS.subarray(0, 800), {})(response, {} as never);
    },
    want: /arrived damaged|breaks off/,
  },
  {
    on: "rows",
    lie: "a range of a file of another size",
    answer: (response, { call }) =>
      call.range
        ? sends("x", { "content-range": "bytes 800-999/1000" }, 206)(response, {} as never)
        : cuts(ROWS.subarray(0, 800), {})(response, {} as never),
    want: /lists train\.csv with \d+ bytes and has 1000/,
  },
  {
    on: "rows",
    lie: "a range that nobody asked for",
    answer: sends(ROWS.subarray(9), { "content-range": `bytes 9-${ROWS.length - 1}/${ROWS.length}` }, 206),
    want: /does not go on with train\.csv at byte 0/,
  },
  {
    on: "rows",
    lie: "416 to a range",
    answer: (response, { call }) =>
      call.range
        ? says(416, undefined, { "content-range": "bytes */5" })(response, {} as never)
        : cuts(ROWS.subarray(0, 800), {})(response, {} as never),
    want: /lists train\.csv with \d+ bytes and has 5/,
  },
  {
    on: "rows",
    lie: "416 that says nothing",
    answer: (response, { call }) =>
      call.range ? says(416)(response, {} as never) : cuts(ROWS.subarray(0, 800), {})(response, {} as never),
    want: /does not go on|breaks off/,
  },
  {
    on: "rows",
    lie: "one byte at a time",
    answer: endless("x", {}, 20),
    want: /sent only \d+ bytes for 0\.1 s/,
  },
  {
    on: "rows",
    lie: "one byte, then cut, for ever",
    answer: (response, { call }) => {
      const start = Number(/\d+/.exec(call.range ?? "")?.[0] ?? 0);
      return cuts(
        ROWS.subarray(start, start + 1),
        start > 0 ? { "content-range": `bytes ${start}-${ROWS.length - 1}/${ROWS.length}` } : {},
        start > 0 ? 206 : 200,
      )(response, {} as never);
    },
    want: /breaks off/,
  },
  {
    on: "rows",
    lie: "a gzip bomb",
    answer: sends(gzipSync(Buffer.alloc(2 ** 24)), { "content-encoding": "gzip" }),
    want: /arrived damaged: more than/,
  },
  {
    on: "rows",
    lie: "a redirect in a circle",
    answer: leads((url, _, path) => url + path),
    want: /redirect count exceeded/,
  },
  {
    on: "rows",
    lie: "a redirect to another origin",
    answer: leads((_, other, path) => other + path),
    want: /lists a file that it does not have|does not exist|not accept/,
  },
  { on: "rows", lie: "404", answer: says(404), want: /does not exist on the Hub or is private/ },
  {
    on: "rows",
    lie: "404, no such file",
    answer: says(404, "EntryNotFound"),
    want: /lists a file that it does not have/,
  },
  { on: "rows", lie: "403, gated", answer: says(403, "GatedRepo"), want: /is gated/ },
  { on: "rows", lie: "500 for ever", answer: says(500), want: /has a fault \(500\)/ },
  {
    on: "rows",
    lie: "an ETag that is a path",
    answer: sends(ROWS, { etag: '"../../../etc/passwd"' }),
    want: "the right bytes",
  },
  {
    on: "rows",
    lie: "a brotli bomb",
    answer: sends(brotliCompressSync(Buffer.alloc(2 ** 24)), { "content-encoding": "br" }),
    want: /arrived damaged: more than/,
  },
  {
    on: "rows",
    lie: "a deflate bomb",
    answer: sends(deflateSync(Buffer.alloc(2 ** 24)), { "content-encoding": "deflate" }),
    want: /arrived damaged: more than/,
  },
  {
    on: "rows",
    lie: "packed, though nobody asked",
    answer: sends(gzipSync(ROWS), { "content-encoding": "gzip" }),
    want: "the right bytes",
  },
  {
    on: "rows",
    lie: "a petabyte announced",
    answer: endless(ROWS, { "content-length": "1000000000000000" }),
    want: /lists train\.csv with \d+ bytes and has 1000000000000000/,
  },
  {
    on: "rows",
    lie: "a piece of 2⁶⁰ bytes",
    answer: raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nFFFFFFFFFFFFFFF\r\n", ROWS.toString()),
    want: /arrived damaged: more than/,
  },
  {
    on: "rows",
    lie: "another file between its two halves",
    answer: (response, { call }) => {
      const start = Number(/\d+/.exec(call.range ?? "")?.[0] ?? 0);
      const changed = Buffer.from(ROWS).fill("9", 0, ROWS.length);
      return start > 0
        ? sends(
            changed.subarray(start),
            { etag: '"new"', "content-range": `bytes ${start}-${ROWS.length - 1}/${ROWS.length}` },
            206,
          )(response, {} as never)
        : cuts(ROWS.subarray(0, 800), { etag: '"old"' })(response, {} as never);
    },
    want: /arrived damaged: its hash is|breaks off/,
  },
  {
    on: "rows",
    lie: "a range of numbers beyond all numbers",
    answer: (response, { call }) =>
      call.range
        ? sends(
            "x",
            { "content-range": `bytes 800-${"9".repeat(400)}/${"9".repeat(400)}` },
            206,
          )(response, {} as never)
        : cuts(ROWS.subarray(0, 800), {})(response, {} as never),
    want: /lists train\.csv with \d+ bytes and has|does not go on|breaks off/,
  },
  { on: "all", lie: "401 to everything", answer: says(401), want: /does not accept the token/ },
  { on: "all", lie: "a web page to everything", answer: sends(PAGE), want: /answers with a web page/ },
  {
    on: "all",
    lie: "the connection cut at once",
    answer: (response) => {
      response.destroy();
      return true;
    },
    want: /breaks off/,
  },
];

/** The listing, with another size of the rows. */
function listed(response: ServerResponse, { path }: Call, size: number): boolean {
  if (path.includes("cursor")) return false;
  return json([{ type: "file", path: "train.csv", size, oid: OID }])(response, {} as never);
}
