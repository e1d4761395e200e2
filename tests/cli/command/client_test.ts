import { assert, assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "@std/assert";
import { concat } from "../../../lib/base/bytes.ts";
import { type Endpoint, formatEndpoint } from "../../../lib/protocol/endpoint.ts";
import { services } from "../../../lib/protocol/service/services.ts";
import { textOf, utf8 } from "../../support/bytes.ts";
import { Lines } from "../../support/lines.ts";
import { refusingPort } from "../../support/listener.ts";
import { hasIpv6, hasPython } from "../../support/machine.ts";
import { capsock } from "../../support/host.ts";
import { program, startProcess } from "../../support/process.ts";
import { eventsOf, type Finished } from "../../support/running.ts";
import { resettingServer } from "../../support/reset.ts";
import {
  receive,
  scriptedServer,
  scriptedUdpServer,
  send,
  untilGone,
} from "../../support/scripted_server.ts";
import { startTcpServer, startUdpServer } from "../../support/server.ts";
import { within } from "../../support/within.ts";

const isWindows = Deno.build.os === "windows";

const newline = Uint8Array.of(0x0a);

/** `client tcp|udp` with a server's address and flags. */
async function clientOf(
  { endpoint }: { endpoint: Endpoint },
  transport: "tcp" | "udp",
  flags: readonly string[],
  input: string | Uint8Array = "",
): Promise<Finished> {
  return await capsock(["client", transport, formatEndpoint(endpoint), ...flags], input);
}

/** The lines of `--json`, parsed. */
for (const transport of ["tcp", "udp"] as const) {
  const start = (service = services.upper) =>
    transport === "tcp" ? startTcpServer({ service }) : startUdpServer({ service });

  Deno.test(`client ${transport} -m shows the reply and its response time`, async () => {
    await using server = await start();
    const { code, stdout, stderr } = await clientOf(server, transport, ["-m", "hello"]);
    assertMatch(stdout, /^Reply from server: HELLO\nResponse time: \d+\.\d{3} ms\n$/);
    assertMatch(stderr, /^The client is running on port \d+, (connected|sends) to 127\.0\.0\.1:\d+.*\n$/);
    assertEquals(code, 0);
  });

  Deno.test(`client ${transport} sends every -m in order`, async () => {
    await using server = await start();
    const flags = ["-m", "one", "--message=two", "-mthree", "--quiet"];
    const { code, stdout, stderr } = await clientOf(server, transport, flags, "not read\n");
    assertEquals([code, stdout, stderr], [0, "ONE\nTWO\nTHREE\n", ""]);
  });

  Deno.test(`client ${transport} passes lines from a pipe on byte for byte`, async () => {
    await using server = await start();
    const lines = [
      utf8("a\0b"),
      Uint8Array.of(0xff, 0xfe, 0x80),
      Uint8Array.of(0xed, 0xa0, 0x80),
      utf8("\x1b[31m\r\t안녕"),
      utf8("no newline at the end"),
    ];
    const input = concat(...lines.flatMap((line, index) => index === 0 ? [line] : [newline, line]));
    const { code, stdoutBytes, stderr } = await clientOf(server, transport, ["--quiet"], input);
    const replies = [
      utf8("A\0B"),
      Uint8Array.of(0xff, 0xfe, 0x80),
      Uint8Array.of(0xed, 0xa0, 0x80),
      utf8("\x1b[31M\r\t안녕"),
      utf8("NO NEWLINE AT THE END"),
    ];
    assertEquals(stdoutBytes, concat(...replies.flatMap((reply) => [reply, newline])));
    assertEquals([code, stderr], [0, ""]);
  });

  Deno.test(`client ${transport} writes the reply's bytes between the lecture's words`, async () => {
    await using server = await start();
    const { stdoutBytes } = await clientOf(server, transport, [], Uint8Array.of(0x61, 0xff, 0x00));
    const before = utf8("Reply from server: ");
    assertEquals(
      stdoutBytes.subarray(0, before.length + 4),
      concat(before, Uint8Array.of(0x41, 0xff, 0x00, 0x0a)),
    );
    assertMatch(textOf(stdoutBytes.subarray(before.length + 4)), /^Response time: [\d.]+ ms\n$/);
  });

  Deno.test(`client ${transport} without a line ends with 0`, async () => {
    await using server = await start();
    const { code, stdout } = await clientOf(server, transport, []);
    assertEquals([code, stdout], [0, ""]);
  });

  Deno.test(`client ${transport} --json emits the events of the design and nothing else`, async () => {
    await using server = await start();
    const input = concat(utf8("hello\n"), Uint8Array.of(0xff), newline);
    const finished = await clientOf(server, transport, ["--json"], input);
    const [connected, text, binary, summary, ...more] = eventsOf(finished);
    assertEquals([finished.code, finished.stderr, more], [0, "", []]);
    const { local, tookMs, ...rest } = connected!;
    assertMatch(String(local), /:\d+$/);
    assertEquals(typeof tookMs, "number");
    assertEquals(rest, { event: "connected", transport, peer: formatEndpoint(server.endpoint), attempts: 1 });
    const { rttMs, ...reply } = text!;
    assertEquals(typeof rttMs, "number");
    assertEquals(reply, { event: "reply", number: 1, sent: "hello", text: "HELLO", bytes: 5, matches: true });
    const { rttMs: _, ...binaryReply } = binary!;
    assertEquals(binaryReply, {
      event: "reply",
      number: 2,
      sentBase64: "/w==",
      base64: "/w==",
      bytes: 1,
      matches: true,
    });
    const { durationMs, ...totals } = summary!;
    assertEquals(typeof durationMs, "number");
    assertEquals(totals, { event: "summary", sent: 2, replies: 2 });
  });

  Deno.test(`client ${transport} ends with 1 when the reply is not the right answer`, async () => {
    await using server = await start(services.echo);
    const { code, stdout, stderr } = await clientOf(server, transport, ["-m", "hello"]);
    assertStringIncludes(stdout, "Reply from server: hello\n");
    assertStringIncludes(stderr, "  this is not the upper-casing of what was sent\n");
    assertEquals(code, 1);
  });

  Deno.test(`client ${transport} --expect echo takes an echo for the right answer`, async () => {
    await using server = await start(services.echo);
    const { code, stdout } = await clientOf(server, transport, ["-m", "hello", "--expect", "echo", "-q"]);
    assertEquals([code, stdout], [0, "hello\n"]);
  });

  Deno.test(`client ${transport} ends with 4 when no reply comes in time`, async () => {
    await using server = await start(services.discard);
    const { code, stdout, stderr } = await clientOf(server, transport, [
      "-m",
      "hello",
      "--timeout",
      "1s",
      "-q",
    ]);
    const said = `capsock: no reply from ${formatEndpoint(server.endpoint)} within 1 s\n  → `;
    assertStringIncludes(stderr, said);
    assertEquals([code, stdout], [4, ""]);
  });

  Deno.test(`client ${transport} ends with 8 when its local port is in use`, async () => {
    await using server = await start();
    using holder = transport === "tcp" ? tcpHolder() : udpHolder();
    const { code, stdout, stderr } = await clientOf(server, transport, [
      "--local-port",
      String(holder.port),
      "-m",
      "hello",
    ]);
    assertMatch(stderr, /^capsock: .*already in use\n {2}→ .+\n$/);
    assertStringIncludes(stderr, `:${holder.port}: `);
    assertEquals([code, stdout], [8, ""]);
  });

  Deno.test(`client ${transport} --local-port sends from that port`, async () => {
    await using server = await start();
    const holder = transport === "tcp" ? tcpHolder() : udpHolder();
    holder[Symbol.dispose]();
    const { port } = holder;
    const { code, stdout, stderr } = await clientOf(server, transport, [
      "--local-port",
      `${port}`,
      "-m",
      "hi",
    ]);
    assertStringIncludes(stderr, `The client is running on port ${port}, `);
    assertStringIncludes(stdout, "Reply from server: HI\n");
    assertEquals(code, 0);
  });

  for (const [flag, host] of [["-4", "127.0.0.1"], ["-6", "::1"]] as const) {
    Deno.test(`client ${transport} ${flag} reaches localhost at ${host} only`, {
      ignore: flag === "-6" && !hasIpv6,
    }, async () => {
      await using server = transport === "tcp"
        ? await startTcpServer({ host })
        : await startUdpServer({ host });
      const target = `localhost:${server.endpoint.port}`;
      const { code, stdout, stderr } = await capsock(["client", transport, target, flag, "-m", "hello"]);
      assertStringIncludes(stdout, "Reply from server: HELLO\n");
      assertStringIncludes(stderr, ` to ${formatEndpoint(server.endpoint)}`);
      assertEquals(code, 0);
    });
  }

  Deno.test(`client ${transport} --escapes sends the bytes that are meant`, async () => {
    await using server = await start();
    const flags = ["--escapes", "--quiet", "-m", "a\\x00\\xff\\\\n\\tb"];
    const { code, stdoutBytes } = await clientOf(server, transport, flags);
    const reply = concat(utf8("A\0"), Uint8Array.of(0xff), utf8("\\N\tB\n"));
    assertEquals([code, stdoutBytes], [0, reply]);
  });

  Deno.test(`client ${transport} --escapes says of a wrong one in a pipe that it was not sent, and ends with 1`, async () => {
    await using server = await start();
    const { code, stdout, stderr } = await clientOf(server, transport, ["--escapes", "--quiet"], "a\\q\nb\n");
    assertStringIncludes(stderr, "is not known");
    assertEquals([code, stdout], [1, "B\n"]);
  });

  Deno.test(`client ${transport} --escapes refuses a wrong one before anything is opened`, async () => {
    await using server = await start();
    const { code, stdout, stderr } = await clientOf(server, transport, ["--escapes", "-m", "a\\q"]);
    assertEquals([code, stdout], [2, ""]);
    assertStringIncludes(stderr, '"\\q" is not known');
    assertEquals(server.log.all, []);
  });

  Deno.test(`client ${transport} --hex shows the bytes both ways on standard error`, async () => {
    await using server = await start();
    const { code, stdout, stderr } = await clientOf(server, transport, ["--hex", "-q", "-m", "a\u00e9"]);
    const peer = formatEndpoint(server.endpoint);
    assertEquals([code, stdout], [0, "AÉ\n"]);
    assertStringIncludes(stderr, `→ ${peer} 3 bytes\n  00000000  61 c3 a9 `);
    assertStringIncludes(stderr, `← ${peer} 3 bytes\n  00000000  41 c3 89 `);
  });

  Deno.test(`client ${transport} --trace shows each socket call on standard error`, async () => {
    await using server = await start();
    const { code, stdout, stderr } = await clientOf(server, transport, ["--trace", "-q", "-m", "hi"]);
    assertEquals([code, stdout], [0, "HI\n"]);
    const calls = transport === "tcp"
      ? /socket\+connect[^]*send[^]*recv[^]*close/
      : /socket\+bind[^]*sendto[^]*recvfrom[^]*close/;
    assertMatch(stderr, calls);
  });
}

interface Holder extends Disposable {
  readonly port: number;
}

function tcpHolder(): Holder {
  const listener = Deno.listen({ hostname: "0.0.0.0", port: 0 });
  return { port: listener.addr.port, [Symbol.dispose]: () => listener.close() };
}

function udpHolder(): Holder {
  const socket = Deno.listenDatagram({ transport: "udp", hostname: "0.0.0.0", port: 0 });
  return { port: (socket.addr as Deno.NetAddr).port, [Symbol.dispose]: () => socket.close() };
}

Deno.test("client ends with 2 when the command line is wrong", async () => {
  const wrong: [string[], string][] = [
    [["client"], "client needs a transport"],
    [["client", "sctp"], '"sctp" is not a transport'],
    [["client", "tcp", "--tiemout", "1"], "did you mean --timeout?"],
    [["client", "tcp", "0.0.0.0:7"], "0.0.0.0 is an address to bind to"],
    [["client", "tcp", "-4", "-6"], "-4 and -6 exclude each other"],
    [["client", "udp", "--framing", "line"], "--framing goes with `client tcp` only"],
    [["client", "tcp", "udp://127.0.0.1:7"], "udp://127.0.0.1:7 is not tcp"],
  ];
  for (const [args, said] of wrong) {
    const { code, stdout, stderr } = await capsock(args);
    assertEquals([code, stdout], [2, ""]);
    assertStringIncludes(stderr, said);
  }
});

Deno.test("client tcp ends with 3 when nothing listens there", async () => {
  using port = await refusingPort();
  const { code, stdout, stderr } = await clientOf(port, "tcp", ["-m", "hello"]);
  const said = `capsock: cannot connect to ${formatEndpoint(port.endpoint)}: connection refused\n  → `;
  assertStringIncludes(stderr, said);
  assertEquals([code, stdout], [3, ""]);
});

Deno.test("client tcp --retries tells of every attempt", async () => {
  using port = await refusingPort();
  const flags = ["-m", "hello", "--retries", "2", "--retry-delay", "1ms"];
  const { code, stderr } = await clientOf(port, "tcp", flags);
  assertMatch(stderr, /^attempt 1 of 3: refused; next in 1 ms\nattempt 2 of 3: .*\ncapsock: cannot connect/);
  assertEquals(code, 3);
});

Deno.test("client tcp --json tells a failure to connect as its last line", async () => {
  using port = await refusingPort();
  const finished = await clientOf(port, "tcp", ["-m", "hello", "--json"]);
  const [{ event, kind, code, message }] = eventsOf(finished) as [Record<string, unknown>];
  assertEquals([event, kind, code, finished.code], ["error", "refused", 3, 3]);
  assertStringIncludes(String(message), "connection refused");
});

Deno.test("client tcp ends with 5 when the server closes before its reply", async () => {
  await using server = scriptedServer(receive);
  const { code, stdout, stderr } = await clientOf(server, "tcp", ["-m", "hello", "-q"]);
  assertStringIncludes(stderr, "the peer closed the connection before its reply was complete\n  → ");
  assertEquals([code, stdout], [5, ""]);
});

Deno.test("client tcp says how much of a reply had come when the server closes in its middle", async () => {
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    await send(connection, "HE");
  });
  const { code, stderr } = await clientOf(server, "tcp", ["-m", "hello", "-m", "again", "-q"]);
  assertMatch(stderr, /before its reply was complete \(2 bytes of it had come\)\n {2}→ .*\n$/);
  assertEquals(code, 5);
});

