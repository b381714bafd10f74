import { expect, test } from "vitest";
import { readCsv } from "../../../../src/data/formats/csv/csv.ts";
import { isLimit, isTotal } from "../../../../src/data/formats/csv/ends.ts";
import { labelRank } from "../../../../src/data/rows/chooseLabel.ts";

const parts = [1, 2, 3, 4, 5, 6].map((i) => `P${i},${i}.5,${20 + i},${i % 2 ? "OK" : "NG"}`);
const csv = (...lines: string[]) => ["part,d,h,判定", ...lines].join("\n");

test.each([
  [
    "小計 midway",
    csv(...parts.slice(0, 3), "小計,7.5,66,", ...parts.slice(3)),
    "line 5 is a total or a mean (小計, 7.5, 66), not a row; if it is one, call it otherwise",
  ],
  [
    "limits on top",
    csv("USL,9,30,", "LSL,1,10,", ...parts),
    "lines 2 and 3 are limits or targets (USL, 9, 30), not rows; if they are, call them otherwise",
  ],
  [
    "規格値",
    csv("規格値,5,25,", ...parts),
    "line 2 is a limit or a target (規格値, 5, 25), not a row; if it is one, call it otherwise",
  ],
  [
    "a lot's own total",
    csv(...parts.slice(0, 3), "L1 小計,7.5,66,", ...parts.slice(3)),
    "line 5 is a total or a mean (L1 小計, 7.5, 66), not a row; if it is one, call it otherwise",
  ],
  [
    "means without a word",
    csv(...parts, ",4,23.5,"),
    "line 8 has no name, and its numbers are the sums or means of those above: it is a total (4, 23.5), not a row; if it is one, name it",
  ],
  [
    "sums without a word",
    csv(...parts, ",24,141,"),
    "line 8 has no name, and its numbers are the sums or means of those above: it is a total (24, 141), not a row; if it is one, name it",
  ],
  [
    "a word in the label alone",
    csv(...parts, ",4,23.5,平均"),
    "line 8 is a total or a mean (4, 23.5, 平均), not a row; if it is one, call it otherwise",
  ],
  [
    "a word in the label beside a part",
    csv(...parts, "P1,24,141,合計"),
    "line 8 is a total or a mean (P1, 24, 141, 合計), not a row; if it is one, call it otherwise",
  ],
  [
    "小計 midway, cut short",
    csv(...parts.slice(0, 3), "小計,7.5", ...parts.slice(3)),
    "line 5 is a total (小計, 7.5), not a row",
  ],
])("a row that sums up or says limits is left out and said: %s", async (_, text, said) => {
  const table = await readCsv(text, { name: "a.csv" });
  expect(table.rows).toBe(6);
  expect(table.traits.notes).toEqual([`a.csv: ${said}`]);
  expect(table.where(5)).toMatch(/line [89]|line 7/);
});

const whole = Array.from(
  { length: 12 },
  (_, i) => `${"ABC"[i % 3]},${12 + ((i * 7) % 12) / 100},${1400 + ((i * 5) % 12)},${i % 4 ? "OK" : "NG"}`,
);
const sums = "144.66,16866";
const wholeCsv = (...lines: string[]) => ["工程,d,h,判定", ...lines].join("\n");
const found = (line: string, what: string, cells: string) =>
  `${line} ${what === "total" ? "is a total or a mean" : "is a limit or a target"} (${cells}), not a row; if it is one, call it otherwise`;

test.each([
  ["Razem", sums],
  ["Итого", sums],
  ["Всего", sums],
  ["Średnia", "12.055,1405.5"],
  ["Среднее", "12.06,1405.5"],
  ["Celkem", sums],
  ["Somme", sums],
  ["Totale", sums],
  ["Media", "12.06,1405.5"],
  ["小計", sums],
  ["4月計", sums],
  ["A班計", sums],
  ["累計", sums],
  ["総計", sums],
  ["Subtotal", sums],
  ["Zwischensumme", "144.7,16900"],
  ["最大", "12.11,1411"],
  ["最小", "12,1400"],
])("a whole row is left out where its numbers show it: %s, %s", async (word, figures) => {
  const text = wholeCsv(...whole, `${word},${figures},OK`, "A,12.02,1402,OK");
  const table = await readCsv(text, { name: "a.csv" });
  expect(table.traits.notes).toEqual([
    `a.csv: ${found("line 14", "total", `${word}, ${figures.replace(",", ", ")}, OK`)}`,
  ]);
  expect(table.rows).toBe(13);
});

