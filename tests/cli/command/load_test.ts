import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { XMLValidator } from "fast-xml-parser";
import { formatEndpoint } from "../../../lib/protocol/endpoint.ts";
import { services } from "../../../lib/protocol/service/services.ts";
import { load } from "../../../lib/cli/command/load.ts";
import { commandHelp } from "../../../lib/cli/line/help_text.ts";
import type { Command } from "../../../lib/cli/line/command.ts";
import { refusingPort } from "../../support/listener.ts";
import { capsock, startCapsock } from "../../support/host.ts";
import { program, runProcess, startProcess, startProgram } from "../../support/process.ts";
import { eventsOf, type Finished } from "../../support/running.ts";
import { receive, scriptedServer, send, untilGone } from "../../support/scripted_server.ts";
import { startTcpServer, startUdpServer } from "../../support/server.ts";
import { udpSocket } from "../../support/sockets.ts";
import { inTerminal, noTerminal } from "../../support/terminal.ts";

const isWindows = Deno.build.os === "windows";
const lib = new URL("../../../lib/", import.meta.url).pathname;
const withRead = program.flatMap((word) => word === "--allow-net" ? [word, `--allow-read=${lib}`] : [word]);

// deno-lint-ignore no-explicit-any
type Summary = any;

function summaryOf(finished: Pick<Finished, "stdout" | "stderr">): Summary {
  const summary = eventsOf(finished).findLast(({ event }) => event === "summary");
  assert(summary !== undefined, finished.stderr);
  return summary;
}

for (const transport of ["tcp", "udp"] as const) {
  const start = (service = services.upper) =>
    transport === "tcp" ? startTcpServer({ service }) : startUdpServer({ service });

  Deno.test(`load ${transport} says first what the limit was, and what was done`, async () => {
    await using server = await start();
    const target = formatEndpoint(server.endpoint);
    const { code, stdout, stderr } = await capsock(["load", transport, target, "-c", "4", "-n", "10000"]);
    assertMatch(stdout, /^limited by /);
    assertMatch(stdout, /10,000/);
    assertMatch(stdout, /99\.9/);
    assertStringIncludes(stderr, `load ${target} over ${transport.toUpperCase()}: 4 `);
    assertEquals(code, 0);
  });

  Deno.test(`load ${transport} --json has progress and one summary with the agreed keys`, async () => {
    await using server = await start(services.echo);
    const target = formatEndpoint(server.endpoint);
    const flags = ["-c", "3", "-d", "1200ms", "--rate", "500", "--json"];
    const finished = await capsock(["load", transport, target, ...flags]);
    const events = eventsOf(finished);
    assertEquals(events.filter(({ event }) => event === "progress").length >= 2, true);
    assertEquals(events.at(-1)!["event"], "summary");
    const { messages, messagesPerSecond, bytesIn, bytesOut, lost, errors, latencyMs, limitedBy } = summaryOf(
      finished,
    );
    assert(messages > 0 && messages <= 601, `${messages} messages`);
    assertEquals([bytesIn, bytesOut, lost, errors], [messages * 64, messages * 64, 0, {}]);
    assert(messagesPerSecond > 0);
    assertEquals(Object.keys(latencyMs), [
      "min",
      "avg",
      "stddev",
      "p50",
      "p75",
      "p90",
      "p99",
      "p999",
      "p9999",
      "max",
    ]);
    assertEquals(typeof limitedBy, "string");
    assertEquals([finished.code, finished.stderr.includes("capsock:")], [0, false]);
  });

  Deno.test(`load ${transport} sends so many messages of any size of a range, and checks every reply`, async () => {
    await using server = await start();
    const target = formatEndpoint(server.endpoint);
    const flags = ["-c", "3", "-n", "2000", "-s", "40-1500", "--pipeline", "7", "--json"];
    const finished = await capsock(["load", transport, target, ...flags]);
    const { messages, lost, altered, bytesIn, bytesOut, verify } = summaryOf(finished);
    assertEquals([messages, lost, altered, verify], [2000, 0, 0, true]);
    assertEquals(bytesIn, bytesOut);
    assert(bytesIn >= 2000 * 40 && bytesIn <= 2000 * 1500);
    assertEquals(finished.code, 0);
  });

  Deno.test(`load ${transport} --format svg writes one picture and nothing else`, async () => {
    await using server = await start();
    const target = formatEndpoint(server.endpoint);
    const { code, stdout } = await capsock(["load", transport, target, "-n", "500", "--format", "svg"]);
    assertEquals(XMLValidator.validate(stdout), true);
    assertMatch(stdout, /^<svg[^]*<\/svg>\n$/);
    assertEquals(code, 0);
  });

  Deno.test(`load ${transport} --workers has several threads whose results are one`, async () => {
    await using server = await start();
    const target = formatEndpoint(server.endpoint);
    const flags = ["-c", "5", "-n", "3001", "--workers", "2", "--json"];
    await using child = startProgram([...withRead, "load", transport, target, ...flags]);
    const finished = await child.finished();
    const { messages, lost, connections, generator } = summaryOf(finished);
    assertEquals([messages, lost, connections, generator.threads], [3001, 0, 5, 2]);
    assertEquals(finished.code, 0);
  });
}

