import { readFileSync } from "node:fs";
import fc from "fast-check";
import { compress } from "lzma";
import { expect, test } from "vitest";
import { builds, packed } from "../../../src/engine/wasm/kernels.generated.ts";
import { unlzma } from "../../../src/engine/wasm/lzma.ts";

/** Packed by another's hand: LZMA-JS, with a file's head left out. */
const lzma = (bytes: Uint8Array, mode: 1 | 5 | 9): Uint8Array =>
  Uint8Array.from(compress(Array.from(Int8Array.from(bytes)), mode)).subarray(13);

/** Text, noise, one letter for long, two letters, a copy from far: bytes and copies of all kinds. */
function samples(): Uint8Array[] {
  const text = readFileSync("src/graph/ops.ts");
  const noise = Uint8Array.from({ length: 9_000 }, (_, i) => (Math.imul(i + 1, 2654435761) >>> 13) & 255);
  const far = Buffer.concat([text, noise, text]);
  const two = Uint8Array.from({ length: 999 }, (_, i) => (i * i) % 2);
  return [text, noise, far, new Uint8Array(3000).fill(7), two, Uint8Array.of(255)];
}

test("undoes LZMA-JS, in every mode", () => {
  for (const bytes of samples())
    for (const mode of [1, 5, 9] as const)
      expect(Buffer.compare(unlzma(lzma(bytes, mode), bytes.length), bytes)).toBe(0);
});

test("undoes it of any bytes that repeat themselves", () => {
  const word = fc.uint8Array({ minLength: 1, maxLength: 12 });
  const bytes = fc
    .tuple(
      fc.array(word, { minLength: 1, maxLength: 5 }),
      fc.array(fc.nat(4), { minLength: 1, maxLength: 200 }),
    )
    .map(([words, order]) => Buffer.concat(order.map((i) => words[i % words.length]!)));
  fc.assert(
    fc.property(bytes, (one) => {
      expect(Buffer.compare(unlzma(lzma(one, 9), one.length), one)).toBe(0);
    }),
    { numRuns: 200 },
  );
});

test("unpacks the kernels: modules of WebAssembly, one after the other", () => {
  const places = Object.values(builds);
  const bytes = unlzma(Buffer.from(packed, "base64"), places.at(-1)![1]);
  places.forEach(([start, end], i) => {
    expect(start).toBe(i === 0 ? 0 : places[i - 1]![1]);
    expect([...bytes.subarray(start, start + 8)]).toEqual([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    if (places[i] === builds.float64) expect(WebAssembly.validate(bytes.slice(start, end))).toBe(true);
  });
});
