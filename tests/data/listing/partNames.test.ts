import { expect, test } from "vitest";
import { partOfPath } from "../../../src/data/listing/partNames.ts";

test.each([
  [
    "train",
    "train.csv Train.csv TRAIN.CSV iris_train.csv my-train-1.csv train1.csv training.csv trainset.csv",
  ],
  [
    "train",
    "TrainSet.csv XTrain.csv X_train.npy x_train.csv xtrain.csv trainX.csv dataTrain.csv TrainData.csv",
  ],
  [
    "train",
    "Train/a.csv data/TRAIN/a.csv split=train/a.csv trainval.csv train(1).csv ｔｒａｉｎ.csv optdigits.tra",
  ],
  ["train", "学習.csv 学習用データ.csv 訓練.csv 教師データ.csv トレーニング.csv ﾄﾚｰﾆﾝｸﾞ用.csv 学習/2024.csv"],
  [
    "validation",
    "val.csv Valid.csv validation.csv dev/a.csv DEV.csv ValSet.csv 検証.csv 検証用_1.csv バリデーション.csv",
  ],
  [
    "test",
    "test.csv TEST.csv dataTest.csv test_set.csv testset.csv testing.csv eval0.csv Evaluation.csv yTest.csv",
  ],
  [
    "test",
    "テスト.csv テストデータ.csv ﾃｽﾄ.csv 評価.csv 評価用.csv 試験.csv 評価/a.csv adult.test optdigits.tes",
  ],
  // A folder comes before a file, and the outermost folder before those within.
  ["train", "train/test_1.csv"],
  ["test", "test/train/a.csv test_train/test.csv"],
  // A word within another is none, in either script.
  [
    undefined,
    "latest.csv contest.csv fastest.csv strain.csv trainer.csv retrain.csv evaluator.csv device.csv invalid.csv",
  ],
  [
    undefined,
    "attestation.csv value.csv validity.csv a.csv 2024-01.csv DATA.CSV Testament.csv restraint.csv",
  ],
  [
    undefined,
    "機械学習.csv 未検証.csv コンテスト.csv テスター.csv テストピース.csv 試験片.csv 試験機3.csv 未学習.csv",
  ],
  // A column of a table that is cut by folders says no part, unless it is called so.
  [undefined, "lot=test/a.csv"],
  [
    "several",
    "test_train.csv TrainTest.csv train-test-split.csv 学習と評価.csv test_train/a.csv 検証用テスト.csv",
  ],
])("%s: %s", (part, names) => {
  for (const name of names.split(" ")) expect([name, partOfPath(name)]).toEqual([name, part]);
  // macOS writes kana composed of two characters.
  for (const name of names.split(" ")) expect(partOfPath(name.normalize("NFD"))).toBe(part);
});
