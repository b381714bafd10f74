import { baseOf, groupBy, isImage, stemOf } from "./folderFiles.ts";

// A list names its pictures as whoever made it had them: composed or decomposed kana, either slash, the address of a server, a
// path of another machine, no extension. All cells of a column are read in one way, the strictest that finds them.

/** How the cells of a column are compared with the pictures' paths; `how` is said where it is not the plain way. */
interface Way {
  readonly how: string | undefined;
  /** what is compared of a picture's path and of a cell */
  readonly plain: (path: string) => string;
  /** whole paths, with folders that only one of the two has; or last parts alone */
  readonly by: "path" | "name";
}

const lower = (path: string) => path.toLowerCase();
/** Without a picture's extension; of a picture that has another, or of a cell that has none, as it is. */
const bare = (path: string) => (isImage(path) ? stemOf(path) : path).toLowerCase();
/** Label Studio puts eight digits of a hash before the name of what is uploaded. */
const withoutHash = (path: string) => lower(path).replace(/(^|\/)[0-9a-f]{8}-(?=[^/]+$)/, "$1");
/** 0576 and 576.0 of a table that took names for numbers. */
const asNumber = (path: string) => {
  const stem = bare(path);
  return /^\d+(\.0+)?$/.test(stem) ? String(Number(stem)) : stem;
};

/** How numbers that lost their zeros are compared. */
export const asNumbers = "as a number";

const ways: readonly Way[] = [
  { how: undefined, plain: (path) => path, by: "path" },
  { how: "without regard to case", plain: lower, by: "path" },
  { how: "without extension", plain: bare, by: "path" },
  { how: "by the last part of the path", plain: lower, by: "name" },
  { how: "by the last part of the path, without extension", plain: bare, by: "name" },
  { how: "without what Label Studio puts before it", plain: withoutHash, by: "name" },
  { how: asNumbers, plain: asNumber, by: "name" },
];

/** What a cell names: a picture, several, or none. */
export type Named = string | readonly string[] | undefined;

export interface NamedCells {
  readonly pictures: readonly Named[];
  /** of the cells that are not empty */
  readonly found: number;
  readonly cells: number;
  readonly how: string | undefined;
}

/** A cell as a path: one kind of slash, composed letters, no address of a server and no escapes. */
export function cellPath(cell: string): string {
  let path = cell.normalize("NFC").trim().replaceAll("\\", "/");
  const query = /[?&]d=([^&]+)/.exec(path);
  if (query) path = query[1]!;
  if (/%[0-9a-f]{2}/i.test(path)) {
    try {
      path = decodeURIComponent(path).normalize("NFC");
    } catch {
      // a name with a percent sign in it
    }
  }
  return path
    .replace(/^[a-z][a-z0-9+.-]*:\/+/i, "")
    .replace(/\/{2,}/g, "/")
    .replace(/^(\.{0,2}\/)+/, "");
}

export class PictureNames {
  readonly #pictures: readonly string[];
  readonly #indices = new Map<Way, Index>();

  constructor(pictures: readonly string[]) {
    this.#pictures = pictures;
  }

  /** What the cells of a column name. `base` is the folder of their list ("" or "a/b/"); of several alike, `preferred` are meant. */
  column(cells: readonly string[], base: string, preferred: (picture: string) => boolean): NamedCells {
    const paths = cells.map(cellPath);
    const count = paths.filter((path) => path !== "").length;
    let best: NamedCells = { pictures: paths.map(() => undefined), found: 0, cells: count, how: undefined };
    // A number is no name unless most cells are found by it.
    for (const way of ways) {
      if (best.found > 0 && way.by === "name" && best.how === undefined && 2 * best.found > count) break;
      const index = this.#index(way);
      const pictures = paths.map((path) => (path === "" ? undefined : index.find(path, base, preferred)));
      const found = pictures.filter((one) => one !== undefined).length;
      if (found > best.found) best = { pictures, found, cells: count, how: way.how };
      if (best.found === count) break;
    }
    return best;
  }

  /** Whether a text names a picture, as a header does that is none. */
  names(text: string, base: string): boolean {
    const path = cellPath(text);
    return (
      isImage(path) &&
      [ways[1]!, ways[3]!].some((way) => this.#index(way).find(path, base, () => true) !== undefined)
    );
  }

  /** Whether a text speaks of a picture by its name, with or without what stands before and after it. */
  mentioned(text: string): boolean {
    if (/\.(png|jpe?g|jfif|bmp|webp|gif|tiff?|avif|p[bgpn]m)\b/i.test(text)) return true;
    const numbered = ways.at(-1)!;
    return text.split(/[\s,;|"'\0]+/).some((word) => {
      const path = cellPath(word);
      return path !== "" && this.#index(numbered).find(path, "", () => true) !== undefined;
    });
  }

  #index(way: Way): Index {
    const known = this.#indices.get(way);
    if (known) return known;
    const made = new Index(this.#pictures, way);
    this.#indices.set(way, made);
    return made;
  }
}

class Index {
  readonly #way: Way;
  readonly #whole: Map<string, string[]>;
  /** by every end of a path that begins with a folder or the name */
  readonly #ends = new Map<string, string[]>();

  constructor(pictures: readonly string[], way: Way) {
    this.#way = way;
    const plain = (path: string) => way.plain(path.normalize("NFC"));
    this.#whole = groupBy(pictures, plain);
    for (const picture of pictures)
      for (const end of way.by === "name" ? [plain(baseOf(picture))] : endsOf(plain(picture))) {
        const those = this.#ends.get(end);
        if (those) those.push(picture);
        else this.#ends.set(end, [picture]);
      }
  }

  find(cell: string, base: string, preferred: (picture: string) => boolean): Named {
    const { plain, by } = this.#way;
    const one = (found: readonly string[]): Named => {
      if (found.length < 2) return found[0];
      const near = found.filter((picture) => base !== "" && picture.startsWith(base));
      for (const some of [near, found.filter(preferred)]) if (some.length === 1) return some[0];
      return found;
    };
    if (by === "name") return one(this.#ends.get(plain(baseOf(cell))) ?? []);
    const path = plain(cell);
    for (const start of [plain(base), ""]) {
      const exact = this.#whole.get(start + path);
      if (exact) return one(exact);
    }
    const longer = this.#ends.get(path);
    if (longer) return one(longer);
    // The path of another machine, which ends as the picture's whole path does.
    for (const end of endsOf(path)) {
      const whole = this.#whole.get(plain(base) + end) ?? this.#whole.get(end);
      if (whole) return one(whole);
    }
    return undefined;
  }
}

/** a/b/c, b/c, c */
function endsOf(path: string): string[] {
  const steps = path.split("/");
  return steps.map((_, i) => steps.slice(i).join("/"));
}
