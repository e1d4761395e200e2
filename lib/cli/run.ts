import { Failure } from "../protocol/failure.ts";
import { hintFor, outputHint } from "../report/hint/hint.ts";
import { jsonLine } from "../report/json.ts";
import { type Language, languageOf } from "../report/language.ts";
import { visibleText } from "../base/visible.ts";
import { commands } from "./commands.ts";
import { standardOutput } from "./host/console.ts";
import { exitCode, exitCodeFor } from "./exit_code.ts";
import { commandHelp, overview } from "./line/help_text.ts";
import type { Host } from "./host/host.ts";
import { standardInput } from "./host/input.ts";
import { parseCommandLine } from "./line/parse.ts";
import { StopSignals } from "./host/stop.ts";
import { systemClock } from "../thread/system_clock.ts";
import { UsageError } from "./line/usage_error.ts";
import { versionText } from "./version_text.ts";

/**
 * Runs one command line on this process's console and signals.
 *
 * @returns The exit code. Whoever calls must exit with it: a pending read or a client cut off may otherwise
 * keep the process alive.
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const stop = new StopSignals();
  const lost = Promise.withResolvers<number>();
  const host = systemHost(args, stop, (error) => lost.resolve(outputLost(error, host)));
  const defect = Promise.withResolvers<number>();
  for (const type of ["error", "unhandledrejection"] as const) {
    globalThis.addEventListener(type, (event) => {
      event.preventDefault();
      const { error, reason } = event as unknown as { error?: unknown; reason?: unknown };
      defect.resolve(tellError(error ?? reason, args, host));
    });
  }
  stop.listen(() => {
    if (host.err.isTerminal) host.err.line("");
  });
  return await Promise.race([runCommand(args, host), stop.insisted, lost.promise, defect.promise]);
}

function systemHost(args: readonly string[], stop: StopSignals, onLost: (error: unknown) => void): Host {
  const colors = !Deno.noColor && !args.includes("--no-color");
  return {
    clock: systemClock(),
    random: Math.random,
    out: standardOutput(Deno.stdout, colors, onLost),
    // Nobody is left to be told what goes wrong here, and the results still have their reader.
    err: standardOutput(Deno.stderr, colors, () => {}),
    input: standardInput(() => stop.request(exitCode.interrupted)),
    stop,
    language: languageFrom(args),
  };
}

/** Needed before the command line is parsed: also what is wrong with it is said in the language wanted. */
function languageFrom(args: readonly string[]): Language {
  const index = args.findIndex((argument) => argument === "--lang" || argument.startsWith("--lang="));
  const value = args[index]?.split("=")[1] ?? args[index + 1];
  return languageOf(index === -1 ? navigator.language : value ?? "");
}

/** Flags in the place of a command that people type anyway. */
const nameByFlag: Record<string, string> = {
  "--help": "help",
  "-h": "help",
  "--version": "version",
  "-V": "version",
};

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
    host.err.line(overview(await commands.all()));
    return exitCode.usage;
  }
  const command = await commands.find(nameByFlag[first] ?? first);
  const invocation = parseCommandLine(command, rest);
  if (invocation.flags.help) {
    host.out.line(commandHelp(command));
    return exitCode.ok;
  }
  return await command.run(invocation, host);
}

/** Says what went wrong in one line and what to do in another. @returns The exit code. */
function tellError(error: unknown, args: readonly string[], host: Host): number {
  const { kind, message, hint, code, stack } = describeError(error, host.language);
  if (asksForJson(args)) host.out.line(jsonLine({ event: "error", kind, message, hint, code }));
  const { bad, faint } = host.err.paint;
  host.err.line(`${bad("capsock:")} ${visibleText(message)}`);
  if (stack !== undefined) host.err.line(faint(stack));
  if (hint !== undefined) host.err.line(`  → ${visibleText(hint)}`);
  return code;
}

interface ErrorReport {
  readonly kind: string;
  readonly message: string;
  readonly hint: string | undefined;
  readonly code: number;
  readonly stack?: string;
}

function describeError(error: unknown, language: Language): ErrorReport {
  if (error instanceof UsageError) {
    return { kind: "usage", message: error.message, hint: error.hint, code: exitCode.usage };
  }
  if (error instanceof Failure) {
    const { kind, message } = error;
    return { kind, message, hint: hintFor(error, language), code: exitCodeFor(kind) };
  }
  return {
    kind: "defect",
    message: `a defect in capsock ${versionText}: ${error instanceof Error ? error.message : String(error)}`,
    hint: "please report it with the lines above and what you typed",
    code: exitCode.defect,
    stack: error instanceof Error && error.stack !== undefined ? error.stack : "no stack",
  };
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
  if (error instanceof Deno.errors.BrokenPipe) return exitCode.ok;
  const message = `cannot write the output: ${error instanceof Error ? error.message : String(error)}`;
  host.err.line(`capsock: ${message}`);
  host.err.line(`  → ${outputHint(host.language)}`);
  return exitCodeFor("output");
}
