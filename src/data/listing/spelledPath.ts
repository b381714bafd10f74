import { readdir, stat } from "node:fs/promises";
import { isAbsolute, join, normalize, sep } from "node:path";

/**
 * The path of a file whose name is written with other code points than it was typed with: a Mac writes ガ as two, a keyboard as
 * one. Undefined where there is none, or more than one.
 */
export async function spelledPath(path: string): Promise<string | undefined> {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all that is not ASCII
  if (!/[^\u0000-\u007f]/.test(path)) return undefined;
  let at = isAbsolute(path) ? sep : ".";
  for (const step of normalize(path)
    .split(sep)
    .filter((one) => one !== "" && one !== ".")) {
    const next = join(at, step);
    if (await exists(next)) at = next;
    else {
      const names = await readdir(at).catch(() => []);
      const [only, ...more] = names.filter((name) => name.normalize() === step.normalize());
      if (only === undefined || more.length > 0) return undefined;
      at = join(at, only);
    }
  }
  return at;
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
