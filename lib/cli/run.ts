/**
 * The command line, from the arguments to the exit code: `commands.ts` finds the command and loads it,
 * `line/` turns its arguments into values, the command runs over a `Host`, and what it throws becomes one
 * line, a hint and a code (`error_report.ts`). Only `cli/` writes to the console, reads standard input and
 * hears signals; it alone decides exit codes, and it measures and explains nothing.
 *
 * @module
 */
import { giveUpNetwork } from "../net/permissions.ts";
import { outputHint } from "../report/hint/hint.ts";
import { type Language, languageOf, type Text } from "../base/text.ts";
import { commands } from "./commands.ts";
import { errorJson, errorLines, reportOf } from "./error_report.ts";
import { standardOutput } from "./host/console.ts";
import { unlessStopped } from "./ending.ts";
import { exitCode, exitCodeFor } from "./exit_code.ts";
import { commandHelp, firstSteps } from "./line/help_text.ts";
import type { Host } from "./host/host.ts";
import { standardInput } from "./host/input.ts";
import { parseCommandLine } from "./line/parse.ts";
import { StopSignals } from "./host/stop.ts";
import { systemClock } from "../thread/system_clock.ts";

/**
 * Runs one command line on this process's console and signals.
 *
 * @returns The exit code. Whoever calls must exit with it: a pending read or a client cut off may otherwise
 * keep the process alive.
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const stop = new StopSignals();
  const lost = Promise.withResolvers<number>();
  const host = systemHost(args, stop, (error) => {
    // A terminal can be written to until it hangs up, and the signal that says so may come later.
    if (host.out.isTerminal) stop.request(exitCode.hungUp);
    else lost.resolve(outputLost(error, host));
  });
  const defect = Promise.withResolvers<number>();
  for (const type of ["error", "unhandledrejection"] as const) {
    globalThis.addEventListener(type, (event) => {
      event.preventDefault();
      const { error, reason } = event as unknown as { error?: unknown; reason?: unknown };
      defect.resolve(tellError(error ?? reason, args, host));
    });
  }
  const hasTerminal = [host.input, host.out, host.err].some(({ isTerminal }) => isTerminal);
  stop.listen(() => {
    if (host.err.isTerminal) host.err.line("");
  }, hasTerminal);
  return await Promise.race([runCommand(args, host), stop.insisted, lost.promise, defect.promise]);
}

const suspensionText: Text = {
  en: "Ctrl-Z does nothing here: capsock may not suspend itself. Press Ctrl-D to end",
  ko:
    "여기서는 Ctrl-Z가 동작하지 않습니다. capsock에는 스스로 일시 중지할 권한이 없습니다. 끝내려면 Ctrl-D를 누르세요",
};

function systemHost(args: readonly string[], stop: StopSignals, onLost: (error: unknown) => void): Host {
  const colors = !Deno.noColor && !args.includes("--no-color");
  const language = languageFrom(args);
  // Nobody is left to be told what goes wrong here, and the results still have their reader.
  const err = standardOutput(Deno.stderr, colors, () => {});
  return {
    clock: systemClock(),
    random: Math.random,
    out: standardOutput(Deno.stdout, colors, onLost),
    err,
    input: standardInput({
      stop: stop.signal,
      onInterrupt: () => stop.request(exitCode.interrupted),
      onSuspend: () => err.line(err.paint.faint(suspensionText[language])),
    }),
    stop,
    language,
    giveUpNetwork,
  };
}

/** Needed before the command line is parsed: also what is wrong with it is said in the language wanted. */
export function languageFrom(args: readonly string[]): Language {
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const typed = args.slice(0, end).flatMap((word, index) =>
    word === "--lang" ? args[index + 1] ?? [] : word.startsWith("--lang=") ? word.slice("--lang=".length) : []
  );
  return languageOf(typed.at(-1) ?? navigator.language);
}

/** Flags in the place of a command that people type anyway. */
const nameByFlag: ReadonlyMap<string, string> = new Map([
  ["--help", "help"],
  ["-h", "help"],
  ["--version", "version"],
  ["-V", "version"],
]);

/** Runs one command line on `host`, and says there what went wrong. @returns The exit code. */
export async function runCommand(args: readonly string[], host: Host): Promise<number> {
  try {
    return await runNamed(args, host);
  } catch (error) {
    return tellError(error, args, host);
  }
}

async function runNamed(args: readonly string[], host: Host): Promise<number> {
  const [first, ...rest] = args;
  if (first === undefined) {
    host.err.line(firstSteps(host.language, host.err.columns));
    return exitCode.usage;
  }
  const command = await commands.find(nameByFlag.get(first) ?? first);
  const invocation = parseCommandLine(command, rest);
  if (invocation.flags.help) {
    host.out.line(commandHelp(command, host.language, host.out.columns));
    return exitCode.ok;
  }
  return await unlessStopped(host.stop, () => command.run(invocation, host));
}

/** Says what went wrong: as text in any case, and as JSON to whoever reads that. @returns The exit code. */
function tellError(error: unknown, args: readonly string[], { out, err, language }: Host): number {
  const report = reportOf(error, language);
  if (asksForJson(args)) out.line(errorJson(report));
  errorLines(report, err, language).forEach((line) => err.line(line));
  return report.code;
}

/** A wrong command line is told as JSON too, although it could not be read. */
function asksForJson(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  const flags = end === -1 ? args : args.slice(0, end);
  return flags.includes("--json") || flags.includes("--format=json") ||
    flags.at(flags.indexOf("--format") + 1) === "json";
}

/** A reader that has seen enough (`| head`) is no failure; a full disk is one. @returns The exit code. */
function outputLost(error: unknown, host: Host): number {
  const { language } = host;
  if (error instanceof Deno.errors.BrokenPipe) return exitCode.ok;
  const why = error instanceof Error ? error.message : String(error);
  const message = { en: `cannot write the output: ${why}`, ko: `출력을 쓸 수 없습니다: ${why}` }[language];
  const lines = errorLines({ message, hint: outputHint(language) }, host.err, language);
  lines.forEach((line) => host.err.line(line));
  return exitCodeFor("output");
}
