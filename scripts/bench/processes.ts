import { BenchError } from "./bench.ts";

/** The programs to end when the bench is interrupted. */
const running = new Set<Process>();

/** A program that is started and ended here. */
export class Process implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #lines: ReadableStreamDefaultReader<string>;
  readonly #name: string;

  /**
   * @param name For messages about it.
   * @param command The program and its arguments.
   */
  constructor(name: string, command: readonly string[]) {
    const [program, ...args] = command;
    this.#name = name;
    this.#child = new Deno.Command(program!, { args, stdin: "null", stdout: "piped", stderr: "inherit" })
      .spawn();
    this.#lines = this.#child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(lines()).getReader();
    running.add(this);
  }

  get pid(): number {
    return this.#child.pid;
  }

  /**
   * The next line of its standard output.
   *
   * @throws {BenchError} If the program ends instead. Its own message is on standard error.
   */
  async line(): Promise<string> {
    const { value, done } = await this.#lines.read();
    if (done) throw new BenchError(`${this.#name} ended with ${(await this.#child.status).code}`);
    return value;
  }

  /** Ends the program by its id. It has nothing to save. */
  kill(): void {
    running.delete(this);
    try {
      this.#child.kill("SIGKILL");
    } catch (error) {
      // It has already ended.
      if (!(error instanceof TypeError)) throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill();
    await this.#child.status;
    await this.#lines.cancel();
  }
}

export function killAll(): void {
  for (const process of running) process.kill();
}

/** Splits text into lines. Text after the last newline is not a line. */
function lines(): TransformStream<string, string> {
  let rest = "";
  return new TransformStream({
    transform(text, controller) {
      const [first = "", ...more] = text.split("\n");
      const whole = [rest + first, ...more];
      rest = whole.pop()!;
      for (const line of whole) controller.enqueue(line);
    },
  });
}

/** Whether `program` can be started at all. */
export async function isInstalled(program: string): Promise<boolean> {
  try {
    const { success } = await new Deno.Command(program, { args: [program === "socat" ? "-V" : "--version"] })
      .output();
    return success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) return false;
    throw error;
  }
}
