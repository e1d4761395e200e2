import { sameInAll } from "../../base/text.ts";
import type { CheckTarget } from "../../client/check/target.ts";
import type { Clock } from "../../base/clock.ts";
import { Network } from "../../net/network.ts";
import { type CheckFormatName, checkFormats } from "../../report/check/formats.ts";
import { anyText, duration, nameIn } from "../../setting/types.ts";
import { PatternThreads } from "../../thread/pattern_threads.ts";
import { withOwnNames } from "./check/names.ts";
import { checkAll } from "./check/run.ts";
import { checkSink } from "./check/sinks.ts";
import { type CheckWishes, parseCheckTarget } from "./check/target.ts";
import { codeOfCauses, stopCode } from "../ending.ts";
import { defineCommand } from "../line/command.ts";
import { reportFlags, traceFlags } from "../line/common_flags.ts";
import { type FlagValues, switchFlag, valueFlag } from "../line/flag.ts";
import { familyExclusion, familyOf, refuseTogether, refuseTwoFormats } from "../line/flag_checks.ts";
import { formatOf } from "../host/format.ts";
import type { Host } from "../host/host.ts";
import { observerFor } from "../host/observer.ts";
import { asUsage, refuseFiles } from "../line/operands.ts";
import { UsageError } from "../line/usage_error.ts";

const flags = {
  send: valueFlag(anyText("TEXT"), {
    help: { en: "send TEXT and check the reply", ko: "TEXT를 전송하고 응답으로 판단" },
  }),
  expect: valueFlag(anyText("TEXT"), {
    help: { en: "the reply or banner must contain TEXT", ko: "응답이나 배너에 TEXT가 있어야 함" },
  }),
  expectExact: valueFlag(anyText("TEXT"), {
    help: { en: "the reply must be TEXT and nothing more", ko: "응답이 TEXT와 똑같아야 함" },
  }),
  expectRegex: valueFlag(anyText("RE"), {
    help: { en: "the reply must match RE", ko: "응답이 정규식 RE에 맞아야 함" },
  }),
  expectUpper: switchFlag({
    help: { en: "the reply must be --send in capitals", ko: "응답이 --send의 대문자여야 함" },
  }),
  escapes: switchFlag({
    help: {
      en: "read \\r \\n \\t \\0 \\xNN \\\\ in TEXT as bytes",
      ko: "TEXT의 \\r \\n \\t \\0 \\xNN \\\\를 바이트로 읽음",
    },
  }),
  timeout: valueFlag(duration(), {
    help: { en: "time limit for the whole check", ko: "전체 시간제한" },
    initial: 30_000,
  }),
  eachTimeout: valueFlag(duration(), {
    help: { en: "time limit for one attempt", ko: "시도 한 번의 시간제한" },
    initial: 2000,
  }),
  interval: valueFlag(duration(), {
    help: { en: "longest pause between attempts", ko: "시도 사이에 쉬는 시간의 최댓값" },
    initial: 1000,
  }),
  once: switchFlag({ help: { en: "try only once", ko: "한 번만 시도" } }),
  untilDown: switchFlag({
    help: { en: "wait until nothing answers any more", ko: "더 이상 응답이 없을 때까지 대기" },
  }),
  ipv4: switchFlag({ short: "4", help: { en: "only IPv4 addresses", ko: "IPv4 주소만" } }),
  ipv6: switchFlag({ short: "6", help: { en: "only IPv6 addresses", ko: "IPv6 주소만" } }),
  format: valueFlag(nameIn(checkFormats), { initialText: sameInAll("text") }),
  json: switchFlag({ help: { en: "the same as --format json", ko: "--format json과 같음" } }),
  ...traceFlags,
  quiet: reportFlags.quiet,
};

type CheckFlags = FlagValues<typeof flags>;

export const check = defineCommand({
  name: "check",
  summary: {
    en: "wait until targets answer, and check the reply",
    ko: "대상이 응답할 때까지 기다리고 응답 검사",
  },
  operands: [{ usage: "TARGET…" }],
  about: [
    {
      en:
        "Waits until every target answers, and shows how long each one took. tcp://host:port passes when it accepts a connection. udp://host:port passes when it replies; without --send it gets an upper-case probe. A target without a scheme is TCP. Without a target, check reads a plan from standard input: one JSON object with an array of targets.",
      ko:
        "모든 대상이 응답할 때까지 기다리고 각각 얼마나 걸렸는지 보여 줍니다. tcp://host:port는 연결 요청을 수락하면 통과합니다. udp://host:port는 응답하면 통과하며, --send가 없으면 대문자 프로브를 받습니다. 앞에 tcp://나 udp://가 없는 대상은 TCP입니다. 대상을 쓰지 않으면 표준 입력에서 계획을 읽습니다. 계획은 대상의 배열이 든 JSON 객체 하나입니다.",
    },
  ],
  flags,
  examples: [
    ["capsock check localhost:5432 --timeout 60s", {
      en: "wait for a port to open",
      ko: "포트가 열릴 때까지 대기",
    }],
    ["capsock check udp://:11758", { en: "a UDP service replies", ko: "UDP 서비스가 응답하는지" }],
    ["capsock check :10825 --send hi --expect-upper", {
      en: "it replies in capitals",
      ko: "대문자로 응답하는지",
    }],
    ["capsock check :22 --expect SSH-2.0", { en: "a banner", ko: "배너 확인" }],
    ["capsock check --format junit < plan.json", { en: "many targets", ko: "여러 대상" }],
  ],
  async run({ positionals, flags: values }, host) {
    refuseTwoFormats(values);
    const targets = withOwnNames(await readTargets(positionals, values, host));
    const { clock, random, stop } = host;
    const network = new Network({ clock, side: "client", observer: await observerFor(values, host) });
    using patterns = await patternThreads(targets, clock);
    const results = await checkAll(targets, network, {
      clock,
      random,
      timeoutMs: values.timeout,
      eachTimeoutMs: values.eachTimeout,
      intervalMs: values.interval,
      once: values.once,
      untilDown: values.untilDown,
      search: patterns.search,
      stop: stop.signal,
      report: checkSink(formatOf<CheckFormatName>(values), values.quiet, host),
    });
    const causes = results.flatMap(({ cause }) => cause?.kind ?? []);
    const decided = causes.filter((cause) => cause !== "interrupted");
    return decided.length < causes.length ? stopCode(stop) : codeOfCauses(decided);
  },
});

/** They are started before the first attempt, whose time is short, and only where somebody gave a pattern. */
async function patternThreads(targets: readonly CheckTarget[], clock: Clock): Promise<PatternThreads> {
  const threads = new PatternThreads(clock);
  if (targets.some(({ requirement }) => requirement?.kind === "regex")) await threads.start();
  return threads;
}

async function readTargets(
  positionals: readonly string[],
  values: CheckFlags,
  host: Host,
): Promise<CheckTarget[]> {
  refuseTogether([familyExclusion(values)]);
  const wishes: CheckWishes = { ...values, family: familyOf(values) };
  refuseFiles("check", positionals);
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