Deno.test("load tcp --new-connection makes a connection for each message", async () => {
  await using server = await startTcpServer();
  const target = formatEndpoint(server.endpoint);
  const finished = await capsock(["load", "tcp", target, "-c2", "-n", "100", "--new-connection", "--json"]);
  const { messages, lost, connectMs } = summaryOf(finished);
  assertEquals([messages, lost, finished.code], [100, 0, 0]);
  assert(connectMs.avg > 0);
  server.stop();
  const { connections } = await server.summary;
  // One more finds out which address answers.
  assertEquals(connections, 101);
});

Deno.test("load --merge combines results exactly, and the combination again", async () => {
  await using server = await startTcpServer();
  const target = formatEndpoint(server.endpoint);
  const record = (messages: number) => capsock(["load", "tcp", target, "-n", String(messages), "--json"]);
  const recorded = [await record(6000), await record(10_000), await record(9000)];
  const [one, two, three] = recorded.map(({ stdout }) => stdout) as [string, string, string];
  const merged = await capsock(["load", "--merge", "--json"], one + two + three);
  assertEquals([merged.code, merged.stderr], [0, "combining 3 results\n"]);
  const summaries = recorded.map(summaryOf);
  const all = summaryOf(merged);
  assertEquals(all.messages, 25_000);
  assertEquals(all.latencyMs.max, Math.max(...summaries.map(({ latencyMs }) => latencyMs.max)));
  assertEquals(all.latencyMs.min, Math.min(...summaries.map(({ latencyMs }) => latencyMs.min)));
  const pair = await capsock(["load", "--merge", "--json"], one + two);
  const again = await capsock(["load", "--merge", "--json"], pair.stdout + three);
  assertEquals(summaryOf(again), all);
  const text = await capsock(["load", "--merge"], one + two);
  assertMatch(text.stdout, /^limited by [^]*16,000/);
});

Deno.test("load --merge takes no result twice, and says which lines are none", async () => {
  await using server = await startTcpServer();
  const target = formatEndpoint(server.endpoint);
  const { stdout } = await capsock(["load", "tcp", target, "-n", "50", "--json"]);
  const twice = await capsock(["load", "--merge"], stdout + stdout);
  assertMatch(
    twice.stderr,
    /^combining 2 results\ncapsock: cannot merge: run [A-Z0-9]+ appears twice\n {2}→ /,
  );
  assertEquals([twice.code, twice.stdout], [1, ""]);
  const damaged = await capsock(["load", "--merge", "--json"], `${stdout}hello\n`);
  assertMatch(damaged.stderr, /^skipped line \d+: .*\ncombining 1 result\n$/);
  assertEquals([damaged.code, summaryOf(damaged).messages], [1, 50]);
  const nothing = await capsock(["load", "--merge"], "");
  assertStringIncludes(
    nothing.stderr,
    "capsock: cannot merge: there is no result\n  → record results first: ",
  );
  assertEquals(nothing.code, 1);
});

