// Writes docs/reference/ from the docstrings, as they stand in the declarations of dist/: npm run docs
// One page a function, with its signature, its text, an example and the types that it names. Examples stand in docstrings, or
// in docs/examples/ under the function's name; tests/reference.test.ts runs them all.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "rolldown/utils";
import { entries, exportsOf, sourceOf, specifierOf, typesOf } from "./declarations.mjs";

const root = dirname(import.meta.dirname);

/** All that the package exports: entry, name ("op.exp" in a namespace), declarations, doc, example. */
export function everything() {
  const kept = keptExamples();
  return entries.flatMap((entry) =>
    exportsOf(entry).flatMap(({ name, isType, members, declarations }) =>
      (members ?? [{ name, declarations }]).flatMap((one) => {
        if (!one.declarations) return [];
        const full = members ? `${name}.${one.name}` : one.name;
        const doc = one.declarations
          .map((declaration) => declaration.doc)
          .filter(Boolean)
          .join("\n\n");
        const { text, code } = apart(doc);
        const kind = isType ? "type" : one.declarations[0].kind;
        const own =
          kind === "type" ? undefined : (kept.get(`${entry === "index" ? "" : `${entry}/`}${full}`) ?? code);
        return [
          {
            entry,
            name: full,
            namespace: members && name,
            kind,
            declarations: one.declarations,
            text,
            example: own,
          },
        ];
      }),
    ),
  );
}

/** A docstring's words and its first program. */
function apart(doc) {
  const tagged = /\n?@example\s*\n([\s\S]*)$/.exec(doc);
  const fenced = /```ts\n([\s\S]*?)```/.exec(doc);
  const indented = /(?:^|\n)((?: {4}.*(?:\n|$)|\n(?= {4}))+)/.exec(doc);
  const found = fenced ?? tagged ?? (isProgram(indented?.[1]) ? indented : undefined);
  if (!found) return { text: doc, code: undefined };
  const code = found === indented ? found[1].replace(/^ {4}/gm, "") : found[1];
  return {
    text: doc
      .replace(found[0], "\n")
      .replaceAll(/\n{3,}/g, "\n\n")
      .trim(),
    code: code.trim(),
  };
}

/** Formulas and drawings are indented, too. */
const isProgram = (text) =>
  text !== undefined && parseSync("example.ts", text, { lang: "ts" }).errors.length === 0;

