import type { Catalogue } from "../catalogue/translator.ts";

/** Figures and thresholds in words, and the pages of a run's folder. */
export const report: Catalogue = {
  // report/words/
  "{wrong} of {of} defects pass (95% interval {low} to {high}), {*good}":
    "見逃し {of} 個中 {wrong} 個（95% 区間 {low}〜{high}）、{good}",
  "{wrong} of {of} defects pass (95% interval {low} to {high})":
    "見逃し {of} 個中 {wrong} 個（95% 区間 {low}〜{high}）",
  "{wrong} of {of} good parts fail (95% interval {low} to {high})":
    "過検出 {of} 個中 {wrong} 個（95% 区間 {low}〜{high}）",
  "defects pass": "見逃し",
  "good parts fail": "過検出",
  "no defect is known, {*good}": "不良品は未知、{good}",
  "no defect is known": "不良品は未知",
  "no good part is known": "良品は未知",
  "{kind}: {failed} of {of} fail (AUROC {auroc})": "{kind}: {of} 個中 {failed} 個が不合格（AUROC {auroc}）",
  "{kind}: {failed} of {of} fail": "{kind}: {of} 個中 {failed} 個が不合格",
  "no good part was held back: the threshold is chosen by how far the {n} references, which were learned from, are from each other; parts to come may lie further":
    "取り分けた良品がないため、学習に使った {n} 個の良品どうしの距離でしきい値を決めました。これからの部品はもっと離れることがあります",
  "{n} good {part|parts} cannot show so small a share as {share}, which takes {needed}: of good parts to come about {expected} will fail":
    "良品 {n} 個では {share} という小さい割合を確かめられません（{needed} 個が必要）。これからの良品の約 {expected} が不合格になります",
  "no defect passed": "見逃しなし",
  "at least {share} of the defects caught": "不良品の {share} 以上を検出",
  "at most {share} of the good parts failed": "過検出 {share} 以下",
  "least cost, a miss {miss} and a false reject {reject}": "損失最小、見逃し {miss}・過検出 {reject}",
  "highest F1 of the defects": "不良品の F1 が最大",
  "as given": "指定のとおり",
  "less {n} axes": "主軸 {n} 本を除く",
  "… {n} more …": "… ほか {n} 層 …",
};
