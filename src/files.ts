import { disk } from "./disk.ts";
import { UserError } from "./errors.ts";

const dirname = (path: string): string => disk().path.dirname(path);

/**
 * Writes `data` so that a reader sees the old file or the whole new one, never a part: the bytes go to a
 * temporary file in the same folder, reach the disk, and take the name by rename, which reaches the disk too. Pieces are
 * written as they come, and where making one fails the old file stays. With `previous`, the old file is kept under that
 * path of the same folder. What the user can mend (no folder, no right, no space) is thrown as a UserError, and the
 * temporary file is gone.
 */
export async function writeFileAtomic(
  path: string,
  data: string | Uint8Array | AsyncIterable<Uint8Array>,
  { previous }: { previous?: string } = {},
): Promise<void> {
  const { fs, path: paths } = disk();
  let temporary: string | undefined;
  try {
    // A link keeps pointing where it did: what it points at is replaced.
    const target = await fs.realpath(path).catch(() => path);
    const found = await fs.stat(target).catch(() => undefined);
    if (found?.isDirectory()) throw isFolder(path);
    if (found && !found.isFile()) return await fs.writeFile(target, data); // a pipe or device: nothing to rename
    const name = `.${paths.basename(target).slice(0, 100)}.${randomName()}.tmp`;
    const partial = paths.join(dirname(target), name);
    const file = await fs.open(partial, "wx", found?.mode ?? 0o666);
    temporary = partial;
    try {
      await fs.writeFile(file, data);
      await file.sync();
    } finally {
      await file.close();
    }
    if (previous && found) await fs.rename(target, previous);
    await fs.rename(partial, target);
    temporary = undefined;
    await syncFolder(dirname(target));
  } catch (error) {
    throw writeError(path, error);
  } finally {
    // Where it cannot be removed, that is not what went wrong.
    if (temporary) await fs.rm(temporary, { force: true }).catch(() => {});
  }
}

const randomName = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );

/**
 * Makes a folder, and those it lies in, where they are not there. Node's own way (`recursive`) has no end where a folder is there and
 * takes none, as /proc.
 */
export async function makeFolder(path: string): Promise<void> {
  const { fs } = disk();
  const make = () =>
    fs.mkdir(path).catch(async (error: unknown) => {
      // Others may have made it at the same time.
      if (!(await fs.stat(path).catch(() => undefined))?.isDirectory()) throw error;
    });
  await make().catch(async (error: unknown) => {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ENOENT" || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await make();
  });
}

/** A rename lives in the folder, and is lost with the power until the folder is on the disk. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return; // a folder cannot be opened there; NTFS journals its names
  const handle = await disk().fs.open(folder, "r");
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems cannot flush a folder: the file itself is whole all the same.
    if (!(error instanceof Error && "code" in error && /^E(INVAL|NOTSUP|PERM)$/.test(String(error.code))))
      throw error;
  } finally {
    await handle.close();
  }
}

/** A disk that was taken out, a file server that went away. */
const gone = {
  ENODEV: () => "its disk is gone; connect it again",
  ENXIO: () => "its disk is gone; connect it again",
  ESTALE: () => "the file server no longer knows it; mount the folder again",
  ETIMEDOUT: () => "the file server does not answer; try again when it does",
  EHOSTDOWN: () => "the file server does not answer; try again when it does",
};

const mends: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `the folder ${dirname(path)} does not exist; create it first or give another path`,
  ENOTDIR: (path) => `${dirname(path)} is a file, not a folder; give another path`,
  EISDIR: () => "it is a folder, where a file should be; move it away or give another path",
  EEXIST: () => "a file is in its place; move it away or give another path",
  EACCES: () => "permission denied; choose a folder that you may write to",
  EPERM: () => "permission denied; choose a folder that you may write to",
  EROFS: () => "the disk is read-only; choose another folder",
  ENOSPC: () => "no space is left on the disk; free some or choose another disk",
  EFBIG: () => "the file would be larger than this system lets a process write; raise the limit (ulimit -f)",
  EDQUOT: () => "your disk quota is used up; free some space or choose another disk",
  ENAMETOOLONG: () => "the file name is too long; choose a shorter one",
  EIO: () => "the disk reports an error; choose another disk",
  EBUSY: () => "another program holds it; close it there",
  ELOOP: () => "its links lead round in a circle; mend them",
  EMFILE: () => "too many files are open; raise the limit (ulimit -n)",
  ENFILE: () => "too many files are open on this machine; close some programs",
  ...gone,
};

const isFolder = (path: string): UserError =>
  new UserError(`Cannot write ${path}: it is a folder; give the path of a file.`);

/** A failed write as the user should read it; what they cannot mend is returned as it came. */
export function writeError(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const mend = mends[String(error.code)];
  return mend ? new UserError(`Cannot write ${path}: ${mend(path)}.`, { cause: error }) : error;
}

