/** What lies in the place of data, by how a file begins, and what mends it. */
const instead: readonly (readonly [start: RegExp, what: string])[] = [
  [
    /^version https:\/\/git-lfs\.github\.com\/spec/,
    "is a Git LFS pointer, not the data; get the data with: git lfs pull",
  ],
  [
    /^(\/annex\/objects\/|\.\.?\/.*\.git\/annex\/)/,
    "is a git-annex pointer, not the data; get the data with: git annex get",
  ],
  [
    /^(\xef\xbb\xbf)?\s*(<!--(?:.|\s)*?-->\s*)?(<!doctype html|<html|<head[\s>]|<\?xml[^>]*>\s*<!doctype html)/i,
    "is a web page, not data, perhaps one that reports an error or asks to sign in; download the file again",
  ],
  [/^\s*<\?xml[^>]*>\s*<Error>/i, "is a server's error message, not data; download the file again"],
];

/** What a file is that lies where data should, and what mends it: a pointer, a web page; undefined where it may be data. */
export const insteadOfData = (start: string): string | undefined =>
  instead.find(([pattern]) => pattern.test(start))?.[1];
