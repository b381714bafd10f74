import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/**
 * A local server that speaks the Hugging Face Hub's endpoints, as its documentation and the requests of
 * huggingface_hub describe them:
 *
 *     GET  /api/datasets/ID/revision/REV            the commit
 *     GET  /api/datasets/ID/tree/REV?recursive=     the files, `pageSize` a page, the next page in `Link`
 *     HEAD /datasets/ID/resolve/REV/PATH            ETag, X-Linked-Etag, X-Linked-Size, X-Repo-Commit
 *     GET  /datasets/ID/resolve/REV/PATH            the bytes, or 302 to /cdn/... for a file in large-file storage
 *     GET  /cdn/SHA256                              the bytes, Range honoured, with an ETag of its own
 */
export interface HubRepo {
  /** branch -> commit */
  refs: Record<string, string>;
  /** path -> content, the same at every commit unless `commits` says otherwise */
  files: Record<string, string | Buffer>;
  /** commit -> files, for commits that differ */
  commits?: Record<string, Record<string, string | Buffer>>;
  /** files kept in large-file storage; .parquet files when absent */
  isLarge?: (path: string) => boolean;
  private?: boolean;
  gated?: boolean;
}

export interface Call {
  method: string;
  path: string;
  range: string | undefined;
  authorization: string | undefined;
}

/** Answers a request in the server's place; returns false to let the server answer. */
export type Disturbance = (call: Call, response: ServerResponse, request: IncomingMessage) => boolean;

export interface HubServer {
  url: string;
  calls: Call[];
  repos: Record<string, HubRepo>;
  /** asked for each request, before the server answers it */
  disturb: Disturbance;
  /** what a read token may be */
  tokens: string[];
  close(): Promise<void>;
}

export const sha256 = (content: string | Buffer): string =>
  createHash("sha256").update(content).digest("hex");
export const gitSha1 = (content: string | Buffer): string =>
  createHash("sha1")
    .update(`blob ${Buffer.byteLength(content)}\0`)
    .update(content)
    .digest("hex");