Deno.test(
  "client tcp ends with 5 when the server resets the connection",
  { ignore: !hasPython },
  async () => {
    await using server = await resettingServer();
    const { code, stderr } = await clientOf(server, "tcp", ["-m", "hello", "-q"]);
    assertStringIncludes(stderr, "the peer reset the connection (RST)\n  → ");
    assertEquals(code, 5);
  },
);

Deno.test("client tcp --json tells a failure with its kind, its sentence and its hint", async () => {
  await using server = scriptedServer(receive);
  const finished = await clientOf(server, "tcp", ["-m", "hello", "--json"]);
  const failure = eventsOf(finished).find(({ event }) => event === "failure")!;
  assertEquals([failure.number, failure.kind, failure.receivedBytes], [1, "closed", 0]);
  assertStringIncludes(String(failure.message), "closed the connection before its reply");
  assertEquals(typeof failure.hint, "string");
  assertEquals(finished.code, 5);
});

Deno.test("client ends with 6 when the host has no address of the family wanted", async () => {
  for (const transport of ["tcp", "udp"]) {
    const { code, stdout, stderr } = await capsock(["client", transport, "127.0.0.1:7", "-6", "-m", "hello"]);
    assertMatch(stderr, /^capsock: cannot resolve 127\.0\.0\.1: .+\n {2}→ .+\n$/);
    assertEquals([code, stdout], [6, ""]);
  }
});

