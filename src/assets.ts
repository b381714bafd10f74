import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The package's own folder: the nearest one above this module that holds both package.json and assets/. */
function packageRoot(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  // src/, dist/ and dist/chunks/ stand at different depths, so we walk up instead of counting.
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json")) && existsSync(join(folder, "assets"))) return folder;
    if (folder === dirname(folder)) {
      throw new Error(
        `kiso's assets folder was not found above ${start}: the package is not installed whole`,
      );
    }
  }
}

/** The path of a file that ships with kiso: `assetPath("fonts", "NotoSansJP-Regular.otf")`. */
export function assetPath(...parts: string[]): string {
  return join(packageRoot(), "assets", ...parts);
}
