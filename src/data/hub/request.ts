import { type Asked, HubError, networkFault, refusal } from "./refusal.ts";

/** A repository, and how patiently to ask for it. */
export interface HubConnection extends Asked {
  wait: (ms: number) => Promise<void>;
  /** how many times in a row a request may fail */
  attempts: number;
}

/** What `read` tells about a body while it comes. */
export interface Pulse {
  /** bytes came: the connection is not stalled */
  alive(): void;
  /** bytes came that no earlier attempt had: count failures from zero again */
  progressed(): void;
}

/**
 * One request with its body, tried again where that may help: 429 (after `Retry-After`), 408 and 5xx, and a
 * connection that stalls or is cut, whether before the headers or in the midst of the body.
 *
 * `init` is asked anew for every attempt (a download goes on from where the last one ended). A redirect that
 * `init` asks not to follow, and 416, go to `read`; every other status but 2xx throws a HubError.
 */
export async function request<T>(
  hub: HubConnection,
  url: string,
  init: () => Promise<RequestInit>,
  read: (response: Response, pulse: Pulse) => Promise<T>,
): Promise<T> {
  for (let failures = 0; ; ) {
    const stall = new AbortController();
    const timer = setTimeout(
      () => stall.abort(new DOMException("no byte came", "TimeoutError")),
      hub.settings.stallMs,
    );
    const pulse: Pulse = {
      alive: () => timer.refresh(),
      progressed: () => {
        failures = 0;
      },
    };
    try {
      const options = await init();
      const response = await fetch(url, {
        ...options,
        headers: headers(hub, url, options),
        signal: stall.signal,
      });
      const expected =
        response.ok || response.status === 416 || (options.redirect === "manual" && isRedirect(response));
      if (!expected) {
        await response.body?.cancel();
        throw refusal(response, hub);
      }
      return await read(response, pulse);
    } catch (error) {
      const fault = error instanceof HubError ? error : networkFault(error, hub);
      if (fault === undefined) throw error;
      failures++;
      if (fault.retry === undefined || failures >= hub.attempts) throw fault;
      await hub.wait(fault.retry === "backoff" ? backoff(failures) : fault.retry);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** `fetch` for @huggingface/hub, for its small JSON answers: the body is read here, so that a cut body is asked for again. */
export function apiFetch(hub: HubConnection): typeof fetch {
  return (input, init) =>
    request(
      hub,
      input instanceof Request ? input.url : String(input),
      async () => init ?? {},
      async (response) => {
        const body = await response.text();
        if (!isJson(body)) {
          const message = `${hub.settings.endpoint} answers with something else than the Hub's JSON; check HF_ENDPOINT and the proxy`;
          throw new HubError("broken", message);
        }
        return new Response(body, { status: response.status, headers: response.headers });
      },
    );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
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
