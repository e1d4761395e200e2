/**
 * Load from one thread. The way of a message: the `Pacer` says when it leaves and picks a lane that has room;
 * the lane (a TCP connection, a UDP socket, or a connection each) sends it, compares the reply and frees its
 * place; the `Tally` counts it, and the `Generator` cuts time into stretches and ends the run. `limit.ts`
 * says from the counts what the limit was. Threads are above, in `cli/command/load/`.
 *
 * @module
 */
import { pause } from "../../base/clock.ts";
import { type Endpoint, formatEndpoint } from "../../protocol/endpoint.ts";
import type { Failure } from "../../protocol/failure.ts";
import { newRun } from "../../protocol/probe.ts";
import type { Network } from "../../net/network.ts";
import { Latencies } from "../latencies.ts";
import { Lanes } from "./lanes.ts";
import { limitOf, type LoadLimit } from "./limit.ts";
import { Pacer } from "./pacer.ts";
import type { LoadOptions, LoadPlan } from "./plan.ts";
import type { LoadResult, LoadSetting } from "./result.ts";
import { firstStretchMs, Series } from "./series.ts";
import { Strain, type StrainResult } from "./strain.ts";
import { Tally } from "./tally.ts";

/** How often it is looked whether something is overdue or the end has come. */
const lookEveryMs = 20;

/** And how often after the end, when the last replies are all that is missing. */
const drainEveryMs = 1;

/** After the end replies are waited for, but not for ever when somebody pressed Ctrl-C. */
const longestStoppedDrainMs = 1000;

/** With no connection left and none to be had for so long, the run ends. */
const unconnectedMs = 3000;

/** Silence of so many messages that are given up one after the other ends a run that nothing else would end. */
const hopelessMessages = 3;

/** How a run is going. */
export interface LoadProgress {
  readonly atMs: number;
  readonly messages: number;
  readonly messagesPerSecond: number;
  readonly p99Ms: number;
  readonly lost: number;
  readonly isWarmup: boolean;
}

/**
 * Puts load on a server from one thread. First {@linkcode prepare}, which fails when the server cannot be
 * reached at all; then {@linkcode run}, which does not fail: what goes wrong is counted.
 *
 * A run is a warm-up, then what is measured, then the wait for what is still on its way.
 */
export class Generator {
  readonly #plan: LoadPlan;
  readonly #options: LoadOptions;
  readonly #tally = new Tally();
  readonly #pacer: Pacer;
  readonly #lanes: Lanes;
  #series = new Series();
  #startMs = 0;
  /** When the stretch that is going on ends. */
  #nextCutMs = 0;
  #isMeasuring = false;
  /** When there was a connection, or somebody had just begun to look for one. */
  #connectedMs = 0;
  #isCutOff = false;

