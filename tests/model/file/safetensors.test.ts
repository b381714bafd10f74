import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import {
  decodeSafetensors,
  encodeSafetensors,
  type StoredTensor,
} from "../../../src/model/file/safetensors.ts";
import { Model } from "../../../src/model/model.ts";

const double = fc.double({ noNaN: false });
const tensor: fc.Arbitrary<StoredTensor> = fc
  .tuple(fc.array(fc.nat(4), { maxLength: 3 }), fc.boolean(), fc.infiniteStream(double))
  .map(([shape, isWide, values]) => {
    const size = shape.reduce((product, n) => product * n, 1);
    const numbers = Array.from({ length: size }, () => values.next().value as number);
    return { shape, data: isWide ? Float64Array.from(numbers) : Float32Array.from(numbers) };
  });
// "__proto__" cannot be a key of an object literal, and __metadata__ is the format's own.
const name = fc
  .string({ minLength: 1, unit: "grapheme" })
  .filter((key) => !/^__(proto|metadata)__$/.test(key));
const bytesOf = ({ data }: StoredTensor) => [
  ...new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
];

/** The layout as the safetensors project describes it, read without our decoder. */
function layout(file: Uint8Array) {
  const view = new DataView(file.buffer, file.byteOffset);
  const length = Number(view.getBigUint64(0, true));
  const text = new TextDecoder().decode(file.subarray(8, 8 + length));
  return { view, length, text, header: JSON.parse(text), values: 8 + length };
}

describe("a safetensors file", () => {
  test("gives back every tensor, bit by bit, and the metadata", () => {
    fc.assert(
      fc.property(fc.dictionary(name, tensor), fc.dictionary(name, fc.string()), (tensors, metadata) => {
        const file = decodeSafetensors(encodeSafetensors(tensors, metadata), "x");
        expect(file.metadata).toEqual(metadata);
        expect(Object.keys(file.tensors).sort()).toEqual(Object.keys(tensors).sort());
        for (const [key, wanted] of Object.entries(tensors)) {
          const found = file.tensors[key]!;
          expect(found.shape).toEqual(wanted.shape);
          expect(found.data.constructor).toBe(wanted.data.constructor);
          expect(bytesOf(found), "NaN's payload and the sign of zero too").toEqual(bytesOf(wanted));
        }
      }),
    );
  });

  test("is laid out as the format says: length, JSON, values without gaps, each aligned to its width", () => {
    fc.assert(
      fc.property(fc.dictionary(name, tensor), (tensors) => {
        const file = encodeSafetensors(tensors, { format: "kiso" });
        const { header, text, values } = layout(file);
        expect(values % 8).toBe(0);
        expect(text).toMatch(/^\{.*\} *$/s);
        expect(header.__metadata__).toEqual({ format: "kiso" });
        const entries = Object.entries<{ dtype: string; data_offsets: [number, number] }>(header)
          .filter(([key]) => key !== "__metadata__")
          // JavaScript puts a name such as "0" first, wherever it stands in the text.
          .sort(([, { data_offsets: a }], [, { data_offsets: b }]) => a[0] - b[0] || a[1] - b[1]);
        let end = 0;
        for (const [key, { dtype, data_offsets }] of entries) {
          const { data } = tensors[key]!;
          expect(dtype).toBe(data instanceof Float64Array ? "F64" : "F32");
          expect(data_offsets).toEqual([end, end + data.byteLength]);
          expect((values + end) % data.BYTES_PER_ELEMENT).toBe(0);
          end += data.byteLength;
        }
        expect(file.length).toBe(values + end);
      }),
    );
  });

  test("byte for byte, for one small tensor", () => {
    const file = encodeSafetensors({ w: { shape: [1, 2], data: Float32Array.of(1, -2) } });
    const json = '{"__metadata__":{},"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}';
    const padded = json.padEnd(80, " ");
    const wanted = Buffer.concat([
      Buffer.from([80, 0, 0, 0, 0, 0, 0, 0]),
      Buffer.from(padded),
      Buffer.from([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]),
    ]);
    expect(Buffer.from(file).equals(wanted)).toBe(true);
  });

  test("the same tensors give the same bytes; views are written from their place", () => {
    const whole = Float64Array.of(9, 1, 2, 3, 9);
    const view = { a: { shape: [3], data: whole.subarray(1, 4) } };
    const own = { a: { shape: [3], data: Float64Array.of(1, 2, 3) } };
    expect(encodeSafetensors(view)).toEqual(encodeSafetensors(own));
  });

  test("is read at any place in memory, as a Buffer from a pool has it", () => {
    const file = encodeSafetensors({ a: { shape: [2], data: Float64Array.of(1.5, -0) } });
    const shifted = new Uint8Array(file.length + 3);
    shifted.set(file, 3);
    const { tensors } = decodeSafetensors(shifted.subarray(3), "x");
    expect([...tensors.a!.data]).toEqual([1.5, -0]);
    shifted.fill(0);
    expect(tensors.a!.data[0], "a copy").toBe(1.5);
  });
});

describe("what is not a whole safetensors file", () => {
  const file = encodeSafetensors({ w: { shape: [2, 3], data: new Float64Array(6) } }, { format: "kiso" });

  test("wherever it is cut, it is a UserError that names the file", () => {
    for (let length = 0; length < file.length; length++) {
      const read = () => decodeSafetensors(file.subarray(0, length), "run/model.safetensors");
      expect(read, `cut after ${length} bytes`).toThrow(UserError);
      expect(read).toThrow(/^run\/model\.safetensors is not a whole safetensors file: /);
    }
  });

  test("bytes of anything else are a UserError, never another error", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => decodeSafetensors(bytes, "x")).toThrow(UserError);
      }),
    );
  });

  const withHeader = (header: unknown, values = 48) => {
    const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
    const bytes = new Uint8Array(8 + json.length + values);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
    bytes.set(json, 8);
    return bytes;
  };
  const why = (header: unknown, values?: number): string => {
    try {
      decodeSafetensors(withHeader(header, values), "x");
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      return (error as Error).message.replace(/^x is not a whole safetensors file: (.*); take it .*$/, "$1");
    }
    throw new Error("it was taken for a safetensors file");
  };

  test("each fault is named", () => {
    expect(why("{")).toBe("its header is not JSON");
    expect(why([1])).toMatch(/header/);
    expect(why(null)).toMatch(/header/);
    expect(why({ w: { dtype: "F16", shape: [2], data_offsets: [0, 4] } })).toBe(
      "tensor w has dtype F16, and kiso reads F64 and F32",
    );
    expect(why({ w: { dtype: "F64", shape: [2, 3], data_offsets: [0, 40] } })).toBe(
      "tensor w of shape (2, 3) has 40 bytes",
    );
    expect(why({ w: { dtype: "F64", shape: [7], data_offsets: [0, 56] } })).toBe(
      "tensor w ends at byte 56 of 48",
    );
    expect(why({ w: { dtype: "F64", shape: [2] } })).toMatch(/^tensor w /);
    expect(why({ w: { dtype: "F64", shape: [1], data_offsets: [-8, 0] } })).toMatch(/^tensor w /);
    expect(why({ w: { dtype: "F64", data_offsets: [0, 8] } })).toMatch(/^tensor w /);
    expect(why({ w: 5 })).toMatch(/^tensor w /);
  });
});

test("a card of lists in lists, 20,000 deep, is refused", async () => {
  const card = `{"format":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
  await expect(Model.load(encodeSafetensors({}, { card }))).rejects.toThrow(/^the model is not JSON; /);
});
