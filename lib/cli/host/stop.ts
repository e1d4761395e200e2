import { exitCode } from "../exit_code.ts";
import type { Stop } from "./host.ts";

/** Turns signals into a request to stop: the first asks, the second insists. */
export class StopSignals implements Stop {
  readonly #controller = new AbortController();
  readonly #insisted = Promise.withResolvers<number>();
  #code: number | undefined;

  /**
   * Listens to Ctrl-C, and to SIGTERM where there is one.
   *
   * @param onInterrupt Is called at the first Ctrl-C: a terminal has just written `^C` into the current line.
   */
  listen(onInterrupt: () => void): void {
    Deno.addSignalListener("SIGINT", () => {
      if (this.#code === undefined) onInterrupt();
      this.request(exitCode.interrupted);
    });
    if (Deno.build.os === "windows") return;
    Deno.addSignalListener("SIGTERM", () => this.request(exitCode.terminated));
  }

  /** Asks the command to stop; once more, and it is not waited for. */
  request(code: number): void {
    if (this.#code !== undefined) this.#insisted.resolve(exitCode.interrupted);
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
