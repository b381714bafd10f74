import { describe } from "vitest";
import * as kiso from "../../everything.ts";
import { refused, untyped } from "../../refusals.ts";

describe("an aim that is none would fail no part at all", () => {
  const known = { good: [0.1, 0.2], defects: [0.4, 0.9] };
  const choose = (aim: unknown) => () => kiso.chooseThreshold(untyped(aim), known);
  const train = (aim: unknown) => async () => {
    for await (const _ of kiso.train({ data: "iris", task: "siamese", aim: untyped(aim) }));
  };
  refused([
    [
      "a flag's text",
      choose("recall=1"),
      'aim: found "recall=1"; give one by its name, such as { name: "recall", recall: 1 }',
    ],
    [
      "a misspelt name",
      choose({ name: "recal", recall: 1 }),
      'aim: there is no aim "recal"; did you mean "recall"?',
    ],
    [
      "a misspelt setting",
      choose({ name: "falseReject", rat: 0.1 }),
      'aim falseReject: there is no setting "rat"; did you mean "rate"?',
    ],
    ["a name of Object's own", choose({ name: "toString" }), 'aim: there is no aim "toString"'],
    [
      "before a training, not after it",
      train({ name: "f2" }),
      'aim: there is no aim "f2"; did you mean "f1"?',
    ],
  ]);
});
