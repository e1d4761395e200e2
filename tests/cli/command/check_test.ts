import { assert, assertEquals, assertLess, assertMatch, assertStringIncludes } from "@std/assert";
import { services } from "../../../lib/protocol/service/services.ts";
import { hasPython } from "../../support/machine.ts";
import { capsock, startCapsock } from "../../support/host.ts";
import { resettingServer } from "../../support/reset.ts";
import { startTcpServer, startUdpServer } from "../../support/server.ts";
import { udpSocket } from "../../support/sockets.ts";
import { within } from "../../support/within.ts";
import { runProcess, startProcess } from "../../support/process.ts";
import { eventsOf } from "../../support/running.ts";

function port(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/** Accepts one connection after the other and hands each to `serve`. */
function startRaw(serve: (connection: Deno.TcpConn) => Promise<void>): AsyncDisposable & { port: number } {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serving: Promise<void>[] = [];
  const accept = async (): Promise<void> => {
    try {
      for (;;) serving.push(serve(await listener.accept()).catch(() => {}));
    } catch {
      await Promise.all(serving);
    }
  };
  const accepting = accept();
  return {
    port: listener.addr.port,
    [Symbol.asyncDispose]: async () => {
      listener.close();
      await within("the raw server", accepting);
    },
  };
}

const encoder = new TextEncoder();

Deno.test("check passes when a TCP port accepts, and says how long it took", async () => {
  await using server = await startTcpServer();
  const { code, stdout, stderr } = await capsock(["check", `127.0.0.1:${server.endpoint.port}`]);
  assertEquals([code, stderr], [0, ""]);
  assertMatch(stdout, /^ok {6}127\.0\.0\.1:\d+ {2}after [\d.]+ ms and 1 attempt\n$/);
});

Deno.test("check waits for a port that opens later, over TCP and UDP at once", async () => {
  const tcp = port();
  const udp = port();
  await using check = startCapsock(["check", `:${tcp}`, `udp://:${udp}`, "--trace", "--timeout", "20s"]);
  await check.waitFor(/connect[\s\S]*sendto/, "stderr");
  using listener = Deno.listen({ hostname: "127.0.0.1", port: tcp });
  const accepted = listener.accept();
  const socket = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: udp });
  const [question, from] = await socket.receive();
  assertMatch(new TextDecoder().decode(question), /^CAPSOCK-PROBE [A-Z0-9]+ 1 $/);
  await socket.send(encoder.encode("x"), from);
  const { code, stdout } = await check.finished();
  (await accepted).close();
  socket.close();
  assertEquals(code, 0);
  assertEquals(stdout.match(/^ok/gm)?.length, 2);
});

Deno.test("a silent UDP port is no pass", async () => {
  using silent = udpSocket();
  const { code, stdout } = await capsock(["check", `udp://127.0.0.1:${silent.port}`, "--timeout", "300ms"]);
  assertEquals(code, 4);
  assertStringIncludes(stdout, "no reply from");
});

Deno.test("the runtime adds no warning of its own to what check says of a silent UDP port", async () => {
  using silent = udpSocket();
  const target = `udp://127.0.0.1:${silent.port}`;
  const { code, stderr } = await runProcess(["check", target, "--timeout", "300ms"]);
  assertMatch(stderr, /^ {2}→ .*\n$/);
  assertEquals(code, 4);
});

Deno.test("a datagram from somebody else is no answer", async () => {
  using asked = udpSocket();
  using other = udpSocket();
  const check = capsock(["check", `udp://127.0.0.1:${asked.port}`, "--timeout", "400ms"]);
  const [, from] = await asked.receive();
  await other.send(encoder.encode("x"), from);
  assertEquals((await check).code, 4);
});

