import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { unpackedPieces } from "../../../src/data/formats/bytes.ts";
import { loadTables } from "../../../src/data/load.ts";
import { UserError } from "../../../src/errors.ts";

const folder = mkdtempSync(join(tmpdir(), "kiso-unpacking-"));
const at = (name: string) => join(folder, name);

/** The header of a .npy file, in the form that numpy.save writes. */
function npy(shape: string, data: Uint8Array): Buffer {
  const head = `{'descr': '|u1', 'fortran_order': False, 'shape': (${shape}), }`;
  const text = `${head.padEnd(117)}\n`;
  const start = Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, text.length & 255, text.length >> 8]);
  return Buffer.concat([start, Buffer.from(text, "latin1"), data]);
}

/** An archive of one deflated file, whose list says `size` and `sum`. */
function zip(name: string, packed: Buffer, size: number, sum: number): Buffer {
  const fields = (signature: number, lead: number[], tail: number[]) => {
    const head = Buffer.alloc(4);
    head.writeUInt32LE(signature);
    const rest = Buffer.alloc(12);
    rest.writeUInt32LE(sum, 0);
    rest.writeUInt32LE(packed.length, 4);
    rest.writeUInt32LE(size, 8);
    return Buffer.concat([
      head,
      Buffer.from([...lead, 20, 0, 0, 0, 8, 0, 0, 0, 0, 0]),
      rest,
      Buffer.from([name.length, 0, 0, 0, ...tail]),
      Buffer.from(name),
    ]);
  };
  const local = Buffer.concat([fields(0x04034b50, [], []), packed]);
  const central = fields(0x02014b50, [20, 0], new Array(14).fill(0));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

const refusal = async (path: string, options = {}): Promise<string> => {
  const error = await loadTables(path, options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message.replaceAll(`${folder}/`, "");
};

describe("what unpacks to far more than its size is refused before it fills the memory", () => {
  beforeAll(() => {
    // 300 MB of zeros, in 300 kB; several streams of gzip one behind the other are one file
    const part = gzipSync(Buffer.alloc(30 * 2 ** 20));
    const text = gzipSync(Buffer.alloc(30 * 2 ** 20, "1,2\n"));
    const ten = (one: Buffer) => Buffer.concat(new Array<Buffer>(10).fill(one));
    writeFileSync(at("t10k-images-idx3-ubyte.gz"), ten(part));
    writeFileSync(at("t10k-labels-idx1-ubyte.gz"), gzipSync(Buffer.from([0, 0, 8, 1, 0, 0, 0, 1, 7])));
    writeFileSync(at("a.csv.gz"), ten(text));
    writeFileSync(at("a.npz"), zip("X.npy", deflateRawSync(Buffer.alloc(100)), 3e8, 0));
    writeFileSync(at("a.zip"), zip("X.csv", deflateRawSync(Buffer.alloc(100)), 9e9 % 2 ** 32, 0));
  });

  test.each(["t10k-images-idx3-ubyte.gz", "a.npz", "a.zip"])("%s", async (name) => {
    const message = await refusal(at(name));
    expect(message).toMatch(
      new RegExp(`^${name}: unpacks from \\d+ kB to [\\d.]+ [MG]B or more, and 269 MB is the limit; `),
    );
    expect(message).toContain("maxUnpacked: 1 (in GB) reads it");
  });

  test("a text that comes in pieces stops at the limit", async () => {
    let bytes = 0;
    const all = async () => {
      for await (const piece of unpackedPieces(at("a.csv.gz"), "a.csv.gz")) bytes += piece.length;
    };
    await expect(all()).rejects.toThrow(/^a.csv.gz: unpacks from \d+ kB to \d+ MB or more, and 269 MB is/);
    expect(bytes).toBeLessThanOrEqual(2 ** 28);
  });

  test("maxUnpacked lifts the limit: the file is then read, and refused for what it is", async () => {
    expect(await refusal(at("t10k-images-idx3-ubyte.gz"), { maxUnpacked: 1 })).toMatch(/not an IDX file/);
    expect(await refusal(at("a.npz"), { maxUnpacked: 1 })).toMatch(/is not a whole NumPy file/);
  });
});

test("a compressed .npz that is cut, or whose numbers were changed, is one line", async () => {
  const whole = npy("4, 2", Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
  const packed = deflateRawSync(whole);
  writeFileSync(at("sum.npz"), zip("X.npy", packed, whole.length, 1));
  expect(await refusal(at("sum.npz"))).toBe(
    "sum.npz: is not a whole NumPy file of numbers (the checksum of X.npy is wrong); save it again with numpy.savez",
  );
  writeFileSync(at("cut.npz"), zip("X.npy", packed.subarray(0, 40), whole.length, 1));
  expect(await refusal(at("cut.npz"))).toMatch(/^cut.npz: is not a whole NumPy file of numbers \(/);
});

test("an array whose name in the list is not the one before its bytes", async () => {
  const whole = npy("4, 2", Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
  const bytes = zip("X.npy", deflateRawSync(whole), whole.length, 0);
  bytes[bytes.lastIndexOf("X.npy")] = "Y".charCodeAt(0);
  writeFileSync(at("name.npz"), bytes);
  expect(await refusal(at("name.npz"))).toBe(
    "name.npz: is not a whole NumPy file of numbers (Y.npy has another name before its bytes than in the list); save it again with numpy.savez",
  );
});

test("an archive whose end says fewer files than its list has", async () => {
  const whole = npy("4, 2", Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
  const bytes = zip("X.npy", deflateRawSync(whole), whole.length, 0);
  bytes.writeUInt16LE(0, bytes.length - 12);
  writeFileSync(at("few.npz"), bytes);
  expect(await refusal(at("few.npz"))).toBe(
    "few.npz: is not a whole NumPy file of numbers (its list holds more files than it says); save it again with numpy.savez",
  );
});

test.each([
  [
    "0, 100000000",
    [],
    "is an array of shape (0, 100000000); save one with a row each and 1000000 columns at most",
  ],
  ["2, 0", [], "is an array of shape (2, 0); save one with a row each and 1000000 columns at most"],
  [
    "1, 2",
    [1, 2, 3, 4],
    "holds 4 bytes of numbers where its header promises 2; save it again with numpy.save",
  ],
])("a .npy of shape (%s) with %j", async (shape, data, message) => {
  writeFileSync(at("a.npy"), npy(shape, Uint8Array.from(data)));
  expect(await refusal(at("a.npy"))).toBe(`a.npy: ${message}`);
});

test("JSON that is nested deeper than the stack is one line", async () => {
  const deep = `{"a": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  writeFileSync(at("deep.jsonl"), `${deep}\n`);
  writeFileSync(at("deep.json"), `[${deep}]`);
  for (const name of ["deep.jsonl", "deep.json"]) {
    const message = await loadTables(at(name)).then(
      () => "read",
      (error: unknown) => (error instanceof UserError ? error.message : `defect: ${error}`),
    );
    expect(message).not.toMatch(/^defect/);
  }
});

test("a text of equal pieces, whose rows end where they do, is read whole", async () => {
  const rows = 3 * 2 ** 18; // of four bytes: three pieces of 1 MiB
  writeFileSync(at("equal.csv"), "1,2\n".repeat(rows));
  const { tables } = await loadTables(at("equal.csv"), { header: false });
  expect(tables.train!.rows).toBe(rows);
});

test("what an .npz holds beside arrays is named", async () => {
  const whole = npy("4, 2", Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
  writeFileSync(at("name.npz"), zip("X.npz", deflateRawSync(whole), whole.length, 0));
  expect(await refusal(at("name.npz"))).toBe(
    "name.npz: X.npz in it is no array (.npy); save the arrays alone, with numpy.savez",
  );
});

test("a carriage return within a line that is no JSON does not break the message", async () => {
  writeFileSync(at("return.jsonl"), '{"a": 1}\n{"a":\r 1,}\n');
  expect(await refusal(at("return.jsonl"))).toBe(
    'return.jsonl, line 2: is not JSON: {"a":\\r 1,}; write one JSON object a line',
  );
});
