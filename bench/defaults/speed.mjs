// How long each effort trains a table of a usual size: 2,000 rows of 60 measurements in three classes, drawn.
import { train } from "../../dist/bundled/index.js";

const [rows, columns] = [2000, 60];

/** Processor seconds of the whole call up to the result, and those of its optimisation steps, by the clock. */
export async function speedOf(effort) {
  let state = 1;
  const drawn = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648 - 0.5;
  };
  const lines = Array.from({ length: rows }, () => {
    const cells = Array.from({ length: columns }, drawn);
    const z = cells[0] * cells[1] + cells[2] + drawn() / 4;
    return [...cells.map((x) => x.toFixed(4)), z < -0.15 ? "low" : z < 0.15 ? "middle" : "high"].join();
  });
  const names = [...Array.from({ length: columns }, (_, j) => `x${j}`), "label"].join();
  const data = new File([[names, ...lines].join("\n"), "\n"], "drawn.csv");
  const began = process.cpuUsage();
  for await (const report of train({ data, label: "label", effort })) {
    if (report.kind !== "result") continue;
    const used = process.cpuUsage(began);
    return { processor: (used.user + used.system) / 1e6, steps: report.seconds };
  }
  throw new Error("no result");
}
