/**
 * Load from one thread. The way of a message: the `Pacer` says when it leaves and chooses a lane that has room.
 * The lane (a TCP connection, a UDP socket, or a new connection for each message) sends it, compares the reply
 * and frees its place. The `Tally` counts it. The `Generator` divides time into stretches and ends the run.
 * `limit.ts` finds out from the counts what the limit was. `cli/command/load/` starts the threads.
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
import { type Availability, AvailabilityWatch, lookEveryMs } from "./availability.ts";
import { limitOf, type LoadLimit } from "./limit.ts";
import { Pacer } from "./pacer.ts";
import type { LoadProgress } from "./progress.ts";
import { drainMs, type LoadOptions, type LoadPlan } from "./plan.ts";
import type { GaveUp, LoadResult } from "./result.ts";
import { settingOf } from "./setting.ts";
import { firstStretchMs, Series } from "./series.ts";
import { Strain, type StrainResult } from "./strain.ts";
import { Tally } from "./tally.ts";

/** How often it checks for the last replies, and how long it waits for them after Ctrl-C. */
const drainEveryMs = 1, longestStoppedDrainMs = 1000;

/** The run ends after this long without a connection. */
const unconnectedMs = 3000;

/** A run without another end stops after this many messages in a row without a reply. */
const hopelessMessages = 3;

/**
 * Puts load on a server from one thread: warms up, measures, and waits for replies that are still missing. Call
 * {@linkcode prepare} first, then {@linkcode run}, which does not fail: it counts what goes wrong.
 */
export class Generator {
  readonly #plan: LoadPlan;
  readonly #options: LoadOptions;
  readonly #tally = new Tally();
  readonly #pacer: Pacer;
  readonly #lanes: Lanes;
  #series = new Series();
  #startMs = 0;
  #startedAtMs = 0;
  /** When the current stretch ends. */
  #nextCutMs = 0;
  #isMeasuring = false;
  /** When there was last a connection, or the start of the search for one. */
  #connectedMs = 0;
  #isCutOff = false;
  #isDraining = false;
  #watch: AvailabilityWatch;
  #gaveUp: GaveUp | undefined;

