import { exitCode } from "../exit_code.ts";
import type { Stop } from "./host.ts";

/**
 * Turns signals into a request to stop: the first asks, the second insists. A hang-up only asks: the terminal
 * and the shell in it both send one.
 */
export class StopSignals implements Stop {
  readonly #controller = new AbortController();
  readonly #insisted = Promise.withResolvers<number>();
  #code: number | undefined;

  /**
   * Listens to Ctrl-C, and where there are such to SIGTERM and SIGHUP.
   *
   * SIGHUP is for programs that have a terminal. Without one (`nohup`, a service) it is heard and changes
   * nothing: the runtime ends a program that does not listen, although whoever started it said to ignore it.
   *
   * @param onInterrupt Is called at the first Ctrl-C: a terminal has just written `^C` into the current line.
   */
  listen(onInterrupt: () => void, hasTerminal: boolean): void {
    Deno.addSignalListener("SIGINT", () => {
      if (this.#code === undefined) onInterrupt();
      this.request(exitCode.interrupted);
    });
    if (Deno.build.os === "windows") return;
    Deno.addSignalListener("SIGTERM", () => this.request(exitCode.terminated));
    Deno.addSignalListener("SIGHUP", () => {
      if (hasTerminal) this.request(exitCode.hungUp);
    });
  }

  /** Asks the command to stop; once more, and it is not waited for. */
  request(code: number): void {
    if (this.#code !== undefined && code !== exitCode.hungUp) this.#insisted.resolve(code);
    this.#code ??= code;
    this.#controller.abort();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get code(): number | undefined {
    return this.#code;
  }

  /** Gives the exit code when somebody asked for the second time. */
  get insisted(): Promise<number> {
    return this.#insisted.promise;
  }
}
