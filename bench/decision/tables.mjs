// Drawn OK/NG tables, of which as many more rows can be drawn as are wanted.

/** Uniform numbers of a seed (Mulberry32). */
export function uniforms(seed) {
  let state = Math.imul(seed + 1, 2654435761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const normals = (next) => () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

/** How NG parts differ from good ones, whose columns are normal: a row is changed where it is NG. */
export const kinds = {
  // two measurements are off
  shift: {
    columns: 6,
    spoil: (row) => {
      row[0] += 1.8;
      row[1] -= 1.2;
    },
  },
  // either of two things went wrong
  "two ways": {
    columns: 6,
    spoil: (row, next) => {
      if (next() < 0.5) {
        row[0] += 2.4;
        row[1] -= 1;
      } else {
        row[2] *= 2.5;
        row[3] += 1.8;
      }
    },
  },
  // two measurements no longer go together
  together: {
    columns: 4,
    join: (row) => {
      row[1] = 0.9 * row[0] + 0.45 * row[1];
    },
    spoil: (row) => {
      row[1] = -row[1] + 0.6;
    },
  },
  // a little in many, tails that are heavy
  many: {
    columns: 16,
    join: (row, next) => {
      if (next() < 0.05) row[3] *= 6;
    },
    spoil: (row) => {
      for (let i = 0; i < 8; i++) row[i] += 0.7;
    },
  },
};

/** So many NG and OK rows of a kind, as records, in the order of a shuffle. */
export function rowsOf(kind, { ng, ok, seed }) {
  const { columns, spoil, join } = kinds[kind];
  const next = uniforms(seed);
  const normal = normals(next);
  const drawn = Array.from({ length: ng + ok }, (_, i) => {
    const row = Array.from({ length: columns }, normal);
    join?.(row, next);
    if (i < ng) spoil(row, next);
    return { ...Object.fromEntries(row.map((x, c) => [`x${c}`, x])), label: i < ng ? "NG" : "OK" };
  });
  for (let i = drawn.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [drawn[i], drawn[j]] = [drawn[j], drawn[i]];
  }
  return drawn;
}
