import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

export const run = promisify(execFile);

/** What `npm pack` says of a tarball. */
export interface Packed {
  filename: string;
  size: number;
  unpackedSize: number;
  files: { path: string; size: number }[];
}

/** The package as a user has it: packed, and installed in an empty project. */
export interface Installed {
  /** holds everything that these tests write */
  root: string;
  packed: Packed;
  /** the project */
  consumer: string;
  /** why the package could not be installed here, if it could not */
  offline: string | undefined;
}

const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=1"];

/** Installs packages into a folder; what it returns says why that could not be, where no registry can be reached. */
export async function npmInstall(folder: string, ...packages: string[]): Promise<string | undefined> {
  try {
    await run("npm", ["install", ...quiet, ...packages], { cwd: folder });
    return undefined;
  } catch (error) {
    const code =
      /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|E40[134])\b/.exec(
        String(error),
      );
    if (!code) throw error;
    return `npm cannot get ${packages.join(", ")} from here (${code[0]})`;
  }
}

/** Packs what npm test has built as it is: --ignore-scripts leaves dist/ alone while other tests use it. */
export async function install(): Promise<Installed> {
  const root = mkdtempSync(join(tmpdir(), "kiso-package-"));
  const { stdout } = await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", root]);
  const [packed]: Packed[] = JSON.parse(stdout);
  const consumer = join(root, "consumer");
  mkdirSync(consumer);
  writeFileSync(
    join(consumer, "package.json"),
    '{ "name": "consumer", "private": true, "type": "module" }\n',
  );
  const offline = await npmInstall(consumer, join(root, packed!.filename));
  return { root, packed: packed!, consumer, offline };
}
