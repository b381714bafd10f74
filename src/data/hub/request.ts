import type { HubLimits } from "./limits.ts";
import { type Asked, HubError, networkFault, refusal } from "./refusal.ts";

/** A repository, and how patiently to ask for it. */
export interface HubConnection extends Asked {
  wait: (ms: number) => Promise<void>;
  /** ends requests and waits at once */
  signal?: AbortSignal | undefined;
  /** how many times in a row a request may fail */
  attempts: number;
  limits: HubLimits;
  /** how long the whole download has waited, in milliseconds */
  waited: { ms: number };
  /** told why it is waited, a line each */
  say: (line: string) => void;
}

/** What `read` tells about a body while it comes. */
export interface Pulse {
  /** so many bytes came: enough of them, and the connection is not stalled */
  alive(bytes: number): void;
  /** so many bytes came that no earlier attempt had: after enough of them failures are counted from zero again */
  progressed(bytes: number): void;
}

/**
 * One request with its body, tried again where that may help: 429 (after `Retry-After`), 408 and 5xx, and a
 * connection that stalls, crawls or is cut, whether before the headers or in the midst of the body.
 *
 * `init` is asked anew for every attempt (a download goes on from where the last one ended). A redirect that
 * `init` asks not to follow, and 416 to a range, go to `read`; every other status but 2xx throws a HubError.
 */
export async function request<T>(
  hub: HubConnection,
  url: string,
  init: () => Promise<RequestInit>,
  read: (response: Response, pulse: Pulse) => Promise<T>,
): Promise<T> {
  const { stallMs } = hub.settings;
  // What the slowest connection brings before it counts as stalled.
  const enough = Math.max(1, (hub.limits.slowest * stallMs) / 1000);
  let waited = 0;
  for (let failures = 0, further = 0; ; ) {
    hub.signal?.throwIfAborted();
    const stall = new AbortController();
    const ended = () => stall.abort(hub.signal!.reason);
    hub.signal?.addEventListener("abort", ended, { once: true });
    const began = performance.now();
    let came = 0;
    const timer = setTimeout(() => {
      const much = came === 0 ? "nothing" : `only ${came} bytes`;
      stall.abort(new DOMException(much, "TimeoutError"));
    }, stallMs);
    const pulse: Pulse = {
      alive: (bytes) => {
        came += bytes;
        if (came < enough) return;
        came = 0;
        timer.refresh();
      },
      progressed: (bytes) => {
        further += bytes;
        if (further < enough) return;
        further = failures = waited = 0;
      },
    };
    let response: Response | undefined;
    try {
      const options = await init();
      const all = headers(hub, url, options);
      response = await fetch(url, { ...options, headers: all, signal: stall.signal });
      const expected =
        response.ok ||
        (response.status === 416 && all.has("range")) ||
        (options.redirect === "manual" && isRedirect(response));
      if (!expected) throw refusal(response, hub);
      return await read(response, pulse);
    } catch (error) {
      if (hub.signal?.aborted) throw hub.signal.reason;
      const fault = error instanceof HubError ? error : networkFault(error, hub);
      if (fault === undefined) throw error;
      failures++;
      if (fault.retry === undefined || failures >= hub.attempts) throw fault;
      const wait = fault.retry === "backoff" ? backoff(failures) : fault.retry;
      waited += wait;
      hub.waited.ms += wait;
      if (waited > hub.limits.wait || hub.waited.ms > hub.limits.waits) throw fault;
      if (wait >= 5000) hub.say(`${fault.message}; waiting ${Math.ceil(wait / 1000)} s, then asking again`);
      else if (performance.now() - began >= 5000) hub.say(`${fault.message}; asking again`);
      await hub.wait(wait);
    } finally {
      clearTimeout(timer);
      hub.signal?.removeEventListener("abort", ended);
      // What is not read to its end would keep the connection, and an endless body would go on.
      if (response && !response.bodyUsed) await response.body?.cancel().catch(() => {});
    }
  }
}

/**
 * `fetch` for @huggingface/hub, for its small JSON answers: the body is read here, so that a cut body is asked for again, and an
 * endless one is not read to its end. `wrong` says what is wrong with an answer's shape.
 */
export function apiFetch(
  hub: HubConnection,
  wrong: (answer: unknown, response: Response) => string | undefined,
): typeof fetch {
  const { endpoint } = hub.settings;
  return (input, init) =>
    request(
      hub,
      input instanceof Request ? input.url : String(input),
      async () => init ?? {},
      async (response, pulse) => {
        const body = await boundedText(response, hub, pulse);
        const answer = parsed(body);
        const found =
          answer === undefined
            ? `answers with ${/^\s*</.test(body) ? "a web page" : "something else"} instead of the Hub's JSON`
            : wrong(answer, response);
        if (found !== undefined) {
          const message = `${hub.id}: ${endpoint} ${found}; check HF_ENDPOINT and the proxy`;
          throw new HubError("broken", message);
        }
        return new Response(body, { headers: response.headers });
      },
    );
}

/** The text of an answer; throws a HubError where it is longer than an answer of the Hub's can be. */
async function boundedText(response: Response, hub: HubConnection, pulse: Pulse): Promise<string> {
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > hub.limits.answer) {
      const message = `${hub.id}: ${hub.settings.endpoint} answers with more than ${hub.limits.answer} bytes of JSON, more than the Hub ever sends; check HF_ENDPOINT and the proxy`;
      throw new HubError("broken", message);
    }
    pulse.alive(chunk.length);
    pieces.push(decoder.decode(chunk, { stream: true }));
  }
  return pieces.join("") + decoder.decode();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isRedirect(response: Response): boolean {
  return response.status >= 300 && response.status < 400 && response.headers.has("location");
}

/**
 * The token goes to the Hub and nowhere else (a page's `Link` may name another host).
 * Identity encoding, as Python asks for: sizes and ranges then count the file's own bytes.
 */
function headers(hub: HubConnection, url: string, options: RequestInit): Headers {
  const all = new Headers(options.headers);
  all.set("accept-encoding", "identity");
  all.set("user-agent", "kiso");
  const { endpoint, token } = hub.settings;
  if (token && new URL(url).origin === new URL(endpoint).origin)
    all.set("authorization", `Bearer ${token.value}`);
  return all;
}

/** 1, 2, 4, 8, 8, ... seconds */
function backoff(failures: number): number {
  return 1000 * Math.min(8, 2 ** (failures - 1));
}