Deno.test("load --merge gives runs at different times no common rate, and refuses a schedule with none", async () => {
  await using server = await startTcpServer();
  const target = formatEndpoint(server.endpoint);
  const record = async (...flags: readonly string[]): Promise<string> =>
    (await capsock(["load", "tcp", target, "-c", "1", ...flags, "--json"])).stdout;
  const first = await record("-d", "200ms", "--rate", "100");
  const second = await record("-d", "600ms", "--rate", "50");
  const merged = await capsock(["load", "--merge"], first + second);
  // How many leave in time is the business of the machine.
  assertMatch(merged.stdout, /^messages {2}\d+ in [\d.]+ m?s\nbytes {5}out [^/]+, in [^/]+$/m);
  assertMatch(merged.stdout, /^runs {6}2 at different times within [^]*rates are\s+not$/m);
  const { messagesPerSecond, bytesInPerSecond, periods, startedAt } = summaryOf(
    await capsock(["load", "--merge", "--json"], first + second),
  );
  assertEquals([messagesPerSecond, bytesInPerSecond, periods.length], [null, null, 2]);
  assertEquals(startedAt, periods[0].startedAt);
  assert(Math.abs(Date.parse(startedAt) - Date.now()) < 600_000, startedAt);
  const closed = await record("-n", "5");
  const refused = await capsock(["load", "--merge"], first + closed);
  assertStringIncludes(
    refused.stderr,
    "capsock: cannot merge: some results follow a schedule (--rate) and some do not",
  );
  assertEquals([merged.code, refused.code], [0, 1]);
});

Deno.test("load --merge says as JSON too what it cannot combine", async () => {
  await using server = await startTcpServer();
  const target = formatEndpoint(server.endpoint);
  const { stdout } = await capsock(["load", "tcp", target, "-n", "50", "--json"]);
  const twice = await capsock(["load", "--merge", "--json"], stdout + stdout);
  const [error] = eventsOf(twice);
  assertMatch(String(error!["message"]), /^cannot merge: run [A-Z0-9]+ appears twice$/);
  assertEquals([twice.code, error!["event"], error!["kind"], error!["code"]], [
    1,
    "error",
    "cannot-merge",
    1,
  ]);
  const korean = await capsock(["load", "--merge", "--json", "--lang", "ko"], stdout + stdout);
  const [inKorean] = eventsOf(korean);
  assertMatch(String(inKorean!["message"]), /^합칠 수 없습니다: 실행 [A-Z0-9]+[이가] 두 번 나옵니다$/);
  assertEquals(
    inKorean!["hint"],
    "같은 전송 방식(TCP 또는 UDP)의 결과를 한 번씩만, --rate를 쓴 결과와 쓰지 않은 결과를 따로 넣으세요",
  );
  assertMatch(korean.stderr, /^결과 2개를 합칩니다\ncapsock: 합칠 수 없습니다: /);
});

Deno.test("load speaks Korean with --lang ko, from the first line to the last", async () => {
  await using server = await startTcpServer();
  const target = formatEndpoint(server.endpoint);
  const { code, stdout, stderr } = await capsock(["load", "tcp", target, "-n", "10000", "--lang", "ko"]);
  assertStringIncludes(stderr, `load ${target} (TCP): 연결 10개, 64바이트 메시지 10,000개, 한 번에 하나씩`);
  assertMatch(
    stdout,
    /한계였습니다: [^]*\n메시지 +초당 [\d,.]+개, .* 동안 10,000개\n[^]*capsock +스레드 1개, /,
  );
  assertEquals([code, stdout.match(/\b(replies|messages|connection|limited|byte)\b/)], [0, null]);
});

