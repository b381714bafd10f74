// A disk that fails, or a process that dies, at a call of one's choice: node:fs as everything of kiso's calls it, each call below
// some folder counted. In a process of its own: node --import ./tests/cli/disk/faultyDisk.mjs dist/cli.js …, with KISO_FAULT (below).
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { sep } from "node:path";
import { fileURLToPath } from "node:url";

/** What a call does, by its name; "open" is "make" where it may make or change a file. */
const kinds = {
  open: "open",
  writeFile: "write",
  appendFile: "write",
  mkdir: "mkdir",
  mkdtemp: "mkdir",
  rename: "rename",
  link: "link",
  symlink: "link",
  copyFile: "write",
  rm: "remove",
  unlink: "remove",
  rmdir: "remove",
  truncate: "write",
  readFile: "read",
  readdir: "list",
  opendir: "list",
};
const handleKinds = {
  writeFile: "write",
  appendFile: "write",
  write: "write",
  writev: "write",
  truncate: "write",
  sync: "sync",
  datasync: "sync",
  read: "read",
  readv: "read",
  readFile: "read",
  close: "close",
};
/** Those with a callback that streams of node:fs call, and their synchronous twins: their first argument is a number. */
const numbered = {
  write: "write",
  writev: "write",
  fsync: "sync",
  fdatasync: "sync",
  read: "read",
  close: "close",
};

const messages = {
  ENOSPC: "no space left on device",
  EIO: "i/o error",
  EDQUOT: "disk quota exceeded",
  EROFS: "read-only file system",
  EACCES: "permission denied",
  EMFILE: "too many open files",
};
const numbers = { ENOSPC: -28, EIO: -5, EDQUOT: -122, EROFS: -30, EACCES: -13, EMFILE: -24 };

/** Of what is done with an open file, the system's errors have no path. */
const nameless = new Set(["read", "write", "sync", "close"]);

/** As the system's own errors are. */
function failure(code, syscall, path) {
  const error = new Error(`${code}: ${messages[code]}, ${syscall}${path === undefined ? "" : ` '${path}'`}`);
  Object.assign(error, { errno: numbers[code], code, syscall });
  if (path !== undefined) error.path = path;
  return error;
}

/**
 * Until `stop()`, asks `on` before each call below `root`: nothing lets it be done, a code of the system's fails it (a write after half
 * of its bytes), and "before", "half" or "after" calls `die` there. After `die` returned no call below `root` is done any more.
 */
