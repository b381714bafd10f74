// bench/DEFAULTS.md, from what was measured.

const peersInOrder = ["mlp", "linear", "forest", "boosting"];
const called = {
  mlp: "MLP",
  linear: "linear",
  forest: "forest",
  boosting: "boosting",
};
const setsInWords = {
  choose: "The set that the defaults are chosen by",
  once: "The set that is looked at once",
};
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const f = (x, digits = 3) => (x === undefined || Number.isNaN(x) ? "" : x.toFixed(digits).replace("-", "−"));

/** Its place among the peers, 1 the best; those with the same figure share theirs. */
const rank = (own, others) =>
  1 +
  others.filter((x) => x > own + 1e-12).length +
  others.filter((x) => Math.abs(x - own) <= 1e-12).length / 2;

/** An R² of less tells no more than that it failed. */
const least = (kind, score) => (kind === "regress" ? Math.max(0, score) : score);

/** The whole page. Of each table: what it is, and the figures of every contender by name. */
export function page(measured, { sources, efforts, machine, speeds, commit }) {
  const lines = [
    "# kiso's defaults beside scikit-learn's",
    "",
    "`npm run bench:defaults` makes this page: real tables, every model as its library gives it, no setting touched. kiso is",
    'called with the table and the name of its label alone (and, where cells are missing, with `missing: "mean"`, which it asks',
    "for); the peers are scikit-learn's MLP and linear model (logistic regression, ridge) on standardised columns, random forest",
    "and histogram gradient boosting, with one-hot categories and the mean for gaps. All see the same rows.",
    "",
    "- Tables of more than 2,000 rows are cut to 2,000, drawn by a hash of their names; classes with fewer than five rows are left out.",
    "- Five folds, each row tested once; tables under 300 rows three times over, since 24 rows tell nothing. A figure is over all",
    "  tested rows: accuracy, or R² (below 0 it counts as 0: it has failed, however far).",
    "- Which table is in which set follows from names alone: of each kind in the order of the SHA-256 of `package-item`, one here,",
    "  one there (bench/defaults/tables.py). That was written down and committed before anything was trained on them.",
    "- Short: how far below the best of all. Rank: among one effort of kiso and the four peers. Seconds are of processor time of a",
    `  training, mean over tables, on ${machine}.`,
    "",
    `2,000 rows of 60 measurements in three classes, drawn (defaults/speed.mjs), take ${efforts.map((effort) => `\`${effort}\` ${f(speeds[effort].processor, 1)} s`).join(", ")} of one processor.`,
    "",
    "What was tried before the default was settled, and what it gave: [defaults/TRIED.md](defaults/TRIED.md).",
    "",
    "The tables are in Debian's packages, none of them in this repository:",
    "",
    ...sources
      .trimEnd()
      .split("\n")
      .map((line) => `- ${line}`),
    "",
  ];
  for (const set of ["choose", "once"]) {
    const own = measured.filter(({ table }) => table.set === set);
    if (own.length > 0)
      lines.push(...section(set, own, { efforts, commit: set === "once" ? commit : undefined }));
  }
  return lines.join("\n");
}

function section(set, measured, { efforts: asked, commit }) {
  const efforts = asked.filter((effort) => measured.every(({ figures }) => figures[effort]));
  const lacking = asked.filter((effort) => !efforts.includes(effort));
  const once = commit
    ? [
        `Looked at once, on commit ${commit}; no default was changed after it. The figures are as they came.`,
        "",
      ]
    : [];
  const not = lacking.length > 0 ? [`Not measured on this set: ${lacking.join(", ")}.`, ""] : [];
  const lines = [`## ${setsInWords[set]}`, "", ...once, ...not, ...summary(measured, efforts), ""];
  for (const kind of ["classify", "regress"]) {
    const own = measured.filter(({ table }) => table.kind === kind);
    if (own.length === 0) continue;
    const names = [...efforts.map((effort) => `kiso ${effort}`), ...peersInOrder.map((peer) => called[peer])];
    lines.push(`### ${kind === "classify" ? "Classes: accuracy" : "Numbers: R²"}`, "");
    lines.push(`| table | rows × columns${kind === "classify" ? " / classes" : ""} | ${names.join(" | ")} |`);
    lines.push(`| --- | --- | ${names.map(() => "---:").join(" | ")} |`);
    for (const { table, figures } of own) {
      const { name, rows, columns, classes } = table;
      const scores = [...efforts, ...peersInOrder].map((who) => figures[who]?.score);
      const best = Math.max(...scores.filter((x) => x !== undefined));
      const cells = scores.map((x) =>
        x === undefined ? "" : Math.abs(x - best) < 5e-4 ? `**${f(x)}**` : f(x),
      );
      lines.push(
        `| ${name} | ${rows} × ${columns}${classes ? ` / ${classes}` : ""} | ${cells.join(" | ")} |`,
      );
    }
    lines.push("");
  }
  return lines;
}

/** Of each contender: rank and shortfall over all tables, and its mean figures. */
function summary(measured, efforts) {
  const lines = [
    "| | rank of 5 | short of the best | below the MLP by over 0.005 | accuracy | log loss | AUROC | R² | seconds |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
  ];
  const of = (who, among) => {
    const own = measured.filter(({ figures }) => figures[who]);
    if (own.length === 0) return;
    const score = ({ table, figures }, name) => least(table.kind, figures[name].score);
    const others = (one) =>
      among.filter((name) => name !== who && one.figures[name]).map((name) => score(one, name));
    const classes = own.filter(({ table }) => table.kind === "classify").map(({ figures }) => figures[who]);
    const numbers = own.filter(({ table }) => table.kind === "regress");
    const isKiso = efforts.includes(who);
    const cells = [
      isKiso ? f(mean(own.map((one) => rank(score(one, who), others(one)))), 2) : "",
      f(mean(own.map((one) => Math.max(0, Math.max(...others(one)) - score(one, who)))), 4),
      isKiso ? String(own.filter((one) => score(one, who) < score(one, "mlp") - 0.005).length) : "",
      f(mean(classes.map((one) => one.score)), 4),
      f(mean(classes.map((one) => one.logLoss)), 4),
      f(mean(classes.map((one) => one.auroc)), 4),
      f(mean(numbers.map((one) => score(one, who))), 4),
      f(mean(own.map(({ figures }) => figures[who].seconds)), 2),
    ];
    lines.push(`| ${isKiso ? `kiso ${who}` : called[who]} | ${cells.join(" | ")} |`);
  };
  for (const effort of efforts) of(effort, [effort, ...peersInOrder]);
  for (const peer of peersInOrder) of(peer, [...peersInOrder, "standard"]);
  return lines;
}
