import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { formatEndpoint } from "../../../lib/protocol/endpoint.ts";
import { services } from "../../../lib/protocol/service/services.ts";
import { ping } from "../../../lib/cli/command/ping.ts";
import { commandHelp } from "../../../lib/cli/line/help_text.ts";
import type { Command } from "../../../lib/cli/line/command.ts";
import { textOf } from "../../support/bytes.ts";
import { refusingPort } from "../../support/listener.ts";
import { hasPython } from "../../support/machine.ts";
import { capsock } from "../../support/host.ts";
import { program, startProcess, startProgram } from "../../support/process.ts";
import { eventsOf } from "../../support/running.ts";
import {
  receive,
  scriptedServer,
  scriptedUdpServer,
  send,
  untilGone,
} from "../../support/scripted_server.ts";
import { startTcpServer, startUdpServer } from "../../support/server.ts";
import { readBytes, udpSocket } from "../../support/sockets.ts";
import { inTerminal, noTerminal } from "../../support/terminal.ts";

const fast = ["-i", "20ms"];
const isWindows = Deno.build.os === "windows";

for (const transport of ["tcp", "udp"] as const) {
  const start = (service = services.upper) =>
    transport === "tcp" ? startTcpServer({ service }) : startUdpServer({ service });

  Deno.test(`ping ${transport} has a line for each reply and a summary on standard output`, async () => {
    await using server = await start();
    const target = formatEndpoint(server.endpoint);
    const { code, stdout, stderr } = await capsock(["ping", transport, target, "-c", "3", ...fast]);
    const [first, , third] = stdout.split("\n");
    assertMatch(first!, /^probe 1: 64 bytes in \d+\.\d{3} ms$/);
    assertMatch(third!, /^probe 3: 64 bytes in \d+\.\d{3} ms$/);
    assertStringIncludes(stdout, `--- ${target} over ${transport.toUpperCase()}, `);
    assertStringIncludes(stdout, "probes    3 sent, 3 received, 0 lost (0 %)\n");
    assertMatch(
      stderr,
      new RegExp(`^ping ${target} over ${transport.toUpperCase()}: probes of 64 bytes, .*\n$`),
    );
    assertEquals(code, 0);
  });

  Deno.test(`ping ${transport} --json has a line for each probe and one summary with the agreed keys`, async () => {
    await using server = await start(services.echo);
    const target = formatEndpoint(server.endpoint);
    const finished = await capsock(["ping", transport, target, "-c2", ...fast, "--json", "--verbose"]);
    const [started, ...rest] = eventsOf(finished);
    const summary = rest.pop()!;
    assertEquals([started!["event"], started!["peer"]], ["started", target]);
    assertEquals(rest.map(({ event, number, bytes }) => [event, number, bytes]), [
      ["probe", 1, 64],
      ["probe", 2, 64],
    ]);
    for (const { rttMs } of rest) assert(typeof rttMs === "number" && rttMs > 0);
    const { event, transmitted, received, lossPercent, duplicates, outOfOrder, late } = summary;
    assertEquals([event, transmitted, received, lossPercent], ["summary", 2, 2, 0]);
    assertEquals([duplicates, outOfOrder, late], [0, 0, 0]);
    assertEquals([summary["altered"], summary["foreign"], summary["retransmitted"]], [0, 0, 0]);
    const rttMs = summary["rttMs"] as Record<string, number>;
    assertEquals(Object.keys(rttMs), ["min", "avg", "median", "p90", "p95", "p99", "max", "stddev"]);
    assert(typeof summary["jitterMs"] === "number");
    assert((summary["clock"] as { resolutionMs: number }).resolutionMs < 0.1);
    assert((summary["own"] as { rttMs: { median: number } }).rttMs.median < 1);
    assertEquals([finished.code, finished.stderr], [0, ""]);
  });

  Deno.test(`ping ${transport} --flood --quiet gives the summary alone`, async () => {
    await using server = await start();
    const target = formatEndpoint(server.endpoint);
    const flags = ["--flood", "-c", "500", "--quiet", "--histogram"];
    const { code, stdout, stderr } = await capsock(["ping", transport, target, ...flags]);
    assertMatch(stdout, /^\n--- [^]*500 sent, 500 received, 0 lost[^]* ms {2}#/);
    assertEquals([code, stderr], [0, ""]);
  });

  Deno.test(`ping ${transport} measures a plain server in Python`, { ignore: !hasPython }, async () => {
    const source = transport === "tcp"
      ? `
from socket import *
s = socket(AF_INET, SOCK_STREAM)
s.bind(("127.0.0.1", 0))
s.listen(1)
print("port", s.getsockname()[1], flush=True)
while True:
    c, _ = s.accept()
    while True:
        m = c.recv(2048)
        if not m:
            break
        c.send(m.decode().upper().encode())
    c.close()
`
      : `
from socket import *
s = socket(AF_INET, SOCK_DGRAM)
s.bind(("127.0.0.1", 0))
print("port", s.getsockname()[1], flush=True)
while True:
    m, a = s.recvfrom(2048)
    s.sendto(m.decode().upper().encode(), a)
`;
    await using server = startProgram(["python3", "-c", source]);
    const [, port] = await server.waitFor(/port (\d+)\r?\n/);
    const flags = ["-c", "5", ...fast, "-s", "1000", "-q"];
    const { code, stdout } = await capsock(["ping", transport, `127.0.0.1:${port}`, ...flags]);
    assertStringIncludes(stdout, "5 sent, 5 received, 0 lost (0 %)");
    assertEquals(code, 0);
  });
}

for (const flags of [[], ["--connect"], ["--reconnect"]]) {
  Deno.test(`ping tcp ${flags.join(" ")} ends with 3 where nothing is listening`, async () => {
    using port = await refusingPort();
    const target = formatEndpoint(port.endpoint);
    const finished = await capsock(["ping", "tcp", target, "-c", "2", ...fast, ...flags]);
    assertStringIncludes(finished.stderr, `capsock: cannot connect to ${target}: connection refused\n  → `);
    assertEquals(finished.code, 3);
  });
}

Deno.test("ping tcp --connect measures a service that says nothing, and names the address", async () => {
  await using server = scriptedServer(untilGone);
  const target = `localhost:${server.endpoint.port}`;
  const { code, stdout } = await capsock(["ping", "tcp", target, "-4", "--connect", "-c", "2", ...fast]);
  assertMatch(stdout, /^probe 1: connected to 127\.0\.0\.1:\d+ in \d+\.\d{3} ms\n/);
  assertMatch(stdout, /^connect {3}min \d/m);
  assertEquals(code, 0);
});

Deno.test("ping tcp says of a service that does not echo that --connect is the way", async () => {
  await using server = scriptedServer((connection) =>
    send(connection, "SSH-2.0-x\r\n").then(() => untilGone(connection))
  );
  const target = formatEndpoint(server.endpoint);
  const { code, stderr } = await capsock(["ping", "tcp", target, "-c", "2", ...fast]);
  const message =
    `capsock: ${target} does not send probes back\n  → this service does not echo; use --connect\n`;
  assert(stderr.endsWith(message), stderr);
  assertEquals(code, 1);
  const finished = await capsock(["ping", "tcp", target, "-c", "2", ...fast, "--json"]);
  assertEquals(eventsOf(finished).slice(-2).map(({ event, kind }) => [event, kind]), [
    ["summary", undefined],
    ["error", "no-echo"],
  ]);
});

Deno.test("ping tcp is no success at a server that closes every connection at once", async () => {
  await using server = scriptedServer(() => Promise.resolve());
  const { code, stderr } = await capsock([
    "ping",
    "tcp",
    formatEndpoint(server.endpoint),
    "-c",
    "2",
    ...fast,
  ]);
  // Whether the first probe leaves before the close is there to be seen is not ours to decide.
  assertMatch(stderr, /\ncapsock: (cannot receive from |\S+ closed the connection)/);
  assertEquals(code, 5);
});

Deno.test("ping speaks Korean with --lang ko, in its lines and in the messages of its JSON", async () => {
  await using echo = await startTcpServer();
  const flags = ["-c", "2", ...fast, "--lang", "ko"];
  const { stdout, stderr } = await capsock([
    "ping",
    "tcp",
    formatEndpoint(echo.endpoint),
    "--verbose",
    ...flags,
  ]);
  assertMatch(
    stderr,
    /^ping \S+ \(TCP\): 프로브 64바이트, 발신지 \S+, 연결에 \S+ ms\n {2}시계의 분해능: [^]*측정\n$/,
  );
  assertMatch(
    stdout,
    /^프로브 1: 64바이트, \S+ ms\n[^]*\n프로브 +전송 2, 수신 2, 손실 0\(0 %\)\n[^]*\n왕복 시간\(RTT\) 최소 /,
  );
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    await send(connection, "pardon?");
    await untilGone(connection);
  });
  const target = formatEndpoint(server.endpoint);
  const silent = await capsock(["ping", "tcp", target, ...flags, "--json"]);
  const events = eventsOf(silent);
  const message = /^127\.0\.0\.1:\d+[은는] 프로브를 되돌려 보내지 않습니다$/;
  assertMatch(String(events.find(({ failure }) => failure === "no-echo")!["message"]), message);
  assertMatch(String(events.at(-1)!["message"]), message);
  assertStringIncludes(String(events.at(-1)!["hint"]), "--connect를 쓰세요");
});