for (const [signal, expected] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test(`client tcp -m ends with ${expected} for a ${signal} while it waits for the reply`, {
    ignore: isWindows,
  }, async () => {
    const line = new Lines();
    await using server = scriptedServer(async (connection) => {
      await line.receive(connection);
      await untilGone(connection);
    });
    await using child = startProcess(["client", "tcp", formatEndpoint(server.endpoint), "-m", "hello", "-q"]);
    await line.untilOneCame();
    child.kill(signal);
    const { code, stdout, stderr } = await child.finished();
    assertEquals([code, stdout, stderr], [expected, "", ""]);
  });

  Deno.test(`client udp ends with ${expected} for a ${signal} while its pipe is silent`, {
    ignore: isWindows,
  }, async () => {
    await using server = await startUdpServer();
    await using child = startProcess(["client", "udp", formatEndpoint(server.endpoint), "-q"]);
    await child.write("hello\n");
    await child.waitFor(/HELLO\n/);
    child.kill(signal);
    const { code, stdout, stderr } = await child.finished();
    assertEquals([code, stdout, stderr], [expected, "HELLO\n", ""]);
  });
}

Deno.test(
  "client tcp ends at once with 130 for a SIGINT between two attempts",
  { ignore: isWindows },
  async () => {
    using port = await refusingPort();
    const flags = ["--retries", "5", "--retry-delay", "10m", "-m", "hello"];
    await using child = startProcess(["client", "tcp", formatEndpoint(port.endpoint), ...flags]);
    await child.waitFor(/attempt 1 of 6/, "stderr");
    child.kill("SIGINT");
    const { code, stdout } = await child.finished();
    assertEquals([code, stdout], [130, ""]);
  },
);