  constructor(network: Network, plan: LoadPlan, options: LoadOptions) {
    this.#plan = plan;
    this.#options = options;
    const { clock, random, stop } = options;
    const tally = this.#tally;
    this.#pacer = new Pacer({
      clock,
      tally,
      rate: plan.rate,
      limit: plan.transport === "udp" ? plan.window : Infinity,
    });
    this.#lanes = new Lanes(network, { clock, random, plan, tally, pacer: this.#pacer, stop });
  }

  /** The last failure of a connection or a socket. */
  get failure(): Failure | undefined {
    return this.#lanes.failure;
  }

  /** Where messages really go. */
  get peer(): Endpoint {
    return this.#lanes.peer;
  }

  /** Whether the run ended without a connection, and with messages that therefore did not leave or came to nothing. */
  get isCutOff(): boolean {
    return this.#isCutOff;
  }

  /**
   * Opens what messages will go through.
   *
   * @throws {Failure} When not even one connection could be made. The reason of `stop` when that was aborted.
   */
  async prepare(): Promise<void> {
    try {
      await this.#lanes.open();
    } catch (error) {
      this.#lanes.close();
      throw error;
    }
  }

  /** Sends and measures until the end that the plan names, or `stop`. Closes all that was opened. */
  async run(report: (progress: LoadProgress) => void): Promise<LoadResult> {
    const { clock, stop, cpuMs } = this.#options;
    const strain = new Strain(clock, cpuMs);
    this.#startMs = clock.now();
    this.#connectedMs = this.#startMs;
    this.#nextCutMs = this.#startMs + firstStretchMs;
    this.#isMeasuring = this.#plan.warmupMs === 0;
    if (!stop.aborted) {
      this.#lanes.offer();
      this.#startPacer();
    }
    await this.#work(strain, report);
    // The end that was asked for, not the moment at which it was noticed.
    const stopMs = Math.min(clock.now(), this.#phaseEndMs);
    this.#pacer.stop(stopMs);
    const result = strain.stop();
    await this.#drain(report);
    this.#isCutOff = this.#lanes.isUnconnected && this.#isLacking;
    this.#lanes.close();
    this.#series.add(this.#tally.cut());
    this.#series.finish();
    return this.#result(stopMs, result);
  }

  async #work(strain: Strain, report: (progress: LoadProgress) => void): Promise<void> {
    const { clock, stop } = this.#options;
    for (;;) {
      const leftMs = this.#phaseEndMs - clock.now();
      await pause(clock, leftMs > 0 ? Math.min(leftMs, lookEveryMs) : lookEveryMs, stop);
      const nowMs = clock.now();
      this.#lanes.expire(nowMs);
      if (!this.#lanes.isUnconnected) this.#connectedMs = nowMs;
      if (!this.#isMeasuring && nowMs >= this.#phaseEndMs) this.#beginMeasuring(strain);
      this.#cut(Math.min(nowMs, this.#phaseEndMs), report);
      if (this.#isOver(nowMs)) return;
    }
  }

  /** When the warm-up ends, and then what is measured. */
  get #phaseEndMs(): number {
    const { warmupMs, durationMs = Infinity } = this.#plan;
    return this.#startMs + (this.#isMeasuring ? durationMs : warmupMs);
  }

  #startPacer(): void {
    const messages = this.#isMeasuring ? this.#plan.messages : undefined;
    this.#pacer.start(this.#startMs, { messages, untilMs: this.#phaseEndMs });
  }

  /** The warm-up is over: all but the connections begins anew. */
  #beginMeasuring(strain: Strain): void {
    this.#isMeasuring = true;
    this.#lanes.restart();
    this.#tally.restart();
    // With new connections their making is what is measured.
    if (this.#plan.newConnection) this.#tally.connect = new Latencies();
    this.#series = new Series();
    strain.restart();
    this.#startMs = this.#options.clock.now();
    this.#nextCutMs = this.#startMs + firstStretchMs;
    this.#startPacer();
  }

  /** Ends the stretches of time that were over before a moment: one that ends with the run takes what is drained. */
  #cut(beforeMs: number, report: (progress: LoadProgress) => void): void {
    for (; this.#nextCutMs < beforeMs; this.#nextCutMs += firstStretchMs) {
      const stretch = this.#tally.cut();
      const { messages, lost } = this.#tally.counts;
      report({
        atMs: this.#nextCutMs - this.#startMs,
        messages,
        messagesPerSecond: stretch.messages / (firstStretchMs / 1000),
        p99Ms: stretch.latency.percentileMs(99),
        lost,
        isWarmup: !this.#isMeasuring,
      });
      this.#series.add(stretch);
    }
  }

  #isOver(nowMs: number): boolean {
    if (this.#options.stop.aborted || nowMs >= this.#phaseEndMs) return true;
    if (this.#isMeasuring && this.#pacer.isSpent && this.#tally.inFlight === 0) return true;
    return this.#isHopeless(nowMs);
  }

  /** Nothing comes back any more and nothing will end it; or nothing ever did, and more of it tells nothing. */
  #isHopeless(nowMs: number): boolean {
    const { timeoutMs, messages, rate } = this.#plan;
    const { lastHeardMs } = this.#tally;
    if (messages === undefined && lastHeardMs !== -Infinity) return false;
    if (nowMs - this.#connectedMs > unconnectedMs) return true;
    const intervalMs = rate === undefined ? 0 : 1000 / rate;
    return nowMs - Math.max(this.#startMs, lastHeardMs) > (timeoutMs + intervalMs) * hopelessMessages;
  }

  /** Waits for what is on its way, but not for ever when somebody pressed Ctrl-C. */
  async #drain(report: (progress: LoadProgress) => void): Promise<void> {
    const { clock, stop } = this.#options;
    const startMs = clock.now();
    const { timeoutMs } = this.#plan;
    while (this.#tally.inFlight > 0) {
      await pause(clock, drainEveryMs);
      const nowMs = clock.now();
      this.#lanes.expire(nowMs);
      if (nowMs - startMs > firstStretchMs) this.#cut(nowMs, report);
      const longestMs = stop.aborted ? Math.min(timeoutMs, longestStoppedDrainMs) : timeoutMs;
      if (nowMs - startMs >= longestMs) return;
    }
  }

  /** Whether not everything was sent and answered, though nobody stopped it. */
  get #isLacking(): boolean {
    return !this.#options.stop.aborted && !(this.#pacer.isSpent && this.#tally.counts.lost === 0);
  }

  get #setting(): LoadSetting {
    const { transport, connections, sizes, pipeline, window, verify, rate, newConnection } = this.#plan;
    return {
      transport,
      peer: formatEndpoint(this.peer),
      loop: rate === undefined ? "closed" : "open",
      newConnection,
      connections,
      sizes,
      rate: rate ?? 0,
      pipeline,
      window: transport === "udp" ? window : 0,
      verify,
    };
  }

  #limit({ lag, busy }: Pick<StrainResult, "lag" | "busy">): LoadLimit {
    const { transport, connections, pipeline, window, rate } = this.#plan;
    const { counts, late } = this.#tally;
    return limitOf({
      isScheduled: rate !== undefined,
      window: transport === "udp" ? window : Infinity,
      wanted: connections * pipeline,
      counts,
      late,
      lag,
      busy,
    });
  }

  #result(stopMs: number, { cpuMs, lag, busy }: StrainResult): LoadResult {
    const { counts, errors, connect, late, lastAnswerMs } = this.#tally;
    const wasStopped = this.#options.stop.aborted;
    const isDone = this.#plan.messages !== undefined && this.#pacer.isSpent && lastAnswerMs > this.#startMs;
    const endMs = isDone ? lastAnswerMs : Math.max(stopMs, lastAnswerMs);
    const durationMs = Math.max(endMs - this.#startMs, 0.001);
    const perSecond = (number: number): number => (number * 1000) / durationMs;
    return {
      runs: [newRun(this.#options.random)],
      setting: this.#setting,
      threads: 1,
      durationMs,
      messagesPerSecond: perSecond(counts.messages),
      bytesInPerSecond: perSecond(counts.bytesIn),
      bytesOutPerSecond: perSecond(counts.bytesOut),
      counts: { ...counts },
      errors: { ...errors },
      latency: this.#series.latency,
      connect,
      late,
      lag,
      limitedBy: this.#limit({ lag, busy }),
      cpuMs,
      busiest: busy,
      series: this.#series.stretches,
      stretchMs: this.#series.stretchMs,
      wasStopped,
    };
  }
}