Deno.test("the reply decides: contains, exact, regex, upper, over both transports", async () => {
  await using tcp = await startTcpServer();
  await using udp = await startUdpServer();
  const targets = [`tcp://127.0.0.1:${tcp.endpoint.port}`, `udp://127.0.0.1:${udp.endpoint.port}`];
  const cases: [string[], number][] = [
    [["--expect-upper"], 0],
    [["--expect", "ELL"], 0],
    [["--expect-exact", "HELLO"], 0],
    [["--expect-regex", "^H.*O$"], 0],
    [[], 0],
    [["--expect", "hello", "--timeout", "300ms"], 1],
    [["--expect-exact", "HELL", "--timeout", "300ms", "--once"], 1],
    [["--expect-regex", "^x", "--timeout", "300ms"], 1],
  ];
  for (const [flags, wanted] of cases) {
    const { code, stdout } = await capsock(["check", ...targets, "--send", "hello", ...flags]);
    assertEquals(code, wanted, `${flags}: ${stdout}`);
  }
});

/** On what the server below says it takes longer than the universe is old. */
const endless = "^(a+)+$";

function startRepetitive(): AsyncDisposable & { port: number } {
  return startRaw(async (connection) => {
    await connection.write(encoder.encode(`${"a".repeat(60)}!`));
    await connection.read(new Uint8Array(1));
    connection.close();
  });
}

Deno.test("a pattern that takes forever ends with the time that check has, over both transports", async () => {
  await using tcp = startRepetitive();
  await using udp = await startUdpServer({ service: services.echo });
  const targets = [`:${tcp.port}`, `udp://127.0.0.1:${udp.endpoint.port}`];
  for (const target of targets) {
    const args = ["check", target, "--expect-regex", endless, "--timeout", "400ms"];
    const { code, stdout } = await capsock([...args, "--send", `${"a".repeat(60)}!`]);
    assertEquals(code, 1, stdout);
    assertStringIncludes(stdout, "the regular expression takes longer than");
  }
});

Deno.test("a pattern that takes forever keeps no signal and no other target waiting", async () => {
  await using server = startRepetitive();
  const target = { target: `:${server.port}`, expectRegex: endless };
  const other = { target: `:${server.port}`, expectRegex: "^a+!$" };
  await using check = startCapsock(["check", "--timeout", "60s", "--each-timeout", "60s"]);
  await check.write(JSON.stringify({ targets: [target, other] }));
  await check.endInput();
  await check.waitFor(/^ok /m);
  check.interrupt();
  assertEquals((await check.finished()).code, 130);
});

Deno.test("check --expect without --send waits for a banner, also one that comes in pieces", async () => {
  await using server = startRaw(async (connection) => {
    await connection.write(encoder.encode("220 re"));
    await connection.write(encoder.encode("ady\r\n"));
    await connection.read(new Uint8Array(1));
    connection.close();
  });
  const { code } = await capsock(["check", `:${server.port}`, "--expect", "ready"]);
  assertEquals(code, 0);
});

const once = ["--send", "hello", "--expect-upper", "--once", "--json"];

Deno.test("a connection that is closed before a reply fails with closed as its cause", async () => {
  await using server = startRaw(async (connection) => {
    await connection.read(new Uint8Array(64));
    connection.close();
  });
  const { code, stdout } = await capsock(["check", `127.0.0.1:${server.port}`, ...once]);
  assertEquals([code, JSON.parse(stdout.split("\n")[0]!).failure], [5, "closed"]);
});

Deno.test({
  name: "a connection that is accepted and reset at once fails with reset as its cause",
  ignore: !hasPython,
  fn: async () => {
    await using server = await resettingServer();
    const { code, stdout } = await capsock(["check", `127.0.0.1:${server.endpoint.port}`, ...once]);
    assertEquals([code, JSON.parse(stdout.split("\n")[0]!).failure], [5, "reset"]);
  },
});

Deno.test("exit codes: one target has its cause's, several have 1 unless they share one", async () => {
  await using server = await startTcpServer();
  const [up, down, other] = [`:${server.endpoint.port}`, `127.0.0.1:${port()}`, `127.0.0.1:${port()}`];
  assertEquals((await capsock(["check", "--once", down])).code, 3);
  assertEquals((await capsock(["check", "--once", up, down, other])).code, 3);
  assertEquals((await capsock(["check", "--once", down, "no-such-host.invalid:1"])).code, 1);
  assertEquals((await capsock(["check", "--once", "no-such-host.invalid:1"])).code, 6);
});

