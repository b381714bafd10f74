// bench/DOCTOR.md, from what was measured.

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const f = (x, digits = 3) => {
  if (x === undefined || Number.isNaN(x)) return "";
  const text = x.toFixed(digits);
  return Number(text) === 0 ? (0).toFixed(digits) : text.replace("-", "−");
};
const signed = (x) => (x > 0 && f(x) !== f(0) ? "+" : "") + f(x);

/** A change of less is none. */
const none = 0.005;

/** What advice is judged by: a threshold by the mean of both shares that are right, a training of OK and NG by average precision. */
const worthOf = (figures, name) => (/^aim/.test(name) ? figures.balanced : figures.judged);

/** Student's t, 97.5 %, for so many degrees of freedom. */
const t = (n) => [0, 12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23][n] ?? 1.96 + 2.4 / n;

/** Of changes by table: mean, and half of its 95 % interval, for the tables could have been others. */
export function interval(changes) {
  const byTable = new Map();
  for (const { table, change } of changes) byTable.set(table, [...(byTable.get(table) ?? []), change]);
  const means = [...byTable.values()].map(mean);
  const middle = mean(means);
  const n = means.length;
  if (n < 2) return { middle };
  const deviation = Math.sqrt(means.reduce((sum, x) => sum + (x - middle) ** 2, 0) / (n - 1));
  return { middle, half: (t(n - 1) * deviation) / Math.sqrt(n) };
}

/** By kind of finding: how often it was said and followed, and of each piece of advice the change that each case saw. */
export function changesOf(measured) {
  const kinds = new Map();
  for (const { table, figures, found } of measured)
    for (const { kind, advice } of found) {
      const group = kinds.get(kind) ?? { said: 0, followed: 0, advice: new Map() };
      kinds.set(kind, group);
      group.said++;
      if (advice) group.followed++;
      for (const { name, place, after } of advice ?? []) {
        const list = group.advice.get(name) ?? [];
        group.advice.set(name, list);
        // A training that broke down has not learned anything.
        const base = figures ? worthOf(figures, name) : 0;
        const change = (after ? worthOf(after, name) : 0) - base;
        list.push({ table, change, place, before: figures, after });
      }
    }
  return kinds;
}

const countOf = (list, fits) => list.filter(fits).length;

function adviceTable(advice) {
  const lines = [
    "| advice | the doctor names it | followed | helped | harmed | change, mean of tables | missed | over-rejected |",
    "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
  ];
  const rows = [...advice].map(([name, list]) => ({ name, list, ...interval(list) }));
  rows.sort((a, b) => b.middle - a.middle);
  for (const { name, list, middle, half } of rows) {
    const places = list.flatMap(({ place }) => (place === undefined ? [] : [place + 1]));
    const delta = (figure) => {
      const own = list.filter((one) => one.before?.[figure] !== undefined && one.after);
      return own.length ? signed(mean(own.map(({ before, after }) => after[figure] - before[figure]))) : "";
    };
    const named = places.length ? `${places.length} times, place ${f(mean(places), 1)}` : "no";
    const cells = [
      ...[name, named, list.length],
      countOf(list, ({ change }) => change > none),
      countOf(list, ({ change }) => change < -none),
      `${signed(middle)}${half === undefined ? "" : ` ± ${f(half)}`}`,
      ...[delta("missed"), delta("rejected")],
    ];
    lines.push(`| ${cells.join(" | ")} |`);
  }
  return lines;
}

/** A finding as the table of false alarms has it. */
const inShort = ({ kind, wrong, of, names, score, training, test, r2, rows, loss, guess }) => {
  if (kind === "missed") return `missed ${wrong} of ${of}`;
  if (kind === "overfitting" && score)
    return `overfitting: ${score} ${f(training)} learned, ${f(test)} held out`;
  if (kind === "below the mean") return `R² ${f(r2)} on ${rows} rows`;
  if (kind === "plateau") return `plateau: loss ${f(loss)}, guessing ${f(guess)}`;
  return names ? `${kind}: ${names.slice(0, 3).join(", ")}` : kind;
};

