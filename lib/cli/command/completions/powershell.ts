import { type CommandWords, type FlagWords, quote, type Script } from "./script.ts";

export const powershell: Script = (commands) =>
  `# capsock completions for PowerShell
Register-ArgumentCompleter -Native -CommandName capsock -ScriptBlock {
  param($word, $ast, $position)
  $words = @{
${commands.map((command) => `    ${literal(command.name)} = @(${wordList(command)})`).join("\n")}
  }
  $values = @{
${commands.flatMap(({ name, flags }) => flags.flatMap((flag) => valueLine(name, flag))).join("\n")}
  }
  $typed = @($ast.CommandElements | ForEach-Object { $_.ToString() })
  if ($word -ne '') { $typed = @($typed | Select-Object -SkipLast 1) }
  if ($typed.Count -le 1) { $found = @(${commands.map(({ name }) => literal(name)).join(", ")}) }
  else {
    $flag = $typed[1] + ' ' + $typed[-1]
    if ($values.ContainsKey($flag)) { $found = $values[$flag] } else { $found = $words[$typed[1]] }
  }
  $found | Where-Object { $_ -like "$word*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}`;

function wordList({ operands, flags }: CommandWords): string {
  return [...operands, ...flags.map(({ text }) => text)].map(literal).join(", ");
}

function valueLine(command: string, { text, choices }: FlagWords): string[] {
  if (choices.length === 0) return [];
  return [`    ${literal(`${command} ${text}`)} = @(${choices.map(literal).join(", ")})`];
}

function literal(text: string): string {
  return quote(text, "''");
}
