import { rolldown } from "rolldown";

/** One script from a few lines that import TypeScript by absolute path, for a page or another Node. */
export async function bundle(
  code: string,
  { minify = false, platform = "browser" }: { minify?: boolean; platform?: "browser" | "node" } = {},
): Promise<string> {
  const build = await rolldown({
    input: "entry",
    platform,
    logLevel: "warn",
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry" ? "\0entry" : null),
        load: (id) => (id === "\0entry" ? { code, moduleType: "ts" } : null),
      },
    ],
  });
  const { output } = await build.generate({ format: "esm", minify, codeSplitting: false });
  await build.close();
  if (output.length !== 1) throw new Error(`the bundle has ${output.length} parts`);
  return output[0].code;
}