Deno.test("check --until-down waits for the opposite", async () => {
  await using server = await startTcpServer();
  const target = `127.0.0.1:${server.endpoint.port}`;
  const up = await capsock(["check", target, "--until-down", "--timeout", "200ms"]);
  assertEquals(up.code, 1);
  assertStringIncludes(up.stdout, "the target still answers");
  await using check = startCapsock(["check", target, "--until-down"]);
  await server.log.waitFor("accepted", 3);
  server.stop();
  assertEquals((await check.finished()).code, 0);
});

Deno.test("check is prompt: it ends soon after the port opens", async () => {
  const number = port();
  const startMs = performance.now();
  await using check = startCapsock(["check", `127.0.0.1:${number}`, "--trace"]);
  await check.waitFor(/(connect[\s\S]*){8}/, "stderr");
  using listener = Deno.listen({ hostname: "127.0.0.1", port: number });
  const waitedMs = performance.now() - startMs;
  (await listener.accept()).close();
  // The pause is a tenth of the time that has gone by; the bound is loose, since this is no benchmark.
  assertLess(performance.now() - startMs - waitedMs, waitedMs);
  assertEquals((await check.finished()).code, 0);
});

Deno.test("a plan comes in on standard input, each target with its own expectations", async () => {
  await using server = await startTcpServer();
  await using echo = await startUdpServer({ service: services.echo });
  const plan = {
    targets: [
      `tcp://127.0.0.1:${server.endpoint.port}`,
      { target: `127.0.0.1:${server.endpoint.port}`, send: "hi", expectUpper: true },
      { target: `udp://127.0.0.1:${echo.endpoint.port}`, send: "hi", expectExact: "hi" },
    ],
  };
  const { code, stdout } = await capsock(["check", "--format", "tap"], JSON.stringify(plan));
  assertEquals(code, 0, stdout);
  assertStringIncludes(stdout, "1..3");
});

Deno.test("what is wrong with a plan is said with its line", async () => {
  const cases: [string, string][] = [
    ["", "empty"],
    ["{", "plan, line 1"],
    [
      '{\n "targets": [\n  {"target": ":1", "expct": "x"}\n ]\n}',
      'plan, line 3: "expct" is not known; did you mean "expect"?',
    ],
    ['{"targets": []}', "at least one target"],
    ['{\n"target": []}', 'plan, line 2: "target" is not known; did you mean "targets"?'],
    ['{"targets": [\n{"target": 5}]}', 'plan, line 2: "target" must be a text'],
    ['{"targets": [\n\n"localhost:0"]}', "plan, line 3: port 0"],
    ['{"targets": [{"send": "x"}]}', '"target" is missing'],
    ['{"targets": [{"target": ":1", "expect": "a", "expectExact": "b"}]}', "only one expectation"],
    ['{"targets": [{"target": ":1", "expectUpper": true}]}', "give something to send"],
    [`{"targets":\n${"[".repeat(8000)}`, "plan, line 2: more than 16 brackets are open"],
    [`{"targets":\n${"[".repeat(8000)}${"]".repeat(8000)}}`, "plan, line 2: more than 16 brackets are open"],
    [`{"targets": [${'{"send":'.repeat(8000)}`, "plan, line 1: more than 16 brackets are open"],
    ["[".repeat(200_000), "plan, line 1: more than 16 brackets are open"],
    ['{"targets": ["' + "[".repeat(8000) + '"]}', "is not"],
  ];
  for (const [plan, says] of cases) {
    const { code, stdout, stderr } = await capsock(["check"], plan);
    assertStringIncludes(stderr, says);
    assertEquals([code, stdout], [2, ""], plan);
  }
});