Deno.test("ping udp says of a service that does not echo what it needs", async () => {
  await using server = scriptedUdpServer((_line, answer) => answer("pardon?"));
  const target = formatEndpoint(server.endpoint);
  const { code, stderr } = await capsock(["ping", "udp", target, "-c", "2", ...fast, "-W", "100ms"]);
  assertStringIncludes(stderr, "  7 bytes from ");
  assertStringIncludes(stderr, "this service does not echo");
  assertEquals(code, 1);
});

Deno.test("ping ends with 4 where nothing comes back, and with 0 as soon as one probe did", async () => {
  using silent = udpSocket();
  const flags = ["-c", "2", ...fast, "-W", "100ms"];
  const nothing = await capsock(["ping", "udp", `127.0.0.1:${silent.port}`, ...flags]);
  assertStringIncludes(nothing.stdout, "probe 1: no reply from 127.0.0.1:");
  assertStringIncludes(nothing.stderr, "\n  → UDP reports no failure; you only see that no reply came");
  assertEquals(nothing.code, 4);
  let lines = 0;
  await using half = scriptedUdpServer(async (line, answer) => {
    if (++lines === 1) await answer(line);
  });
  const one = await capsock(["ping", "udp", formatEndpoint(half.endpoint), ...flags]);
  assertStringIncludes(one.stdout, "2 sent, 1 received, 1 lost (50.00 %)");
  assertEquals(one.code, 0);
});