test("decimal commas are read, and a total of all is known behind those of parts", async () => {
  const comma = (row: string) => row.replaceAll(",", ";").replaceAll(".", ",");
  const rows = [
    ...whole.slice(0, 6),
    "小計,72.27,8433,OK",
    ...whole.slice(6),
    "小計,72.39,8433,OK",
    `総計,${sums},NG`,
    "A,12.02,1402,OK",
  ];
  const six = (from: number, k: number) =>
    whole.slice(from, from + 6).reduce((sum, row) => sum + Number(row.split(",")[k]), 0);
  rows[6] = `小計,${six(0, 1).toFixed(2)},${six(0, 2)},OK`;
  rows[13] = `小計,${six(6, 1).toFixed(2)},${six(6, 2)},OK`;
  const table = await readCsv([comma("工程,d,h,判定"), ...rows.map(comma)].join("\n"), { name: "a.csv" });
  expect(table.rows).toBe(13);
  expect(table.traits.notes).toHaveLength(1);
});

test.each([
  ["規格上限", "規格下限"],
  ["USL", "LSL"],
])("whole rows that are limits are left out: %s, %s", async (upper, lower) => {
  const text = wholeCsv(`${upper},12.105,1412,OK`, "規格値,12.05,1405,OK", `${lower},11,1300,OK`, ...whole);
  const table = await readCsv(text, { name: "a.csv" });
  expect(table.rows).toBe(12);
  expect(table.traits.notes).toEqual([
    `a.csv: lines 2 to 4 are limits or targets (${upper}, 12.105, 1412, OK), not rows; if they are, call them otherwise`,
  ]);
});

test.each([
  ["a limit or a target", "規格値,12.05,1405,OK"],
  ["a total or a mean", "Razem,12.11,1400,OK"],
])("a whole row whose numbers do not show it is kept, and said: %s", async (what, row) => {
  const table = await readCsv(wholeCsv(row, ...whole), { name: "a.csv" });
  expect(table.rows).toBe(13);
  expect(table.traits.notes).toEqual([
    `a.csv: line 2 (${row.replaceAll(",", ", ")}) looks like ${what} and stays a row, for its numbers do not show it; if it is none, delete it`,
  ]);
});

test.each([
  ["an instrument", ["温度計,12.01,1400,OK", "流量計,12.03,1401,NG", "時計,12,1402,OK"]],
  ["a setting of several rows", ["Max,12.11,1400,OK", "Max,12.02,1411,OK", "Max,12.05,1405,NG"]],
])("nothing is said of what no one doubts: %s", async (_, rows) => {
  const table = await readCsv(wholeCsv(...whole, ...rows), { name: "a.csv" });
  expect(table.rows).toBe(15);
  expect(table.traits.notes ?? []).toEqual([]);
});

test("a column of numbers is one again without the word among them", async () => {
  const text = ["no,d,h", ...[1, 2, 3, 4].map((i) => `${i},${i}.5,${i}`), "平均,3,2.5", "5,5.5,5"].join("\n");
  const table = await readCsv(text, { name: "a.csv" });
  expect(table.column("no")).toMatchObject({ kind: "number", values: Float64Array.of(1, 2, 3, 4, 5) });
});

test.each([
  ["an id that contains the word", csv(...parts.map((row) => `Total-${row}`))],
  ["a category", csv(...parts.map((row, i) => row.replace(/^P\d/, i % 2 ? "Max" : "Min")))],
  [
    "a category whose row lacks a label",
    csv(...parts.map((row, i) => row.replace(/^P\d/, i % 2 ? "Max" : "A")), "Max,3,4,"),
  ],
  ["a part without a label", csv(...parts, "P7,4,23.4,")],
  ["a class that is called so", csv(...parts, "P7,4,23.9,平均")],
  ["numbers that are no sums", csv(...parts, ",4,23.9,")],
])("what only looks like one stays a row: %s", async (_, text) => {
  const table = await readCsv(text, { name: "a.csv" });
  expect(table.rows).toBe(text.split("\n").length - 1);
});

