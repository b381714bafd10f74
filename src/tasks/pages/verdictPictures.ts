import { basename, join } from "node:path";
import { imageFileAt, imageRow } from "../../data/images/imageRow.ts";
import { makeFolder, writeError } from "../../files.ts";
import type { JudgeOptions, Model } from "../../model/model.ts";
import { type Verdict, verdictsChart } from "../../plot/charts/verdicts.ts";
import type { Picture } from "../../plot/picture.ts";
import { writeChart } from "../../plot/write.ts";
import type { Speech } from "../../report/words/catalogue/speech.ts";
import { type PartFiles, pathOf } from "../inspection/partFiles.ts";

/** A judged part. */
export interface PartVerdict {
  readonly file: string;
  readonly verdict: "pass" | "fail";
  readonly distance: number;
  /** the reference that it is nearest to */
  readonly nearest: string;
}

/** All that parts are judged by. */
export interface Bench {
  readonly model: Model;
  /** good parts to compare with; those that the model keeps, when left out */
  readonly references?: JudgeOptions["references"];
  readonly neighbours: number;
  readonly threshold: number;
  /** where the pictures of archives were unpacked */
  readonly archives?: PartFiles["archives"] | undefined;
  /** the language of titles; English when left out */
  readonly speech?: Speech;
}

/** Draws the parts nearest to the threshold, the furthest above it first, and says how many. */
export async function writeSheet(
  path: string,
  verdicts: readonly PartVerdict[],
  bench: Bench,
  most: number,
): Promise<number> {
  const { threshold, speech = (text: string) => text } = bench;
  const away = ({ distance }: PartVerdict) => Math.abs(distance - threshold);
  const shown = [...verdicts]
    .sort((a, b) => away(a) - away(b))
    .slice(0, most)
    .sort((a, b) => b.distance - a.distance);
  const svg = await verdictsChart({
    verdicts: await drawn(shown, bench),
    threshold,
    passName: speech("pass"),
    failName: speech("fail"),
    title: speech("The parts nearest to the threshold"),
    subtitle: speech("part · where its distance comes from · the good part that it is nearest to"),
  });
  await writeChart(path, svg, { dpi: 144 });
  return shown.length;
}

/** Where a part's distance comes from: the picture of it, and its hottest pixel. */
export interface HeatPicture {
  readonly file: string;
  readonly picture: string;
  readonly x: number;
  readonly y: number;
}

/** Writes one picture for each part that failed. */
export async function writeHeat(
  folder: string,
  verdicts: readonly PartVerdict[],
  bench: Bench,
): Promise<HeatPicture[]> {
  const { speech = (text: string) => text } = bench;
  const failed = verdicts.filter(({ verdict }) => verdict === "fail");
  await makeFolder(folder).catch((error) => {
    throw writeError(folder, error);
  });
  const heats: HeatPicture[] = [];
  for (const [i, part] of failed.entries()) {
    const [one] = await drawn([part], bench);
    const svg = await verdictsChart({
      verdicts: [one!],
      threshold: bench.threshold,
      passName: speech("pass"),
      failName: speech("fail"),
    });
    const number = String(i).padStart(String(failed.length - 1).length, "0");
    const picture = join(folder, `${number}-${basename(part.file)}.png`);
    await writeChart(picture, svg, { dpi: 144 });
    heats.push({ file: part.file, picture, ...one!.peak });
  }
  return heats;
}

/** The parts with their heat maps and the references that they are nearest to. */
async function drawn(
  parts: readonly PartVerdict[],
  bench: Bench,
): Promise<(Verdict & { peak: { x: number; y: number } })[]> {
  const { model, references, neighbours, archives = new Map() } = bench;
  const image = model.card.image!;
  const picture = (data: ArrayLike<number>): Picture => ({ ...image, data });
  const verdicts: (Verdict & { peak: { x: number; y: number } })[] = [];
  for (const { file, verdict, distance } of parts) {
    // It was read before, whatever its size.
    const pixels = await imageRow(
      imageFileAt(pathOf(file, archives), { maxPixels: Number.POSITIVE_INFINITY }),
      image,
    );
    const { map, peak, reference } = await model.heat({ pixels }, { references, neighbours });
    verdicts.push({
      name: file,
      picture: picture(pixels),
      passed: verdict === "pass",
      distance,
      heat: map,
      reference: picture(reference),
      peak: { x: peak.column, y: peak.row },
    });
  }
  return verdicts;
}