export function watch(root, on, die = () => {}) {
  const inside = (path) => path === root || path.startsWith(root + sep);
  const paths = new WeakMap();
  const descriptors = new Map();
  const undo = [];
  let count = 0;
  let dead = false;
  const open = new Set();

  const pathOf = (value) => {
    if (typeof value === "string") return fs.realpathSync.native === undefined ? value : absolute(value);
    if (value instanceof URL) return fileURLToPath(value);
    if (Buffer.isBuffer(value)) return absolute(value.toString());
    return paths.get(value);
  };
  const absolute = (path) =>
    path.startsWith(sep) || /^[A-Za-z]:/.test(path) ? path : `${process.cwd()}${sep}${path}`;
  const kindOf = (kind, flags) =>
    kind !== "open"
      ? kind
      : typeof flags === "number"
        ? (flags & 3) === 0
          ? "open"
          : "make"
        : /^r?s?$|^rs?$/.test(flags ?? "r")
          ? "open"
          : "make";
  /** What `on` says of the call; undefined of calls elsewhere. */
  const asked = (name, kind, path) => {
    if (path === undefined || !inside(path)) return undefined;
    if (dead) return "dead";
    return on({ n: count++, name, kind, path });
  };
  const pathFor = (descriptor, kind) => {
    const { path, opened } = descriptors.get(descriptor) ?? {};
    return kind === "close" && opened === "open" ? undefined : path;
  };
  const killed = () => {
    dead = true;
    // The system closes what a process had open.
    for (const close of open) close().catch(() => {});
    die();
  };
  const forever = () => new Promise(() => {});
  const halfOf = (data) => {
    const bytes =
      typeof data === "string"
        ? Buffer.from(data)
        : ArrayBuffer.isView(data)
          ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
          : undefined;
    return bytes?.subarray(0, bytes.length >> 1);
  };
  /** Pieces up to the second, then `end`. */
  const firstPiece = async function* (pieces, end) {
    for await (const piece of pieces) {
      yield piece;
      break;
    }
    yield* end();
  };

  function patch(target, name, make) {
    const own = Object.hasOwn(target, name);
    const original = target[name];
    if (typeof original !== "function") return;
    target[name] = make(original);
    undo.push(() => {
      if (own) target[name] = original;
      else delete target[name];
    });
  }

  /** A promise's call: `half` does a part of it, where that can be. */
  async function promised(name, kind, path, whole, half) {
    const what = asked(name, kind, path);
    if (what === undefined) return whole();
    if (what === "dead") return forever();
    if (what === "before" || what === "half" || what === "after") {
      if (what === "half") await half?.().catch(() => {});
      if (what === "after") await whole().catch(() => {});
      killed();
      return forever();
    }
    await half?.().catch(() => {});
    throw failure(what, name, nameless.has(kind) ? undefined : path);
  }

  for (const [name, kind] of Object.entries(kinds)) {
    patch(fs.promises, name, (original) => (...args) => {
      const path = pathOf(name === "rename" || name === "link" || name === "copyFile" ? args[1] : args[0]);
      const exact = kindOf(kind, args[1]);
      const whole = async () => {
        const made = await original.apply(fs.promises, args);
        if (name === "open") {
          closedAtDeath(made);
          if (path !== undefined && inside(path)) watchHandle(made, path, exact);
        }
        return made;
      };
      const half =
        name !== "writeFile"
          ? undefined
          : async () => {
              const part = halfOf(args[1]);
              if (part) return original.call(fs.promises, args[0], part, args[2]);
              if (args[1]?.[Symbol.asyncIterator])
                return original.call(
                  fs.promises,
                  args[0],
                  firstPiece(args[1], function* () {}),
                  args[2],
                );
            };
      return promised(name, exact, path, whole, half);
    });
    patch(fs, `${name}Sync`, (original) => (...args) => {
      const path = pathOf(name === "rename" || name === "link" || name === "copyFile" ? args[1] : args[0]);
      const exact = kindOf(kind, args[1]);
      const what = asked(`${name}Sync`, exact, path);
      const whole = () => {
        const made = original.apply(fs, args);
        if (name === "open" && path !== undefined && inside(path))
          descriptors.set(made, { path, opened: exact });
        return made;
      };
      if (what === undefined) return whole();
      if (what === "dead") throw failure("EIO", name, path);
      if (what === "half" || what.startsWith("E")) {
        const part = name === "writeFile" ? halfOf(args[1]) : undefined;
        if (part) original.call(fs, args[0], part, args[2]);
      }
      if (what === "after") whole();
      if (!what.startsWith("E")) killed();
      throw failure(what.startsWith("E") ? what : "EIO", name, nameless.has(kind) ? undefined : path);
    });
    if (name !== "open") continue;
    // What streams are made of.
    patch(fs, "open", (original) => (...args) => {
      const path = pathOf(args[0]);
      const done = args.at(-1);
      const opened = kindOf("open", typeof args[1] === "function" ? "r" : args[1]);
      const what = asked("open", opened, path);
      if (what === undefined)
        return original.call(fs, ...args.slice(0, -1), (error, fd) => {
          if (!error && path !== undefined && inside(path)) descriptors.set(fd, { path, opened });
          done(error, fd);
        });
      if (what === "dead") return;
      if (!what.startsWith("E")) return killed();
      done(failure(what, "open", path));
    });
  }
  for (const [name, kind] of Object.entries(numbered)) {
    patch(fs, name, (original) => (...args) => {
      const what = asked(name, kind, pathFor(args[0], kind));
      if (kind === "close") descriptors.delete(args[0]);
      if (what === undefined) return original.apply(fs, args);
      if (what === "dead") return;
      if (!what.startsWith("E")) return killed();
      args.at(-1)(failure(what, name));
    });
    patch(fs, `${name}Sync`, (original) => (...args) => {
      const what = asked(`${name}Sync`, kind, pathFor(args[0], kind));
      if (kind === "close") descriptors.delete(args[0]);
      if (what === undefined) return original.apply(fs, args);
      if (what !== "dead" && !what.startsWith("E")) killed();
      throw failure(what.startsWith("E") ? what : "EIO", name);
    });
  }

  /** Files elsewhere too: what a dead process leaves open would be told when it is garbage. */
  function closedAtDeath(handle) {
    const close = handle.close.bind(handle);
    open.add(close);
    // It was being opened when the process died.
    if (dead) close().catch(() => {});
  }
  function watchHandle(handle, path, opened) {
    paths.set(handle, path);
    for (const [name, kind] of Object.entries(handleKinds)) {
      // Nothing is lost where a file that was only read cannot be closed.
      if (kind === "close" && opened === "open") continue;
      const original = handle[name];
      handle[name] = (...args) => {
        const whole = () => original.apply(handle, args);
        const half =
          kind !== "write"
            ? // A file whose close fails is closed all the same.
              kind === "close"
              ? whole
              : undefined
            : async () => {
                const part = halfOf(args[0]);
                if (part) return original.call(handle, part);
                if (args[0]?.[Symbol.asyncIterator])
                  return original.call(
                    handle,
                    firstPiece(args[0], function* () {}),
                  );
              };
        return promised(name, kind, path, whole, half);
      };
    }
  }

  syncBuiltinESMExports();
  return {
    get calls() {
      return count;
    },
    stop() {
      for (const one of undo.reverse()) one();
      syncBuiltinESMExports();
    },
  };
}

/**
 * In a process of its own: KISO_FAULT is JSON { root, at, what } : the call number `at` below `root` ends as `what` says; or
 * { root, at, ms }: so many milliseconds after that call the process is killed. The number of calls goes to the file `tell`.
 */
if (process.env.KISO_FAULT) {
  const { root, at, what, ms, kind, tell } = JSON.parse(process.env.KISO_FAULT);
  delete process.env.KISO_FAULT;
  const die = () => {
    process.kill(process.pid, "SIGKILL");
    // Nothing more happens, whatever the signal takes.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };
  let n = 0;
  const seen = [];
  const watched = watch(
    root,
    (call) => {
      if (tell) seen.push(`${call.kind} ${call.name} ${call.path}`);
      if (kind !== undefined && call.kind !== kind) return undefined;
      if (n++ !== at) return undefined;
      if (ms === undefined) return what;
      const until = performance.now() + ms;
      if (ms === 0) return "before";
      setTimeout(die, Math.max(0, until - performance.now()));
      return undefined;
    },
    die,
  );
  if (tell)
    process.on("exit", () => {
      watched.stop();
      fs.writeFileSync(tell, `${seen.join("\n")}\n`);
    });
}
