import { largest } from "../../data/numbers/lists.ts";
import { drawHeading } from "../heading.ts";
import { faintInk, fontSize, Page, pageMargin } from "../page.ts";
import { calm, warning } from "../palette.ts";
import { type Heat, heated, type Picture } from "../picture.ts";
import { figure } from "../text.ts";

/** One part that was judged. */
export interface Verdict {
  readonly name: string;
  readonly picture: Picture;
  readonly passed: boolean;
  readonly distance: number;
  /** The good part that it is nearest to. */
  readonly reference?: Picture;
  /** Where in the picture the distance comes from. */
  readonly heat?: Heat;
}

export interface VerdictsOptions {
  readonly verdicts: readonly Verdict[];
  /** A distance above it fails. */
  readonly threshold: number;
  readonly passName?: string;
  readonly failName?: string;
  readonly title?: string;
  readonly subtitle?: string;
}

const side = 112;
const gap = 18;
const sheetWidth = 820;

/**
 * A sheet of judged parts as an SVG, in the order given: the picture, its nearest reference and the heat map beside it
 * where they are given, and below them verdict, distance and name. Verdicts differ in word and sign, not in colour alone.
 */
export async function verdictsChart(options: VerdictsOptions): Promise<string> {
  const { verdicts, threshold, title, subtitle, passName = "pass", failName = "fail" } = options;
  const page = await Page.open();
  let top = drawHeading(page, sheetWidth, { title });
  if (subtitle) {
    page.write(subtitle, pageMargin, top + fontSize.label, fontSize.label, sheetWidth, faintInk);
    top += fontSize.label + 14;
  }
  const panels = largest(
    verdicts.map((verdict) => panelsOf(verdict).length),
    1,
  );
  const cellWidth = panels * (side + 4) - 4;
  const cellHeight = side + 54;
  const columns = Math.max(1, Math.floor((sheetWidth + gap) / (cellWidth + gap)));
  for (const [i, verdict] of verdicts.entries()) {
    const left = pageMargin + (i % columns) * (cellWidth + gap);
    const y = top + Math.floor(i / columns) * cellHeight;
    for (const [j, picture] of panelsOf(verdict).entries()) {
      await page.show(picture, left + j * (side + 4), y, side, side);
    }
    const { passed, distance, name } = verdict;
    const word = passed ? `○ ${passName}` : `× ${failName}`;
    const line = `${word} · ${figure(distance)} ${passed ? "≤" : ">"} ${figure(threshold)}`;
    page.write(line, left, y + side + 16, fontSize.label, cellWidth, passed ? calm : warning);
    page.write(name, left, y + side + 31, fontSize.tick, cellWidth, faintInk);
  }
  const rows = Math.ceil(verdicts.length / columns);
  const width = Math.min(verdicts.length, columns) * (cellWidth + gap) - gap;
  return page.toSvg(
    Math.max(width, title ? sheetWidth : cellWidth) + 2 * pageMargin,
    top + rows * cellHeight + pageMargin,
    title ?? "verdicts",
  );
}

/** The part, where its distance comes from, and what it is nearest to. */
function panelsOf({ picture, heat, reference }: Verdict): Picture[] {
  return [picture, ...(heat ? [heated(picture, heat)] : []), ...(reference ? [reference] : [])];
}
