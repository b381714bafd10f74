import { expect, test } from "vitest";
import { code, codeBlock, markdown } from "../../src/report/pages/markdown.ts";

test.each([
  ["良品", "良品"],
  ["sepal_width 3.5 (--test-size 0.2)", "sepal_width 3.5 (--test-size 0.2)"],
  ["<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)>"],
  ["![x](http://evil/a.png)", "!\\[x\\](http&#58;//evil/a.png)"],
  ["a|b", "a\\|b"],
  ["a\nb\r\n| c", "a b \\| c"],
  ["`code` *bold* _it_ ~no~", "\\`code\\` \\*bold\\* \\_it\\_ \\~no\\~"],
  ["back\\slash", "back\\\\slash"],
  ["&lt; &#60; A & B", "&amp;lt; &amp;#60; A & B"],
  ["www.evil.com me@evil.com", "www&#46;evil.com me&#64;evil.com"],
  ["\u001b[31m\u202e", "\ufffd\\[31m\ufffd"],
])("%j in Markdown is %j", (text, expected) => {
  expect(markdown(text)).toBe(expected);
});

test("a fence of code is longer than any within", () => {
  expect(code("a.csv")).toBe("`a.csv`");
  expect(code("a`b``c\nd")).toBe("```a`b``c d```");
  expect(code("`a`")).toBe("`` `a` ``");
  expect(codeBlock(["kiso x '```\n<img>'", "y"])).toBe("````\nkiso x '``` <img>'\ny\n````");
});