  constructor(network: Network, plan: LoadPlan, options: LoadOptions) {
    this.#plan = plan;
    this.#options = options;
    const { clock, random, stop } = options;
    const tally = this.#tally;
    this.#watch = new AvailabilityWatch(tally, 0, 0);
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

  /** Whether the run ended without a connection, so that messages did not leave or got no reply. */
  get isCutOff(): boolean {
    return this.#isCutOff;
  }

  /**
   * Opens the lanes for the messages.
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

  /**
   * Sends and measures until the end that the plan names, or until `stop`. Closes everything.
   *
   * @returns Nothing when it was stopped during the warm-up: nothing was measured.
   */
  async run(report: (progress: LoadProgress) => void): Promise<LoadResult | undefined> {
    const { clock, stop, cpuMs } = this.#options;
    const strain = new Strain(clock, cpuMs);
    this.#startMs = clock.now();
    this.#startedAtMs = this.#options.wallMs();
    this.#connectedMs = this.#startMs;
    this.#nextCutMs = this.#startMs + firstStretchMs;
    this.#isMeasuring = this.#plan.warmupMs === 0;
    this.#watch = new AvailabilityWatch(this.#tally, this.#startMs, this.#lanes.openCount);
    if (!stop.aborted) {
      this.#lanes.offer();
      this.#startPacer();
    }
    await this.#work(strain, report);
    // The planned end, not the moment when the timer fired.
    const stopMs = Math.min(clock.now(), this.#phaseEndMs);
    this.#pacer.stop(stopMs);
    const result = strain.stop();
    if (this.#isMeasuring) await this.#drain(report);
    const isSilent = this.#isSilent(clock.now());
    const availability = this.#watch.end(isSilent);
    this.#isCutOff = this.#isLacking &&
      (this.#gaveUp !== undefined || this.#lanes.isUnconnected || isSilent);
    this.#lanes.close();
    if (!this.#isMeasuring) return undefined;
    this.#series.add(this.#tally.cut());
    this.#series.finish();
    return this.#result(stopMs, result, availability);
  }

  async #work(strain: Strain, report: (progress: LoadProgress) => void): Promise<void> {
    const { clock, stop } = this.#options;
    for (;;) {
      const leftMs = this.#phaseEndMs - clock.now();
      await pause(clock, leftMs > 0 ? Math.min(leftMs, lookEveryMs) : lookEveryMs, stop);
      const nowMs = clock.now();
      this.#lanes.expire(nowMs);
      if (!this.#lanes.isUnconnected) this.#connectedMs = nowMs;
      this.#watch.look(nowMs, this.#lanes.openCount);
      if (!this.#isMeasuring && nowMs >= this.#phaseEndMs) this.#beginMeasuring(strain);
      this.#cut(Math.min(nowMs, this.#phaseEndMs), report);
      if (this.#isOver(nowMs)) return;
    }
  }

  /** When the warm-up ends, and when the measurement ends. */
  get #phaseEndMs(): number {
    const { warmupMs, durationMs = Infinity } = this.#plan;
    return this.#startMs + (this.#isMeasuring ? durationMs : warmupMs);
  }

  #startPacer(): void {
    const messages = this.#isMeasuring ? this.#plan.messages : undefined;
    this.#pacer.start(this.#startMs, { messages, untilMs: this.#phaseEndMs });
  }

  /** Ends the warm-up: everything except the connections starts again. */
  #beginMeasuring(strain: Strain): void {
    this.#isMeasuring = true;
    this.#lanes.restart();
    this.#tally.restart();
    // When every message has a new connection, connecting is part of the measurement.
    if (this.#plan.newConnection) this.#tally.connect = new Latencies();
    this.#series = new Series();
    strain.restart();
    this.#startMs = this.#options.clock.now();
    this.#startedAtMs = this.#options.wallMs();
    this.#watch = new AvailabilityWatch(this.#tally, this.#startMs, this.#lanes.openCount);
    this.#nextCutMs = this.#startMs + firstStretchMs;
    this.#startPacer();
  }

  /** Ends the stretches that are over at a moment. The one that ends with the run also gets the last replies. */
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
        ...(this.#isDraining && {
          wait: { messages: this.#tally.inFlight, longestMs: drainMs(this.#plan) },
        }),
      });
      this.#series.add(stretch);
    }
  }

  #isOver(nowMs: number): boolean {
    if (this.#options.stop.aborted || nowMs >= this.#phaseEndMs) return true;
    if (this.#isMeasuring && this.#pacer.isSpent && this.#tally.inFlight === 0) return true;
    this.#gaveUp = this.#surrender(nowMs);
    return this.#gaveUp !== undefined;
  }

  /** Whether to give up: replies have stopped and the run has no other end, or no reply ever came. */
  #surrender(nowMs: number): GaveUp | undefined {
    const { timeoutMs, messages, rate } = this.#plan;
    const { lastHeardMs } = this.#tally;
    if (messages === undefined && lastHeardMs !== -Infinity) return undefined;
    if (nowMs - this.#connectedMs > unconnectedMs) return "no-connection";
    const intervalMs = rate === undefined ? 0 : 1000 / rate;
    const silentMs = nowMs - Math.max(this.#startMs, lastHeardMs);
    return silentMs > (timeoutMs + intervalMs) * hopelessMessages ? "no-reply" : undefined;
  }

  /** Waits for missing replies; after Ctrl-C only for a short time. */
  async #drain(report: (progress: LoadProgress) => void): Promise<void> {
    const { clock, stop } = this.#options;
    const startMs = clock.now();
    const plannedMs = drainMs(this.#plan);
    this.#isDraining = true;
    while (this.#tally.inFlight > 0) {
      await pause(clock, drainEveryMs);
      const nowMs = clock.now();
      this.#lanes.expire(nowMs);
      if (nowMs - startMs > firstStretchMs) this.#cut(nowMs, report);
      if (stop.aborted && nowMs - startMs >= longestStoppedDrainMs) return;
      if (nowMs - startMs < plannedMs) continue;
      this.#lanes.expire(nowMs, plannedMs);
      // The lanes tell their failures in the next turn.
      return await pause(clock, 0);
    }
  }

  /** Whether the server has stopped answering: one lost datagram proves nothing, one lost TCP message does. */
  #isSilent(nowMs: number): boolean {
    const { lastHeardMs, lastSentMs, counts } = this.#tally;
    const factor = this.#plan.transport === "tcp" ? 1 : hopelessMessages;
    return counts.lost > 0 && lastSentMs >= lastHeardMs &&
      nowMs - Math.max(this.#startMs, lastHeardMs) >= drainMs(this.#plan) * factor;
  }

  /** Whether the run is incomplete although nobody stopped it. */
  get #isLacking(): boolean {
    return !this.#options.stop.aborted && !(this.#pacer.isSpent && this.#tally.counts.lost === 0);
  }

  #limit({ lag, busy }: Pick<StrainResult, "lag" | "busy">, availability: Availability): LoadLimit {
    const { transport, connections, pipeline, window, rate } = this.#plan;
    const { counts, errors, late } = this.#tally;
    return limitOf({
      isScheduled: rate !== undefined,
      connections,
      availability,
      window: transport === "udp" ? window : Infinity,
      wanted: connections * pipeline,
      counts,
      errors,
      late,
      lag,
      busy,
    });
  }

  #result(stopMs: number, { cpuMs, lag, busy }: StrainResult, availability: Availability): LoadResult {
    const { counts, errors, connect, late, lastAnswerMs } = this.#tally;
    const wasStopped = this.#options.stop.aborted;
    const isDone = this.#plan.messages !== undefined && this.#pacer.isSpent && lastAnswerMs > this.#startMs;
    const endMs = isDone ? lastAnswerMs : Math.max(stopMs, lastAnswerMs);
    const durationMs = Math.max(endMs - this.#startMs, 0.001);
    const perSecond = (number: number): number => (number * 1000) / durationMs;
    return {
      runs: [newRun(this.#options.random)],
      setting: settingOf(this.#plan, formatEndpoint(this.peer)),
      threads: 1,
      periods: [{ startedAtMs: this.#startedAtMs, durationMs }],
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
      limitedBy: this.#limit({ lag, busy }, availability),
      availability,
      cpuMs,
      busiest: busy,
      series: this.#series.stretches,
      stretchMs: this.#series.stretchMs,
      wasStopped,
      gaveUp: this.#gaveUp,
    };
  }
}
