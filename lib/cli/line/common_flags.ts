import { languages } from "../../base/text.ts";
import { oneOf } from "../../setting/types.ts";
import { switchFlag, valueFlag } from "./flag.ts";

/** Flags that every command has. */
export const commonFlags = {
  help: switchFlag({ short: "h", help: "show this help" }),
  lang: valueFlag(oneOf(languages), {
    help: "language of hints and explanations",
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
