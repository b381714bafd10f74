import { describe, expect, it, test } from "vitest";
import { openDoor, visible } from "../../../src/cli/terminal/door.ts";
import { jsonText } from "../../../src/cli/terminal/jsonText.ts";

describe("what names bring to a terminal", () => {
  it.each([
    ["a colour", "\u001b[31mred\u001b[0m", "␛[31mred␛[0m"],
    ["a link", "\u001b]8;;http://evil\u0007x", "␛]8;;http://evil␇x"],
    ["the screen's clearing by one byte", "\u009b2J", "\ufffd2J"],
    ["a line written over", "good\rbad", "good␍bad"],
    ["letters taken back", "ab\b\bcd\u007f", "ab␈␈cd␡"],
    ["direction", "\u202egpj.exe\u2066x\u2069", "\ufffdgpj.exe\ufffdx\ufffd"],
    ["lines of Unicode", "a\u2028b\u2029c", "a\ufffdb\ufffdc"],
    ["a zero", "a\0b", "a␀b"],
  ])("%s is shown as signs", (_, name, shown) => {
    expect(visible(`note   class ${name}`)).toBe(`note   class ${shown}`);
  });

  it.each(["年齢\t3\n4 ünïcödé é 🙂 مرحبا\n", "\u001b[1mread\u001b[22m 3 rows\n", "\u001b[2K", "\u001b[1G"])(
    "%j stays as it is",
    (text) => {
      expect(visible(text)).toBe(text);
    },
  );

  it("kiso's own bold makes nothing behind it pass", () => {
    expect(visible("\u001b[1mread\u001b[22m \u001b[31mx")).toBe("\u001b[1mread\u001b[22m ␛[31mx");
    expect(visible("\u001b[2Kx")).toBe("␛[2Kx");
  });
});

test("all that a stream is given passes the door; bytes of a pipe are left to the byte", () => {
  const written = (isTTY: boolean, chunk: string | Uint8Array) => {
    const got: unknown[] = [];
    const stream = { isTTY, write: (piece: unknown) => got.push(piece) > 0 } as unknown as NodeJS.WriteStream;
    openDoor(stream);
    stream.write(chunk);
    return got[0];
  };
  const cell = new TextEncoder().encode("a\u001b[31m,é\n");
  expect(written(false, "a\u001b")).toBe("a␛");
  expect(written(true, "a\u001b")).toBe("a␛");
  expect(written(false, cell)).toBe(cell);
  expect(written(true, cell)).toBe("a␛[31m,é\n");
  // Shift_JIS, which is no UTF-8
  expect(written(true, Uint8Array.of(0x93, 0xfa, 0x1b, 0x0a))).toEqual(Uint8Array.of(0x93, 0xfa, 63, 0x0a));
});

test("JSON says the same text in signs that move nothing", () => {
  const value = { "a\u001b\u009b": ["\u202e\u2066\u200f\u061c\u007f\u0085\u2028", "é🙂\ud800"] };
  const text = jsonText(value);
  expect(JSON.parse(text)).toEqual(value);
  expect(visible(text)).toBe(text);
  expect(text).toContain("é🙂");
});