/** Each finding, the commonest first, with what came of each piece of advice. */
function sections(measured) {
  const lines = [];
  for (const [kind, { said, followed, advice }] of [...changesOf(measured)].sort(
    (a, b) => b[1].said - a[1].said,
  )) {
    lines.push(`### ${kind}: said ${said} times, followed ${followed}`, "");
    if (advice.size > 0) lines.push(...adviceTable(advice), "");
    else lines.push("No setting is its advice.", "");
  }
  return lines;
}

export function page({ commit, measured, alarms = measured, earlier, seconds, left }) {
  const tables = new Set(measured.map(({ table }) => table));
  const lines = [
    "# The doctor's advice, followed",
    "",
    "`npm run bench:doctor` makes this page. Real tables (those of [DEFAULTS.md](DEFAULTS.md) that the defaults are chosen by, never the",
    "set that is looked at once) are trained from settings that people start with: nothing said, an effort, a few epochs, rates far too high",
    "and too low, two hidden units and 256, four layers of sigmoid, no scale, a last batch of one row; as they are, and as OK and NG with 3",
    "to 12 % NG. For every finding each piece of advice is followed alone, beside others that the doctor does not name, and measured on rows",
    "that neither the training nor the doctor has seen: accuracy, R² (below 0 counts as 0), of OK and NG average precision; a threshold by the",
    "mean of both shares that are right. Helped and harmed: by more than 0.005. The interval is of the mean over tables (95 %).",
    "",
    `Measured at ${commit}: ${measured.length} trainings of ${tables.size} tables that are examined, ${Math.round(seconds)} s of processor time. At most two findings of a kind and a way to start`,
    "are followed. Tables of more than 500 rows are cut to 500.",
    ...(left ? ["", left] : []),
    "",
    "## What was decided",
    "",
    "- First comes the training that is fitted to the rows, in the place of what was stated (`--effort standard without --lr`), after nearly",
    "  every finding; `--scale standard` before it, where there was none. Of a training that is fitted already no single setting is advised.",
    "- Gone, since they harmed more often than they helped: `--balance`, `--validation 0.2 --patience 10`, `--patience 10`,",
    "  `--schedule cosine`, a tenth of the rate for dead units. `--l2 0.001` of saturated units did nothing; four times the epochs helped as",
    "  often as they harmed a loss that was still falling, and less than the fitted training elsewhere.",
    "- `--aim recall=…` is named where a threshold finds half of what is missed, at a price of at most half of that and 30 % of the others.",
    "- The logarithm of columns with heavy tails is not named (doctor/logarithms.mjs). With the earlier default (e4d9060) it helped 7 of 17",
    "  tables and harmed 4; half of the networks of today's see columns by rank, and it helps 2 and harms 5. The logarithm of the label",
    "  helps the R² of 2 of 10 tables, and harms 5.",
    "- Moot, and silent now: dead units of networks whose weights are drawn to 0; leaks that are copies of rows; copies where rows repeat by",
    "  nature; R² of fewer than ten rows.",
    "",
    "## Each finding",
    "",
  ];
  lines.push(...sections(measured));
  const healthy = alarms.filter(({ variant, start }) => variant === "as it is" && start === "nothing said");
  const loud = healthy.filter(({ found }) => found.length > 0);
  lines.push("## False alarms", "");
  lines.push(
    `Of ${healthy.length} trainings of tables as they are, with nothing said, ${healthy.length - loud.length} have no finding. The others, one by one: each is so.`,
    "",
    "| table | findings |",
    "| --- | --- |",
    ...loud.map(({ table, found }) => `| ${table} | ${found.map(inShort).join("; ")} |`),
    "",
  );
  if (earlier) {
    lines.push(`## The doctor before, at ${earlier.commit}`, "");
    lines.push(
      `What it named then, on ${earlier.measured.length} trainings: by this its advice was put in order.`,
      "",
    );
    lines.push(...sections(earlier.measured));
  }
  return lines.join("\n");
}
