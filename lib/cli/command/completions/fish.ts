import { type CommandWords, quote, type Script } from "./script.ts";

export const fish: Script = (commands) =>
  ["# capsock completions for fish", "complete -c capsock -f", ...commands.flatMap(commandLines)].join("\n");

function commandLines({ name, summary, operands, flags }: CommandWords): string[] {
  const inside = `complete -c capsock -n '__fish_seen_subcommand_from ${name}'`;
  return [
    `complete -c capsock -n __fish_use_subcommand -a ${name} -d ${fishQuote(summary)}`,
    ...(operands.length === 0 ? [] : [`${inside} -a ${fishQuote(operands.join(" "))}`]),
    ...flags.map(({ text, short, help, takesValue, choices }) =>
      [
        `${inside} -l ${text.slice(2)}`,
        short === undefined ? "" : `-s ${short.slice(1)}`,
        takesValue ? "-x" : "",
        choices.length === 0 ? "" : `-a ${fishQuote(choices.join(" "))}`,
        `-d ${fishQuote(help)}`,
      ].filter((part) => part !== "").join(" ")
    ),
  ];
}

function fishQuote(text: string): string {
  return quote(text.replaceAll("\\", "\\\\"), "\\'");
}