Deno.test("ping tcp ends with 5 where the server closes before any reply", async () => {
  await using server = scriptedServer(receive);
  const { code } = await capsock(["ping", "tcp", formatEndpoint(server.endpoint), "-c", "2", ...fast]);
  assertEquals(code, 5);
});

Deno.test("ping tcp ends with 5 where the server closes before all probes were sent, and tells how many", async () => {
  await using server = scriptedServer(async (connection) => {
    for (let reply = 0; reply < 3; reply++) await send(connection, textOf(await readBytes(connection, 64)));
  });
  const target = formatEndpoint(server.endpoint);
  const args = ["ping", "tcp", target, "-c", "5", "-i", "200ms"];
  const { code, stdout } = await capsock(args);
  // On a slow machine a fourth probe may leave before the close is there to be seen.
  const [, sent, lost, notSent] = /(\d) sent, 3 received, (\d) lost \(.*\), (\d) not sent\n/.exec(stdout)!
    .map(Number);
  assertEquals([sent! + notSent!, sent! - lost!, notSent! > 0, code], [5, 3, true, 5]);
  const json = await capsock([...args, "--json"]);
  const [summary, error] = eventsOf(json).slice(-2);
  assertEquals([summary!["received"], Number(summary!["lost"]) + Number(summary!["notSent"])], [3, 2]);
  assertEquals([json.code, error!["code"]], [5, 5]);
});