const readMends: Readonly<Record<string, string>> = {
  ENOTDIR: "a part of the path is a file, not a folder; give another path",
  EISDIR: "it is a folder, where a file should be; move it away or give another path",
  EACCES: "permission denied; ask for the right to read it",
  EPERM: "permission denied; ask for the right to read it",
  ELOOP: "its links lead round in a circle; mend them",
  EMFILE: "too many files are open; raise the limit (ulimit -n)",
  ENFILE: "too many files are open on this machine; close some programs",
  EBUSY: "another program holds it; close it there",
  EIO: "the disk reports an error; take a copy of it from elsewhere",
  ...Object.fromEntries(Object.entries(gone).map(([code, mend]) => [code, mend()])),
};

/**
 * A failed read as the user should read it; what they cannot mend is returned as it came. A file that is gone is none of
 * these: the caller knows what it was for.
 */
export function readError(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const mend = readMends[String(error.code)];
  return mend ? new UserError(`Cannot read ${path}: ${mend}.`, { cause: error }) : error;
}

/** The bytes of a file; what the user can mend is thrown as a UserError. */
export const readBytes = (path: string): Promise<Buffer<ArrayBuffer>> =>
  disk()
    .fs.readFile(path)
    .catch((error) => {
      throw readError(path, error);
    });

/** The text of a file; what the user can mend is thrown as a UserError. */
export const readText = (path: string): Promise<string> =>
  disk()
    .fs.readFile(path, "utf8")
    .catch((error) => {
      throw readError(path, error);
    });

/** What a command will write: files, and a folder that is made where it is missing. */
interface Written {
  files?: readonly (string | undefined)[];
  folder?: string | undefined;
}

/**
 * Refuses, before any work, to write where nothing can be written, and over what is read: a file that was named, or one in a folder that
 * was named; a folder that is written into may be none of these. A link counts as what it points at, and what is no path (a Hub id) as
 * nothing.
 */
export async function checkWrites(read: string | readonly string[], written: Written): Promise<void> {
  const { files = [], folder } = written;
  for (const file of files) if (file !== undefined) await checkFile(file);
  if (folder !== undefined) await checkFolder(folder, await nearestThere(folder));
  await keepInputs([read].flat(), written);
}

async function checkFile(path: string): Promise<void> {
  const { fs } = disk();
  const target = await fs.realpath(path).catch(() => path);
  const found = await fs.stat(target).catch(() => undefined);
  if (found?.isDirectory()) throw isFolder(path);
  if (!found || found.isFile()) await checkFolder(path, dirname(target)); // into a pipe or device it is written as it is
}

/** Refuses a path whose folder is missing, no folder, or not to be written in. */
async function checkFolder(path: string, folder: string): Promise<void> {
  const { fs } = disk();
  try {
    if (!(await fs.stat(folder)).isDirectory())
      throw new UserError(`Cannot write ${path}: ${folder} is a file, not a folder; give another path.`);
    await fs.access(folder, 2); // fs.constants.W_OK
  } catch (error) {
    throw writeError(path, error);
  }
}

/** A folder, or the nearest above it that is there. */
async function nearestThere(folder: string): Promise<string> {
  const there = await disk()
    .fs.stat(folder)
    .catch(() => undefined);
  return there || dirname(folder) === folder ? folder : await nearestThere(dirname(folder));
}

async function keepInputs(read: readonly string[], { files = [], folder }: Written): Promise<void> {
  const { fs, path: paths } = disk();
  const real = (path: string) => fs.realpath(path).catch(() => undefined);
  for (const target of [...files, folder]) {
    const found = target === undefined ? undefined : await real(target);
    if (found === undefined) continue;
    for (const source of read) {
      const input = await real(source);
      if (input === undefined) continue;
      const from = paths.relative(input, found);
      if (from === "" && target !== folder)
        throw new UserError(`Cannot write ${target}: it is what is read; give another path.`);
      if (!from.startsWith("..") && !paths.isAbsolute(from))
        throw new UserError(
          `Cannot write ${target === folder ? "into " : ""}${target}: it lies in ${source}, which is read; give another path.`,
        );
    }
  }
}

/**
 * What the system refused to do with a file, wherever that was: the system's own errors name the file themselves, but where it
 * was open already.
 */
export function fileError(error: unknown): unknown {
  if (!(error instanceof Error) || !("syscall" in error)) return error;
  if (!("path" in error) && !/^(?:read|write|close|fsync|fdatasync|ftruncate)$/.test(String(error.syscall)))
    return error;
  const path = "path" in error ? String(error.path) : "a file";
  const read = readError(path, error);
  return read === error ? writeError(path, error) : read;
}

/**
 * A path as it is typed in a command that a message or a page tells: with a blank or a sign of the shell's in it between
 * quotes, and so that a dash at its beginning makes no option of it.
 */
export function inShell(path: string): string {
  const word = path.startsWith("-") ? `./${path}` : path;
  const windows = process.platform === "win32";
  if ((windows ? /^[\p{L}\p{N}\p{M}_./:@+=\\-]+$/u : /^[\p{L}\p{N}\p{M}_./:@%+=,-]+$/u).test(word))
    return word;
  return windows ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`;
}
