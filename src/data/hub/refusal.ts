import { UserError } from "../../errors.ts";
import type { HubSettings } from "./settings.ts";

/**
 * Why the Hub gave nothing:
 * - `unreachable`, `busy`: the network or the Hub is down; what is in the cache may still be used
 * - `repository`, `revision`, `access`: the Hub has answered, and the answer is no
 * - `broken`: the bytes that came are not the file
 */
export type HubTrouble = "unreachable" | "busy" | "repository" | "revision" | "access" | "broken";

export class HubError extends UserError {
  readonly trouble: HubTrouble;
  /** Milliseconds that the Hub asks to wait before trying again; "backoff" where it names none; absent where trying again is no use. */
  readonly retry: number | "backoff" | undefined;

  constructor(trouble: HubTrouble, message: string, retry?: number | "backoff") {
    super(message);
    this.trouble = trouble;
    this.retry = retry;
  }
}

export interface Asked {
  id: string;
  revision: string;
  settings: HubSettings;
}

/** What a status other than 2xx means, and how to mend it. The codes are the Hub's `X-Error-Code` header. */
export function refusal(response: Response, { id, revision, settings }: Asked): HubError {
  const { status } = response;
  const code = response.headers.get("x-error-code");
  const page = `${settings.endpoint}/datasets/${id}`;
  const { token } = settings;

  const wait = retryAfter(response.headers.get("retry-after"), Date.now());
  if (status === 429) {
    const again = wait === undefined ? "later" : `in ${Math.ceil(wait / 1000)} s`;
    const mend = token ? "" : ", or set HF_TOKEN for a higher limit";
    const message = `${id}: the Hub limits how often you may ask (429); try again ${again}${mend}`;
    return new HubError("busy", message, wait ?? "backoff");
  }
  if (status >= 500 || status === 408) {
    const again = wait === undefined ? "later" : `in ${Math.ceil(wait / 1000)} s`;
    return new HubError(
      "busy",
      `${id}: the Hub at ${settings.endpoint} has a fault (${status}); try again ${again}`,
      wait ?? "backoff",
    );
  }
  if (code === "GatedRepo") {
    const mend = token ? "" : " and set HF_TOKEN to your token";
    return new HubError("access", `${id} is gated: accept its terms at ${page}${mend}, then run this again`);
  }
  if (status === 401 && token) {
    return new HubError(
      "access",
      `${id}: the Hub does not accept the token in ${token.source} (401); make a new one and set HF_TOKEN`,
    );
  }
  if (status === 403) {
    const who = token ? `the token in ${token.source} may not read it` : "it needs a token; set HF_TOKEN";
    return new HubError("access", `${id}: the Hub forbids access (403): ${who}; see ${page}`);
  }
  if (code === "RevisionNotFound") {
    return new HubError(
      "revision",
      `${id} has no revision "${revision}"; its branches and tags are listed at ${page}/tree/main`,
    );
  }
  if (code === "EntryNotFound") {
    return new HubError("broken", `${id}: the Hub lists a file that it does not have: ${response.url}`);
  }
  if (status === 401 || status === 404) {
    // Without a token the Hub says 401 for a repository that does not exist, so that private names do not leak.
    const mend = token
      ? "check the name, and that your token may read it"
      : "check the name, or set HF_TOKEN";
    return new HubError(
      "repository",
      `${id} does not exist on the Hub or is private; ${mend} (no local file has this name either)`,
    );
  }
  return new HubError("broken", `${id}: the Hub answered ${status} to ${response.url}`);
}

/** `Retry-After` in milliseconds: the header is a number of seconds or an HTTP date (RFC 9110, 10.2.3). */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** What a fetch that threw means. Undefined: not the network's doing. */
export function networkFault(error: unknown, { id, settings }: Asked): HubError | undefined {
  const stalled = error instanceof DOMException && error.name === "TimeoutError";
  if (stalled) {
    const message = `${id}: ${settings.endpoint} sent ${error.message} for ${settings.stallMs / 1000} s; try again, or raise HF_HUB_DOWNLOAD_TIMEOUT`;
    return new HubError("unreachable", message, "backoff");
  }
  if (!(error instanceof TypeError)) return undefined;
  const code = causeCode(error);
  if (code === undefined) {
    // Refused by fetch itself, as a port that browsers block.
    if (error.message !== "fetch failed" || !(error.cause instanceof Error)) return undefined;
    const message = `${id} is no local path, and ${settings.endpoint} cannot be asked (${error.cause.message}); check HF_ENDPOINT`;
    return new HubError("unreachable", message);
  }
  if (/CERT|SIGNATURE|SSL|TLS/.test(code)) {
    return new HubError(
      "unreachable",
      `${id}: the certificate of ${settings.endpoint} is not trusted (${code}); behind a company proxy, set NODE_EXTRA_CA_CERTS`,
    );
  }
  const message = `${id} is no local path, and the Hub cannot be reached at ${settings.endpoint} (${code}): connect, or give a local file or folder`;
  if (
    /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ENETDOWN|UND_ERR_CONNECT_TIMEOUT)$/.test(
      code,
    )
  ) {
    return new HubError("unreachable", message);
  }
  return new HubError(
    "unreachable",
    `${id}: the connection to ${settings.endpoint} breaks off (${code}); run this again to go on from there`,
    "backoff",
  );
}

/** undici hides the system's error code in `cause`, or in the causes of an AggregateError when a name has several addresses. */
function causeCode(error: Error): string | undefined {
  for (let cause: unknown = error.cause; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
  }
  return error.message === "terminated" ? "ECONNRESET" : undefined;
}
