// A page that loads a model file and answers a form. The fields are the columns that the model learned from; nothing
// leaves the page.
import { Model, UserError } from "kiso";

const form = document.querySelector("form")!;
const fields = document.querySelector("#fields")!;
const button = document.querySelector("button")!;
const output = document.querySelector("output")!;
let model: Model | undefined;

/** Runs `work` and says in the page what the user can mend. */
async function saying(work: () => Promise<string>): Promise<void> {
  try {
    output.value = await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    output.value = error.message;
  }
}

form.model.addEventListener("change", () =>
  saying(async () => {
    model = await Model.load(form.model.files[0]);
    fields.replaceChildren(
      ...model.columns.map(({ name }) => {
        const [label, input] = [document.createElement("label"), document.createElement("input")];
        Object.assign(input, { name, required: true, inputMode: "decimal" });
        label.append(name, " ", input);
        return label;
      }),
    );
    button.disabled = false;
    return "";
  }),
);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void saying(async () => {
    const { model: _, ...row } = Object.fromEntries(new FormData(form)) as Record<string, string>;
    const [answer] = await model!.predict([row]);
    if (answer!.value !== undefined) return String(answer!.value);
    return `${answer!.label ?? "none of these"} (${(100 * answer!.probability).toFixed(1)} %)`;
  });
});
