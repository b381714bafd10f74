/** (pixels, 4) inks, 0 none and `most` all of it, as (pixels, 3) light: what one ink and black let through, rounded down, as browsers do. */
export function fromCmyk<T extends Uint8Array | Uint16Array | Float32Array>(inks: T, most: number): T {
  const pixels = inks.length / 4;
  const out = inks.slice(0, pixels * 3) as T;
  const round = inks instanceof Float32Array ? (value: number) => value : Math.floor;
  for (let i = 0; i < pixels; i++) {
    const light = most - inks[4 * i + 3]!;
    for (let c = 0; c < 3; c++) out[3 * i + c] = round(((most - inks[4 * i + c]!) * light) / most);
  }
  return out;
}
