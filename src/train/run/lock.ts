import { randomBytes } from "node:crypto";
import { lstatSync, readFileSync, rmSync } from "node:fs";
import { link, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { UserError } from "../../errors.ts";
import { readError, writeError } from "../../files.ts";

/** The process that writes a run's folder. A process number is used again, so its start stands beside it. */
interface Holder {
  pid: number;
  host: string;
  /** of the machine's start, where the system tells it */
  boot?: string;
  /** of the process, in the system's own ticks */
  started?: string;
  since: string;
  /** one for every lock ever made */
  token: string;
}

/**
 * Takes the lock file at `path`, which no other process then gets, and returns what gives it back. The lock of a
 * process that is dead is taken over; a living one's is a UserError that names it.
 *
 * The file appears by link(2), with its content: there is no instant at which it is empty. Only the process that
 * holds the lock `path.TOKEN` may remove the dead lock of that token, so two processes cannot both take it over. The process
 * that holds the lock may remove any draft: a killed process may have left it empty, and a living one writes its own again.
 */
export async function takeLock(path: string): Promise<() => void> {
  const mine: Holder = {
    pid: process.pid,
    host: hostname(),
    ...identity(process.pid),
    since: new Date().toISOString(),
    token: token(),
  };
  const draft = `${path}.${mine.token}.tmp`;
  const write = () =>
    writeFile(draft, `${JSON.stringify(mine)}\n`).catch((error) => {
      throw writeError(path, error);
    });
  try {
    for (await write(); !(await linked(draft, path)); await write()) {
      const holder = await settled(path);
      if (holder === undefined) continue; // given back meanwhile
      if (holder.token === mine.token) break; // a network's answer was lost, and the link asked for twice
      if (isAlive(holder)) throw refusal(path, holder);
      const giveBack = await takeLock(`${path}.${holder.token}`);
      if (read(path)?.token === holder.token) rmSync(path);
      giveBack();
    }
  } finally {
    // Who holds the lock sweeps drafts that could not be removed.
    await rm(draft, { force: true }).catch(() => {});
  }
  return () => {
    if (read(path)?.token === mine.token) rmSync(path, { force: true });
  };
}

const token = (): string => randomBytes(4).toString("hex");

/** False where `to` is there already, or the draft `from` is not: who holds the lock may have swept it. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (/^E(EXIST|NOENT)$/.test(codeOf(error))) return false;
    // A file system without links: an exclusive file, whose content follows at once.
    if (/^E(PERM|NOTSUP|OPNOTSUPP|NOSYS|MLINK)$/.test(codeOf(error))) return exclusive(from, to);
    throw writeError(to, error);
  }
}

async function exclusive(from: string, to: string): Promise<boolean> {
  let content: Uint8Array;
  try {
    content = readFileSync(from);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw readError(from, error);
  }
  try {
    await writeFile(to, content, { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    rmSync(to, { force: true }); // begun, and no room for its content
    throw writeError(to, error);
  }
}

/** As `read`; where links are missing, the content of a lock may follow its name a moment later. */
async function settled(path: string): Promise<Holder | undefined> {
  for (let tries = 20; ; tries--) {
    try {
      return read(path);
    } catch (error) {
      if (tries === 0 || lstatSync(path, { throwIfNoEntry: false })?.size) throw error;
      await pause(50);
    }
  }
}

function read(path: string): Holder | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw readError(path, error);
    if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return undefined;
    throw foreign(path);
  }
  try {
    const holder = JSON.parse(text);
    if (isHolder(holder)) return holder;
  } catch {
    // as what is JSON and no holder
  }
  throw foreign(path);
}

const isHolder = (found: Partial<Holder> | null): found is Holder =>
  Number.isInteger(found?.pid) &&
  found!.pid! > 0 &&
  typeof found!.host === "string" &&
  typeof found!.since === "string" &&
  /^\w+$/.test(String(found!.token));

const foreign = (path: string): UserError =>
  new UserError(`${path} is not a lock that kiso wrote; if no other kiso writes this run, remove it`);

/** Whether a lock is a dead process's; one that does not say whose it is may be being written. */
export function isAbandoned(path: string): boolean {
  try {
    const holder = read(path);
    return holder !== undefined && !isAlive(holder);
  } catch {
    return false;
  }
}

/** Whether the process still runs. A process on another machine counts as alive: there is no way to tell. */
function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (codeOf(error) === "ESRCH") return false;
  }
  const now = identity(holder.pid);
  // Where the system hides it, the number alone must do.
  return now.started === undefined || (now.boot === holder.boot && now.started === holder.started);
}

function refusal(path: string, { pid, host, since }: Holder): UserError {
  const elsewhere = host === hostname() ? "" : ` on ${host}`;
  const mend = elsewhere
    ? `; if that machine is gone, remove ${path}`
    : "; wait for it, or stop it with Ctrl-C";
  return new UserError(
    `process ${pid}${elsewhere} has been writing this run since ${since} (${path})${mend}`,
  );
}

/** What tells a process from a later one with its number. Linux says it. */
function identity(pid: number): Pick<Holder, "boot" | "started"> {
  if (process.platform !== "linux") return {};
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    // The name stands in brackets and may hold anything; after it come the state and, as the 20th field, the start.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
    const ended = /^[ZX]$/.test(fields[0]!);
    return { boot, started: ended ? "ended" : fields[19]! };
  } catch {
    return {};
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";