Deno.test("wrong expectations are refused before anything is opened", async () => {
  const cases: [string[], string][] = [
    [[":1", "--expect-regex", "("], "is not a regular expression"],
    [[":1", "--expect", "a", "--expect-exact", "b"], "only one expectation"],
    [[":1", "--expect-upper"], "give something to send"],
    [["0.0.0.0:1"], "an address to bind to"],
    [[":1", "--format", "xml"], "not one of text, json, tap, junit, github"],
    [[":1", "--json", "--format", "tap"], "cannot be used together"],
  ];
  for (const [args, says] of cases) {
    const { code, stderr } = await capsock(["check", ...args]);
    assertStringIncludes(stderr, says);
    assertEquals(code, 2);
  }
});

Deno.test({
  name: "a signal ends check at once with 130 or 143",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
      await using check = startProcess(["check", `127.0.0.1:${port()}`, "--trace"]);
      await check.waitFor(/connect/, "stderr");
      check.kill(signal);
      assertEquals((await check.finished()).code, code);
    }
  },
});

Deno.test("check that is stopped says so of each target that was not decided", async () => {
  await using server = await startTcpServer();
  const [open, closed] = [server.endpoint.port, port()];
  using silent = udpSocket();
  const targets = [`:${open}`, `:${closed}`, `udp://127.0.0.1:${silent.port}`];
  for (const [flags, answered] of [[[], 1], [["--expect", "a banner"], 0]] as const) {
    await using check = startCapsock(["check", ...targets, ...flags, "--json"]);
    if (answered > 0) await check.waitFor(/"ok":true/);
    else await silent.receive();
    check.interrupt();
    const finished = await check.finished();
    assertEquals([finished.code, finished.stderr], [130, ""]);
    const events = eventsOf(finished);
    const results = events.filter(({ event }) => event === "target");
    assertEquals(results.map(({ target }) => target).toSorted(), targets.toSorted());
    assertEquals(results.filter(({ interrupted }) => interrupted).length, 3 - answered);
    const summary = { event: "summary", ok: false, passed: answered, failed: 0, interrupted: 3 - answered };
    assertEquals(events.at(-1), summary);
  }
});

Deno.test("check does not look at more than 64 KiB of a reply that never ends", async () => {
  await using server = startRaw(async (connection) => {
    const chunk = new Uint8Array(16_384).fill(0x61);
    try {
      for (;;) await connection.write(chunk);
    } finally {
      connection.close();
    }
  });
  const { code, stdout } = await capsock(["check", `:${server.port}`, "--expect", "b", "--once"]);
  assertEquals(code, 1);
  assert(stdout.length < 1000);
});

Deno.test("check names --escapes where a text holds \\n as it was typed and the reply is not the expected one", async () => {
  await using server = startRaw(async (connection) => {
    using _ = connection;
    const reads = connection.readable.pipeThrough(new TextDecoderStream());
    for await (const text of reads) {
      if (text.endsWith("\n")) await connection.write(encoder.encode("+PONG\r\n"));
    }
  });
  const limits = ["--once", "--each-timeout", "300ms"];
  const check = (...flags: string[]) => capsock(["check", `127.0.0.1:${server.port}`, ...limits, ...flags]);
  for (const language of ["en", "ko"]) {
    const silent = await check("--lang", language, "--send", "PING\\r\\n");
    assertEquals(silent.code, 4);
    assertMatch(silent.stderr, /^ {2}→ .*--escapes/m);
    const wrong = await check("--lang", language, "--send", "PING\n", "--expect-exact", "+PONG\\r\\n");
    assertEquals(wrong.code, 1);
    assertMatch(wrong.stderr, /^ {2}→ .*--escapes/m);
  }
  const read = await check("--escapes", "--send", "PING\\r\\n");
  assertEquals([read.code, read.stderr], [0, ""]);
  const plain = await check("--send", "PING");
  assertEquals(plain.code, 4);
  assertEquals(plain.stderr.includes("--escapes"), false);
});
