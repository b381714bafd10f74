import { Translator } from "../catalogue/translator.ts";
import { files } from "./files.ts";
import { help } from "./help.ts";
import { okNg } from "./okNg.ts";
import { report } from "./report.ts";
import { terminal } from "./terminal.ts";

/** All that kiso says, in Japanese. A page for each part of src/ that says it. */
export const japanese = new Translator(help, terminal, report, files, okNg);
