import type { CheckTarget } from "../../client/check/target.ts";
import { Network } from "../../net/network.ts";
import { type CheckFormatName, checkFormats } from "../../report/check/formats.ts";
import { anyText, duration, nameIn } from "../../setting/types.ts";
import { checkAll } from "./check/run.ts";
import { checkSink } from "./check/sinks.ts";
import { type CheckWishes, parseCheckTarget } from "./check/target.ts";
import { codeOfCauses } from "../ending.ts";
import { defineCommand } from "../line/command.ts";
import { reportFlags, traceFlags } from "../line/common_flags.ts";
import { type FlagValues, switchFlag, valueFlag } from "../line/flag.ts";
import { familyExclusion, familyOf, refuseTogether, refuseTwoFormats } from "../line/flag_checks.ts";
import { formatOf } from "../host/format.ts";
import type { Host } from "../host/host.ts";
import { observerFor } from "../host/observer.ts";
import { asUsage } from "../line/operands.ts";
import { UsageError } from "../line/usage_error.ts";

const flags = {
  send: valueFlag(anyText("TEXT"), { help: "send TEXT; the reply decides" }),
  expect: valueFlag(anyText("TEXT"), { help: "the reply, or banner, contains TEXT" }),
  expectExact: valueFlag(anyText("TEXT"), { help: "the reply is TEXT and nothing more" }),
  expectRegex: valueFlag(anyText("RE"), { help: "the reply matches RE" }),
  expectUpper: switchFlag({ help: "the reply is the upper-casing of --send" }),
  escapes: switchFlag({ help: "\\r \\n \\t \\0 \\xNN \\\\ in the texts stand for bytes" }),
  timeout: valueFlag(duration(), { help: "for all of it", initial: 30_000 }),
  eachTimeout: valueFlag(duration(), { help: "for one attempt", initial: 2000 }),
  interval: valueFlag(duration(), { help: "longest pause between attempts", initial: 1000 }),
  once: switchFlag({ help: "a single attempt" }),
  untilDown: switchFlag({ help: "wait until nothing answers any more" }),
  ipv4: switchFlag({ short: "4", help: "only IPv4 addresses" }),
  ipv6: switchFlag({ short: "6", help: "only IPv6 addresses" }),
  format: valueFlag(nameIn(checkFormats), { initialText: "text" }),
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
    const { clock, random, stop } = host;
    const network = new Network({ clock, side: "client", observer: observerFor(values, host) });
    const results = await checkAll(targets, network, {
      clock,
      random,
      timeoutMs: values.timeout,
      eachTimeoutMs: values.eachTimeout,
      intervalMs: values.interval,
      once: values.once,
      untilDown: values.untilDown,
      stop: stop.signal,
      report: checkSink(formatOf<CheckFormatName>(values), values.quiet, host),
    });
    return stop.code ?? codeOfCauses(results.flatMap(({ cause }) => cause?.kind ?? []));
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
    return positionals.map((text) =>
      asUsage({ en: `target "${text}"`, ko: `대상 "${text}"` }, () => parseCheckTarget(text, wishes))
    );
  }
  if (positionals.length === 0 && host.input.isTerminal) {
    throw new UsageError({ en: "check needs a target", ko: "check에는 대상이 필요합니다" }, {
      en: "write check host:port, or give a plan on standard input",
      ko: "check host:port처럼 쓰거나 표준 입력으로 검사 계획을 주세요",
    });
  }
  // The parser of plans would make every start take half as long again.
  const { parsePlan } = await import("./check/plan.ts");
  return parsePlan(await host.input.text(), wishes);
}
