// bench/DOCTOR.md, from what was measured.

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const f = (x, digits = 3) => {
  if (x === undefined || Number.isNaN(x)) return "";
  const text = x.toFixed(digits);
  return Number(text) === 0 ? (0).toFixed(digits) : text.replace("-", "−");
};
const signed = (x) => (x > 0 ? "+" : "") + f(x);

/** A change of less is none. */
const none = 0.005;

/** What advice is judged by: a threshold by the mean of both shares that are right, a training of OK and NG by average precision. */
const worthOf = (figures, name) => (/^aim/.test(name) ? figures.balanced : figures.judged);

/** Student's t, 97.5 %, for so many degrees of freedom. */
const t = (n) => [0, 12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23][n] ?? 1.96 + 2.4 / n;

/** Of changes by table: mean, and its 95 % interval, tables being what could have been others. */
export function interval(changes) {
  const byTable = new Map();
  for (const { table, change } of changes) byTable.set(table, [...(byTable.get(table) ?? []), change]);
  const means = [...byTable.values()].map(mean);
  const middle = mean(means);
  const n = means.length;
  if (n < 2) return { middle };
  const deviation = Math.sqrt(means.reduce((sum, x) => sum + (x - middle) ** 2, 0) / (n - 1));
  return { middle, half: (t(n - 1) * deviation) / Math.sqrt(n), n };
}

/** By kind of finding, and piece of advice: the change that each case saw. */
export function changesOf(measured) {
  const kinds = new Map();
  for (const { table, figures, found, ...of } of measured)
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
        list.push({ table, change, place, before: figures, after, ...of });
      }
    }
  return kinds;
}

export function page({ commit, measured, seconds }) {
  const kinds = changesOf(measured);
  const lines = [`${commit} ${measured.length} cases, ${seconds} s`, ""];
  for (const [kind, { said, followed, advice }] of [...kinds].sort((a, b) => b[1].said - a[1].said)) {
    lines.push(`### ${kind}: ${said} (${followed} followed)`, "");
    lines.push("| advice | named | followed | helped | harmed | change | interval | | | |", "| --- |");
    const rows = [...advice].map(([name, list]) => ({ name, list, ...interval(list) }));
    rows.sort((a, b) => b.middle - a.middle);
    for (const { name, list, middle, half } of rows) {
      const up = list.filter(({ change }) => change > none).length;
      const down = list.filter(({ change }) => change < -none).length;
      const places = list.filter(({ place }) => place !== undefined);
      const delta = (figure) => {
        const own = list.filter(
          (one) => one.before?.[figure] !== undefined && one.after?.[figure] !== undefined,
        );
        return own.length
          ? `${figure} ${signed(mean(own.map((one) => one.after[figure] - one.before[figure])))}`
          : "";
      };
      lines.push(
        `| ${name} | ${places.length ? `${places.length}×, place ${f(1 + mean(places.map(({ place }) => place)), 1)}` : ""} | ${list.length} | ${up} | ${down} | ${signed(middle)} | ${half === undefined ? "" : `± ${f(half)}`} | ${delta("accuracy")} | ${delta("f1")} ${delta("missed")} ${delta("rejected")} |`,
      );
    }
    lines.push("");
  }
  return lines.join("\n");
}