export async function startHub(repos: Record<string, HubRepo>, pageSize = 2): Promise<HubServer> {
  const server = createServer((request, response) => {
    const call: Call = {
      method: request.method ?? "",
      path: decodeURIComponent(request.url ?? ""),
      range: request.headers.range,
      authorization: request.headers.authorization,
    };
    hub.calls.push(call);
    if (!hub.disturb(call, response, request)) answer(hub, pageSize, call, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const hub: HubServer = {
    url: `http://127.0.0.1:${address.port}`,
    calls: [],
    repos,
    disturb: () => false,
    tokens: ["hf_good"],
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return hub;
}

function answer(
  hub: HubServer,
  pageSize: number,
  call: Call,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const url = new URL(request.url ?? "", hub.url);
  if (url.pathname.startsWith("/cdn/")) {
    const digest = url.pathname.slice("/cdn/".length);
    const contents = Object.values(hub.repos).flatMap((repo) => [
      ...Object.values(repo.files),
      ...Object.values(repo.commits ?? {}).flatMap((files) => Object.values(files)),
    ]);
    const content = contents.find((candidate) => sha256(candidate) === digest);
    if (content === undefined) return refuse(response, 404, "EntryNotFound");
    return sendBytes(response, call, content, { etag: `"cdn-${digest.slice(0, 8)}"` });
  }

  const api = /^\/api\/datasets\/([^/]+\/[^/]+)\/(revision|tree)\/(.+)$/.exec(url.pathname);
  const file = /^\/datasets\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/.exec(url.pathname);
  const found = api ?? file;
  const repo = found ? hub.repos[found[1]!] : undefined;
  const bearer = call.authorization?.replace("Bearer ", "");
  if (bearer !== undefined && !hub.tokens.includes(bearer)) return refuse(response, 401);
  // The Hub does not tell a stranger whether a private repository exists.
  if (!repo || (repo.private && bearer === undefined))
    return refuse(response, bearer ? 404 : 401, "RepoNotFound");

  const revision = decodeURIComponent((file ? file[2] : api![3])!);
  const known = [...Object.values(repo.refs), ...Object.keys(repo.commits ?? {})];
  const commit = repo.refs[revision] ?? (known.includes(revision) ? revision : undefined);
  if (commit === undefined) return refuse(response, 404, "RevisionNotFound");
  const files = repo.commits?.[commit] ?? repo.files;
  const isLarge = repo.isLarge ?? ((path: string) => path.endsWith(".parquet"));

  if (api?.[2] === "revision")
    return sendJson(response, { _id: "1", id: found![1], private: false, sha: commit });
  if (api?.[2] === "tree") return sendTree(hub, response, url, files, isLarge, pageSize);

  if (repo.gated) return refuse(response, bearer ? 403 : 401, "GatedRepo");
  const path = decodeURIComponent(file![3]!);
  const content = files[path];
  if (content === undefined) return refuse(response, 404, "EntryNotFound");
  const headers = { "x-repo-commit": commit };
  if (!isLarge(path))
    return sendBytes(response, call, content, { ...headers, etag: `"${gitSha1(content)}"` });
  response
    .writeHead(302, {
      ...headers,
      location: `${hub.url}/cdn/${sha256(content)}`,
      etag: '"of-the-redirect"',
      "x-linked-etag": `"${sha256(content)}"`,
      "x-linked-size": String(Buffer.byteLength(content)),
    })
    .end();
}

function sendTree(
  hub: HubServer,
  response: ServerResponse,
  url: URL,
  files: Record<string, string | Buffer>,
  isLarge: (path: string) => boolean,
  pageSize: number,
) {
  const paths = Object.keys(files).sort();
  const folders = new Set(
    paths.flatMap((path) =>
      path
        .split("/")
        .slice(0, -1)
        .map((_, k, parts) => parts.slice(0, k + 1).join("/")),
    ),
  );
  const entries = [
    ...[...folders].map((path) => ({ type: "directory", oid: "0".repeat(40), size: 0, path })),
    ...paths.map((path) => {
      const size = Buffer.byteLength(files[path]!);
      const large = { oid: "f".repeat(40), size, lfs: { oid: sha256(files[path]!), size, pointerSize: 130 } };
      return { type: "file", path, ...(isLarge(path) ? large : { oid: gitSha1(files[path]!), size }) };
    }),
  ];
  const start = Number(url.searchParams.get("cursor") ?? "0");
  const end = start + pageSize;
  if (end < entries.length) {
    const next = new URL(url);
    next.searchParams.set("cursor", String(end));
    response.setHeader("link", `<${hub.url}${next.pathname}${next.search}>; rel="next"`);
  }
  sendJson(response, entries.slice(start, end));
}

export function refuse(
  response: ServerResponse,
  status: number,
  code?: string,
  headers: Record<string, string> = {},
) {
  response
    .writeHead(status, {
      "content-type": "application/json",
      ...(code && { "x-error-code": code }),
      ...headers,
    })
    .end(JSON.stringify({ error: code ?? `status ${status}` }));
}

function sendJson(response: ServerResponse, body: unknown) {
  response.writeHead(200, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}

function sendBytes(
  response: ServerResponse,
  call: Call,
  content: string | Buffer,
  headers: Record<string, string>,
) {
  const bytes = Buffer.from(content);
  const start = Number(/^bytes=(\d+)-$/.exec(call.range ?? "")?.[1] ?? "0");
  if (start >= bytes.length && start > 0) {
    response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
    return;
  }
  const body = bytes.subarray(start);
  const range = call.range ? { "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {};
  response.writeHead(call.range ? 206 : 200, {
    ...headers,
    ...range,
    "accept-ranges": "bytes",
    "content-length": String(body.length),
  });
  response.end(call.method === "HEAD" ? undefined : body);
}
