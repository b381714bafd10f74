// A server that answers raw rows: POST /answers with a list of objects, as the columns are called, and get a label each.
//   curl -d '[{ "sepal length (cm)": 5.1, "sepal width (cm)": 3.5, "petal length (cm)": 1.4, "petal width (cm)": 0.2 }]' \
//     localhost:8080/answers
import { createServer } from "node:http";
import { MLPClassifier, type Model, UserError } from "kiso";
import { loadDataset, loadModel } from "kiso/node";

/** The model of a run folder or file; without one, a small one of irises is trained. */
async function modelOf(path: string | undefined): Promise<Model> {
  if (path !== undefined) return loadModel(path);
  const iris = await loadDataset("iris", { split: "train" });
  const classifier = new MLPClassifier({
    hiddenLayerSizes: [16],
    maxIter: 200,
    learningRateInit: 0.01,
    seed: 0,
  });
  await classifier.fit(iris.features, iris.labels);
  const { featureNames, classNames } = iris;
  return classifier.toModel({ featureNames, classNames });
}

const mostBytes = 1_000_000;

export async function serve(port: number, path?: string) {
  const model = await modelOf(path);
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    if (request.method !== "POST" || request.url !== "/answers")
      return answer(404, { error: "POST /answers" });
    try {
      let text = "";
      for await (const piece of request) {
        text += piece;
        if (text.length > mostBytes)
          return answer(413, { error: `send at most ${mostBytes} bytes at a time` });
      }
      answer(200, await model.predict(JSON.parse(text)));
    } catch (error) {
      // What the sender can mend is said: a missing column, a cell that is no number, text that is no JSON.
      if (!(error instanceof UserError || error instanceof SyntaxError)) throw error;
      answer(400, { error: error.message });
    }
  });
  await new Promise<void>((done) => server.listen(port, done));
  return server;
}

if (process.argv[1] === import.meta.filename) await serve(Number(process.env.PORT ?? 8080), process.argv[2]);
