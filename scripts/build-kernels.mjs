// Compiles kernels/ three times and writes them, inlined, to src/engine/wasm/kernels.generated.ts:
//   node scripts/build-kernels.mjs
// Nothing is done where the sources and the compiler are those of the last time.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import lzma from "lzma";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const output = join(root, "src/engine/wasm/kernels.generated.ts");

// A build's number type, and the features beyond SIMD. real.ts is written anew for each (see kernels/real.ts).
const builds = {
  float64: { real: "f64", bits: "i64", unsignedBits: "u64", features: "simd" },
  float32: { real: "f32", bits: "i32", unsignedBits: "u32", features: "simd" },
  float32Fast: { real: "f32", bits: "i32", unsignedBits: "u32", features: "simd,relaxed-simd" },
};
// Shrink level 1: the same loops and the same speed, in code that deflates 6 % better. Local variables in the order of
// how often they are used: 1.5 % more.
const flags = [
  "--optimizeLevel",
  "3",
  "--shrinkLevel",
  "1",
  "--runPasses",
  "reorder-locals",
  "--noAssert",
  "--runtime",
  "stub",
  "--importMemory",
  "--zeroFilledMemory", // as a new WebAssembly.Memory is: zeros need not stand in the module
  "--importTable",
  "--use",
  "abort=",
];

const names = readdirSync(join(root, "kernels")).filter((name) => name.endsWith(".ts"));
const sources = new Map(names.map((name) => [name, readFileSync(join(root, "kernels", name), "utf8")]));

const hash = createHash("sha256").update(readFileSync(fileURLToPath(import.meta.url)));
hash.update(readFileSync(join(root, "node_modules/assemblyscript/package.json")));
for (const [name, text] of sources) hash.update(`${name}\n${text}`);
const stamp = `// sources: ${hash.digest("hex")}`;

async function compile({ real, bits, unsignedBits, features }) {
  let binary;
  const { error, stderr } = await asc.main(
    ["kernels/index.ts", "--outFile", "kernels.wasm", "--enable", features, ...flags],
    {
      readFile: (path) => {
        const name = path.replace(/^kernels\//, "");
        if (name !== "real.ts") return path.startsWith("kernels/") ? (sources.get(name) ?? null) : null;
        return `export type Real = ${real};\nexport type Bits = ${bits};\nexport type UnsignedBits = ${unsignedBits};\n`;
      },
      writeFile: (name, content) => {
        if (name.endsWith(".wasm")) binary = content;
      },
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`the kernels do not compile for ${real} (${features})\n${stderr.toString()}`);
  return binary;
}

let last = "";
try {
  last = readFileSync(output, "utf8").split("\n", 1)[0];
} catch {
  // first build
}
if (last !== stamp) {
  const binaries = [];
  const places = [];
  let kernelNames = [];
  let end = 0;
  const noInstructions = ["memory", "table", "run", "gather", "memoryStart"];
  for (const [name, build] of Object.entries(builds)) {
    const binary = await compile(build);
    // every build has the same exports; Node 20 cannot read the one with relaxed SIMD
    if (kernelNames.length === 0) {
      const exported = WebAssembly.Module.exports(new WebAssembly.Module(binary)).map(({ name }) => name);
      kernelNames = exported.filter((name) => !noInstructions.includes(name));
    }
    binaries.push(binary);
    places.push(`  ${name}: [${end}, ${end + binary.length}],`);
    end += binary.length;
  }
  // In one stream, since the builds are nearly alike: the second and third cost little. The head of a file, 13 bytes, is
  // left out.
  const signed = Array.from(Int8Array.from(Buffer.concat(binaries)));
  const packed = Buffer.from(lzma.compress(signed, 9)).subarray(13);
  console.error(
    `kernels: ${binaries.length} builds of ${binaries.map(({ length }) => length).join(", ")} bytes, packed ${packed.length}`,
  );
  writeFileSync(
    output,
    `${stamp}
/** WebAssembly modules one after the other: LZMA, then base64. Made by scripts/build-kernels.mjs. */
export const packed = "${packed.toString("base64")}";

/** Where each build's module begins and ends. */
export const builds = {
${places.join("\n")}
} as const;

/** The kernels that every build exports. */
export type KernelName =
${kernelNames.map((name) => `  | "${name}"`).join("\n")};
`,
  );
}
