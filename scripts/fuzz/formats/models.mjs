// Models: a folder, one file, a run that is over and one that was stopped. A hash covers the numbers of each and what they mean.
import { loadModel } from "../../../dist/bundled/node.js";
import { anyBytes, ofText } from "../mutate.mjs";
import { json, jsonl, safetensors, stored } from "../structure.mjs";
import { folder, sampled } from "./sample.mjs";

const kinds = ["classes", "siamese", "images", "reject"];
const folders = kinds.map((name) => folder(`models/${name}`, /^(model|references)\./));

/** The one file of a model of each kind, which has its hashes. */
const single = await Promise.all(
  kinds.map(async (name) => {
    const path = new URL(`../../../tests/golden/models/${name}`, import.meta.url);
    return { "model.safetensors": Buffer.from((await loadModel(path)).toBytes()) };
  }),
);

const fitting = (name) =>
  name.endsWith(".json")
    ? [json, json, json, json, json, ...ofText]
    : name.endsWith(".jsonl")
      ? [jsonl, ...ofText]
      : name.endsWith(".safetensors")
        ? [safetensors, safetensors, stored, ...anyBytes]
        : ofText;
/** Whoever leaves out the hash has changed a model on purpose. */
const hasHash = (input) =>
  Object.values(input).some((bytes) => bytes.includes("sha256") && bytes.includes("kiso-model"));
const table = folder("runs", /^[a-z]*\.csv$/);
const run = (name) => ({
  ...Object.fromEntries(
    Object.entries(folder(`runs/${name}`)).map(([path, bytes]) => [`run/${path}`, bytes]),
  ),
  ...table,
});
const over = ["classes", "distances"].map(run);
const stopped = ["classes-stopped", "distances-stopped"].map(run);

export const modelFormats = {
  model: sampled({ samples: folders, load: "model", source: "." }),
  "model, by its parts": sampled({ samples: folders, load: "model", source: ".", mutators: fitting }),
  "model, one file": sampled({
    samples: single,
    load: "model",
    source: "model.safetensors",
    mutators: fitting,
    checked: hasHash,
  }),
  "run, answers": sampled({
    samples: over,
    load: "run",
    source: ".",
    change: /^run\/(model|references)/,
    mutators: fitting,
    checked: hasHash,
  }),
  "run, new rows": sampled({
    samples: over,
    load: "run",
    source: ".",
    change: /new\.csv/,
    mutators: ofText,
    share: 0.5,
  }),
  "run, list": sampled({
    samples: [
      {
        ...over[0],
        ...Object.fromEntries(
          Object.entries(over[1]).map(([path, bytes]) => [path.replace("run/", "run2/"), bytes]),
        ),
      },
    ],
    load: "runs",
    source: ".",
    change: /config|metrics/,
    mutators: fitting,
  }),
  "run, other plan": sampled({
    samples: stopped,
    load: "resume",
    source: ".",
    change: /config/,
    mutators: fitting,
    share: 0.25,
  }),
  // Whatever of its progress is damaged, a run ends with the same bits.
  "run, resumed": sampled({
    samples: stopped,
    load: "resume",
    source: ".",
    change: /metrics|latest|previous/,
    mutators: fitting,
    checked: true,
    share: 0.5,
  }),
};
