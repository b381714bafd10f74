import { table } from "../../report/pages/textTable.ts";
import { compareRuns } from "../../tasks/runs.ts";
import { openConsole } from "../terminal/console.ts";
import { inLanguage } from "../terminal/language.ts";

/** `kiso runs compare` */
export async function compare(
  a: string,
  b: string,
  { out, json }: { out?: string; json?: boolean },
): Promise<void> {
  const { settings, results, epochs } = await compareRuns({ a, b, out });
  const console = openConsole({ json });
  const settingRows = Object.entries(settings).map(([path, values]) => [path, ...values.map(shown)]);
  if (settingRows.length > 0) console.show(table([inLanguage("setting"), a, b], settingRows));
  else console.say("the settings are the same");
  const resultRows = Object.entries(results).map(([name, [x, y]]) => {
    const by = x === null || y === null ? "–" : signed(y - x);
    return [inLanguage(name), digits(x, 6), digits(y, 6), by];
  });
  const epochRow = [inLanguage("epochs"), ...epochs.map(String), ""];
  console.show(
    `\n${table([inLanguage("result"), a, b, inLanguage("difference")], [...resultRows, epochRow])}`,
  );
  if (out) console.say(`\nwrote  ${out}`);
  console.json({ runs: [a, b], settings, results, epochs, out });
}

/** A figure in a cell. */
export const digits = (value: number | null | undefined, count = 4): string =>
  value === undefined || value === null ? "–" : value.toFixed(count);

const signed = (x: number): string => (x > 0 ? `+${x.toFixed(6)}` : x.toFixed(6));

/** A setting's value in a cell; hashes by their beginning. */
function shown(value: unknown): string {
  if (value === undefined) return "–";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}…` : text;
}
