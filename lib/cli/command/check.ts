import type { FailureKind } from "../../protocol/failure.ts";
import { type CheckResult, checkTarget } from "../../client/check/check.ts";
import type { CheckTarget, Miss } from "../../client/check/target.ts";
import { Network } from "../../net/network.ts";
import { hintFor } from "../../report/hint/hint.ts";
import { type CheckFormatName, checkFormats } from "../../report/check/formats.ts";
import { visibleText } from "../../base/visible.ts";
import { parsePlan } from "./check/plan.ts";
import { type CheckWishes, parseCheckTarget } from "./check/target.ts";
import { defineCommand } from "../line/command.ts";
import { reportFlags, traceFlags } from "../line/common_flags.ts";
import { exitCode, exitCodeFor } from "../exit_code.ts";
import { choiceFlag, durationFlag, type FlagValues, switchFlag, textFlag } from "../line/flag.ts";
import { familyExclusion, familyOf, refuseTogether, refuseTwoFormats } from "../line/flag_checks.ts";
import type { Host } from "../host/host.ts";
import { observerFor } from "../host/observer.ts";
import { asUsage } from "../line/operands.ts";
import { Progress } from "../host/progress.ts";
import { UsageError } from "../line/usage_error.ts";

const flags = {
  send: textFlag({ placeholder: "TEXT", help: "send TEXT; the reply decides", initial: undefined }),
  expect: textFlag({ placeholder: "TEXT", help: "the reply, or banner, contains TEXT", initial: undefined }),
  expectExact: textFlag({
    placeholder: "TEXT",
    help: "the reply is TEXT and nothing more",
    initial: undefined,
  }),
  expectRegex: textFlag({ placeholder: "RE", help: "the reply matches RE", initial: undefined }),
  expectUpper: switchFlag({ help: "the reply is the upper-casing of --send" }),
  escapes: switchFlag({ help: "\\r \\n \\t \\0 \\xNN \\\\ in the texts stand for bytes" }),
  timeout: durationFlag({ help: "for all of it", initial: 30_000, initialText: "30s", lowestMs: 1 }),
  eachTimeout: durationFlag({ help: "for one attempt", initial: 2000, initialText: "2s", lowestMs: 1 }),
  interval: durationFlag({
    help: "longest pause between attempts",
    initial: 1000,
    initialText: "1s",
    lowestMs: 1,
  }),
  once: switchFlag({ help: "a single attempt" }),
  untilDown: switchFlag({ help: "wait until nothing answers any more" }),
  ipv4: switchFlag({ short: "4", help: "only IPv4 addresses" }),
  ipv6: switchFlag({ short: "6", help: "only IPv6 addresses" }),
  format: choiceFlag(Object.keys(checkFormats) as CheckFormatName[], {
    placeholder: "NAME",
    help: "text, json, tap, junit or github",
    initial: undefined,
    initialText: "text",
  }),
  json: switchFlag({ help: "the same as --format json" }),
  ...traceFlags,
  quiet: reportFlags.quiet,
};

type CheckFlags = FlagValues<typeof flags>;

export const check = defineCommand({
  name: "check",
  summary: "wait until targets answer; assert the reply",
  operands: [{ usage: "TARGET…" }],
  about: [
    "Waits until every target answers and says how long each took. tcp://host:port passes when a connection is accepted, udp://host:port when something answers: without --send it is sent one upper-case probe. Without a scheme a target is TCP. Without a target a plan is read from standard input: one JSON object with an array of targets.",
  ],
  flags,
  examples: [
    ["capsock check localhost:5432 --timeout 60s", "wait for a port to open"],
    ["capsock check udp://:11758", "something answers there"],
    ["capsock check :10825 --send hi --expect-upper", "and answers in capitals"],
    ["capsock check :22 --expect SSH-2.0", "a banner"],
    ["capsock check --format junit < plan.json", "many targets"],
  ],
  async run({ positionals, flags: values }, host) {
    refuseTwoFormats(values);
    const targets = await readTargets(positionals, values, host);
    const results = await new CheckRun(targets, values, host).run();
    if (host.stop.code !== undefined) return host.stop.code;
    return codeOf(results);
  },
});

