// One epoch of 20 million rows from a Parquet file, beside PyTorch with the rows in memory: npm run bench:stream.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileWriter, ParquetWriter } from "hyparquet-writer";

const rows = Number(process.env.KISO_ROWS ?? 20_000_000);
const group = 250_000;
const width = 10;
/** What the whole process may take, in MB. */
const allowed = 600;

const folder = mkdtempSync(join(tmpdir(), "kiso-stream-bench-"));
const parquet = join(folder, "rows.parquet");
const [features, labels] = [join(folder, "features.npy"), join(folder, "labels.npy")];

/** Numerical Recipes' generator; noise is a sum of three, each class is 1.5 further along one feature. */
let state = 12345;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};

function npy(path, descr, shape) {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(", ")},), }`;
  const padded = `${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`;
  const size = Buffer.from([padded.length & 255, padded.length >> 8]);
  const file = openSync(path, "w");
  writeSync(file, Buffer.concat([Buffer.from("\x93NUMPY\x01\x00", "latin1"), size, Buffer.from(padded)]));
  return (values) => writeSync(file, new Uint8Array(values.buffer));
}

/** The same rows for both: float64 in Parquet (snappy), float32 for the peer. */
function make() {
  const column = (name, type) => ({ name, type, repetition_type: "REQUIRED" });
  const names = Array.from({ length: width }, (_, j) => `x${j}`);
  const schema = [
    { name: "root", num_children: width + 1 },
    ...names.map((name) => column(name, "DOUBLE")),
    column("label", "INT32"),
  ];
  const file = new ParquetWriter({ writer: fileWriter(parquet), schema, codec: "SNAPPY" });
  const [writeX, writeY] = [npy(features, "<f4", [rows, width]), npy(labels, "<i4", [rows])];
  for (let start = 0; start < rows; start += group) {
    const n = Math.min(group, rows - start);
    const columns = names.map(() => new Float64Array(n));
    const [y, x] = [new Int32Array(n), new Float32Array(n * width)];
    for (let i = 0; i < n; i++) {
      y[i] = Math.floor(random() * 10);
      for (let j = 0; j < width; j++) {
        columns[j][i] = (j === y[i] ? 1.5 : 0) + (random() + random() + random() - 1.5) * 2;
        x[i * width + j] = columns[j][i];
      }
    }
    const data = columns.map((values, j) => ({ name: names[j], data: values, encoding: "PLAIN" }));
    file.write({ columnData: [...data, { name: "label", data: y }], rowGroupSize: group });
    writeX(x);
    writeY(y);
  }
  file.finish();
}

/** Runs kiso's own command line, and reads of Linux how much memory the whole process took at most. */
function streamed() {
  const settings = ["--epochs", "1", "--batch", "1024", "--dtype", "float32", "--progress", "none"];
  const cli = join(import.meta.dirname, "../dist/cli.js");
  const began = performance.now();
  const argv = [cli, "train", parquet, "--stream", ...settings, "--json", "--out", join(folder, "run")];
  const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "inherit"] });
  let [text, peak] = ["", 0];
  child.stdout.on("data", (piece) => {
    text += piece;
  });
  // VmHWM is the highest so far; of an ended process it is no longer told.
  const watch = setInterval(() => {
    const kib = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1];
    peak = Math.max(peak, Number(kib ?? 0) / 1024);
  }, 20);
  return new Promise((done) =>
    child
      .on("exit", () => clearInterval(watch))
      .on("close", () => {
        const { rows: trained, seconds, accuracy } = JSON.parse(text);
        const whole = (performance.now() - began) / 1000;
        done({ rows: trained.train, seconds, accuracy, peak, whole });
      }),
  );
}

function torch(loader) {
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...env } = process.env;
  const script = join(import.meta.dirname, "peers/stream_torch.py");
  return JSON.parse(execFileSync("/usr/bin/python3", ["-B", script, features, labels, loader], { env }));
}

try {
  make();
  const [before, size] = [loadavg()[0], statSync(parquet).size];
  const peers = [["kiso, from the file", await streamed()]];
  peers.push(["PyTorch, permuted slices of tensors", torch("slices")]);
  peers.push(["PyTorch, DataLoader (first million rows)", torch("loader")]);
  const line = ([name, { rows: n, seconds, accuracy, peak }]) =>
    `| ${name} | ${Math.round(n / seconds).toLocaleString("en-US")} | ${seconds.toFixed(1)} s | ${peak.toFixed(0)} MB | ${accuracy.toFixed(4)} |`;
  const [[, kiso], [, { version, threads }]] = peers;
  const text = `# Larger than memory

\`${process.env.KISO_ROWS ? `KISO_ROWS=${rows} ` : ""}npm run bench:stream\`: one epoch of ${rows.toLocaleString("en-US")} rows × ${width} features, 10 → 32 → 10, batches of 1024, float32.
kiso streams a Parquet file of ${(size / 1e6).toFixed(0)} MB (float64, snappy, row groups of ${group.toLocaleString("en-US")}); PyTorch ${version} (${threads} threads)
has the same rows in memory. Rows per second are those of the epoch, for kiso with reading, decoding, scaling and
shuffling. Peak is that of the whole process (VmHWM, ru_maxrss), for kiso with its report and pictures.

| | rows/s | epoch | peak memory | accuracy |
| --- | --- | --- | --- | --- |
${peers.map(line).join("\n")}

kiso's whole command, with the two passes before the epoch and the report after it: ${kiso.whole.toFixed(1)} s.

${cpus()[0].model.trim()}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}; load ${before.toFixed(2)} before, ${loadavg()[0].toFixed(2)} after.
${loadavg()[0] > 2 ? "**The machine was busy with other work: run it again.**\n" : ""}`;
  console.log(text);
  writeFileSync(join(import.meta.dirname, "STREAM.md"), text);
  if (kiso.peak > allowed) {
    console.error(`kiso took ${kiso.peak.toFixed(0)} MB, more than ${allowed}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