Deno.test("load tells altered replies, and ends with 1", async () => {
  await using server = scriptedServer(async (connection) => {
    for (let text = await receive(connection); text !== ""; text = await receive(connection)) {
      await send(connection, text.toLowerCase());
    }
  });
  const target = formatEndpoint(server.endpoint);
  const altered = await capsock(["load", "tcp", target, "-c1", "-n", "20", "--json"]);
  assertEquals(summaryOf(altered).altered, 20);
  assertStringIncludes(altered.stderr, "capsock: 20 replies differ from what was sent\n  → ");
  assertEquals(altered.code, 1);
  const unseen = await capsock(["load", "tcp", target, "-c1", "-n", "20", "--no-verify", "--json"]);
  assertEquals([summaryOf(unseen).altered, summaryOf(unseen).messages, unseen.code], [0, 20, 0]);
});

Deno.test("load ends with 3 where nothing is listening, before anything is measured", async () => {
  using port = await refusingPort();
  const target = formatEndpoint(port.endpoint);
  const { code, stdout, stderr } = await capsock(["load", "tcp", target, "-d", "1s"]);
  assertStringIncludes(stderr, `capsock: cannot connect to ${target}: connection refused\n  → `);
  assertEquals([code, stdout], [3, ""]);
});

Deno.test("load ends with 4 where nothing comes back, and counts what was lost", async () => {
  await using server = scriptedServer(untilGone);
  const target = formatEndpoint(server.endpoint);
  const flags = ["-c", "1", "-n", "1", "-W", "200ms", "--json"];
  const tcp = await capsock(["load", "tcp", target, ...flags]);
  assertEquals([tcp.code, summaryOf(tcp).lost, summaryOf(tcp).unanswered], [4, 1, 1]);
  assert(summaryOf(tcp).latencyMs.min >= 200);
  using silent = udpSocket();
  const udp = await capsock(["load", "udp", `127.0.0.1:${silent.port}`, ...flags]);
  assertStringIncludes(udp.stderr, "no reply from 127.0.0.1:");
  assertEquals([udp.code, summaryOf(udp).lost], [4, 1]);
});

Deno.test("load says on a pipe that it waits for the last replies, and ends with 4 where none comes", async () => {
  await using server = scriptedServer(async (connection) => {
    await send(connection, await receive(connection));
    await untilGone(connection);
  });
  const target = formatEndpoint(server.endpoint);
  const run = (...flags: readonly string[]) =>
    capsock(["load", "tcp", target, "-c", "1", "-d", "100ms", "-W", "1s", ...flags]);
  const english = await run();
  const korean = await run("--lang", "ko");
  assertStringIncludes(english.stderr, "\n  waiting for 1 reply, at most 1 s\ncapsock: no reply from ");
  assertMatch(english.stdout, /\n {10}1 message without a reply in time counts with the time waited\n/);
  assertEquals([english.code, korean.code], [4, 4]);
  assertStringIncludes(korean.stderr, "\n  응답 1개를 최대 1 s 기다림\ncapsock: ");
});

Deno.test("load says that it gave up, and why", async () => {
  using silent = udpSocket();
  const flags = ["udp", `127.0.0.1:${silent.port}`, "-c", "1", "-d", "60s", "-W", "50ms"];
  const { code, stdout } = await capsock(["load", ...flags]);
  assertMatch(
    stdout,
    /^messages {2}0 per second, 0 in \d+\.?\d* ms,\s+gave up early: no reply in three times the timeout \(-W\)/m,
  );
  assertEquals(code, 4);
  const json = await capsock(["load", ...flags, "--json"]);
  assertEquals(summaryOf(json).gaveUp, "no-reply");
});

Deno.test("load ends with the cause when the server dies and does not come back, and counts what was lost", async () => {
  const server = startProcess(["server", "tcp", "--port", "0", "--json", "--for", "60s"]);
  const [, port] = await server.waitFor(/"event":"ready".*"port":(\d+)/);
  await using _ = server;
  const flags = ["-c", "4", "-n", "1000000", "--rate", "200", "--json"];
  await using child = startProcess(["load", "tcp", `127.0.0.1:${port}`, ...flags]);
  await child.waitFor(/"event":"progress"/);
  server.kill("SIGKILL");
  const finished = await child.finished();
  const { messages, errors } = summaryOf(finished);
  assert(messages > 0);
  assert(errors.refused > 0, JSON.stringify(errors));
  assertEquals(finished.code, 3);
  assertMatch(finished.stderr, /capsock: .*connection refused\n {2}→ /);
});

