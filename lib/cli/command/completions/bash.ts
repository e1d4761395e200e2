import { type CommandWords, type FlagWords, quote, type Script } from "./script.ts";

export const bash: Script = (commands) =>
  `# capsock completions for bash
_capsock() {
  local word=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} words=
  if [[ $COMP_CWORD -eq 1 ]]; then
    words=${quote(commands.map(({ name }) => name).join(" "))}
  else
    case \${COMP_WORDS[1]} in
${commands.map(commandCase).join("\n")}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -F _capsock capsock`;

function commandCase({ name, operands, flags }: CommandWords): string {
  const words = [
    ...operands,
    ...flags.flatMap(({ text, short }) => short === undefined ? [text] : [text, short]),
  ];
  const values = flags.filter(({ takesValue }) => takesValue).map(valueCase);
  return `      ${name})
        case $previous in
${[...values, `          *) words=${quote(words.join(" "))} ;;`].join("\n")}
        esac ;;`;
}

function valueCase({ text, short, choices }: FlagWords): string {
  return `          ${short === undefined ? text : `${text}|${short}`}) words=${quote(choices.join(" "))} ;;`;
}
