import type { Model } from "../../src/model/model.ts";
import type { GivenImage } from "../../src/model/rows/imageRows.ts";
import type { RawRows } from "../../src/model/rows/rawRows.ts";

/** All that a golden model was asked, as JSON of the same form in Node and in a page. */
export async function asked(
  model: Model,
  rows: RawRows,
  { match }: { match?: readonly [GivenImage, GivenImage] } = {},
): Promise<string> {
  const { objective } = model.card;
  if (!objective) return JSON.stringify({ predict: await model.predict(rows) });
  const { values } = await model.embed(rows);
  return JSON.stringify({
    judge: await model.judge(rows),
    embed: Array.from(values),
    match: match && (await model.match(...match)),
  });
}
