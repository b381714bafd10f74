// What the doctor is tried on: the tables of bench/defaults that the defaults are chosen by, as they are and as factories have them,
// each trained from settings that people start with.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const hash = (text) => createHash("sha256").update(text).digest("hex");
const number = (text) => Number.parseInt(hash(text).slice(0, 8), 16) / 2 ** 32;

/** The lines that are learned from, at most; the label is the last cell, and none has a comma in it. */
const most = 500;
const labelOf = (line) => line.slice(line.lastIndexOf(",") + 1);
const withLabel = (line, label) => `${line.slice(0, line.lastIndexOf(",") + 1)}${label}`;

/** In an order of its own for each split. */
const shuffled = (lines, name) =>
  lines
    .map((line, i) => ({ line, key: hash(`${name} ${i}`) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ line }) => line);

/** So many for rows that nobody sees before the end, the others to train on. */
function divided(lines, share) {
  const fresh = Math.round(share * lines.length);
  return { fresh: lines.slice(0, fresh), rows: lines.slice(fresh, fresh + most) };
}

const shares = [0.03, 0.06, 0.12];

/** What is made of a table, given its lines in a split's order; nothing where it cannot be. */
const variants = {
  "as it is": (lines) => divided(lines, 1 / 3),
  /** One class is NG, and rare; half of the rows are fresh, since few of them are NG. */
  "OK and NG": (lines, { name, kind }) => {
    if (kind !== "classify") return;
    const counts = new Map();
    for (const line of lines) counts.set(labelOf(line), (counts.get(labelOf(line)) ?? 0) + 1);
    const [rarest] = [...counts].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))[0];
    const share = shares[Math.floor(3 * number(name))];
    const good = lines.filter((line) => labelOf(line) !== rarest);
    const bad = lines.filter((line) => labelOf(line) === rarest);
    const wanted = Math.min(bad.length, Math.round((share * good.length) / (1 - share)));
    if (good.length < 150 || wanted < 10) return;
    const parts = [good, bad.slice(0, wanted)].map((some) => divided(some, 0.5));
    const named = (line) => withLabel(line, labelOf(line) === rarest ? "NG" : "OK");
    const together = (part) => parts.flatMap((one) => one[part]).map(named);
    return { fresh: together("fresh"), rows: shuffled(together("rows"), name), label: "verdict" };
  },
  /** A column that is known only after the label: of fresh rows it says nothing. */
  "with a leak": (lines, table) => {
    const { fresh, rows } = divided(lines, 1 / 3);
    const others = shuffled(fresh, "leak");
    const code = (label) => (table.kind === "regress" ? 3 * Number(label) + 1 : hash(label).slice(0, 4));
    return {
      fresh: fresh.map((line, i) => `x${code(labelOf(others[i]))},${line}`.replace(/^x/, "")),
      rows: rows.map((line) => `${code(labelOf(line))},${line}`),
      column: "after",
    };
  },
  /** A fifth of the rows stand there twice. */
  "with copies": (lines, { name }) => {
    const { fresh, rows } = divided(lines, 1 / 3);
    return { fresh, rows: shuffled([...rows, ...rows.slice(0, Math.ceil(rows.length / 5))], name) };
  },
};

const long = { optimizer: "adam", activation: "relu", learningRate: 0.003 };

/** Settings to start from, by name; of rows that are learned from. */
const starts = {
  "nothing said": () => ({}),
  "--effort quick": () => ({ effort: "quick" }),
  "--epochs 30": () => ({ epochs: 30 }),
  "--effort quick --epochs 5": () => ({ effort: "quick", epochs: 5 }),
  "a rate too high": () => ({ epochs: 60, learningRate: 2 }),
  "a rate too high, quick": () => ({ effort: "quick", learningRate: 0.3 }),
  "a rate too high, relu": () => ({ epochs: 30, learningRate: 0.5, activation: "relu" }),
  "a rate too low": () => ({ epochs: 30, learningRate: 1e-4 }),
  "a rate too low, quick": () => ({ effort: "quick", learningRate: 1e-5 }),
  "2 units": () => ({ hidden: [2], epochs: 60, ...long }),
  "256 units": () => ({ hidden: [256], epochs: 150, ...long }),
  "256 units, watched": () => ({ hidden: [256], epochs: 150, validation: 0.2, ...long }),
  "four layers of sigmoid": () => ({ hidden: [16, 16, 16, 16], epochs: 60 }),
  "--scale none": () => ({ epochs: 60, scale: "none" }),
  "--scale none, quick": () => ({ effort: "quick", scale: "none" }),
  "a last batch of one row": (rows) => ({ epochs: 60, batch: oneOver(rows), learningRate: 0.3 }),
};

/** Of the four fifths that are trained on. */
function oneOver(rows) {
  const own = rows - Math.ceil(0.2 * rows);
  for (let batch = 16; batch < own / 3; batch++) if (own % batch === 1) return batch;
  return 16;
}

const alone = ["nothing said"];
const startsOf = {
  "as it is": Object.keys(starts),
  "OK and NG": Object.keys(starts).filter((name) => !/scale|batch|layers/.test(name)),
  "with a leak": alone,
  "with copies": alone,
};

/** Splits of a table: where nothing is said more, since false alarms are counted there. */
const splitsOf = (start) => (start === "nothing said" ? 2 : 1);

/** Every case, table by table. */
export function* casesOf(tables, cache) {
  for (const table of tables) {
    const text = readFileSync(join(cache, `${table.name}.csv`), "utf8").trimEnd();
    const [header, ...lines] = text.split("\n");
    for (const [variant, made] of Object.entries(variants))
      for (const split of [0, 1]) {
        const parts = made(shuffled(lines, `${table.name} ${split}`), table);
        if (!parts) continue;
        const columns = parts.column ? `${parts.column},${header}` : header;
        const label = parts.label ?? table.label;
        const first = withLabel(columns, label);
        const file = (some) => new File([`${[first, ...some].join("\n")}\n`], `${table.name}.csv`);
        const said = { label };
        if (table.kind === "regress") said.task = "regress";
        if (table.gaps) said.missing = "mean";
        for (const start of startsOf[variant])
          if (split < splitsOf(start))
            yield {
              table,
              variant,
              split,
              start,
              options: { data: file(parts.rows), ...said, ...starts[start](parts.rows.length) },
              fresh: file(parts.fresh),
              truth: parts.fresh.map(labelOf),
            };
      }
  }
}
