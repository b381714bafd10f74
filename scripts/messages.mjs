// Finds what src/ says to people: every text with words in it, as the lines that it can become.
//
// A text is an expression: templates, sums, either-or. What is put into it (a name, a number) becomes a sign such as Zq1 or 37; a
// part that is one of several words or sentences, here or in a function that is called, becomes each of them in turn.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseSync } from "rolldown/utils";

const root = join(dirname(import.meta.dirname), "src");

/** `file`, `line` and `samples` (finished lines) of every text of src/ that `isMessage` lets pass. */
export function messages(isExcluded = () => false) {
  const found = [];
  for (const page of pages().values()) {
    for (const node of texts(page.program)) {
      if (isExcluded(page.file, page.text.slice(node.start, node.end))) continue;
      const samples = samplesOf(node, page).filter((line) => isEnglish(line) && !ofPrograms.test(line));
      if (samples.length > 0) found.push({ node, file: page.file, line: lineOf(page, node), samples });
    }
  }
  // What a text of another place is made of stands in that text's lines.
  return found
    .filter(({ node }) => !parts.has(node))
    .map(({ file, line, samples }) => ({ file, line, samples }));
}

/** Whether a line holds a word between blanks, or beside one: not a name, a path, a selector. */
const isEnglish = (line) =>
  /(?:^|[\s(])[A-Za-z]?[a-z]{1,}(?:['’][a-z]+)?(?=[\s,.:;)?!]|$)/.test(line) && /\s/.test(line.trim());

const lineOf = ({ text }, { start }) => text.slice(0, start).split("\n").length;

let parsed;
function pages() {
  if (parsed) return parsed;
  parsed = new Map();
  for (const name of readdirSync(root, { recursive: true })) {
    if (!name.endsWith(".ts") || name.endsWith(".d.ts") || name.includes("generated")) continue;
    const file = join(root, name);
    const text = readFileSync(file, "utf8");
    const { program } = parseSync(file, text, { lang: "ts" });
    link(program, null);
    parsed.set(file, { path: file, file: relative(root, file).replaceAll("\\", "/"), text, program });
  }
  return parsed;
}

const keys = (node) => Object.keys(node).filter((key) => key !== "parent" && key !== "range");
function* children(node) {
  for (const key of keys(node)) {
    const value = node[key];
    if (Array.isArray(value)) {
      for (const one of value) if (one && typeof one.type === "string") yield one;
    } else if (value && typeof value === "object" && typeof value.type === "string") yield value;
  }
}
function link(node, parent) {
  Object.defineProperty(node, "parent", { value: parent, enumerable: false });
  for (const child of children(node)) link(child, node);
}

const isText = (node) =>
  node.type === "TemplateLiteral" || (node.type === "Literal" && typeof node.value === "string");
const passes =
  /^(TemplateLiteral|BinaryExpression|ConditionalExpression|LogicalExpression|ParenthesizedExpression|TSAsExpression|TSNonNullExpression|TSSatisfiesExpression)$/;

/** The outermost expressions that are made of texts. */
function texts(program) {
  const found = new Set();
  const visit = (node) => {
    if (/^(Import|ExportAll|TS(?!As|NonNull|Satisfies))/.test(node.type)) return;
    if (node.type === "ExportNamedDeclaration" && node.source) return;
    if (isOurDefect(node)) return;
    if (isText(node) && !isNoMessage(node)) {
      let top = node;
      while (passes.test(top.parent?.type) && !isCondition(top)) top = top.parent;
      if (!isOurDefect(top) && !isWordList(top)) found.add(top);
    }
    for (const child of children(node)) visit(child);
  };
  visit(program);
  // A text within a part of another (an argument of a call) is one of its own, too.
  return found;
}

const isOurDefect = (node) =>
  node.type === "NewExpression" &&
  /^(Error|TypeError|RangeError|RegExp|SyntaxError|Option)$/.test(node.callee.name) &&
  node.callee.name !== "Option";

/** Words to be looked for, in one text. */
const isWordList = ({ parent }) =>
  (parent.type === "MemberExpression" && parent.property.name === "split") ||
  (parent.type === "CallExpression" && parent.callee.name === "wordsOf");

/** Compared with, looked for, or a name of something. */
function isNoMessage(node) {
  const { parent } = node;
  if (parent.type === "BinaryExpression" && parent.operator !== "+") return true;
  if (parent.type === "Property" && parent.key === node && !parent.computed) return true;
  if (parent.type === "PropertyDefinition" && parent.key === node) return true;
  if (parent.type === "MemberExpression" || parent.type === "TSEnumMember" || parent.type === "SwitchCase")
    return true;
  if (
    parent.type === "CallExpression" &&
    parent.callee.type === "MemberExpression" &&
    /^(includes|startsWith|endsWith|split|replace|replaceAll|indexOf|test|match|has|get|on|once|set|from|attr|createElement|setAttribute|querySelector|querySelectorAll|padEnd|padStart)$/.test(
      parent.callee.property.name,
    )
  )
    return true;
  return parent.type === "ExpressionStatement";
}

const isCondition = (node) =>
  (node.parent.type === "ConditionalExpression" && node.parent.test === node) ||
  (node.parent.type === "BinaryExpression" && node.parent.operator !== "+") ||
  (node.parent.type === "LogicalExpression" && node.parent.operator === "&&" && node.parent.left === node);

// ---- what a text can become ----

/** At most so many lines of one text. */
const most = 40;

/** The texts that others were found to be made of. */
const parts = new Set();

function samplesOf(node, page) {
  const alternatives = valuesOf(node, { page, bound: new Map(), depth: 0 });
  const seen = new Map();
  return [
    ...new Set(
      alternatives.slice(0, most).map((parts) => {
        let names = 0;
        seen.clear();
        return parts
          .map((part) => {
            if (typeof part === "string") return part;
            if (part.number) return "37";
            if (part.flag !== undefined) return part.flag;
            if (!seen.has(part.name)) seen.set(part.name, `Zq${++names}`);
            return part.quoted ? `"${seen.get(part.name)}"` : seen.get(part.name);
          })
          .join("");
      }),
    ),
  ];
}

const hole = (node, page) => {
  const name = page.text.slice(node.start, node.end);
  return [[{ name, number: isNumber(name), quoted: isQuoted.test(name) }]];
};
const isQuoted = /^(?:JSON\.stringify|quoted|inQuotes|shown)\(|^shown$/;
const isNumber = (name) =>
  /^(grouped|count|percent|digits|plain|Math\.\w+|rateText|quantity)\(|\.length$|\.(size|toFixed\(.*\)|toPrecision\(.*\)|nSamples|rows)$|^(rows|row|line|n|k|i|epochs?|count|width|height|features|of|batch|at|least|most|min|max|columns)$|[-+*/] ?\d+$|^\d|^[\w.]+\s[-+*/]\s[\w.]+$|(Rows|Count|Length|Size)$/.test(
    name,
  );

/** One after another: each part takes its next value in each line, so that every one is seen once. */
function product(parts) {
  const length = Math.min(most, Math.max(1, ...parts.map((part) => part.length)));
  // Parts with several values are stepped through at different paces, so that they meet.
  return Array.from({ length }, (_, i) => parts.flatMap((part) => part[i % part.length]));
}

function valuesOf(node, ctx) {
  const { page } = ctx;
  if (ctx.depth > 0) parts.add(node);
  switch (node?.type) {
    case "Literal":
      return [[String(node.value)]];
    case "TemplateLiteral":
      return product(
        node.quasis.flatMap((quasi, i) => {
          const text = [[quasi.value.cooked]];
          return i < node.expressions.length ? [text, valuesOf(node.expressions[i], ctx)] : [text];
        }),
      );
    case "BinaryExpression":
      return node.operator === "+" && hasText(node, ctx)
        ? product([valuesOf(node.left, ctx), valuesOf(node.right, ctx)])
        : hole(node, page);
    case "ConditionalExpression":
      return union(said([node.consequent, node.alternate]).map((one) => valuesOf(one, ctx)));
    case "LogicalExpression":
      return node.operator === "&&"
        ? union([[[""]], valuesOf(node.right, ctx)])
        : union([valuesOf(node.left, ctx).filter((parts) => parts[0] !== ""), valuesOf(node.right, ctx)]);
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSNonNullExpression":
    case "TSSatisfiesExpression":
    case "AwaitExpression":
    case "ChainExpression":
      return valuesOf(node.expression ?? node.argument, ctx);
    case "Identifier":
      return ofName(node, ctx);
    case "CallExpression":
      return ofCall(node, ctx);
    case "MemberExpression":
      return ofMember(node, ctx);
    case "ArrowFunctionExpression":
    case "FunctionExpression":
    case "FunctionDeclaration":
      return union(said(returnsOf(node)).map((one) => valuesOf(one, ctx)));
    default:
      return node ? hole(node, page) : [[""]];
  }
}

/** What is there to be said, of several. */
const said = (nodes) => nodes.filter((node) => node.name !== "undefined");

const union = (lists) => {
  const all = lists.flat();
  return all.length > 0 ? all.slice(0, most) : [[""]];
};

function hasText(node) {
  if (isText(node)) return true;
  if (node.type === "BinaryExpression") return hasText(node.left) || hasText(node.right);
  return passes.test(node.type) && [...children(node)].some(hasText);
}

function returnsOf(node) {
  if (node.body?.type !== "BlockStatement" && node.body?.type !== "FunctionBody") return [node.body];
  const found = [];
  const visit = (one) => {
    if (one.type === "ReturnStatement" && one.argument) found.push(one.argument);
    if (/Function/.test(one.type) && one !== node && one.type !== "FunctionBody") return;
    for (const child of children(one)) visit(child);
  };
  visit(node.body);
  return found;
}

/** What stands behind a name: a constant, a parameter that a call gave, or, when nothing is known, a hole. */
function ofName(node, ctx) {
  if (ctx.bound.has(node.name)) {
    const { node: given, ctx: own } = ctx.bound.get(node.name);
    return given ? valuesOf(given, own) : hole(node, ctx.page);
  }
  const declared = declarationOf(node.name, node, ctx.page);
  if (!declared || ctx.depth > 5) return hole(node, ctx.page);
  const { node: value, page } = declared;
  if (/Function/.test(value.type)) return hole(node, ctx.page);
  const values = valuesOf(value, {
    page,
    bound: page === ctx.page ? ctx.bound : new Map(),
    depth: ctx.depth + 1,
  });
  return values.some((parts) => parts.some((part) => typeof part === "string" && /[a-z]/i.test(part)))
    ? values
    : hole(node, ctx.page);
}

function declarationOf(name, from, page) {
  for (let at = from.parent; at; at = at.parent) {
    if (/Function/.test(at.type) && at.params) {
      if (at.params.some((param) => namesOf(param).includes(name))) return undefined;
    }
    const body =
      at.type === "Program"
        ? at.body
        : at.type === "BlockStatement" || at.type === "FunctionBody"
          ? (at.body ?? at.statements)
          : [];
    for (const statement of body) {
      const declared = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
      if (declared?.type === "FunctionDeclaration" && declared.id.name === name)
        return { node: declared, page };
      if (declared?.type === "VariableDeclaration")
        for (const one of declared.declarations) {
          if (one.id.type === "Identifier" && one.id.name === name)
            return one.init ? { node: one.init, page } : undefined;
          if (namesOf(one.id).includes(name)) return undefined;
        }
      if (at.type === "Program" && statement.type === "ImportDeclaration")
        for (const one of statement.specifiers) {
          if (one.local.name !== name || one.type !== "ImportSpecifier") continue;
          if (!statement.source.value.startsWith(".")) return undefined;
          const target = pages().get(resolve(dirname(page.path), statement.source.value));
          return target && exportOf(target, one.imported.name ?? one.imported.value);
        }
    }
  }
  return undefined;
}

function exportOf(page, name) {
  for (const statement of page.program.body) {
    if (statement.type !== "ExportNamedDeclaration") continue;
    const { declaration, source, specifiers } = statement;
    if (source) {
      const passed = specifiers.find((one) => (one.exported.name ?? one.exported.value) === name);
      const target = passed && pages().get(resolve(dirname(page.path), source.value));
      if (target) return exportOf(target, passed.local.name ?? passed.local.value);
    }
    if (declaration?.type === "FunctionDeclaration" && declaration.id.name === name)
      return { node: declaration, page };
    if (declaration?.type === "VariableDeclaration")
      for (const one of declaration.declarations)
        if (one.id.name === name && one.init) return { node: one.init, page };
  }
  return undefined;
}

function namesOf(pattern) {
  switch (pattern?.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((one) =>
        namesOf(one.type === "RestElement" ? one.argument : one.value),
      );
    case "ArrayPattern":
      return pattern.elements.flatMap((one) => (one ? namesOf(one) : []));
    case "AssignmentPattern":
      return namesOf(pattern.left);
    case "RestElement":
      return namesOf(pattern.argument);
    default:
      return [];
  }
}

const spells = /^(say|spell|asFlag|asProgram|spelled)$/;
const flagOf = (name) => `--${name.replace(/[A-Z]/g, (one) => `-${one.toLowerCase()}`)}`;

function ofCall(node, ctx) {
  const { callee, arguments: given } = node;
  if (callee.type === "Identifier") {
    if (spells.test(callee.name) && given[0]?.type === "Literal")
      return [[{ flag: flagOf(String(given[0].value)) + (given.length > 1 ? " Zq9" : "") }]];
    const declared = declarationOf(callee.name, node, ctx.page);
    if (declared && /Function/.test(declared.node.type) && ctx.depth < 5) {
      const bound = new Map();
      declared.node.params.forEach((param, i) => {
        if (param.type === "Identifier") bound.set(param.name, { node: given[i], ctx });
        else for (const name of namesOf(param)) bound.set(name, { node: undefined });
      });
      const values = union(
        said(returnsOf(declared.node)).map((one) =>
          valuesOf(one, { page: declared.page, bound, depth: ctx.depth + 1 }),
        ),
      );
      if (values.some((parts) => parts.some((part) => typeof part === "string" && /[a-z]{2}/i.test(part))))
        return values;
    }
    return hole(node, ctx.page);
  }
  if (callee.type === "MemberExpression" && callee.property.name === "join") return ofJoin(node, ctx);
  if (
    callee.type === "MemberExpression" &&
    /^(trim|trimEnd|concat|replace|toString)$/.test(callee.property.name)
  ) {
    const values = valuesOf(callee.object, ctx);
    return values.some((parts) => parts.some((part) => typeof part === "string" && /[a-z]{2}/i.test(part)))
      ? values
      : hole(node, ctx.page);
  }
  return hole(node, ctx.page);
}

/** A list of parts with something between them. */
function ofJoin({ callee, arguments: given }, ctx) {
  const between = given[0]?.type === "Literal" ? String(given[0].value) : ",";
  let list = callee.object;
  if (list.type === "CallExpression" && list.callee.property?.name === "filter") list = list.callee.object;
  if (list.type === "Identifier") {
    const declared = declarationOf(list.name, list, ctx.page);
    if (declared) list = declared.node;
    if (list.type === "CallExpression" && list.callee.property?.name === "filter") list = list.callee.object;
  }
  if (list.type === "ArrayExpression") {
    const elements = list.elements.map((one) =>
      one.type === "SpreadElement" ? ofSpread(one.argument, ctx) : valuesOf(one, ctx),
    );
    const all = product(elements.flatMap((element, i) => (i > 0 ? [[[between]], element] : [element])));
    // Parts that are not there leave no comma behind.
    return all.map((parts) => tidied(parts, between));
  }
  if (list.type === "CallExpression" && /^(map|flatMap)$/.test(list.callee.property?.name)) {
    const [map] = list.arguments;
    if (map && /Function/.test(map.type)) {
      const bound = new Map(ctx.bound);
      for (const param of map.params) for (const name of namesOf(param)) bound.delete(name);
      const values = union(returnsOf(map).map((one) => valuesOf(one, { ...ctx, bound })));
      if (values.some((parts) => parts.some((part) => typeof part === "string" && /[a-z]{2}/i.test(part))))
        return values.flatMap((parts) => [parts, [...parts, between, ...parts]]);
    }
  }
  return [[{ name: ctx.page.text.slice(callee.start, callee.end), number: false }]];
}

function ofSpread(node, ctx) {
  if (node.type === "ConditionalExpression")
    return union([node.consequent, node.alternate].map((one) => ofSpread(one, ctx)));
  if (node.type === "ParenthesizedExpression") return ofSpread(node.expression, ctx);
  if (node.type === "ArrayExpression")
    return node.elements.length > 0 ? valuesOf(node.elements[0], ctx) : [[""]];
  return [[""]];
}

function tidied(parts, between) {
  const kept = [];
  for (const part of parts) {
    if (part === "") continue;
    if (part === between && (kept.length === 0 || kept.at(-1) === between)) continue;
    kept.push(part);
  }
  while (kept.at(-1) === between) kept.pop();
  return kept;
}

/** A word of a table, by whatever key. */
function ofMember(node, ctx) {
  const values = entriesOf(node, ctx)
    .filter(({ value }) => hasText(value))
    .map(({ value, page }) => valuesOf(value, { page, bound: new Map(), depth: ctx.depth + 1 }));
  return values.length > 0 ? union(values) : hole(node, ctx.page);
}

/** What a member can be: every entry of a table, or that of its name; in a table of tables, of each. */
function entriesOf({ object, property, computed }, ctx) {
  return tablesOf(object, ctx).flatMap(({ table, page }) =>
    table.properties
      .filter(
        (one) => one.type === "Property" && (computed || (one.key.name ?? one.key.value) === property.name),
      )
      .map(({ value }) => ({ value, page })),
  );
}

function tablesOf(node, ctx) {
  if (node.type === "MemberExpression")
    return entriesOf(node, ctx).flatMap(({ value, page }) => tablesOf(value, { ...ctx, page }));
  if (/^TS(As|Satisfies|NonNull)Expression$/.test(node.type)) return tablesOf(node.expression, ctx);
  if (node.type === "ObjectExpression") return [{ table: node, page: ctx.page }];
  if (node.type !== "Identifier" || ctx.bound.has(node.name) || ctx.depth > 5) return [];
  const declared = declarationOf(node.name, node, ctx.page);
  return declared && !/Function/.test(declared.node.type)
    ? tablesOf(declared.node, { ...ctx, page: declared.page, depth: ctx.depth + 1 })
    : [];
}

/** What no one but a program reads, or has both languages where it stands. */
const elsewhere = [
  // both languages stand there
  /^report\/words\/(english|japanese|findings|summary|effects|distances|follow)\.ts$/,
  /^report\/words\/(ja|catalogue)\//,
  /^report\/look\/lookWords\.ts$/,
  /^report\/pages\/insight\.ts$/,
  /^cli\/lesson\/words\.ts$/,
  /^tasks\/lesson\/pictureWords\.ts$/,
  // mistakes that only a program can make: the command line calls these with what it has checked
  /^(graph|engine|nn)\//,
  /^train\/estimators\//,
  /^data\/(numpy|numbers)\//,
  /^data\/random\//,
  /^data\/(drawBlobs|memory)\.ts$/,
  /^model\/(metrics|rows)\//,
  /^model\/(evaluator|samples)\.ts$/,
  /^model\/inspection\/(distance|effects|likeness|occlusion)\.ts$/,
  /^train\/inspection\/episodes\.ts$/,
  /^train\/fit\/(fit|measuring|planCheck|rows|rowsCheck)\.ts$/,
  /^tasks\/trainRows\.ts$/,
  /^tasks\/plan\/options\.ts$/,
  // parts of one line, which the test of the catalogue looks at whole
  /^cli\/train\/columnsInWords\.ts$/,
  // names of findings, which findings.ts says, and of what is followed
  /^tasks\/follow\/follow\.ts$/,
  /^train\/doctor\//,
  // names of languages
  /^data\/formats\/encoding\/alphabet/,
  /^data\/columns\/cells\/dates\/monthNames/,
  // notices and pages of code, names of fonts and of colours
  /^plot\/(font|page|png|svg|dom)/,
  /^report\/pages\/(html|insight|style)\.ts$/,
  /^data\/numbers\/pca\.ts$/,
];

/** Mistakes that only a program can make, beside others. */
const ofPrograms =
  /^(?:createRun|save takes|Model\.load|safetensors:|classificationReport)|^Zq1 takes one row|^Zq1 of parts$|^Zq1 and Zq2$|^(?:fitScaler|trainTestSplit takes|trainTestSplit: testSize must|a source is|The scaler was|a scaler comes|Cannot scale)|^tar xf$|the features must be an array|^SQLite format|^blob 37|\{ data: /;

export const isForPeople = (file) => !elsewhere.some((one) => one.test(file));

/** Words that Japanese takes over as they are: names of formats, methods, figures and encodings, and what stands on a screen. */
const takenOver = new Set(
  `kiso CSV TSV XLSX PNG SVG HTML JSON JSONL PDF TIFF BMP JPEG WebP GIF AVIF HEIC ZIP GZIP ONNX Parquet Excel LibreOffice NumPy
  URL Blob ulimit Hub Hugging Face README SHA AUROC AUC ROC ECE RMSE MAE ID URL OK NG UTF Shift JIS EUC ISO GB Latin Windows Unicode ASCII BOM
  RGB CMYK EXIF ICC adam adamw sgd GPU CPU CI MB GB kB Node Python WebAssembly PyTorch scikit-learn learn scikit
  Nesterov auto yes no true True false False none null all ids test train validation quick standard best lesson siamese classify regress skip stop good bad
  point comma tab blank folders digits iris recall precision f1 cost false-reject reject flip relu sigmoid soft names float32 float64 en ja
  float constant contrastive batch-all batch fail kiso match predict evaluate judge Model median mean Ctrl masks mask write plots trainTestSplit testSize Git Zip zip Web git lfs annex pull get IDX bzip2 bzip xz zstd PDF XML SpreadsheetML NumPy HF_ENDPOINT HF_HOME YAML ETag configs data_files files McNemar default split path label file aim schedule step oneCycle cosine relative F64 F32 dtype shape data_offsets data offsets safetensors scoreEmbedding NaN min max conv batchNorm conv
  Qx Blob gzip pandas pyarrow drop node SpreadsheetML Web Unnamed MacRoman Roman Mac Cyrillic Japanese cp
  Zstandard YCbCr CIELab LogL LogLuv Radiance Canon raw Pascal labelme Label Studio VisA augment doctor McNemar configs data_files data files path split
  make blobs utf shift_jis shift euc-jp euc jp windows-1252 windows jis ok brightness noise runs NAME judge embed R² SGD PICTURES DATA RUN CLASS COLUMN LANG kernels`.split(
    /\s+/,
  ),
);

/** Stands for a phrase of kiso's own whose Japanese is known. */
export const somePhrase = "Qx";

/**
 * The words of a line that are left when it is put into Japanese, whether its unknown parts are names, numbers, lines or phrases;
 * `translate` knows `somePhrase`.
 */
export function leftIn(line, translate) {
  // What begins with a semicolon is put behind another line; what touches a word may be empty.
  const sample = line.replace(/^; /, "").replace(/(?<=[a-z])(?:Zq\d+|37\b)/g, "");
  const left = englishIn(translate(sample));
  if (left.length > 0 && englishIn(translate(sample.replace("Zq1", "line 37"))).length === 0) return [];
  for (const other of ["37", somePhrase])
    if (left.length > 0 && englishIn(translate(sample.replace(/(?<!--[\w-]+ )Zq\d+/g, other))).length === 0)
      return [];
  return left;
}

/** The English words that are left in a line: not names, flags, commands, files, places or units. */
export function englishIn(line) {
  const told = line
    .trim()
    .replace(/Zq\d+/g, "0")
    .replace(/^\s*(?:Epoch 0, Loss: 0|Accuracy: 0|npx \d+|expected 0|kiso: .*)$/, "") // as the lesson's code prints it, in every language
    .replace(/<\/?[a-z][^<>]*>/g, "") // XML
    .replace(/\S*\/\S*/g, "") // paths and addresses
    .replace(/--?[a-z][\w-]*(?:[= ](?=[a-z\d])[\w.=,-]+)?/g, "")
    .replace(/\bkiso [a-z]+/g, "")
    .replace(/\b(?:utf|EUC|euc|ISO|iso|gb|Big)-?\d[\w-]*|\bEUC-\w+|\bUTF-\d\w*|\bISO-[\w-]+/g, "") // encodings
    .replace(/\b[\w.]+\([^()]*\)|\b[a-z]+[A-Z]\w*|\b[\w]+=\w+|\{"[^{}]*\}/g, "") // code
    .replace(/"[^"]*"|`[^`]*`|「[^」]*」/g, "")
    .replace(/[\w.]*\(?\{ [^{}]* \}\)?/g, "") // an example in code
    .replace(/[\w./-]*\.\w{2,}/g, "")
    .replace(/\b[A-Z][A-Z_]+\b|\b(?:cost|shift|rotate|flip)=\S+/g, "");
  return (told.match(/[A-Za-z]{2,}/g) ?? []).filter((word) => !takenOver.has(word));
}

/** node scripts/messages.mjs [folder]: every line that has no Japanese yet, or not all of it. */
if (process.argv[1] === import.meta.filename) {
  const { rolldown } = await import("rolldown");
  const bundle = await rolldown({
    input: "lister",
    plugins: [
      {
        name: "lister",
        resolveId: (id) => (id === "lister" ? id : undefined),
        load: (id) =>
          id === "lister"
            ? ["ja/japanese", "catalogue/translator"]
                .map((name) => `export * from "${root}/report/words/${name}.ts";`)
                .join("")
            : undefined,
      },
    ],
  });
  const { output } = await bundle.generate({ format: "esm" });
  const { catalogues, Translator } = await import(
    `data:text/javascript,${encodeURIComponent(output[0].code)}`
  );
  const japanese = new Translator(...Object.values(catalogues), { [somePhrase]: "それ" });
  const [folder = "", all] = process.argv.slice(2);
  let missing = 0;
  for (const { file, line, samples } of messages((name) => !isForPeople(name) || !name.startsWith(folder)))
    for (const sample of samples) {
      const told = japanese.text(sample);
      const left = leftIn(sample, (line) => japanese.text(line));
      if (left.length > 0) missing++;
      if (left.length > 0 || all)
        console.log(
          `${file}:${line}\t${sample.replaceAll("\n", "\\n")}${told === sample ? "" : `\n\t-> ${told.replaceAll("\n", "\\n")}`}`,
        );
    }
  console.log(`${missing} lines have no Japanese`);
}
