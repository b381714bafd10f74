import { describe, expect, test } from "vitest";
import { languageOf } from "../../../src/cli/terminal/language.ts";
import { kiso, workshop } from "../kiso.ts";

const shop = workshop("language");

describe("the language is", () => {
  const on = (env: Readonly<Record<string, string>>, argv: readonly string[] = [], platform = "linux") =>
    languageOf(argv, { env, platform, locale: () => "ja-JP" });

  test.each([
    ["English where nothing says another", {}, "en"],
    ["Japanese by LANG", { LANG: "ja_JP.UTF-8" }, "ja"],
    ["by LANG of another encoding", { LANG: "ja_JP.eucJP" }, "ja"],
    ["English by LANG", { LANG: "en_US.UTF-8" }, "en"],
    ["of a language that kiso does not speak, English", { LANG: "de_DE.UTF-8" }, "en"],
    ["of one that begins alike, English", { LANG: "jam_JM" }, "en"],
    ["by LC_MESSAGES before LANG", { LANG: "en_US.UTF-8", LC_MESSAGES: "ja_JP.UTF-8" }, "ja"],
    ["by LC_ALL before all", { LC_ALL: "C", LC_MESSAGES: "ja_JP.UTF-8", LANG: "ja_JP.UTF-8" }, "en"],
    ["C and POSIX are English", { LANG: "POSIX" }, "en"],
    ["an empty variable says nothing", { LC_ALL: "", LC_MESSAGES: "", LANG: "ja" }, "ja"],
    ["by KISO_LANG before the system's", { KISO_LANG: "en", LC_ALL: "ja_JP.UTF-8" }, "en"],
    ["by KISO_LANG", { KISO_LANG: "ja", LC_ALL: "C" }, "ja"],
    ["by a KISO_LANG that is a locale", { KISO_LANG: "ja_JP.UTF-8" }, "ja"],
  ] as const)("%s", (_, env, found) => {
    expect(on(env)).toBe(found);
  });

  test("by --lang before all, wherever it stands", () => {
    const env = { KISO_LANG: "en", LANG: "en_US.UTF-8" };
    expect(on(env, ["train", "x.csv", "--lang", "ja"])).toBe("ja");
    expect(on(env, ["--lang=ja", "train"])).toBe("ja");
    expect(on({ KISO_LANG: "ja" }, ["train", "--lang=en"])).toBe("en");
    expect(on({}, ["match", "run", "--", "--lang", "ja"])).toBe("en");
  });

  test("on Windows that of its settings, where no variable says another", () => {
    expect(on({}, [], "win32")).toBe("ja");
    expect(on({ LANG: "en_US" }, [], "win32")).toBe("en");
    expect(on({}, [], "linux")).toBe("en");
  });

  test("an error where KISO_LANG is none that kiso speaks", () => {
    expect(() => on({ KISO_LANG: "fr" })).toThrow('KISO_LANG is "fr": expected en or ja');
  });
});

describe("in Japanese", () => {
  const japanese = /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/u;

  test("help, its lines at most 80 columns of a terminal", async () => {
    const { displayWidth } = await import("../../../src/report/pages/width.ts");
    for (const argv of [
      ["--help"],
      ["train", "--help"],
      ["--lang", "ja"],
      ["runs", "compare", "--help", "--lang", "ja"],
    ]) {
      const { code, stdout } = await kiso(argv, { cwd: shop.folder(), env: { KISO_LANG: "ja" } });
      expect(code).toBe(0);
      expect(stdout).toContain("使い方:");
      expect(stdout).toContain("この説明を表示します");
      for (const line of stdout.split("\n")) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    }
  });

  test("a mistake", async () => {
    for (const argv of [
      ["trian"],
      ["train", "--epoch", "3"],
      ["blobs", "--out", "x.csv", "--samples", "no"],
      ["predict"],
    ]) {
      const { code, stderr } = await kiso(argv, {
        cwd: shop.folder(),
        env: { LANG: "ja_JP.UTF-8", KISO_LANG: "" },
      });
      expect(code).toBe(2);
      expect(stderr).toMatch(japanese);
      expect(stderr.split("\n")).toHaveLength(2);
    }
  });

  test("what is said of a language that there is not", async () => {
    const { code, stderr } = await kiso(["train", "x.csv", "--lang", "fr"], { cwd: shop.folder() });
    expect(code).toBe(2);
    expect(stderr).toBe('kiso: --lang: expected one of en, ja, got "fr"\n');
  });
});