test.each([
  "Bewertung",
  "Ergebnis",
  "Klasse",
  "Befund",
  "Résultat",
  "结果",
  "类别",
  "标签",
  "판정",
  "판정 결과",
  "ﾊﾝﾃｲ",
  "ｹｯｶ",
  "ＬＡＢＥＬ",
])("%s is a label's name", (name) => {
  expect(labelRank(name)).toBeDefined();
});

const many = Array.from({ length: 40 }, (_, i) => {
  const [a, b] = [(i * 7919) % 41, (i * 104729) % 53];
  return [
    `P${String(i + 1).padStart(3, "0")}`,
    12 + a / 100,
    1400 + b,
    (30 + ((a * b) % 90) / 10).toFixed(1),
    a % 5 ? "OK" : "NG",
  ];
});
const columnsOf = (of: (string | number)[][]) => [1, 2, 3].map((k) => of.map((row) => Number(row[k])));
const rounded = (values: number[], digits = 3) =>
  values.map((value) => Number(value.toFixed(digits))).join(",");
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const totals = rounded(columnsOf(many).map(sum));
const means = rounded(columnsOf(many).map((values) => sum(values) / values.length));
const most = rounded(columnsOf(many).map((values) => Math.max(...values)));
const good = many.filter((row) => row[4] === "OK").length;
const share = `${((100 * good) / many.length).toFixed(1)}%`;
const long = (...lines: (string | (string | number)[])[]) =>
  ["part,d,t,h,判定", ...lines.map(String)].join("\n");
const lines = many.map(String);

test.each<[what: string, text: string, said: string[]]>([
  [
    "a sum called in a language that no list knows",
    long(...lines, `Cyfanswm,${totals},`),
    ["line 42 sums up other rows, as its numbers show"],
  ],
  [
    "one with a class",
    long(...lines, `Cyfanswm,${totals},OK`),
    ["line 42 sums up other rows, as its numbers show"],
  ],
  ["means", long(...lines, `Cymedr,${means},`), ["line 42 sums up other rows, as its numbers show"]],
  ["on top", long(`Cymedr,${means},`, ...lines), ["line 2 sums up other rows, as its numbers show"]],
  ["the largest", long(...lines, `Suurin,${most},`), ["line 42 sums up other rows, as its numbers show"]],
  ["counts", long(...lines, "N,40,40,40,"), ["line 42 sums up other rows, as its numbers show"]],
  [
    "sums and means side by side",
    long(...lines, `Koko,${totals.split(",")[0]},${means.split(",").slice(1)},`),
    ["line 42 sums up other rows, as its numbers show"],
  ],
  [
    "of a lot midway",
    long(
      ...lines.slice(0, 15),
      `Cyfanswm,${rounded(columnsOf(many.slice(0, 15)).map(sum))},`,
      ...lines.slice(15),
    ),
    ["line 17 sums up other rows, as its numbers show"],
  ],
  [
    "a word among numbers",
    long(...many.map(([, ...row], i) => `${i + 1},${row}`), `Cyfanswm,${totals},`),
    ["line 42 sums up other rows, as its numbers show"],
  ],
  [
    "a count in the place of the class",
    long(...lines, `,${means},${good}`),
    ["line 42 sums up other rows, as its numbers show"],
  ],
  [
    "a share and counts alone",
    long(...lines, `合格率,,,,${share}`, `OK数,${good},,,`),
    ["lines 42 and 43 sum up other rows, as their numbers show"],
  ],
  [
    "a block",
    long(...lines, `合計,${totals},`, `平均,${means},`, "Cpk値,1.4,1.2,1.1,", `備考,,,,再検`),
    ["lines 42 and 43 are totals or means", "lines 44 and 45 stand beside totals or limits and lack cells"],
  ],
  [
    "what stands above a total",
    long(...lines, "検査数量,,,,x", `合計,${totals},`),
    ["line 43 is a total", "line 42 stands beside totals or limits and lacks cells"],
  ],
  [
    "limits that no list knows",
    long("Spec hoch,13,1500,45,", "Spec tief,11,1300,25,", ...lines),
    ["lines 2 and 3 are limits or sum up others, as their numbers show"],
  ],
  [
    "such limits with a class",
    long("Spec hoch,13,1500,45,OK", "Spec tief,11,1300,25,OK", ...lines),
    ["lines 2 and 3 are limits or sum up others, as their numbers show"],
  ],
  [
    "at the end",
    long(...lines, "Hoch,13,1500,45,OK", "Soll,12.2,1420,34,OK", "Tief,11,1300,25,OK"),
    ["lines 42 to 44 are limits or sum up others, as their numbers show"],
  ],
  [
    "limits that some parts exceed",
    long("Hoch,12.39,1450,38.5,", "Tief,12.01,1401,30.2,", ...lines),
    ["lines 2 and 3 are limits or sum up others, as their numbers show"],
  ],
  [
    "a tolerance",
    long("Goddefiant,0.5,50,5,", ...lines),
    ["line 2 is a limit or sums up others, as its numbers show"],
  ],
])("numbers show what a row is that no list knows: %s", async (_, text, said) => {
  const table = await readCsv(text, { name: "a.csv" });
  expect(table.rows).toBe(40);
  expect(table.traits.notes).toHaveLength(said.length);
  for (const [i, one] of said.entries()) expect(table.traits.notes![i]).toContain(`a.csv: ${one}`);
  expect(table.columns.get("d")).toMatchObject({ kind: "number" });
});

