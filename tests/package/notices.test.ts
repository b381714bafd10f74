import { existsSync, readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import pkg from "../../package.json" with { type: "json" };

/** "@scope/name/deep" -> "@scope/name" */
const packageOf = (specifier: string) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)![0];

/** The packages that the sources import, types alone left out. */
function imported(): Set<string> {
  const found = new Set<string>();
  for (const file of readdirSync("src", { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts")) continue;
    const text = readFileSync(join("src", file), "utf8").replace(/^\s*\*.*$/gm, "");
    const imports = text.matchAll(
      /^(import|export)\s(?!type\s)[^;]*?from "([^"]+)";|\bimport\("([^"]+)"\)/gm,
    );
    for (const [, , fixed, late] of imports) {
      const name = (fixed ?? late)!;
      if (!/^[./]/.test(name) && !isBuiltin(name) && packageOf(name) !== "kiso") found.add(packageOf(name));
    }
  }
  return found;
}

test("of all packages that the sources use, each is installed with kiso, or bundled and in the notices with its licence", () => {
  const notices = readFileSync("dist/NOTICES.txt", "utf8");
  const names = imported();
  expect(names.size).toBeGreaterThan(10);
  const bundled = [...names].filter((name) => !Object.hasOwn(pkg.dependencies, name)).sort();
  expect(bundled).toEqual(["commander", "numpy-ts", "picocolors"]);
  // What they need themselves is bundled with them.
  const needed = bundled.flatMap((name) => {
    const { dependencies = {} } = JSON.parse(
      readFileSync(join("node_modules", name, "package.json"), "utf8"),
    );
    return Object.keys(dependencies);
  });
  for (const name of new Set([...bundled, ...needed])) {
    const { version } = JSON.parse(readFileSync(join("node_modules", name, "package.json"), "utf8"));
    expect(notices).toContain(`\n${name} ${version} (`);
    const licence = readdirSync(join("node_modules", name)).find((file) => /^licen[cs]e/i.test(file))!;
    expect(notices).toContain(readFileSync(join("node_modules", name, licence), "utf8").trim());
  }
  expect(existsSync("assets/fonts/OFL.txt")).toBe(true);
});
