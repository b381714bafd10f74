import { readdirSync, readFileSync, statSync } from "node:fs";
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
});

const notices = () => readFileSync("dist/NOTICES.txt", "utf8");
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) =>
    join(folder, name).replaceAll("\\", "/"),
  );

test("the bundler's own lines, which come along with a bundle, are named with its licence", () => {
  const runtime = filesIn("dist").filter((name) => /rolldown-runtime-[^/]*\.js$/.test(name));
  expect(runtime.length).toBeGreaterThan(0);
  const { version } = JSON.parse(readFileSync("node_modules/rolldown/package.json", "utf8"));
  expect(notices()).toContain(`\nrolldown ${version} (MIT)\n`);
  expect(notices()).toContain(readFileSync("node_modules/rolldown/LICENSE", "utf8").trim());
});

test("every page that takes a method or figures over from a library is named, with the library's licence", () => {
  const pages = [...filesIn("src"), ...filesIn("kernels")].filter(
    (name) =>
      name.endsWith(".ts") && /fdlibm|Optimized Routines|figures of glibc/.test(readFileSync(name, "utf8")),
  );
  expect(pages.length).toBeGreaterThan(3);
  for (const page of pages) expect(notices(), page).toContain(page.split("/").at(-1)!);
  expect(notices()).toContain("Copyright (C) 1993 by Sun Microsystems");
  expect(notices()).toContain("Copyright (c) 1999-2019, Arm Limited");
});

test("every font and every table of data that comes along is under a licence that the notices hold", () => {
  const assets = filesIn("assets").filter((name) => statSync(name).isFile());
  const licences = assets.filter((name) => name.endsWith(".txt"));
  const rest = assets.filter((name) => !name.endsWith(".txt"));
  expect(rest.length).toBeGreaterThan(4);
  for (const name of licences) expect(notices()).toContain(readFileSync(name, "utf8").trim());
  const fonts = rest.filter((name) => name.startsWith("assets/fonts/"));
  expect(fonts).toHaveLength(2);
  expect(notices()).toContain("SIL OPEN FONT LICENSE");
  for (const name of rest)
    expect(notices(), name).toContain(
      name.replace(/^assets\/(data|fonts)\//, "").replace("-Latin", "-Regular"),
    );
});