Deno.test("load gives the result at SIGINT, and ends with 0", { ignore: isWindows }, async () => {
  await using server = await startTcpServer();
  const target = formatEndpoint(server.endpoint);
  await using child = startProcess(["load", "tcp", target, "-c", "2", "-d", "60s", "--json"]);
  await child.waitFor(/"event":"progress"/);
  child.kill("SIGINT");
  const finished = await child.finished();
  const { messages, stopped } = summaryOf(finished);
  assert(messages > 0);
  assertEquals([stopped, finished.code], [true, 0]);
});

for (const flags of [[], ["--format", "json"], ["--format", "svg"], ["--workers", "2"]]) {
  const name = `load ${flags.join(" ")} that is stopped in its warm-up says that nothing was measured`;
  Deno.test(name, { ignore: isWindows }, async () => {
    await using server = await startTcpServer();
    const target = formatEndpoint(server.endpoint);
    const args = ["load", "tcp", target, "-c", "2", "--warmup", "60s", ...flags];
    await using load = startProgram([...withRead, ...args]);
    await load.waitFor(/load .* over TCP/, "stderr");
    load.kill("SIGTERM");
    const { code, stdout, stderr } = await load.finished();
    assertEquals(code, 143);
    assertMatch(stderr, /capsock: nothing was measured: .*warm-up\n {2}→ /);
    if (!flags.includes("json")) return assertEquals(stdout, "");
    const events = eventsOf({ stdout });
    assertEquals(events.map(({ event }) => event).filter((event) => event !== "progress"), ["error"]);
    const { kind, code: told } = events.at(-1)!;
    assertEquals([kind, told], ["interrupted", 143]);
  });
}

Deno.test("load that is stopped does not call lost what it did not wait for", async () => {
  await using server = scriptedServer((_, over) => over);
  const target = formatEndpoint(server.endpoint);
  const says = {
    en: /^stopped before a reply came: .*lost +0 of 1 \(0 %\), 1 not waited for/s,
    ko: /^응답이 오기 전에 멈췄습니다: .*손실 +1개 중 0개\(0 %\), 응답 대기 1개/s,
  };
  for (const [lang, pattern] of Object.entries(says)) {
    await using load = startCapsock(["load", "tcp", target, "-c", "1", "-W", "60s", "--lang", lang]);
    await load.waitFor(/127/, "stderr");
    load.interrupt();
    const { code, stdout } = await load.finished();
    assertEquals(code, 130);
    assertMatch(stdout, pattern);
  }
});

Deno.test("load shows its progress on a terminal, in place, and takes it away before the result", {
  ignore: noTerminal !== undefined,
}, async () => {
  await using server = await startTcpServer();
  const command = [...program, "load", "tcp", formatEndpoint(server.endpoint), "-d", "60s"];
  await using child = startProgram(inTerminal(command));
  await child.waitFor(/p99/);
  await child.write("\x03");
  const { code, stdout } = await child.finished();
  const clear = "\r\x1b[2K";
  const parts = stdout.split(clear);
  assert(parts.length >= 3, stdout);
  assertMatch(parts[1]!, /^[^\r\n]*p99[^\r\n]*/);
  assertMatch(parts.at(-1)!, /^limited by /);
  assertEquals(code, 0);
});