Deno.test("client udp waits for its reply although standard input has ended", async () => {
  const lateMs = 300;
  await using server = scriptedUdpServer(async (line, answer) => {
    // A server that answers late is what this is about.
    await new Promise((resolve) => setTimeout(resolve, lateMs));
    await answer(line.toUpperCase());
  });
  const { code, stdout } = await clientOf(server, "udp", ["--quiet"], "hello");
  assertEquals([code, stdout], [0, "HELLO\n"]);
});

Deno.test("client udp goes on after a timeout, and its exit code says what went wrong last", async () => {
  await using server = scriptedUdpServer((line, answer) => {
    if (line === "lost") return Promise.resolve();
    return answer(line === "wrong" ? "?" : line.toUpperCase());
  });
  const run = (input: string) => clientOf(server, "udp", ["--quiet", "--timeout", "1s"], input);
  const lost = await run("wrong\nlost\nhello\n");
  assertEquals([lost.code, lost.stdout], [4, "?\nHELLO\n"]);
  assertStringIncludes(lost.stderr, "within 1 s");
  const wrong = await run("lost\nwrong\nhello\n");
  assertEquals([wrong.code, wrong.stdout], [1, "?\nHELLO\n"]);
});

Deno.test("client udp says that it goes on from another port after a timeout", async () => {
  const ports: number[] = [];
  await using server = scriptedUdpServer((line, answer, { port }) => {
    ports.push(port);
    return line === "lost" ? Promise.resolve() : answer(line.toUpperCase());
  });
  const { stderr } = await clientOf(server, "udp", ["--timeout", "1s"], "lost\nhello\n");
  assertEquals(new Set(ports).size, 2);
  assertMatch(stderr, new RegExp(`\n  going on from [^ ]*:${ports[1]}, `));
});

