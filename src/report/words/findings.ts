import { asProgram, type Spell } from "../../errors.ts";
import type { Finding, FindingFacts, FindingKind, Remedy } from "../../train/doctor/finding.ts";
import type { Language, ReportFinding } from "../report.ts";

/** The doctor's findings as a report takes them: one line each, with its numbers and what to try, as `spell` writes settings. */
export function findingsInWords(
  findings: readonly Finding[],
  lang: Language,
  spell: Spell = asProgram,
): ReportFinding[] {
  const { sentences, tries } = languages[lang];
  return findings.map((finding) => {
    const sentence = sentences[finding.kind] as Sentence<Finding>;
    const remedies = finding.remedies.map((settings) => settingsInWords(settings, lang, spell));
    return {
      kind: finding.kind,
      message: sentence(
        finding,
        (before, ...also) => {
          const all = [...remedies, ...also];
          return all.length === 0 ? "" : before + tries(all);
        },
        spell,
      ),
    };
  });
}

/** `--effort standard without --lr and --epochs` */
export function settingsInWords(settings: Remedy, lang: Language, spell: Spell = asProgram): string {
  const all = Object.entries(settings);
  const left = all.filter(([, value]) => value === undefined).map(([name]) => spell(name));
  const said = all.filter(([, value]) => value !== undefined).map(([name, value]) => spell(name, value));
  return left.length === 0 ? said.join(" ") : languages[lang].without(said.join(" "), left);
}

/** Where training longer is worth a try: `hint` with its numbers. */
export interface Falling {
  readonly from: number;
  readonly to: number;
  readonly inEpochs: number;
  readonly remedies: readonly Remedy[];
}

/** The advice of a training that ended too early. */
export function hintInWords(hint: Falling, lang: Language, spell: Spell = asProgram): string {
  const { falling, tries } = languages[lang];
  return falling(hint, tries(hint.remedies.map((settings) => settingsInWords(settings, lang, spell))));
}

/** That `follow` tries the advice. */
export const offerInWords = (lang: Language, spell: Spell = asProgram): string =>
  languages[lang].offer(spell("follow"));

/** How many findings are not shown, and where they stand. */
export const moreInWords = (more: number, lang: Language): string => languages[lang].more(more);

type Sentence<Facts> = (facts: Facts, tries: Tries, spell: Spell) => string;

interface Sentences {
  readonly sentences: { readonly [K in FindingKind]: Sentence<FindingFacts[K]> };
  readonly tries: (remedies: readonly string[]) => string;
  /** settings, and those that are left out */
  readonly without: (said: string, left: readonly string[]) => string;
  readonly falling: (hint: Falling, tries: string) => string;
  readonly offer: (flag: string) => string;
  readonly more: (more: number) => string;
}

/** What to try, as the end of a sentence, behind `before`: the finding's settings, and what is none. Nothing where there is neither. */
type Tries = (before: string, ...also: string[]) => string;

/** At most five names in quotes. */
const quoted = (names: readonly string[]): string[] => names.slice(0, 5).map((name) => JSON.stringify(name));

const loss = (value: number): string => value.toFixed(4);
const score = (value: number): string => value.toFixed(3);
/** To two digits, in full where that is short. */
const times = (size: number): string =>
  String(size < 1e6 ? Number(size.toPrecision(2)) : size.toPrecision(2));
const chance = (p: number): string => (p < 1e-9 ? "< 1e-9" : p.toExponential(0));

const list = (names: readonly string[]): string => {
  const more = names.length - 5;
  return more > 0 ? `${quoted(names).join(", ")} and ${more} more` : quoted(names).join(", ");
};

