import { join } from "node:path";
import type { Region } from "../../table.ts";
import type { UsedList } from "./listColumns.ts";
import type { Masks } from "./masks.ts";

/** Of each picture, by its path, where its defects are. */
export type Regions = ReadonlyMap<string, Region>;

/** What masks and lists of boxes say of where defects are. */
export function regionsOf(folder: string, masks: Masks, lists: readonly UsedList[]): Regions {
  const regions = new Map<string, Region>();
  for (const [picture, own] of masks.of)
    regions.set(join(folder, picture), { masks: own.map((mask) => join(folder, mask)), boxes: [] });
  for (const { pictures, masks: named, boxes } of lists)
    for (const [i, picture] of pictures.entries()) {
      const path = join(folder, picture);
      const known = regions.get(path) ?? { masks: [], boxes: [] };
      const mask = named[i] === undefined ? undefined : join(folder, named[i]!);
      const more = mask === undefined || known.masks.includes(mask) ? known.masks : [...known.masks, mask];
      const region = { masks: more, boxes: [...known.boxes, ...boxes[i]!] };
      if (region.masks.length + region.boxes.length > 0) regions.set(path, region);
    }
  return regions;
}
