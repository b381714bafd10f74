// npm run bench: bundles the harness and the Node peers (Node 20 reads no TypeScript) and starts it.
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { rolldown } from "rolldown";

const here = import.meta.dirname;
await mkdir(resolve(here, "dist"), { recursive: true });
const bundle = await rolldown({
  input: {
    main: resolve(here, "main.ts"),
    kiso: resolve(here, "peers/kiso.ts"),
    numpyTs: resolve(here, "peers/numpyTs.ts"),
    tfjs: resolve(here, "peers/tfjs.mjs"),
    brain: resolve(here, "peers/brain.mjs"),
  },
  platform: "node",
  // Peers are resolved from bench/node_modules when they are asked for: one that is absent breaks nothing.
  external: [/^@tensorflow\//, "brain.js"],
  logLevel: "warn",
});
await bundle.write({ dir: resolve(here, "dist"), format: "esm", cleanDir: false });
await bundle.close();
const { main } = await import("./dist/main.js");
process.exitCode = await main(process.argv.slice(2), here);