const mistakes: Record<string, readonly string[]> = {
  "--duration and --messages cannot be used together": ["tcp", "-d", "1s", "-n", "5"],
  "--verify and --no-verify cannot be used together": ["tcp", "--verify", "--no-verify"],
  "--new-connection and --pipeline cannot be used together": ["tcp", "--new-connection", "--pipeline", "2"],
  "--new-connection works with `load tcp` only": ["udp", "--new-connection"],
  "--size 8: a datagram needs": ["udp", "-s", "8"],
  "--size 65528: a datagram carries": ["udp", "[::1]:9", "-s", "65528"],
  "--size 65508: a datagram carries": ["udp", "127.0.0.1:9", "-s", "65508"],
  "--size 65509: a datagram carries": ["udp", "localhost:9", "-s", "64-65509"],
  "--size 65510: a datagram carries": ["udp", "example.org:9", "-4", "-s", "65510"],
  "--size 100-50: write the smaller size first": ["tcp", "-s", "100-50"],
  "--size 1-2-3: not a range": ["tcp", "-s", "1-2-3"],
  "--workers 3: a thread without a connection": ["tcp", "-c", "2", "--workers", "3"],
  "--rate 0: must be from 1": ["tcp", "--rate", "0"],
  "--merge loads nothing: it takes no --rate": ["--merge", "--rate", "5"],
  'load --merge takes no "tcp"': ["tcp", "--merge"],
  "load needs a transport": [],
};

for (const [message, args] of Object.entries(mistakes)) {
  Deno.test(`load refuses a wrong command line: ${args.join(" ")}`, async () => {
    const { code, stderr, stdout } = await capsock(["load", ...args]);
    assertStringIncludes(stderr, `capsock: ${message}`);
    assertEquals([code, stdout], [2, ""]);
  });
}

const koreanMistakes: Record<string, readonly string[]> = {
  "--size 8: 데이터그램이 번호를 담으려면 36바이트 이상이어야 합니다": ["udp", "-s", "8"],
  "--workers 3: 연결이 없는 스레드는 할 일이 없습니다\n  → --connections를 스레드 수 이상으로 정하세요": [
    "tcp",
    "-c",
    "2",
    "--workers",
    "3",
  ],
  "최대 20,971,520,000바이트가 한꺼번에 응답을 기다릴 수 있어": ["tcp", "-c", "20000", "-s", "1MiB"],
  "--merge는 부하를 주지 않으므로 함께 쓸 수 없습니다: --rate\n  → 둘 중 하나를 빼세요": [
    "--merge",
    "--rate",
    "5",
  ],
};

for (const [message, args] of Object.entries(koreanMistakes)) {
  Deno.test(`load refuses a wrong command line in Korean: ${args.join(" ")}`, async () => {
    const { code, stderr, stdout } = await capsock(["load", ...args, "--lang", "ko"]);
    assertStringIncludes(stderr, `capsock: ${message}`);
    assertEquals([code, stdout], [2, ""]);
  });
}

Deno.test("load refuses more unanswered bytes than memory should hold", async () => {
  const { code, stderr } = await capsock(["load", "tcp", "-c", "20000", "-s", "1MiB"]);
  assertStringIncludes(
    stderr,
    "capsock: up to 20,971,520,000 bytes could wait for replies at the same time, too many to keep in memory\n  → choose fewer",
  );
  assertEquals(code, 2);
});

Deno.test("load --merge in a terminal says where results come from, in both languages", async () => {
  const english = await capsock(["load", "--merge", "--no-color"], "", { isTerminal: true });
  assertMatch(english.stderr, /load --merge reads results from standard input\n {2}→ record results first: /);
  const korean = await capsock(["load", "--merge", "--lang", "ko"], "", { isTerminal: true });
  assertMatch(korean.stderr, /load --merge는 표준 입력에서 결과를 읽습니다\n {2}→ 먼저 결과를 기록하세요: /);
  assertEquals([english.code, korean.code], [2, 2]);
});

Deno.test("load has its output in one format", async () => {
  const { code, stderr, stdout } = await capsock(["load", "tcp", "--json", "--format", "svg"]);
  assertStringIncludes(stderr, "capsock: --json and --format svg cannot be used together");
  assertEquals([code, JSON.parse(stdout).event], [2, "error"]);
});

Deno.test("load from source says what --workers needs", async () => {
  const { code, stderr } = await runProcess(["load", "tcp", "--workers", "2"]);
  assertStringIncludes(stderr, "capsock: --workers needs the permission to read lib/");
  assertEquals(code, 2);
});

Deno.test("the help of load fits a screen", () => {
  const page = commandHelp(load as unknown as Command, "en", 80);
  assert(page.split("\n").length <= 40 && page.split("\n").every((line) => line.length <= 80), page);
});