Deno.test("client tcp goes on after a timeout and counts the late reply off", async () => {
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    await receive(connection);
    await send(connection, "ONETWO");
    await untilGone(connection);
  });
  const { code, stdout, stderr } = await clientOf(server, "tcp", ["--timeout", "2s"], "one\ntwo\n");
  assertMatch(stdout, /^Reply from server: TWO\nResponse time: [\d.]+ ms\n$/);
  assertStringIncludes(stderr, "  3 bytes came late, for an earlier line: set aside\n");
  assertEquals(code, 4);
});

Deno.test("client tcp says how many bytes too many came with the reply, and ends with 1", async () => {
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    await send(connection, "HELLO\0\0\0");
    await untilGone(connection);
  });
  const { code, stdoutBytes, stderr } = await clientOf(server, "tcp", ["-m", "hello"]);
  assertEquals(textOf(stdoutBytes.subarray(0, 28)), "Reply from server: HELLO\0\0\0\n");
  assertStringIncludes(stderr, "  3 bytes more than expected\n");
  assertEquals(code, 1);
});

Deno.test("client tcp says that an empty line sends nothing", async () => {
  await using server = await startTcpServer();
  const { code, stdout, stderr } = await clientOf(server, "tcp", [], "\n");
  assertStringIncludes(stderr, "an empty line sends nothing on a stream");
  assertEquals([code, stdout], [0, ""]);
});

