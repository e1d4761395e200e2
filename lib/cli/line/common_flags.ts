import { type Language, languages } from "../../report/language.ts";
import { choiceFlag, type SwitchFlag, switchFlag, type ValueFlag } from "./flag.ts";

type CommonFlags = {
  readonly help: SwitchFlag;
  readonly lang: ValueFlag<Language | undefined>;
  readonly noColor: SwitchFlag;
};

/** Flags that every command has. */
export const commonFlags: CommonFlags = {
  help: switchFlag({ short: "h", help: "show this help" }),
  lang: choiceFlag(languages, {
    help: "language of hints and explanations",
    initial: undefined,
    initialText: "the system's",
  }),
  noColor: switchFlag({ help: "no colours, whatever the output is" }),
};

/** Flags of the commands that open sockets. */
export const traceFlags = {
  trace: switchFlag({ help: "show each socket call" }),
  explain: switchFlag({ help: "each socket call with a sentence or two" }),
  showData: switchFlag({ help: "each socket call with its first bytes" }),
};

/** Flags of the commands that report events. */
export const reportFlags = {
  json: switchFlag({ help: "one JSON object per line on standard output" }),
  ...traceFlags,
  quiet: switchFlag({ short: "q", help: "only results and errors" }),
};
