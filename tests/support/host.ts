import { type Bytes, concatAll, encodeText } from "../../lib/base/bytes.ts";
import type { Clock } from "../../lib/base/clock.ts";
import { exitCode } from "../../lib/cli/exit_code.ts";
import type { Host, Input, Output } from "../../lib/cli/host/host.ts";
import { readLines, readText, untilStop } from "../../lib/cli/host/input.ts";
import { StopSignals } from "../../lib/cli/host/stop.ts";
import { languageFrom, runCommand } from "../../lib/cli/run.ts";
import type { Language } from "../../lib/base/text.ts";
import { noPaint, type Paint, terminalPaint } from "../../lib/report/paint.ts";
import { systemClock } from "../../lib/thread/system_clock.ts";
import { Changes } from "./changes.ts";
import { Collected } from "./collected.ts";
import type { Finished, Running } from "./running.ts";
import { within } from "./within.ts";

interface HostOptions {
  readonly clock?: Clock;
  /** Whether the three streams are a terminal. */
  readonly isTerminal?: boolean;
  /** How wide the terminal is. */
  readonly columns?: number;
  /** Colours where the streams are a terminal. */
  readonly paint?: Paint;
}

/** A machine of the test's own: it gives the input, keeps the output, and says when to stop. */
export class TestHost implements Host {
  readonly clock: Clock;
  readonly random = Math.random;
  readonly language: Language;
  readonly stop = new StopSignals();
  readonly stdout = new Collected();
  readonly stderr = new Collected();
  readonly out: Output;
  readonly err: Output;
  readonly input: GivenInput;

  constructor(args: readonly string[] = [], options: HostOptions = {}) {
    const { clock = systemClock(), isTerminal = false } = options;
    this.clock = clock;
    this.language = languageFrom(["--lang", "en", ...args]);
    this.out = outputTo(this.stdout, options);
    this.err = outputTo(this.stderr, options);
    this.input = new GivenInput(isTerminal, this.stop.signal);
  }

  /** The tests need it afterwards. */
  async giveUpNetwork(): Promise<void> {}
}

function outputTo(
  collected: Collected,
  { isTerminal = false, columns = 80, paint = isTerminal ? terminalPaint : noPaint }: HostOptions,
): Output {
  return {
    isTerminal,
    columns,
    paint,
    line: (text) => collected.add(encodeText(`${text}\n`)),
    write: (bytes) => collected.add(bytes),
  };
}

/** Standard input, of which the test says when what comes. */
class GivenInput implements Input {
  readonly #given: Bytes[] = [];
  readonly #changes = new Changes();
  #hasEnded = false;

  constructor(readonly isTerminal: boolean, readonly stop: AbortSignal) {}

  give(input: string | Uint8Array): void {
    if (input.length === 0) return;
    this.#given.push(typeof input === "string" ? encodeText(input) : input.slice());
    this.#changes.notify();
  }

  end(): void {
    this.#hasEnded = true;
    this.#changes.notify();
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#given.length === 0) {
      if (this.#hasEnded) return null;
      await this.#changes.next;
    }
    const given = concatAll(this.#given.splice(0));
    buffer.set(given.subarray(0, buffer.length));
    if (given.length > buffer.length) this.#given.push(given.subarray(buffer.length));
    return Math.min(given.length, buffer.length);
  }

  lines(): AsyncIterator<Bytes> {
    return readLines(untilStop(this, this.stop));
  }

  text(): Promise<string> {
    return readText(untilStop(this, this.stop));
  }

  typedLines(): AsyncIterator<Bytes> {
    return this.lines();
  }

  above(write: () => void): void {
    write();
  }

  editor(): Promise<never> {
    throw new Error("keys are typed in a terminal: see terminal.ts");
  }
}

/** A capsock that runs in this process, on a host of the test's own. */
export interface RunningHere extends Running {
  readonly host: TestHost;
  /** Asks it to stop, as Ctrl-C does. */
  interrupt(): void;
}

/** Starts a command line in this process; `await using` stops it. */
export function startCapsock(args: readonly string[], options: HostOptions = {}): RunningHere {
  const host = new TestHost(args, options);
  const run = runCommand(args, host).finally(() => [host.stdout, host.stderr].forEach((each) => each.end()));
  run.catch(() => {});
  const endInput = (): Promise<void> => Promise.resolve(host.input.end());
  const finished = async (): Promise<Finished> => {
    const code = await within(`${args.at(-1)} to end`, run);
    const { stdout, stderr } = host;
    return { code, stdout: stdout.text, stderr: stderr.text, stdoutBytes: stdout.bytes };
  };
  return {
    host,
    write: (input) => Promise.resolve(host.input.give(input)),
    endInput,
    waitFor: (pattern, stream = "stdout") => host[stream].waitFor(pattern),
    interrupt: () => host.stop.request(exitCode.interrupted),
    finished,
    [Symbol.asyncDispose]: async () => {
      await endInput();
      host.stop.request(exitCode.interrupted);
      await finished();
    },
  };
}

/** Runs a command line to its end, in this process. */
export async function capsock(
  args: readonly string[],
  input: string | Uint8Array = "",
  options: HostOptions = {},
): Promise<Finished> {
  const running = startCapsock(args, options);
  await running.write(input);
  await running.endInput();
  return await running.finished();
}