const subtotals = (label: (i: number) => string) =>
  [0, 1, 2, 3, 4].flatMap((lot) => {
    const of = many.slice(8 * lot, 8 * lot + 8);
    return [...of.map(String), `Yht.,${rounded(columnsOf(of).map(sum))},${label(lot)}`];
  });

test.each<[what: string, text: string, rows: number, said: string]>([
  [
    "of lots",
    long(...subtotals(() => "")),
    40,
    "lines 10, 19, 28 and 2 more sum up other rows, as their numbers show",
  ],
  [
    "of lots, with a class",
    long(...subtotals((lot) => (lot % 2 ? "OK" : "NG"))),
    40,
    "lines 10, 19, 28 and 2 more sum up other rows, as their numbers show",
  ],
  [
    "of lots and all",
    long(...subtotals(() => ""), `Kaikki,${totals},`),
    40,
    "lines 10, 19, 28 and 3 more sum up other rows, as their numbers show",
  ],
  ["tolerances at the end", long(...lines, "Tol,±0.5,±50,±5,"), 40, "line 42 says limits or tolerances"],
  [
    "limits with a sign at the end",
    long(...lines, "Yläraja,≤13,≤1450,≤45,", "Alaraja,>11,>1350,>25,"),
    40,
    "lines 42 and 43 say limits or tolerances",
  ],
  ["limits with a sign on top", long("Yläraja,≤13,≤1450,≤45,", ...lines), 40, "line 2 holds tolerances"],
])("rows that no list knows are left out: %s", async (_, text, rows, said) => {
  const table = await readCsv(text, { name: "a.csv" });
  expect(table.rows).toBe(rows);
  expect(table.traits.notes).toHaveLength(1);
  expect(table.traits.notes![0]).toContain(`a.csv: ${said}`);
  expect(table.column("d").kind).toBe("number");
});

test("amounts with units in each cell are no units of their columns, whatever the class is", async () => {
  const dressed = many.map(([name, d, t, h], i) => `${name},${d} mm,${t} N,${h} %,${i % 2 ? "OK" : "NG"}`);
  const table = await readCsv(long(...dressed), { name: "a.csv" });
  expect(table.rows).toBe(40);
  expect(table.traits.notes ?? []).toEqual([]);
});

