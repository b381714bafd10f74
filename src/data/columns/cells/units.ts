/** Words for a power of ten. */
const SCALES: Readonly<Record<string, number>> = {
  ...{ 十: 1, 百: 2, 千: 3, 万: 4, 億: 8, 兆: 12 },
  ...{ k: 3, M: 6, G: 9, "%": -2, "‰": -3 },
};
/** A thousand, or kelvin: nobody can know. */
const EITHER = "K";
const JAPANESE = /^[十百千万億兆]+/;

/** Spellings of one unit, each after the one that stands for them. Units that differ in case alone are not one: mPa, MPa. */
const ALIASES = [
  ["kg", "KG", "Kg", "kgs", "キログラム", "キロ"],
  ["g", "gr", "グラム"],
  ["mm", "MM", "ミリ", "ミリメートル"],
  ["cm", "CM", "センチ", "センチメートル"],
  ["m", "メートル"],
  ["km", "KM", "キロメートル"],
  ["μm", "um", "ミクロン", "マイクロメートル"],
  ["inch", "in", '"', "″", "′′", "''", "”", "インチ"],
  ["mL", "ml", "ML", "cc"],
  ["L", "l", "リットル"],
  ["s", "sec", "secs", "second", "seconds", "秒"],
  ["min", "mins", "minute", "minutes", "分"],
  ["h", "hr", "hrs", "hour", "hours", "時間"],
  ["°C", "degC", "℃", "゜C", "ºC", "˚C"],
  ["°F", "degF"],
  ["°", "deg", "º", "˚", "゜", "度"],
  ["Ω", "ohm", "Ohm", "OHM", "オーム"],
  ["kΩ", "kohm", "kOhm", "KΩ"],
  ["MΩ", "Mohm", "MOhm"],
  ["V", "volt", "volts", "ボルト"],
  ["A", "amp", "amps", "アンペア"],
  ["W", "watt", "watts", "ワット"],
  ["Pa", "パスカル"],
  ["N", "ニュートン"],
  ["N·m", "Nm", "N m", "N*m", "N.m", "N-m"],
  ["%", "percent", "pct", "パーセント", "％"],
  ["rpm", "RPM", "r/min", "min-1"],
  ["Hz", "HZ", "hz", "ヘルツ"],
  ["円", "¥", "￥", "JPY", "yen", "Yen", "YEN"],
  ["$", "USD", "US$", "ドル"],
  ["€", "EUR", "Euro", "euro", "ユーロ"],
  ["£", "GBP", "ポンド"],
] as const;

/** Units that measure; where several stand in one column, it is measured in several. */
const MEASURES: ReadonlySet<string> = new Set<string>([
  ...ALIASES.map(([unit]): string => unit),
  ...[
    "nm",
    "pm",
    "mg",
    "μg",
    "ng",
    "t",
    "ton",
    "lb",
    "lbs",
    "oz",
    "ft",
    "yd",
    "mil",
    "mils",
    "ms",
    "μs",
    "ns",
  ],
  ...[
    "mV",
    "kV",
    "μV",
    "mA",
    "μA",
    "nA",
    "kA",
    "mW",
    "kW",
    "MW",
    "GW",
    "VA",
    "kVA",
    "Wh",
    "kWh",
    "mAh",
    "Ah",
  ],
  ...["mΩ", "μF", "nF", "pF", "mH", "μH", "kHz", "MHz", "GHz", "dB", "dBm", "dBA"],
  ...[
    "kN",
    "mN",
    "gf",
    "kgf",
    "lbf",
    "hPa",
    "kPa",
    "MPa",
    "GPa",
    "mPa",
    "bar",
    "mbar",
    "psi",
    "atm",
    "Torr",
    "mmHg",
  ],
  ...["J", "kJ", "MJ", "cal", "kcal", "eV", "m2", "mm2", "cm2", "m3", "mm3", "cm3", "N/mm2", "kgf/cm2"],
  ...[
    "m/s",
    "m/s2",
    "mm/s",
    "m/min",
    "km/h",
    "L/min",
    "mL/min",
    "ppm",
    "ppb",
    "mol",
    "lx",
    "lm",
    "cd",
    "Gy",
    "Sv",
  ],
  ...[
    "k",
    "K",
    "M",
    "G",
    "‰",
    "kB",
    "KB",
    "MB",
    "GB",
    "TB",
    "日",
    "個",
    "枚",
    "本",
    "回",
    "人",
    "台",
    "件",
    "点",
  ],
]);

const UNIT_OF: ReadonlyMap<string, string> = new Map<string, string>(
  ALIASES.flatMap(([unit, ...others]) => others.map((other) => [other, unit] as const)),
);

/** What follows a number and makes it a name, not an amount: machine 3, shift 2, the 1st. */
const NAMES =
  /^(st|nd|rd|th|No|号.*|番.*|班|組|級|等級?|類|型|形|種|課|係|部|階|系統?|次|期|直|勤|工場|ライン|工程|班目|回目|番目|本目|個目|台目|年.*|月.*|曜日|時|位|丁目|条|章|節|項|話|歳代|代)$/u;

/** What follows a number and says that it is none: at least, about. */
export const BOUNDS = /(以上|以下|未満|超過?|以内|より大|より小|or more|or less|以降|以前|\+)$/u;
const ABOUT = /(前後|程度|くらい|ぐらい|ほど|弱|強|余り?|位|approx\.?)$/u;

const PLURAL = /^[a-z]{2,}[a-rt-z]s$/i;

/** A unit as it is compared: `㎜` and `MM` are `mm`, `N・m` is `N·m`. */
export function unitKey(unit: string): string {
  const [scale] = JAPANESE.exec(unit) ?? [""];
  const rest = unit.slice(scale.length).trim();
  const plain = rest
    .replaceAll(/\s*([/·])\s*/g, "$1")
    .replaceAll("^", "")
    .replace(/\.$/, "");
  return scale + (UNIT_OF.get(plain) ?? (PLURAL.test(plain) ? plain.slice(0, -1) : plain));
}

/** The power of ten that a unit stands for, of which its number is to be multiplied: 万 and 万円 4, % -2, mm 0. */
export function powerOf(unit: string): number {
  const [japanese] = JAPANESE.exec(unit) ?? [""];
  if (japanese !== "") return Array.from(japanese).reduce((sum, one) => sum + SCALES[one]!, 0);
  return SCALES[unitKey(unit)] ?? SCALES[/^[kMG](?=[$€£¥])/.exec(unit)?.[0] ?? ""] ?? 0;
}

/** Whether a number without it would be of another scale, not only of an unsaid unit. */
export const isScale = (unit: string): boolean => powerOf(unit) !== 0 || unit === EITHER;

export const isMeasure = (unit: string): boolean => {
  const key = unitKey(unit);
  return MEASURES.has(key) || isScale(key);
};

/** Whether it may stand behind an amount at all. */
export const isUnit = (unit: string): boolean =>
  /[\p{L}%‰°"″′¥$€£]/u.test(unit) && !NAMES.test(unit) && !BOUNDS.test(unit) && !ABOUT.test(unit);
