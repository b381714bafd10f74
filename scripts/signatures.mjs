// What the signatures of the package's entries ask of a caller: how many arguments go by position, and which types they name.
import { parseSync } from "rolldown/utils";
import { exportsOf, resolved } from "./declarations.mjs";

/** An entry's exports with their declarations parsed; a namespace's members come each by their own name, "op.exp". */
export const signaturesOf = (entry) =>
  exportsOf(entry).flatMap(({ name, isType = false, members, declarations }) =>
    members
      ? members.flatMap((one) => parsed(`${name}.${one.name}`, false, one.declarations ?? []))
      : parsed(name, isType, declarations),
  );

const parsed = (name, isType, declarations) =>
  declarations.map((declaration) => {
    const { program, errors } = parseSync("one.d.ts", `declare ${declaration.text}`, { lang: "dts" });
    if (errors.length > 0) throw new Error(`${declaration.file}: ${declaration.name}: ${errors[0].message}`);
    return { name, isType, declared: declaration.name, file: declaration.file, node: program.body[0] };
  });

/** The functions, constructors and methods that a caller can call: { path: "Model.load", positions: 1 }. */
export function callsOf({ name, isType, node }) {
  const call = (path, { params }) => ({ path, positions: positionsOf(params) });
  if (node.type === "TSDeclareFunction") return [call(name, node)];
  if (node.type === "ClassDeclaration")
    return (
      node.body.body
        .filter((member) => member.value?.params && isPublic(member))
        // A class that is exported as a type gives the caller instances alone.
        .filter(({ kind }) => kind !== "constructor" || !isType)
        .map((member) => call(`${name}.${member.key.name}`, member.value))
    );
  if (node.type !== "VariableDeclaration") return [];
  const type = node.declarations[0].id.typeAnnotation?.typeAnnotation;
  if (type?.type === "TSFunctionType") return [call(name, type)];
  return (type?.members ?? []).flatMap((member) => {
    const signature = member.params ? member : member.typeAnnotation?.typeAnnotation;
    return signature?.params ? [call(`${name}.${member.key?.name}`, signature)] : [];
  });
}

/** The arguments that go by position: the last does not count where it is an object of settings. */
function positionsOf(params) {
  const last = params.at(-1);
  const isSettings = last?.type === "ObjectPattern" || /^(options|settings|traits)$/.test(last?.name);
  return params.length - Number(isSettings);
}

/** The types of kiso that a declaration names, each with its file, whatever the name is that it is imported by. */
export function namedTypesOf({ file, isType, node }) {
  const names = new Set();
  const visit = (at) => {
    if (Array.isArray(at)) for (const one of at) visit(one);
    if (typeof at?.type !== "string" || !isPublic(at) || (isType && at.kind === "constructor")) return;
    if (at.type === "TSTypeReference") names.add(at.typeName.name);
    if (at.type === "TSInterfaceHeritage" || at.type === "TSClassImplements") names.add(at.expression.name);
    if (at.superClass) names.add(at.superClass.name);
    for (const value of Object.values(at)) if (typeof value === "object") visit(value);
  };
  visit(node);
  return [...names]
    .filter(Boolean)
    .flatMap((name) => resolved(file, name)?.[0] ?? [])
    .filter((type) => !type.file.includes("numpy-ts"))
    .map((type) => ({ declared: type.name, file: type.file }));
}

const isPublic = ({ accessibility, key }) =>
  accessibility !== "private" && accessibility !== "protected" && key?.type !== "PrivateIdentifier";
