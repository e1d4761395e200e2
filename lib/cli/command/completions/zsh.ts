import { type CommandWords, type FlagWords, quote, type Script } from "./script.ts";

export const zsh: Script = (commands) =>
  `#compdef capsock
# capsock completions for zsh
_capsock() {
  local -a commands=(
${commands.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}`).join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(commandCase).join("\n")}
  esac
}
(( $+functions[compdef] )) && compdef _capsock capsock`;

function commandCase({ name, operands, flags }: CommandWords): string {
  const operand = operands.length === 0 ? [] : [quote(`1:operand:(${operands.join(" ")})`)];
  return `    ${name})
      _arguments ${[...operand, ...flags.map(flagSpec)].join(" \\\n        ")} ;;`;
}

function flagSpec({ text, short, help, takesValue, choices }: FlagWords): string {
  const described = `[${help.replace(/[[\]\\:]/g, (character) => `\\${character}`)}]`;
  const value = takesValue ? `:value:${choices.length === 0 ? "" : `(${choices.join(" ")})`}` : "";
  if (short === undefined) return quote(`${text}${described}${value}`);
  return `${quote(`(${text} ${short})`)}{${text},${short}}${quote(`${described}${value}`)}`;
}