test.each<[what: string, row: string, said: string[]]>([
  ["any row without a class", "Foo,12.11,1433,33.1,", []],
  ["any row", "Cyfanswm,12.11,1433,33.1,OK", []],
  [
    "one in four is as near",
    "Max,12.2,1420,33.1,OK",
    [
      "line 42 (Max, 12.2, 1420, 33.1, OK) looks like a total or a mean and stays a row, for its numbers do not show it; if it is none, delete it",
    ],
  ],
  [
    "far from all",
    "Goddefiant,0.5,5000,150,OK",
    [
      "line 42 (Goddefiant, 0.5, 5000, 150, OK) stays a row, though each of its numbers lies far beyond those of all others; if it is a limit, a tolerance or a total, delete it",
    ],
  ],
])("a row is kept where they do not show it: %s", async (_, row, said) => {
  const kinds = lines.map((line, i) => line.replace(/^P\d+/, "ABCD"[i % 4]!));
  const table = await readCsv(long(...kinds, row), { name: "a.csv" });
  expect(table.rows).toBe(41);
  expect(table.traits.notes ?? []).toEqual(said.map((one) => `a.csv: ${one}`));
});

test("a category that is called as a total is, in the last row, is one where its numbers are none", async () => {
  const kinds = lines.map((line, i) => line.replace(/^P\d+/, "ABCD"[i % 4]!));
  for (const [row, rows] of [
    ["Media,12.11,1433,33.1,OK", 41],
    ["Media,12.11,,33.1,OK", 41],
    [`Media,${means},OK`, 40],
    ["Media,12.11,1433,33.1,", 40],
    [`Total,${totals},NG`, 40],
  ] as const) {
    const table = await readCsv(long(...kinds, row), { name: "a.csv" });
    expect(table.rows, row).toBe(rows);
    expect(table.traits.notes, row).toHaveLength(1);
  }
});

test("a lot without names, classes or words ends in its sums", async () => {
  const lot = many.map(([, d, t, h]) => `${d},${t},${h}`);
  const table = await readCsv(["d,t,h", ...lot, totals].join("\n"), { name: "lot.csv" });
  expect(table.rows).toBe(40);
  expect(table.traits.notes).toEqual([
    `lot.csv: line 42 has no name, and its numbers are the sums or means of those above: it is a total (${totals.replaceAll(",", ", ")}), not a row; if it is one, name it`,
  ]);
  expect((await readCsv(["d,t,h", ...lot, "12.11,1433,33.1"].join("\n"))).rows).toBe(41);
});

test.each([
  ["平均值", "标准偏差", "标准值"],
  ["평균값", "표준 편차", "기준값"],
  ["ค่าเฉลี่ย", "ส่วนเบี่ยงเบนมาตรฐาน", "ค่าเป้าหมาย"],
  ["ค่าต่ำสุด", "มัธยฐาน", "ค่ามาตรฐาน"],
  ["Trung bình", "Độ lệch chuẩn", "Giá trị chuẩn"],
  ["Mean", "Standard deviation", "Nominal value"],
  ["Mittelwert", "Standardabweichung", "Sollwert"],
  ["Moyenne", "Écart-type", "Valeur cible"],
  ["Promedio", "Desviación estándar", "Valor nominal"],
  ["Média", "Desvio-padrão", "Tolerância"],
  ["Media", "Deviazione standard", "Valore nominale"],
  ["Gemiddelde", "Standaardafwijking", "Streefwaarde"],
  ["Medelvärde", "Standardavvikelse", "Målvärde"],
  ["Gjennomsnitt", "Standardavvik", "Target"],
  ["Keskiarvo", "Keskihajonta", "Tavoitearvo"],
  ["Ortalama", "STANDART SAPMA", "Hedef değer"],
  ["Átlag", "Szórás", "Célérték"],
  ["Średnia", "Odchylenie standardowe", "Wartość nominalna"],
  ["Průměr", "Směrodatná odchylka", "Jmenovitá hodnota"],
  ["Среднее", "Стандартное отклонение:", "Номинал"],
  ["Середнє значення", "Стандартне відхилення", "Номінал"],
  ["Μέσος όρος", "Τυπική απόκλιση", "Ανοχή"],
  ["المتوسط", "الانحراف المعياري", "القيمة المستهدفة"],
  ["औसत", "मानक विचलन", "Target"],
])("%s and %s sum up, %s is a target", (mean, deviation, target) => {
  expect([isTotal(mean), isTotal(deviation), isLimit(target)]).toEqual([true, true, true]);
  expect(isTotal(`${mean} P1`) || isLimit(`P1${target}`)).toBe(false);
});
