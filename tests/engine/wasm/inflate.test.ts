import { readFileSync } from "node:fs";
import { constants, deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { inflate } from "../../../src/engine/wasm/inflate.ts";
import { builds, packed } from "../../../src/engine/wasm/kernels.generated.ts";

const { Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE } = constants;

/** Text, noise, one letter for long, two letters, nothing: codes of all kinds, and copies near and far. */
function samples(): Uint8Array[] {
  const text = readFileSync("src/graph/ops.ts");
  const noise = Uint8Array.from({ length: 70_000 }, (_, i) => (Math.imul(i + 1, 2654435761) >>> 13) & 255);
  const far = Buffer.concat([text, noise.subarray(0, 32_000 - text.length), text]);
  const two = Uint8Array.from({ length: 999 }, (_, i) => (i * i) % 2);
  return [text, noise, far, new Uint8Array(100_000).fill(7), two, new Uint8Array(0), Uint8Array.of(255)];
}

test("undoes zlib's deflate, at every level and by every strategy", () => {
  for (const bytes of samples()) {
    for (const strategy of [Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE]) {
      for (const level of [0, 1, 9]) {
        const deflated = deflateRawSync(bytes, { level, strategy });
        expect(Buffer.compare(inflate(deflated, bytes.length), bytes)).toBe(0);
      }
    }
  }
});

test("unpacks the kernels: the modules of WebAssembly, quarter by quarter", () => {
  const bytes = inflate(Buffer.from(packed, "base64"), Math.max(...Object.values(builds).flat(2)));
  for (const quarters of Object.values(builds)) {
    const module = Buffer.concat(quarters.map(([start, end]) => bytes.subarray(start, end)));
    expect([...module.subarray(0, 8)]).toEqual([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    if (quarters === builds.float64) expect(WebAssembly.validate(module)).toBe(true);
  }
  const covered = Object.values(builds)
    .flat()
    .toSorted(([a], [b]) => a - b);
  expect(covered.map(([start]) => start)).toEqual([0, ...covered.slice(0, -1).map(([, end]) => end)]);
});
