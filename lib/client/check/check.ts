/**
 * Whether a target answers as it should: one attempt (`tcp_attempt.ts`, `udp_attempt.ts`), and attempts again
 * until one passes or the time is over. The way of a target: attempt, judge what came
 * (`protocol/reply/requirement.ts`), and either pass or give a `CheckCause` with its reason. Plans and words of the
 * command line are read in `cli/command/check/`, results are written in `report/check/`.
 *
 * @module
 */
import { onAbort, unlessAborted } from "../../base/abort.ts";
import { type Clock, pause } from "../../base/clock.ts";
import { Failure } from "../../protocol/failure.ts";
import type { FailureKind } from "../../protocol/failure_kind.ts";
import type { Random } from "../../base/random.ts";
import type { Network } from "../../net/network.ts";
import type { PatternSearch } from "./judge.ts";
import type { CheckCause, CheckTarget } from "./target.ts";
import { attemptTcp } from "./tcp_attempt.ts";
import { UdpChecker } from "./udp_attempt.ts";

/** Pauses grow with the time that has gone by, so that a service that comes up soon is noticed soon. */
const shortestPauseMs = 10;
const pausePart = 0.1;

/** An attempt with less time left could only time out, and hide the cause of the one before it. */
const tooLateMs = 10;

const stillUp = { en: "the target still answers", ko: "대상이 아직 응답합니다" };

const interrupted = {
  en: "stopped before the target was decided",
  ko: "결과가 정해지기 전에 종료 요청을 받았습니다",
};

/** Trying again cannot help. */
const final: ReadonlySet<FailureKind> = new Set(["denied", "too-large"]);

export interface CheckOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** For all attempts together, in milliseconds. */
  readonly timeoutMs: number;
  /** For one attempt. */
  readonly eachTimeoutMs: number;
  /** The longest pause between two attempts. */
  readonly intervalMs: number;
  /** Makes a single attempt. */
  readonly once: boolean;
  /** Waits until the target does not answer any more. */
  readonly untilDown: boolean;
  readonly search: PatternSearch;
  readonly stop: AbortSignal;
  /** Is told of every attempt that did not pass. */
  readonly onFailed: (cause: CheckCause) => void;
}

export interface CheckResult {
  readonly target: CheckTarget;
  readonly ok: boolean;
  readonly tookMs: number;
  readonly attempts: number;
  /** Why the last attempt did not pass; `interrupted` when a stop came before the target was decided. */
  readonly cause?: CheckCause;
}

/** Tries a target until it passes, the time is over, or `stop` is aborted. */
export async function checkTarget(
  network: Network,
  target: CheckTarget,
  options: CheckOptions,
): Promise<CheckResult> {
  const { clock, once, untilDown, stop, onFailed } = options;
  const startMs = clock.now();
  const deadlineMs = startMs + options.timeoutMs;
  using asker = askerFor(network, target, options);
  let cause: CheckCause | undefined;
  const stopped = (attempts: number): CheckResult => {
    const tookMs = clock.now() - startMs;
    return { target, ok: false, tookMs, attempts, cause: interruptedAfter(cause) };
  };
  for (let attempts = 1;; attempts++) {
    const elapsedMs = clock.now() - startMs;
    const pauseMs = Math.min(options.intervalMs, Math.max(shortestPauseMs, elapsedMs * pausePart));
    const leftMs = Math.max(1, deadlineMs - clock.now());
    const found = await attempt(asker, Math.min(options.eachTimeoutMs, leftMs), pauseMs, stop);
    // What a stop closes looks like an answer, or like none.
    if (stop.aborted) return stopped(attempts);
    cause = untilDown ? causeWhenDown(found) : found;
    const tookMs = clock.now() - startMs;
    if (cause === undefined) return { target, ok: true, tookMs, attempts };
    onFailed(cause);
    const isFinal = cause.failure !== undefined && final.has(cause.failure.kind);
    const nextMs = asker.waits && !untilDown ? clock.now() : clock.now() + pauseMs;
    if (once || isFinal || nextMs > deadlineMs - tooLateMs) {
      return { target, ok: false, tookMs, attempts, cause };
    }
    await pause(clock, nextMs - clock.now(), stop);
    if (stop.aborted) return stopped(attempts);
  }
}

/** Asks a target whether it answers. */
interface Asker extends Disposable {
  /** Whether it has waited already when an attempt is over, so that the next can begin. */
  readonly waits: boolean;
  ask(timeoutMs: number, pauseMs: number): Promise<CheckCause | undefined>;
}

function askerFor(network: Network, target: CheckTarget, options: CheckOptions): Asker {
  const { clock, search, stop, once, untilDown } = options;
  if (target.transport === "tcp") {
    return {
      waits: false,
      ask: (timeoutMs) => attemptTcp(network, target, { clock, timeoutMs, search, stop }),
      [Symbol.dispose]: () => {},
    };
  }
  const startMs = clock.now();
  let checker: UdpChecker | undefined;
  const close = (): void => checker?.close();
  const registration = onAbort(stop, close);
  return {
    waits: true,
    ask: async (timeoutMs, pauseMs) => {
      checker ??= await UdpChecker.open(network, target, options);
      if (stop.aborted) close();
      // Silence must be long to mean something; an answer is looked for as often as over TCP.
      const waitMs = once || untilDown ? timeoutMs : Math.min(timeoutMs, pauseMs);
      return await checker.attempt(waitMs, clock.now() - startMs + waitMs);
    },
    [Symbol.dispose]: () => {
      registration[Symbol.dispose]();
      close();
    },
  };
}

async function attempt(
  asker: Asker,
  timeoutMs: number,
  pauseMs: number,
  stop: AbortSignal,
): Promise<CheckCause | undefined> {
  try {
    return await unlessAborted(asker.ask(timeoutMs, pauseMs), stop);
  } catch (error) {
    if (stop.aborted) return undefined;
    if (!(error instanceof Failure)) throw error;
    return { kind: error.kind, message: error.text, failure: error };
  }
}

/** A target is down when the network says so; a wrong answer is an answer. */
function causeWhenDown(found: CheckCause | undefined): CheckCause | undefined {
  if (found?.failure !== undefined && !final.has(found.failure.kind)) return undefined;
  return found?.failure !== undefined ? found : { kind: "still-up", message: stillUp };
}

/** @param last Why the attempts before did not pass, if there were any. */
function interruptedAfter(last: CheckCause | undefined): CheckCause {
  const { en, ko } = interrupted;
  if (last === undefined) return { kind: "interrupted", message: interrupted };
  const message = {
    en: `${en}; last attempt: ${last.message.en}`,
    ko: `${ko}. 마지막 시도: ${last.message.ko}`,
  };
  return { kind: "interrupted", message };
}
