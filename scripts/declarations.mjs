// What the package's entries export, read from the declarations that the build wrote into dist/.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parseSync } from "rolldown/utils";

const root = dirname(import.meta.dirname);
const dist = join(root, "dist");

export const entries = ["index", "node", "numpy", "plot", "report"];
/** "kiso", "kiso/node", … */
export const specifierOf = (entry) => (entry === "index" ? "kiso" : `kiso/${entry}`);

/**
 * A file's declarations by name, what it imports and what it exports of others. A declaration: kind, text (no docstring, no
 * body), doc.
 */
const files = new Map();
function read(file) {
  const known = files.get(file);
  if (known) return known;
  const text = readFileSync(file, "utf8");
  const { program, errors } = parseSync(file, text, { lang: "dts" });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const found = { file, text, own: new Map(), imported: new Map(), exported: new Map(), stars: [] };
  files.set(file, found);
  for (const node of program.body) note(found, node);
  return found;
}

const pathOf = (from, { value }) =>
  value.startsWith(".") ? join(dirname(from), value.replace(/\.(js|ts)$/, ".d.ts")) : undefined;

function note(found, node) {
  const { file, text, own, imported, exported, stars } = found;
  if (node.type === "ImportDeclaration") {
    for (const { local, imported: name, type } of node.specifiers)
      imported.set(local.name, {
        path: pathOf(file, node.source),
        name: type === "ImportNamespaceSpecifier" ? "*" : name.name,
      });
    return;
  }
  if (node.type === "ExportAllDeclaration") {
    const path = pathOf(file, node.source);
    if (node.exported) exported.set(node.exported.name, { path, name: "*" });
    else if (path) stars.push(path);
    return;
  }
  if (node.type === "ExportNamedDeclaration" && !node.declaration) {
    for (const { local, exported: as, exportKind } of node.specifiers)
      exported.set(as.name, {
        path: node.source ? pathOf(file, node.source) : file,
        name: local.name,
        isType: exportKind === "type" || node.exportKind === "type",
      });
    return;
  }
  const declaration = node.type === "ExportNamedDeclaration" ? node.declaration : node;
  const name = declaration.id?.name ?? declaration.declarations?.[0]?.id.name;
  if (!name) return;
  const one = {
    name,
    file,
    kind: kindOf(declaration),
    text: text.slice(node.start, node.end).replace(/\bexport declare |\bdeclare |\bexport /, ""),
    doc: docBefore(text, node.start),
  };
  own.set(name, [...(own.get(name) ?? []), one]);
  if (node !== declaration) exported.set(name, { path: file, name });
}

function kindOf({ type, declarations }) {
  if (type === "TSDeclareFunction" || type === "FunctionDeclaration") return "function";
  if (type === "ClassDeclaration") return "class";
  if (type !== "VariableDeclaration") return "type";
  const annotation = declarations[0].id.typeAnnotation?.typeAnnotation;
  return annotation?.type === "TSFunctionType" ? "function" : "value";
}

/** The docstring that ends right before `end`, without its stars. */
function docBefore(text, end) {
  const before = text.slice(0, end).trimEnd();
  if (!before.endsWith("*/")) return "";
  const from = before.lastIndexOf("/**");
  return before
    .slice(from + 3, -2)
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, ""))
    .join("\n")
    .trim();
}

/** The declarations (several where a function is overloaded) that `name` of a file is, wherever they stand. */
export function resolved(path, name) {
  if (!path || !existsSync(path)) return undefined;
  const found = read(path);
  if (found.own.has(name)) return found.own.get(name);
  const out = found.exported.get(name);
  const at = out && (out.path !== path || out.name !== name) ? out : found.imported.get(name);
  if (at) return at.name === "*" ? undefined : resolved(at.path, at.name);
  for (const star of found.stars) {
    const there = resolved(star, name);
    if (there) return there;
  }
  return undefined;
}

/** The page whose exports are the members of a name such as `op`, wherever it is put together. */
function namespaceOf(path, name) {
  if (name === "*") return path;
  if (!path || !existsSync(path)) return undefined;
  const { own, exported, imported } = read(path);
  if (own.has(name)) return undefined;
  const out = exported.get(name);
  const at = out && (out.path !== path || out.name !== name) ? out : imported.get(name);
  return at && namespaceOf(at.path, at.name);
}

/** What an entry exports: { name, declarations }, or { name, members } of a namespace such as `op`. */
export function exportsOf(entry) {
  return namesOf(join(dist, `${entry}.d.ts`)).flatMap(({ name, path, of, isType }) => {
    if (path?.includes("numpy-ts")) return []; // numpy-ts's own, whose pages are its own
    const namespace = namespaceOf(path, of);
    if (namespace)
      return [
        {
          name,
          members: namesOf(namespace).map((one) => ({
            name: one.name,
            declarations: resolved(one.path, one.of),
          })),
        },
      ];
    const declarations = resolved(path, of);
    return declarations ? [{ name, isType, declarations }] : [];
  });
}

function namesOf(path) {
  const { exported, stars } = read(path);
  const own = [...exported].map(([name, at]) => ({ name, path: at.path, of: at.name, isType: at.isType }));
  return [...own, ...stars.flatMap(namesOf)];
}

/** The types that a declaration names, as far as they are kiso's. */
export function typesOf({ file, text, name }) {
  const found = read(file);
  const words = new Set(text.replaceAll(/\/\*.*?\*\/|"[^"]*"/gs, "").match(/\b[A-Z]\w*\b/g));
  words.delete(name);
  return [...words].flatMap((word) => {
    const declarations = resolved(file, word) ?? found.own.get(word);
    return declarations?.[0].kind === "type" || declarations?.[0].kind === "class" ? [declarations[0]] : [];
  });
}

/** "src/train/fit/fit.ts" */
export const sourceOf = ({ file }) =>
  join("src", relative(dist, file))
    .replaceAll("\\", "/")
    .replace(/\.d\.ts$/, ".ts");
