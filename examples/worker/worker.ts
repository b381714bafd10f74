// The Worker's side: a CSV comes in, a report after every epoch and at last a model file go out.
import {
  applyScaler,
  fit,
  fitScaler,
  loadEngine,
  Model,
  readCsv,
  toRows,
  trainTestSplit,
  UserError,
} from "kiso";

addEventListener("message", async ({ data: file }: MessageEvent<File>) => {
  try {
    const rows = toRows(await readCsv(file));
    const { train, test } = trainTestSplit(rows, { testSize: 0.2, seed: 0, stratify: true });
    const scaler = fitScaler("standard", train.features);
    const part = ({ features, labels }: typeof rows) => ({ features: applyScaler(scaler, features), labels });

    const network = {
      sizes: [rows.nFeatures, 32, rows.nClasses],
      activation: "relu",
      initializer: "heNormal",
    } as const;
    const training = { epochs: 60, batch: 16, learningRate: 0.01, optimizer: { name: "adam" } } as const;
    const engine = await loadEngine("auto");
    for await (const report of fit({ network, training }, { engine, train: part(train), test: part(test) })) {
      const { epoch, loss, accuracy, last } = report;
      postMessage({ epoch, loss, accuracy });
      if (!last) continue;
      const { featureNames, classNames } = rows;
      const learned = { network, dtype: "float64", featureNames, classNames, scaler } as const;
      postMessage({ model: new Model({ ...learned, parameters: report.parameters() }).toBytes() });
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    postMessage({ error: error.message });
  }
});