Deno.test("client tcp --framing crlf --expect any talks to a server that is no capsock", async () => {
  await using server = scriptedServer(async (connection) => {
    await send(connection, `you said ${JSON.stringify(await receive(connection))}\r\n`);
    await untilGone(connection);
  });
  const flags = ["--framing", "crlf", "--expect", "any", "-q", "-m", "hello"];
  const { code, stdout } = await clientOf(server, "tcp", flags);
  assertEquals([code, stdout], [0, 'you said "hello\\r\\n"\n']);
});

Deno.test("client tcp sends a line of 1 MiB from a pipe and takes its reply", async () => {
  await using server = await startTcpServer();
  const line = "a".repeat(1_048_576);
  const { code, stdout, stderr } = await clientOf(server, "tcp", ["-q"], line);
  assertEquals([code, stderr, stdout === `${line.toUpperCase()}\n`], [0, "", true]);
});

Deno.test("client udp says that a line is too large, answers the next one, and ends with 1", async () => {
  await using server = await startUdpServer();
  const { code, stdout, stderr } = await clientOf(server, "udp", ["-q"], `${"a".repeat(70_000)}\nhello\n`);
  assertMatch(stderr, /^capsock: cannot send to 127\.0\.0\.1:\d+: 70,000 bytes do not fit .*\n {2}→ .+\n$/);
  assertEquals([code, stdout], [1, "HELLO\n"]);
});

Deno.test("client udp --local-port sets the late reply to an earlier line aside", async () => {
  const lines = new Lines();
  await using server = scriptedUdpServer(async (line, answer) => {
    lines.received(line);
    if (line === "one") return;
    await answer("ONE");
    await answer("TWO");
  });
  const holder = udpHolder();
  holder[Symbol.dispose]();
  const flags = ["--local-port", `${holder.port}`, "--timeout", "1s"];
  const { code, stdout, stderr } = await clientOf(server, "udp", flags, "one\ntwo\n");
  assertMatch(stdout, /^Reply from server: TWO\n/);
  assertStringIncludes(stderr, "  3 bytes came late, for an earlier line: set aside\n");
  assertNotMatch(stderr, /going on from/);
  assertEquals(code, 4);
});

Deno.test(
  "client tcp ends quietly with 0 when its reader has seen enough",
  { ignore: isWindows },
  async () => {
    await using server = await startTcpServer();
    const [command, ...args] = [...program, "client", "tcp", formatEndpoint(server.endpoint)];
    const child = new Deno.Command(command!, { args, stdin: "piped", stdout: "piped", stderr: "piped" })
      .spawn();
    const input = child.stdin.getWriter();
    const output = child.stdout.getReader();
    const stderr = new Response(child.stderr).text();
    await input.write(utf8("one\n"));
    const { value } = await within("the first reply", output.read());
    assertStringIncludes(textOf(value!), "Reply from server: ONE\n");
    await output.cancel();
    await input.write(utf8("two\n"));
    const { code } = await within("its end", child.status);
    await input.close().catch(() => {});
    assertMatch(await stderr, /^The client is running on port \d+, connected to [^\n]*\n$/);
    assertEquals(code, 0);
  },
);

Deno.test("client tells a hint in Korean where that is wanted", async () => {
  using port = await refusingPort();
  const { code, stderr } = await clientOf(port, "tcp", ["-m", "hello", "--lang", "ko"]);
  assert(/→ .*[가-힣]/.test(stderr));
  assertEquals(code, 3);
});
