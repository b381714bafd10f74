/** Lets timers, input and drawing have their turn. */
export function eventLoop(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === "function") setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}

/** How long, in ms, a training may keep a page or a Ctrl-C waiting. */
export const patience = 40;
