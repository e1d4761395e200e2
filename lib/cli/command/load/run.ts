import { pause } from "../../../base/clock.ts";
import { formatEndpoint } from "../../../protocol/endpoint.ts";
import { Failure, type FailureKind } from "../../../protocol/failure.ts";
import { count } from "../../../base/numbers.ts";
import { Network } from "../../../net/network.ts";
import { Generator, type LoadProgress } from "../../../measure/load/generator.ts";
import type { LoadPlan } from "../../../measure/load/plan.ts";
import type { LoadResult } from "../../../measure/load/result.ts";
import { type LoadFormat, loadFormats } from "../../../report/load/formats.ts";
import { loadProgressJson } from "../../../report/load/json.ts";
import { startedLine, windowNote } from "../../../report/load/started.ts";
import { progressLine } from "../../../report/load/text.ts";
import { alteredHint, causesDifferHint } from "../../../report/load/hints.ts";
import { threadCpuMs } from "../../../thread/cpu_time.ts";
import { exitCode, exitCodeFor } from "../../exit_code.ts";
import { refuseTwoFormats } from "../../line/flag_checks.ts";
import type { Host } from "../../host/host.ts";
import type { LoadFlags, LoadInvocation } from "./flags.ts";
import { observerFor } from "../../host/observer.ts";
import { parseReachOperands } from "../../line/operands.ts";
import { Progress } from "../../host/progress.ts";
import { tellNo, type Verdict } from "../../verdict.ts";
import { mergeFrom } from "./merge.ts";
import { planFrom } from "./plan.ts";
import type { LoadRunner } from "./runner.ts";
import { LoadThreads } from "./threads.ts";

/** Does what `capsock load` was asked for. @returns The exit code. */
export async function runLoad(
  { positionals, flags: values, given }: LoadInvocation,
  host: Host,
): Promise<number> {
  refuseTwoFormats(values);
  if (values.merge) {
    return await mergeFrom(
      host,
      positionals,
      { given, quiet: values.quiet },
      (result) => showResult(result, values, host),
    );
  }
  const plan = planFrom(parseReachOperands("load", positionals), values);
  const runner = runnerFor(plan, values, host);
  try {
    // The runtime's first timer takes it 9 ms to set up: that must not be counted as latency.
    await pause(host.clock, 0);
    await runner.prepare();
  } catch (error) {
    // Stopped while it connected.
    if (error === host.stop.signal.reason) return host.stop.code ?? exitCode.interrupted;
    throw error;
  }
  return await new LoadCommand(plan, runner, values, host).run();
}

function runnerFor(plan: LoadPlan, values: LoadFlags, host: Host): LoadRunner {
  const { clock, random, stop: { signal: stop } } = host;
  if (values.workers > 1) return new LoadThreads(plan, values.workers, stop);
  const observer = observerFor({ ...values, json: formatOf(values) === "json" }, host);
  const network = new Network({ clock, side: "client", observer });
  return new Generator(network, plan, { clock, random, stop, cpuMs: threadCpuMs });
}

function formatOf({ json, format }: LoadFlags): LoadFormat {
  return json ? "json" : format ?? "text";
}

async function showResult(result: LoadResult, values: LoadFlags, { out }: Host): Promise<void> {
  const report = await loadFormats[formatOf(values)]();
  out.line(report(result));
}

/** A run whose connections are made. */
class LoadCommand {
  readonly #progress: Progress;

  constructor(
    readonly plan: LoadPlan,
    readonly runner: LoadRunner,
    readonly values: LoadFlags,
    readonly host: Host,
  ) {
    this.#progress = new Progress(host.err);
  }

  async run(): Promise<number> {
    this.#tellStart();
    const result = await this.runner.run((progress) => this.#tell(progress));
    this.#progress.clear();
    await showResult(result, this.values, this.host);
    return this.#conclude(result);
  }

  #tellStart(): void {
    if (this.values.quiet) return;
    const { err } = this.host;
    err.line(startedLine(this.plan, formatEndpoint(this.runner.peer)));
    const note = windowNote(this.plan);
    if (note !== undefined) err.line(`  ${note}`);
  }

  #tell(progress: LoadProgress): void {
    if (this.values.quiet) return;
    if (formatOf(this.values) === "json") return this.host.out.line(loadProgressJson(progress));
    this.#progress.show(progressLine(progress));
  }

  /**
   * @returns The exit code.
   * @throws {Failure} What ended the run early, or the one cause for which nothing came back.
   */
  #conclude({ counts, errors }: LoadResult): number {
    const { runner: { failure, isCutOff }, host: { language, stop } } = this;
    if (counts.altered > 0) {
      const replies = count(counts.altered, "reply is", "replies are");
      const message = `${replies} not what was sent`;
      return this.#tellNo({ kind: "mismatch", message, hint: alteredHint(language) });
    }
    if (counts.messages > 0) {
      if (isCutOff && failure !== undefined) throw failure;
      return exitCode.ok;
    }
    const codes = new Set(Object.keys(errors).map((kind) => exitCodeFor(kind as FailureKind)));
    if (codes.size > 1) {
      const message = "nothing came back, for different causes";
      return this.#tellNo({ kind: "differ", message, hint: causesDifferHint(language) });
    }
    if (failure !== undefined) throw failure;
    if (counts.lost === 0 || stop.code !== undefined) return stop.code ?? exitCode.ok;
    throw this.#silence();
  }

  /** Datagrams are lost without a sign. */
  #silence(): Failure {
    const { endpoint: { host: name }, timeoutMs: deadlineMs } = this.plan;
    return new Failure("timeout", {
      call: "recvfrom",
      transport: "udp",
      endpoint: this.runner.peer,
      name,
      deadlineMs,
    });
  }

  #tellNo(verdict: Verdict): number {
    return tellNo(verdict, this.host, formatOf(this.values) === "json");
  }
}
