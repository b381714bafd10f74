import { assetPath } from "../assets.ts";

/** The data sets that come with kiso, by name: split -> file under assets/data/. */
const SHIPPED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  digits: { train: "digits.parquet" },
  iris: { train: "iris.parquet" },
  lesson: { train: "lesson/train.parquet", test: "lesson/test.parquet" },
};

export const shippedNames = Object.keys(SHIPPED);

/** The files of a shipped data set, or undefined when none has that name. */
export function shippedFiles(name: string): { path: string; split: string; name: string }[] | undefined {
  if (!Object.hasOwn(SHIPPED, name)) return undefined;
  return Object.entries(SHIPPED[name]!).map(([split, file]) => ({
    path: assetPath("data", ...file.split("/")),
    split,
    name: file,
  }));
}
