/**
 * How a class looks. Colour alone fails one man in twelve, so every palette but the lesson's own gives each
 * class a marker shape as well.
 */
export interface ClassStyle {
  readonly colour: string;
  readonly shape: Shape;
}

/** Shapes of Observable Plot that are told apart at 6 px, in the order of their difference. */
const shapes = ["circle", "square", "triangle", "diamond", "star", "cross", "wye"] as const;
export type Shape = (typeof shapes)[number];

/** "turbo" is the lesson's figure; "safe" is for everything else. */
export type Palette = "turbo" | "safe";

// Okabe and Ito, "Color Universal Design" (2008). Yellow comes last: it is the weakest on white.
const okabeIto = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000", "#d8c800"];

/**
 * Styles of `count` classes. "safe" cycles 8 colours and 7 shapes: as these are coprime, the first 56 classes
 * differ as pairs. "turbo" spreads the classes evenly over the colour map, as matplotlib does with c=labels.
 */
export function classStyles(
  count: number,
  palette: Palette,
  turbo: (t: number) => string,
): readonly ClassStyle[] {
  return Array.from({ length: count }, (_, i) =>
    palette === "turbo"
      ? { colour: turbo(count > 1 ? i / (count - 1) : 0.5), shape: "circle" }
      : { colour: okabeIto[i % okabeIto.length]!, shape: shapes[i % shapes.length]! },
  );
}

/** The colours of every inspection's pictures: one for what is as it should be, one for what is not. */
export const [calm, warning] = ["#0072b2", "#d55e00"] as const;

const warm = [warning, "#e69f00", "#cc79a7", "#000000", "#d8c800"];

/** Styles of `count` classes of which one is of good parts: it is calm, and defects of every kind are warm. */
export function inspectionStyles(count: number, good: number): readonly ClassStyle[] {
  return Array.from({ length: count }, (_, k) => {
    if (k === good) return { colour: calm, shape: shapes[0] };
    const defect = k < good ? k : k - 1;
    const others = shapes.slice(1);
    return { colour: warm[defect % warm.length]!, shape: others[defect % others.length]! };
  });
}

/** Black or white, whichever reads better on a fill (`rgb(r, g, b)` or `#rrggbb`), by WCAG's contrast ratio. */
export function inkOn(fill: string): "#000" | "#fff" {
  const channels = fill.startsWith("#")
    ? [1, 3, 5].map((i) => Number.parseInt(fill.slice(i, i + 2), 16))
    : fill.match(/\d+(\.\d+)?/g)!.map(Number);
  const [r, g, b] = channels.map((c) =>
    c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
  );
  const luminance = 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  // Equal contrast with both: (1 + .05) / (L + .05) = (L + .05) / .05, so L = 0.179.
  return luminance > 0.179 ? "#000" : "#fff";
}