async function readTargets(
  positionals: readonly string[],
  values: CheckFlags,
  host: Host,
): Promise<CheckTarget[]> {
  refuseTogether([familyExclusion(values)]);
  const wishes: CheckWishes = { ...values, family: familyOf(values) };
  if (positionals.length > 0 && positionals[0] !== "-") {
    return positionals.map((text) => asUsage(`target "${text}"`, () => parseCheckTarget(text, wishes)));
  }
  if (positionals.length === 0 && host.input.isTerminal) {
    throw new UsageError("check needs a target", "write check host:port, or give a plan on standard input");
  }
  return parsePlan(await host.input.text(), wishes);
}

/** Checks all targets at once and shows the results as they come. */
class CheckRun {
  readonly #waiting = new Map<CheckTarget, Miss | undefined>();
  readonly #results: CheckResult[] = [];
  readonly #progress: Progress;

  constructor(readonly targets: CheckTarget[], readonly values: CheckFlags, readonly host: Host) {
    this.#progress = new Progress(host.err);
    for (const target of targets) this.#waiting.set(target, undefined);
  }

  async run(): Promise<CheckResult[]> {
    const { out, stop } = this.host;
    const format = checkFormats[this.values.json ? "json" : this.values.format ?? "text"];
    const network = this.#network();
    format.begin(this.targets.length).forEach(out.line);
    this.#showProgress();
    try {
      await Promise.all(this.targets.map(async (target) => {
        const result = await this.#check(target, network);
        this.#waiting.delete(target);
        this.#results.push(result);
        this.#progress.clear();
        if (!(this.values.quiet && result.ok)) format.target(result, this.#results.length).forEach(out.line);
        this.#hint(result);
        this.#showProgress();
      }));
    } catch (error) {
      if (!stop.signal.aborted) throw error;
    } finally {
      this.#progress.clear();
    }
    format.end(this.#results).forEach(out.line);
    return this.#results;
  }

  /** One for all targets: their sockets are numbered together. */
  #network(): Network {
    const json = this.values.json || this.values.format === "json";
    const observer = observerFor({ ...this.values, json }, this.host);
    return new Network({ clock: this.host.clock, side: "client", observer });
  }

  #check(target: CheckTarget, network: Network): Promise<CheckResult> {
    const { clock, random, stop } = this.host;
    const { timeout: timeoutMs, eachTimeout: eachTimeoutMs, interval: intervalMs, once, untilDown } =
      this.values;
    return checkTarget(network, target, {
      clock,
      random,
      timeoutMs,
      eachTimeoutMs,
      intervalMs,
      once,
      untilDown,
      stop: stop.signal,
      onMiss: (miss) => {
        this.#waiting.set(target, miss);
        this.#showProgress();
      },
    });
  }

  #showProgress(): void {
    if (this.#waiting.size === 0) return;
    const waiting = [...this.#waiting].map(([{ text }, miss]) =>
      miss === undefined ? text : `${text} (${miss.kind})`
    );
    this.#progress.show(visibleText(`waiting for ${waiting.join(", ")}`));
  }

  #hint({ miss }: CheckResult): void {
    if (miss?.failure === undefined || this.values.quiet) return;
    this.host.err.line(`  → ${hintFor(miss.failure, this.host.language)}`);
  }
}

/** One target, or several that failed for one cause: that cause's code. */
function codeOf(results: readonly CheckResult[]): number {
  const codes = new Set(results.flatMap(({ miss }) => miss === undefined ? [] : [codeOfMiss(miss.kind)]));
  if (codes.size === 0) return exitCode.ok;
  return codes.size === 1 ? [...codes][0]! : exitCode.no;
}

function codeOfMiss(kind: Miss["kind"]): number {
  return kind === "mismatch" || kind === "still-up" ? exitCode.no : exitCodeFor(kind as FailureKind);
}
