import { expect, test } from "vitest";
import { namesBad, namesGood, sayGood, saysGood } from "../../../../src/data/images/layouts/goodWord.ts";

const good = `good OK ok ＯＫ OK_front lot3-good GoodParts goodSamples OKparts OK-samples ok_images Normal passed no_defect
no-defects defect_free without_cracks OKサンプル OK品 OK画像 良品 良品サンプル 良品画像 良品の画像 良品データ 優良品 表面良品 良い 合格
合格品 正常 正常品 異常なし 欠陥無し 無欠陥 リョウヒン ﾘｮｳﾋﾝ ﾘｮｳﾋﾝｻﾝﾌﾟﾙ ゴウカク りょうひん 양품 정상 合格样品 Gutteile`;

const bad = `bad NG ＮＧ NG-samples NGサンプル NG品 not_good notgood no-good NotOK n.i.O. nok abnormal ab-normal 不良 不良品
不良品サンプル 不良画像 表面不良 不合格 不合格品 不適合 不適合品 不具合 scrap scrapped nonconforming 異常 異常品 異常データ フリョウヒン ﾌﾘｮｳﾋﾝ 欠陥品 defects failed_parts 불량`;

const neither = `goods passenger normalized book broker setosa lot_3 camera 表面 A B キズ scratch 良品率 正常化 良品以外 compass
google inspect finesse 適合性 合計 場合 混合 配合 scraper`;

/** As folders are called in many places: good parts, then bad ones. */
const pairs =
  `годные/брак хорошие/плохие годен/негоден придатні/непридатні ดี/เสีย ของดี/ของเสีย ผ่าน/ไม่ผ่าน 合格/不合格 良/否 好/坏
良品/次品 正常/异常 정상/불량 양품/불량품 양호/불량 dobre/złe dobre/zle DOBRE/ZŁE zgodne/niezgodne gut/schlecht Gutteile/Ausschuß
fehlerfrei/fehlerhaft i.O./n.i.O. bon/mauvais bonnes/mauvaises conforme/non_conforme buono/scarto buoni/scarti bueno/malo buenas/malas
aprobado/rechazado bom/ruim boas/ruins aprovado/reprovado iyi/kötü İYİ/KÖTÜ SAĞLAM/HATALI sağlam/bozuk uygun/uygun_değil đạt/lỗi
đạt/không_đạt tốt/xấu baik/rusak bagus/cacat lulus/gagal dobré/špatné shodné/neshodné dobre/zmetky jó/rossz megfelelő/selejt goed/slecht
goedgekeurd/afgekeurd godkänd/underkänd godkendt/kasseret hyvä/huono καλά/κακά תקין/פגום جيد/سيئ अच्छा/खराब dobri/loši`
    .split(/\s+/)
    .map((pair) => pair.split("/") as [string, string]);

test.each(pairs)("%s beside %s are classes of good and of bad parts", (one, other) => {
  expect([namesGood(one), namesBad(one), namesGood(other), namesBad(other)]).toEqual([
    true,
    false,
    false,
    true,
  ]);
  expect(sayGood([one, other])).toBe(true);
  const decomposed = [one, other].map((name) => name.normalize("NFD"));
  expect(sayGood(decomposed)).toBe(true);
});

test("a noun beside the word changes nothing, and a word that says no turns it", () => {
  for (const name of ["годные детали", "pièces bonnes", "części dobre", "piezas buenas", "ok_parts"])
    expect([name, namesGood(name)]).toEqual([name, true]);
  for (const name of ["не годные", "no conforme", "nie dobre", "nicht gut", "không đạt", "non buono"])
    expect([name, namesGood(name)]).toEqual([name, false]);
});

test("words of other meanings are none: a bill of materials, a dead end, a lot", () => {
  for (const names of [
    "tot/lebendig",
    "loi/dat",
    "bun/bread",
    "labs/office",
    "tokyo/osaka",
    "malo/lounge",
    "brak/danych",
  ])
    expect([names, sayGood(names.split("/"))]).toEqual([names, false]);
});

const wordsOf = (text: string) => text.split(/\s+/);

test.each(wordsOf(good))("%s calls parts good", (name) =>
  expect([saysGood(name), namesGood(name), namesBad(name)]).toEqual([true, true, false]),
);

test.each(wordsOf(bad))("%s calls parts bad", (name) =>
  expect([saysGood(name), namesGood(name), namesBad(name)]).toEqual([false, false, true]),
);

test.each(wordsOf(neither))("%s says nothing of parts", (name) =>
  expect([saysGood(name), namesGood(name), namesBad(name)]).toEqual([false, false, false]),
);

test("a name of both is of neither, and clean is a class of good parts, but no word for them in a file's name", () => {
  expect(["OK_NG", "good-bad", "良品_不良品"].map(saysGood)).toEqual([false, false, false]);
  expect(["clean", "negative", "go", "io"].map((name) => [saysGood(name), namesGood(name)])).toEqual(
    Array.from({ length: 4 }, () => [false, true]),
  );
});
