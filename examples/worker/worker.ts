// The Worker's side: a CSV comes in, a report after every epoch and at last a model file go out.
import { train, UserError } from "kiso";

const settings = {
  epochs: 60,
  hidden: [32],
  activation: "relu",
  batch: 16,
  learningRate: 0.01,
  optimizer: "adam",
} as const;

addEventListener("message", async ({ data }: MessageEvent<File>) => {
  try {
    for await (const report of train({ data, ...settings })) {
      if (report.kind === "epoch") {
        const { epoch, loss, accuracy } = report;
        postMessage({ epoch, loss, accuracy });
      }
      if (report.kind === "trained") postMessage({ model: report.model.toBytes() });
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    postMessage({ error: error.message });
  }
});