const en: Sentences = {
  sentences: {
    leak: ({ names, rows, of, by }) => {
      const one = names.length === 1;
      const subject = `${one ? of.slice(0, -1) : of} ${list(names)} alone ${one ? "tells" : "each tell"} the label`;
      if (of === "pixels")
        return `${subject} (1.000 of ${rows} images): if a stamp or another background gives the class away there, take the images anew`;
      const measured =
        by === "classes" ? `1.000 of ${rows} rows` : `rank correlation 1.000 over ${rows} rows`;
      return `${subject} (${measured}): if ${one ? "it is" : "they are"} known only after the label, or number the rows, leave the column out`;
    },
    duplicates: ({ seen, of, all }, _, spell) =>
      `${seen} of ${of}${all ? "" : " looked at"} test rows are also training rows: the accuracy flatters; take repeated rows out, or hold out whole groups with ${spell("group")} or ${spell("test")}`,
    shift: ({ names, distance, p }) => {
      const [subject, verb] = names.length === 1 ? ["feature", "is"] : ["features", "are"];
      return `${subject} ${list(names)} ${verb} distributed otherwise in the test rows than in the training rows (Kolmogorov-Smirnov distance ${score(distance)}, p ${chance(p)}): are both measured, and drawn, the same way?`;
    },
    exploding: ({ layer, size, epoch }, tries) =>
      `the weights of ${layer} went ${times(size)} times their natural size in epoch ${epoch}: the gradients explode${tries("; ")}`,
    "rising loss": ({ least, epoch, last, guess }, tries) =>
      `the training loss rose from ${loss(least)} after epoch ${epoch} to ${loss(last)} (guessing has ${loss(guess)}): the steps are too long${tries("; ")}`,
    "unsteady loss": ({ from, to, epoch, short }, tries) =>
      `the training loss jumps up and down (from ${loss(from)} to ${loss(to)} in epoch ${epoch}), so where it ends is chance: ${short ? `the last batch of an epoch has only ${short.rows} of ${short.batch} rows, but its step is as long as any` : "the steps are too long"}${tries("; ")}`,
    plateau: ({ loss: at, since, guess, why }, tries) =>
      why === "short steps"
        ? `the loss stands at ${loss(at)} (guessing has ${loss(guess)}) and the weights hardly move: the steps are too short${tries("; ")}`
        : `the loss has stood at ${loss(at)} since epoch ${since} (guessing has ${loss(guess)})${why === "little" ? tries(": ", "features that tell more") : `: little is learned; look whether the features can tell the label${tries(", and ")}`}`,
    overfitting: (facts, tries) => {
      if (facts.by === "validation")
        return `the validation loss rose from ${loss(facts.least)} after epoch ${facts.epoch} to ${loss(facts.last)} while the training loss fell to ${loss(facts.training)}: since then the network learns its rows by heart (overfitting)${tries("; ", "more rows")}`;
      if (facts.by === "guess")
        return `the validation loss was never below ${loss(facts.least)} (guessing has ${loss(facts.guess)}) while the training loss fell to ${loss(facts.training)}: the network learns only its rows by heart (overfitting)${tries("; ", "more rows")}`;
      const name = facts.score === "r2" ? "R²" : "accuracy";
      return `${name} is ${score(facts.training)} on the training rows but ${score(facts.test)} on ${facts.rows} test rows: the network has learned its rows by heart (overfitting)${tries("; ", "more rows")}`;
    },
    vanishing: ({ share, layers }, tries) =>
      `the gradient vanishes on its way back: ${share.toExponential(1)} of what reaches the last layer reaches the first of ${layers}${tries("; ")}`,
    "dead units": ({ found, units, layer, rows }, tries) =>
      `${found} of ${units} units of layer ${layer} are dead (0 for every one of ${rows} rows)${tries(": ")}`,
    "saturated units": ({ found, units, layer, rows }, tries) =>
      `${found} of ${units} units of layer ${layer} are saturated (flat on 95 % of ${rows} rows or more)${tries(": ")}`,
    "never predicted": ({ names, shown, rows, of }, tries) => {
      const one = names.length === 1;
      return `${one ? "class" : "classes"} ${list(names)} ${one ? "is" : "are"} never predicted (0 of ${shown} training rows; ${rows} of ${of} are of ${one ? "it" : "them"})${tries(": ")}`;
    },
    missed: ({ name, wrong, of, constant, could }, tries) =>
      `${wrong} of ${of} test rows of class ${quoted([name])} are missed${could ? `, where another threshold would miss ${could.missed} and over-reject ${could.rejected} of ${could.others}` : ""}${constant ? `, and accuracy ${score(constant.accuracy)} is no better than always saying ${quoted([constant.name])} (${score(constant.baseline)})` : ""}${tries(": ", `more rows of ${quoted([name])}`)}`,
    untested: ({ names, rows, of }, _, spell) =>
      `no held-out row is of ${names.length === 1 ? "class" : "classes"} ${list(names)} (${rows} of ${of} training rows are): the figures say nothing of ${names.length === 1 ? "it" : "them"}; hold out more rows (${spell("testSize")}), bring rows of ${names.length === 1 ? "it" : "them"} (${spell("test")}), or look at ${spell("folds")}`,
    "never found": ({ names, rows, of }, tries) =>
      `no held-out row is given ${names.length === 1 ? "class" : "classes"} ${list(names)} (${rows} of ${of} are of ${names.length === 1 ? "it" : "them"})${tries(": ", `more rows of ${list(names)}`)}`,
    "no better": ({ name, accuracy, baseline, rows }, tries) =>
      `accuracy ${score(accuracy)} on ${rows} test rows is no better than always saying ${quoted([name])} (${score(baseline)})${tries(": ", "features that tell more")}`,
    "below the mean": ({ r2, rows }, tries) =>
      `R² is ${score(r2)} on ${rows} test rows, where always saying their mean has 0${tries(": ", "features that tell more")}`,
  },
  without: (said, left) =>
    `${said} without ${left.length < 2 ? left.join("") : `${left.slice(0, -1).join(", ")} and ${left.at(-1)}`}`,
  falling: ({ from, to, inEpochs }, tries) =>
    `the loss was still falling (from ${loss(from)} to ${loss(to)} in the last ${inEpochs} epochs): ${tries}`,
  offer: (flag) =>
    `${flag} tries this on training rows that are held out in turn, and keeps what is better there`,
  more: (more) => `${more} more ${more === 1 ? "finding stands" : "findings stand"} in the run's README.md`,
  tries: (remedies) =>
    `try ${remedies.length < 2 ? remedies.join("") : `${remedies.slice(0, -1).join(", ")}, or ${remedies.at(-1)}`}`,
};

