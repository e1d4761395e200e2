/**
 * The parts of `load`: flags become a plan (`flags.ts`, `plan.ts`), a runner carries it out in this thread or
 * in several (`runner.ts`, `threads.ts`), and the sinks show it (`sinks.ts`); `merge.ts` makes one result of
 * several machines'. Measuring itself is `measure/load/`.
 *
 * @module
 */
import { pause } from "../../../base/clock.ts";
import type { Endpoint } from "../../../protocol/endpoint.ts";
import { count, groupThousands } from "../../../base/numbers.ts";
import { Failure, noReplyWithin } from "../../../protocol/failure.ts";
import { Network } from "../../../net/network.ts";
import { Generator } from "../../../measure/load/generator.ts";
import { drainMs, type LoadPlan } from "../../../measure/load/plan.ts";
import type { LoadResult } from "../../../measure/load/result.ts";
import type { LoadFormat } from "../../../report/load/formats.ts";
import { alteredHint, causesDifferHint } from "../../../report/load/hints.ts";
import { threadCpuMs } from "../../../thread/cpu_time.ts";
import { NegativeResult, refuseDifferent, stopCode } from "../../ending.ts";
import { type Cause, exitCode } from "../../exit_code.ts";
import { formatOf } from "../../host/format.ts";
import type { Host } from "../../host/host.ts";
import { observerFor } from "../../host/observer.ts";
import { longDatagram, refuseTwoFormats } from "../../line/flag_checks.ts";
import { parseReachOperands } from "../../line/operands.ts";
import type { LoadFlags, LoadInvocation } from "./flags.ts";
import { planFrom } from "./plan.ts";
import type { LoadRunner } from "./runner.ts";
import { loadSink } from "./sinks.ts";
import { LoadThreads } from "./threads.ts";

/** Does what `capsock load` was asked for. @returns The exit code. */
export async function runLoad(
  { positionals, flags: values, given }: LoadInvocation,
  host: Host,
): Promise<number> {
  refuseTwoFormats(values);
  const { quiet } = values;
  const report = await loadSink(formatOf<LoadFormat>(values), quiet, host);
  if (values.merge) {
    const { mergeFrom } = await import("./merge.ts");
    return await mergeFrom(
      host,
      positionals,
      { given, quiet },
      (result) => report({ event: "ended", result }),
    );
  }
  const plan = planFrom(parseReachOperands("load", positionals, values), values);
  const runner = await runnerFor(plan, values, host);
  // The runtime's first timer takes it 9 ms to set up: that must not be counted as latency.
  await pause(host.clock, 0);
  await prepare(runner, plan);
  report({ event: "started", plan, peer: runner.peer });
  const result = await runner.run((progress) => report({ event: "progress", progress }));
  report({ event: "ended", result });
  if (result === undefined) throw nothingMeasured(host.stop);
  return conclude(result, plan, runner, host);
}

function nothingMeasured(stop: Host["stop"]): NegativeResult {
  const text = {
    en: "nothing was measured: the run was stopped during the warm-up",
    ko: "측정한 것이 없습니다. 준비 구간(--warmup) 중에 종료 요청을 받았습니다",
  };
  const hint = {
    en: "wait until the warm-up is over, or choose a shorter --warmup",
    ko: "준비 구간이 끝날 때까지 기다리거나 --warmup을 줄이세요",
  };
  return new NegativeResult("interrupted", text, hint, stopCode(stop));
}

/** @throws {UsageError} When only the address that was found shows that a message fits into no datagram. */
async function prepare(runner: LoadRunner, { sizes: { highest } }: LoadPlan): Promise<void> {
  try {
    await runner.prepare();
  } catch (error) {
    if (error instanceof Failure && error.kind === "too-large") throw longDatagram(highest);
    throw error;
  }
}

async function runnerFor(plan: LoadPlan, values: LoadFlags, host: Host): Promise<LoadRunner> {
  const { clock, random, stop: { signal: stop } } = host;
  if (values.workers > 1) return new LoadThreads(plan, values.workers, stop);
  const network = new Network({ clock, side: "client", observer: await observerFor(values, host) });
  return new Generator(network, plan, { clock, random, stop, cpuMs: threadCpuMs, wallMs: Date.now });
}

/**
 * @returns The exit code.
 * @throws {Failure} What ended the run early, or the one cause for which nothing came back.
 * @throws {NegativeResult} If there are several, or replies are not what was sent.
 */
function conclude(
  { counts, errors, limitedBy }: LoadResult,
  plan: LoadPlan,
  { failure, isCutOff, peer }: LoadRunner,
  { stop }: Host,
): number {
  if (counts.altered > 0) {
    const { altered } = counts;
    throw new NegativeResult("mismatch", {
      en: `${count(altered, "reply differs", "replies differ")} from what was sent`,
      ko: `응답 ${groupThousands(altered)}개가 보낸 것과 다릅니다`,
    }, alteredHint);
  }
  if (counts.messages > 0) {
    // What was asked for was not measured.
    if (limitedBy === "exhausted") {
      throw new Failure("exhausted", { call: "connect", transport: plan.transport, endpoint: peer });
    }
    if (!isCutOff) return exitCode.ok;
    throw failure ?? silence(plan, peer);
  }
  refuseDifferent(Object.keys(errors) as Cause[], causesDifferHint);
  if (failure !== undefined) throw failure;
  if (counts.lost === 0 || stop.code !== undefined) return stopCode(stop);
  throw silence(plan, peer);
}

/** Datagrams are lost without a sign. */
function silence(plan: LoadPlan, endpoint: Endpoint): Failure {
  return noReplyWithin(drainMs(plan), { transport: "udp", endpoint, name: plan.endpoint.host });
}