/** The examples of docs/examples/*.md by name: "## name", then the program. */
export function keptExamples() {
  const folder = join(root, "docs/examples");
  const all = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
  return new Map(
    all.flatMap((page) =>
      [...page.matchAll(/^## (\S+)\n+```ts\n([\s\S]*?)```/gm)].map(([, name, code]) => [name, code.trim()]),
    ),
  );
}

/** A program with the imports that it needs, which docstrings leave out. */
export function withImports(code, entry, all) {
  const plain = code.replaceAll(/\/\/.*|"[^"\n]*"|`[^`]*`/g, (text) => (text.startsWith("`") ? text : ""));
  const declared = new Set(
    [
      ...plain.matchAll(
        /\b(?:const|let|function|class|type|interface)\s+(\w+)|[{,]\s*(?:type )?(\w+)\s*(?=[,}][^;]*from)/g,
      ),
    ].map(([, one, other]) => one ?? other),
  );
  for (const [, names] of plain.matchAll(/\b(?:const|let)\s*([{[][^=]*[}\]])\s*(?:=|of)/g))
    for (const name of names.match(/\w+/g) ?? []) declared.add(name);
  for (const [, names] of code.matchAll(/import (?:type )?\{([^}]*)\}/g))
    for (const name of names.split(",")) declared.add(name.trim().replace(/^type /, ""));
  const words = new Set(
    [...plain.matchAll(/(?<![\w.$])([A-Za-z_]\w*)\b(?!\s*:(?!:))/g)].map(([, word]) => word),
  );
  const wanted = new Map();
  const order = [entry, ...entries.filter((one) => one !== entry)];
  for (const word of words) {
    if (declared.has(word)) continue;
    const at = order.find((one) =>
      all.some(({ entry, name, namespace }) => entry === one && (namespace ?? name) === word),
    );
    if (!at) continue;
    const isType = all.some(({ entry, name, kind }) => entry === at && name === word && kind === "type");
    wanted.set(at, [...(wanted.get(at) ?? []), isType ? `type ${word}` : word]);
  }
  if (words.has("np") && !declared.has("np")) wanted.set("numpy", ["np", ...(wanted.get("numpy") ?? [])]);
  const imports = entries
    .filter((one) => wanted.has(one))
    .map((one) => `import { ${wanted.get(one).sort(byName).join(", ")} } from "${specifierOf(one)}";`);
  return imports.length === 0
    ? code
    : `${imports.join("\n")}\n${code.startsWith("import") ? "" : "\n"}${code}`;
}

const byName = (a, b) => a.replace(/^type /, "").localeCompare(b.replace(/^type /, ""), "en");

const isFunction = ({ kind }) => kind !== "type";
/** Where a page lies. On some disks Fit.md and fit.md would be one file: the second in the alphabet has a mark. */
function pathOf({ entry, name }, all) {
  const twin = all.some(
    (one) =>
      one.entry === entry &&
      one.name.toLowerCase() === name.toLowerCase() &&
      one.name < name &&
      isFunction(one),
  );
  return `${specifierOf(entry).replace("/", "-")}/${name}${twin ? "-2" : ""}.md`;
}
const firstSentence = (text) => /^(?:[^.]|\.(?!\s|$))*\.?/.exec(text.replaceAll(/\s+/g, " "))[0];

/** docs/reference/: path -> text. */
export function pages() {
  const all = everything();
  const found = new Map([["README.md", overview(all)]]);
  for (const one of all.filter(isFunction)) found.set(pathOf(one, all), page(one, all));
  for (const entry of entries)
    found.set(`${specifierOf(entry).replace("/", "-")}/types.md`, types(entry, all));
  return found;
}

function overview(all) {
  const parts = entries.map((entry) => {
    const own = all.filter((one) => one.entry === entry && isFunction(one));
    const groups = Map.groupBy ? Map.groupBy(own, groupOf) : grouped(own);
    const lists = [...groups].map(([group, ones]) => {
      const lines = ones.map(
        (one) => `- [\`${one.name}\`](${pathOf(one, all)})${one.text ? `: ${firstSentence(one.text)}` : ""}`,
      );
      return `### ${group}\n\n${lines.join("\n")}`;
    });
    return `## \`${specifierOf(entry)}\`\n\n${lists.join("\n\n")}\n\nIts types: [${specifierOf(entry)}](${specifierOf(entry).replace("/", "-")}/types.md)`;
  });
  return `# Reference\n\nEvery function of the package, made from the docstrings by \`npm run docs\`. The examples are run by the tests.\n\n${parts.join("\n\n")}\n`;
}

function grouped(ones) {
  const groups = new Map();
  for (const one of ones) groups.set(groupOf(one), [...(groups.get(groupOf(one)) ?? []), one]);
  return groups;
}

/** "graph: op", "train/fit" */
function groupOf({ namespace, declarations }) {
  if (namespace) return `\`${namespace}\``;
  return (
    dirname(sourceOf(declarations[0]))
      .replace(/^src\/?/, "")
      .split("/")[0] || "kiso"
  );
}

function page(one, all) {
  const { entry, name, namespace, declarations, text, example } = one;
  const source = sourceOf(declarations[0]);
  const up = posix.relative(posix.dirname(`docs/reference/${pathOf(one, all)}`), source);
  const named = typesOf(declarations[0]).filter(({ text }) => text.split("\n").length < 60);
  return [
    `# ${name}`,
    `\`import { ${namespace ?? name} } from "${specifierOf(entry)}";\` ([source](${up}))`,
    fence(declarations.map((declaration) => declaration.text).join("\n")),
    text,
    example && `## Example\n\n${fence(withImports(example, entry, all))}`,
    named.length > 0 &&
      `## Types\n\n${fence(named.map((type) => (type.kind === "class" ? `class ${type.name}` : commented(type))).join("\n\n"))}`,
  ]
    .filter(Boolean)
    .join("\n\n")
    .concat("\n");
}

const commented = ({ doc, text }) =>
  (doc ? `/**\n${doc.replace(/^/gm, " * ").replaceAll(/ +$/gm, "")}\n */\n` : "") + text;
const fence = (code) => `\`\`\`ts\n${code}\n\`\`\``;

function types(entry, all) {
  const own = all.filter((one) => one.entry === entry && !isFunction(one));
  const parts = own.map(({ name, declarations, text }) =>
    [`## ${name}`, text, fence(declarations.map((declaration) => declaration.text).join("\n"))]
      .filter(Boolean)
      .join("\n\n"),
  );
  return `# Types of \`${specifierOf(entry)}\`\n\n${parts.join("\n\n")}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = join(root, "docs/reference");
  rmSync(folder, { recursive: true, force: true });
  const found = pages();
  for (const [path, text] of found) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  console.log(`docs/reference/: ${found.size} pages`);
}