const namesJa = (names: readonly string[]): string => {
  const more = names.length - 5;
  return more > 0 ? `${quoted(names).join("、")} ほか ${more} 個` : quoted(names).join("、");
};

const ja: Sentences = {
  sentences: {
    leak: ({ names, rows, of, by }) => {
      const subject = `${of === "pixels" ? "画素" : "特徴量"} ${namesJa(names)} は、それだけでラベルを言い当てます`;
      if (of === "pixels")
        return `${subject}（画像 ${rows} 枚で 1.000）。そこに写ったスタンプや背景の違いからクラスがわかるのなら、撮り直してください`;
      const measured = by === "classes" ? `${rows} 行で 1.000` : `${rows} 行の順位相関 1.000`;
      return `${subject}（${measured}）。ラベルの後でなければわからない値や行の通し番号なら、その列を除いてください`;
    },
    duplicates: ({ seen, of, all }, _, spell) =>
      `テストの${all ? "" : "うち調べた"} ${of} 行中 ${seen} 行は、学習にも使われています。正解率は実力より高く出るので、重複する行を除くか、${spell("group")} か ${spell("test")} でまとまりごとに分けてください`,
    shift: ({ names, distance, p }) =>
      `特徴量 ${namesJa(names)} の分布が、テストの行と学習の行とで違います（コルモゴロフ・スミルノフ距離 ${score(distance)}、p ${chance(p)}）。どちらも同じ方法で測り、同じように選びましたか`,
    exploding: ({ layer, size, epoch }, tries) =>
      `エポック ${epoch} で ${layer} の重みが本来の大きさの ${times(size)} 倍も動きました。勾配が爆発しています${tries("。")}`,
    "rising loss": ({ least, epoch, last, guess }, tries) =>
      `学習データの損失が、エポック ${epoch} の ${loss(least)} から ${loss(last)} に上がりました（当て推量では ${loss(guess)}）。更新の幅が大きすぎます${tries("。")}`,
    "unsteady loss": ({ from, to, epoch, short }, tries) =>
      `学習データの損失が激しく上下し（エポック ${epoch} で ${loss(from)} から ${loss(to)}）、最後の値は偶然に左右されます。${short ? `各エポックの最後のバッチは ${short.batch} 行でなく ${short.rows} 行しかないのに、更新の幅は変わらないためです` : "更新の幅が大きすぎます"}${tries("。")}`,
    plateau: ({ loss: at, since, guess, why }, tries) =>
      why === "short steps"
        ? `損失は ${loss(at)} で（当て推量では ${loss(guess)}）、重みがほとんど動いていません。更新の幅が小さすぎます${tries("。")}`
        : `損失がエポック ${since} から ${loss(at)} のまま変わりません（当て推量では ${loss(guess)}）${why === "little" ? tries("。", "手がかりになる特徴量") : `。ほとんど何も学べていません。特徴量からラベルがわかるはずかを見直してください${tries("。")}`}`,
    overfitting: (facts, tries) => {
      if (facts.by === "validation")
        return `検証データの損失が、エポック ${facts.epoch} の ${loss(facts.least)} から ${loss(facts.last)} に上がり、学習データの損失は ${loss(facts.training)} まで下がりました。そこからは学習データの丸暗記（過学習）です${tries("。", "もっと多くの行")}`;
      if (facts.by === "guess")
        return `検証データの損失は ${loss(facts.least)} より下がらず（当て推量では ${loss(facts.guess)}）、学習データの損失だけが ${loss(facts.training)} まで下がりました。学習データの丸暗記（過学習）です${tries("。", "もっと多くの行")}`;
      const name = facts.score === "r2" ? "R²" : "正解率";
      return `${name}は学習データで ${score(facts.training)}、テストの ${facts.rows} 行では ${score(facts.test)} です。学習データを丸暗記しています（過学習）${tries("。", "もっと多くの行")}`;
    },
    vanishing: ({ share, layers }, tries) =>
      `勾配が途中で消えています。最後の層に届く勾配の ${share.toExponential(1)} しか、${layers} 層のうちの最初の層に届きません${tries("。")}`,
    "dead units": ({ found, units, layer, rows }, tries) =>
      `${layer} 層の ${units} ユニット中 ${found} が死んでいます（${rows} 行のすべてで 0）${tries("。")}`,
    "saturated units": ({ found, units, layer, rows }, tries) =>
      `${layer} 層の ${units} ユニット中 ${found} が飽和しています（${rows} 行の 95 % 以上で傾きがほとんどない）${tries("。")}`,
    "never predicted": ({ names, shown, rows, of }, tries) =>
      `クラス ${namesJa(names)} は一度も予測されません（学習データ ${shown} 行中 0。${of} 行中 ${rows} 行がこのクラス）${tries("。")}`,
    missed: ({ name, wrong, of, constant, could }, tries) =>
      `テスト行のうち、クラス ${quoted([name])} の ${of} 行中 ${wrong} 行を見逃しています${could ? `（別のしきい値なら見逃し ${could.missed} 行、過検出は ${could.others} 行中 ${could.rejected} 行）` : ""}${constant ? `。正解率 ${score(constant.accuracy)} は、いつも ${quoted([constant.name])} と答えるのと変わりません（${score(constant.baseline)}）` : ""}${tries("。", `もっと多くの ${quoted([name])} の行`)}`,
    untested: ({ names, rows, of }, _, spell) =>
      `クラス ${namesJa(names)} のテスト行がまったくありません（学習の ${of} 行中 ${rows} 行）。評価の数字はこのクラスについて何も語りません。取り分けを増やすか（${spell("testSize")}）、このクラスの行を用意するか（${spell("test")}）、${spell("folds")} を見てください`,
    "never found": ({ names, rows, of }, tries) =>
      `テスト行で、クラス ${namesJa(names)} と判定された行がまったくありません（${of} 行中 ${rows} 行がこのクラス）${tries("。", `もっと多くの ${namesJa(names)} の行`)}`,
    "no better": ({ name, accuracy, baseline, rows }, tries) =>
      `テスト ${rows} 行の正解率 ${score(accuracy)} は、いつも ${quoted([name])} と答えるのと変わりません（${score(baseline)}）${tries("。", "手がかりになる特徴量")}`,
    "below the mean": ({ r2, rows }, tries) =>
      `テスト ${rows} 行の R² は ${score(r2)} で、いつも平均と答える（0）より悪い結果です${tries("。", "手がかりになる特徴量")}`,
  },
  without: (said, left) => `${left.join("、")} を外した ${said}`,
  falling: ({ from, to, inEpochs }, tries) =>
    `損失はまだ下がり続けていました（最後の ${inEpochs} エポックで ${loss(from)} から ${loss(to)}）。${tries}`,
  offer: (flag) => `${flag} を付けると、学習用の行を順に取り分けてこれを試し、よくなった設定だけを使います`,
  more: (more) => `ほかに ${more} 件あります（run の README.md に載っています）`,
  tries: (remedies) => `${remedies.join(" または ")} を試してください`,
};

const languages: Readonly<Record<Language, Sentences>> = { en, ja };