Deno.test("ping ends with 6 where the name has no address", async () => {
  const { code, stderr } = await capsock(["ping", "tcp", "127.0.0.1", "-6", "--connect", "-c", "3"]);
  assertMatch(stderr, /capsock: cannot resolve 127\.0\.0\.1: it has no IPv6 address/);
  assertEquals(code, 6);
});

Deno.test("ping gives the summary at SIGINT, and ends with 0 when something came back", {
  ignore: isWindows,
}, async () => {
  await using server = await startTcpServer();
  await using child = startProcess(["ping", "tcp", formatEndpoint(server.endpoint), "-c", "0", ...fast]);
  await child.waitFor(/probe 3: /);
  child.kill("SIGINT");
  const { code, stdout } = await child.finished();
  assertMatch(stdout, /probes {4}\d+ sent, \d+ received, 0 lost \(0 %\)/);
  assertEquals(code, 0);
});

Deno.test("ping gives the summary and a histogram at Ctrl-C in a terminal", {
  ignore: noTerminal !== undefined,
}, async () => {
  await using server = await startUdpServer();
  const command = [...program, "ping", "udp", formatEndpoint(server.endpoint), "-c", "0", ...fast];
  await using child = startProgram(inTerminal(command));
  await child.waitFor(/probe 3/);
  await child.write("\x03");
  const { code, stdout } = await child.finished();
  // What was on its way at that moment is not waited for.
  assertMatch(stdout, /probes {4}\d+ sent, \d+ received, 0 lost \(0 %\)(, \d not waited for)?\r\n/);
  assertMatch(stdout, / – \d+(\.\d+)? ms {2}#/);
  assertEquals(code, 0);
});

const mistakes: Record<string, readonly string[]> = {
  "--flood and --interval cannot be used together": ["tcp", "--flood", "-i", "1s"],
  "--connect and --reconnect cannot be used together": ["tcp", "--connect", "--reconnect"],
  "--connect and --size cannot be used together": ["tcp", "--connect", "-s", "100"],
  "--connect works with `ping tcp` only": ["udp", "--connect"],
  "--retransmit works with `ping udp` only": ["tcp", "--retransmit", "1"],
  "--size 2000KiB: must be": ["udp", "-s", "2000KiB"],
  "--size 65528: a datagram carries": ["udp", "[::1]:9", "-s", "65528"],
  "--size 65508: a datagram carries": ["udp", "127.0.0.1:9", "-s", "65508"],
  "--size 8: must be from 40": ["tcp", "-s", "8"],
};

for (const [message, args] of Object.entries(mistakes)) {
  Deno.test(`ping refuses a wrong command line: ${args.join(" ")}`, async () => {
    const { code, stderr, stdout } = await capsock(["ping", ...args]);
    assertStringIncludes(stderr, `capsock: ${message}`);
    assertEquals([code, stdout], [2, ""]);
  });
}

Deno.test("the help of ping begins with what it is not, and fits a screen", () => {
  const page = commandHelp(ping as unknown as Command, "en", 80);
  assertMatch(page, /^usage: .*\n\nThis is not ICMP/);
  assert(page.split("\n").length <= 40 && page.split("\n").every((line) => line.length <= 80), page);
});
