import { Help, type HelpConfiguration } from "commander";
import { displayWidth } from "../../report/pages/width.ts";
import { wrapped } from "../../report/pages/wrap.ts";
import { inLanguage } from "./language.ts";

/** How a command's help is written in another language than English: Japanese has no blanks to break a line at. */
export const helpInLanguage: HelpConfiguration = {
  displayWidth,
  boxWrap: wrapped,
  styleTitle: inLanguage,
  styleUsage: parameters,
  subcommandTerm: (command) => parameters(new Help().subcommandTerm(command)),
  commandDescription: (command) => inLanguage(command.description()),
  subcommandDescription: (command) => inLanguage(command.description()),
  optionDescription: (option) => described(option.description, new Help().optionDescription(option)),
  argumentDescription: (argument) =>
    described(argument.description, new Help().argumentDescription(argument)),
};

/** What may stand behind a command's name. */
function parameters(usage: string): string {
  return usage
    .replace("[options]", `[${inLanguage("options")}]`)
    .replace("[command]", `[${inLanguage("command")}]`);
}

/** What it is, and, as commander adds it, its choices and its default. */
const described = (what: string, whole: string): string =>
  `${inLanguage(what)}${inLanguage(whole.slice(what.length).trim())}`;
