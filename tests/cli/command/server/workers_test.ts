import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { ServerWorkers, type ServerWorkersOptions } from "../../../../lib/cli/command/server/workers.ts";
import { Network } from "../../../../lib/net/network.ts";
import { systemClock } from "../../../../lib/thread/system_clock.ts";
import type { Observer, SocketEvent } from "../../../../lib/protocol/event.ts";
import { Failure } from "../../../../lib/protocol/failure.ts";
import type { ServiceName } from "../../../../lib/protocol/service/services.ts";
import type { ServerEvent } from "../../../../lib/server/event.ts";
import { Log } from "../../../support/log.ts";
import { capsock } from "../../../support/host.ts";
import { type Child, program, runProcess, startProgram } from "../../../support/process.ts";
import { dial, fillUp, readBytes, readToEnd, writeBytes } from "../../../support/sockets.ts";
import { within } from "../../../support/within.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const isLinux = Deno.build.os === "linux";
const lib = new URL("../../../../lib/", import.meta.url).pathname;
const withRead = program.flatMap((word) => word === "--allow-net" ? [word, `--allow-read=${lib}`] : [word]);

/** Registers a test of what only Linux has. */
function workersTest(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore: !isLinux, fn });
}

async function startServer(...flags: string[]): Promise<{ child: Child; port: number }> {
  const command = ["server", "tcp", "--port", "0", "--for", "60s", "--json", "--workers", "3", ...flags];
  const child = startProgram([...withRead, ...command]);
  const [, port] = await child.waitFor(/"event":"ready".*"port":(\d+)/);
  return { child, port: Number(port) };
}

async function exchange(port: number, text: string): Promise<string> {
  const client = await dial({ host: "127.0.0.1", port });
  await writeBytes(client, encoder.encode(text));
  await client.closeWrite();
  const reply = decoder.decode(await readToEnd(client));
  client.close();
  return reply;
}

function eventsOf(stdout: string) {
  return stdout.trim().split("\n").map((line) => JSON.parse(line));
}

workersTest("server tcp --workers shares one port, and tells of all threads in one report", async () => {
  const { child, port } = await startServer();
  await using server = child;
  const texts = Array.from({ length: 40 }, (_, index) => `hello ${index}`);
  const replies = await Promise.all(texts.map((text) => exchange(port, text)));
  assertEquals(replies, texts.map((text) => text.toUpperCase()));
  server.kill("SIGINT");
  const { code, stdout, stderr } = await server.finished();
  assertEquals([code, stderr], [0, ""]);
  const [ready, ...events] = eventsOf(stdout);
  assertEquals(ready.workers, 3);
  const accepted = events.filter(({ event }) => event === "accepted").map(({ socket }) => socket);
  assertEquals(new Set(accepted).size, texts.length, "every socket has a number of its own");
  const threads = new Set(accepted.map((socket: string) => socket.match(/^([123])#\d+$/)![1]));
  assertEquals(threads.size > 1, true, `all of them went to one thread: ${accepted}`);
  const { connections, messages, bytesIn, bytesOut, cutOff } = events.at(-1);
  const bytes = texts.join("").length;
  assertEquals({ connections, bytesIn, bytesOut, cutOff }, {
    connections: texts.length,
    bytesIn: bytes,
    bytesOut: bytes,
    cutOff: 0,
  });
  assertEquals(messages >= texts.length, true);
});

workersTest("server tcp --workers says in words that the port is shared", async () => {
  const args = ["server", "tcp", "--port", "0", "--for", "10ms", "--workers", "2"];
  await using child = startProgram([...withRead, ...args]);
  const { code, stdout } = await child.finished();
  assertEquals(code, 0);
  assertMatch(stdout, /listening to port \d+\n2 workers share the port\nReachable/);
});

workersTest("server tcp --workers counts its clients together for --max-connections", async () => {
  const { child, port } = await startServer("--max-connections", "4");
  await using server = child;
  const clients: Deno.TcpConn[] = [];
  for (let number = 0; number < 4; number++) {
    const client = await dial({ host: "127.0.0.1", port });
    clients.push(client);
    await writeBytes(client, encoder.encode("x"));
    assertEquals(decoder.decode(await readBytes(client, 1)), "X");
  }
  for (let number = 0; number < 8; number++) {
    const client = await dial({ host: "127.0.0.1", port });
    assertEquals((await readToEnd(client).catch(() => "")).length, 0);
    client.close();
  }
  clients.forEach((client) => client.close());
  server.kill("SIGINT");
  const events = eventsOf((await server.finished()).stdout);
  const reasons = events.filter(({ event }) => event === "rejected").map(({ reason }) => reason);
  assertEquals(reasons, Array(8).fill("the limit of 4 connections is reached"));
});

workersTest("server tcp --workers waits for busy clients, and says how many it cut off", async () => {
  const { child, port } = await startServer("--grace", "100ms", "--buffer", "1KiB");
  await using server = child;
  using client = await dial({ host: "127.0.0.1", port });
  let taken = 0;
  const chunk = new Uint8Array(65_536).fill(0x61);
  const fill = (async () => {
    for (;;) taken += await client.write(chunk);
  })().catch(() => {});
  for (let before = -1; before < taken;) {
    before = taken;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  server.kill("SIGINT");
  const { code, stdout } = await server.finished();
  assertEquals([code, eventsOf(stdout).at(-1).cutOff], [0, 1]);
  await within("the client to be told", fill);
});

workersTest(
  "server tcp --workers refuses a port that is in use, also by another one that shares it",
  async () => {
    const { child, port } = await startServer();
    await using _server = child;
    const args = ["server", "tcp", "--workers", "2", "--port", String(port)];
    await using second = startProgram([...withRead, ...args]);
    const { code, stdout, stderr } = await second.finished();
    assertStringIncludes(stderr, "the address is already in use");
    assertEquals([code, stdout], [8, ""]);
  },
);

workersTest("server tcp --workers shows the socket calls of all threads on one clock", async () => {
  const { child, port } = await startServer("--trace", "--show-data", "--quiet");
  await using server = child;
  for (let number = 0; number < 20; number++) assertEquals(await exchange(port, "hi"), "HI");
  server.kill("SIGINT");
  const events = eventsOf((await server.finished()).stdout);
  const calls = events.filter(({ event }) => event === "socket");
  assertEquals(calls.filter(({ call }) => call === "listen").length, 3);
  assertEquals(calls.filter(({ call, text }) => call === "send" && text === "HI").length, 20);
  assertEquals(events.some(({ event }) => event === "accepted" || event === "closed"), false);
  for (const { at } of calls) assertEquals(at > 0 && at < 60_000, true, `at ${at}`);
});

workersTest("server tcp --workers from source says that it needs to read its files", async () => {
  const { code, stdout, stderr } = await runProcess(["server", "tcp", "--workers", "2", "--port", "0"]);
  assertMatch(stderr, /needs the permission to read lib\/.*\n {2}→ use `deno task capsock`/);
  assertEquals([code, stdout], [2, ""]);
});

workersTest("server tcp --workers counts the clients of all threads that it waits for", async () => {
  const { child, port } = await startServer("--grace", "60s");
  await using server = child;
  const clients = await Promise.all(Array.from({ length: 6 }, () => dial({ host: "127.0.0.1", port })));
  try {
    await Promise.all(clients.map(fillUp));
    server.kill("SIGINT");
    await server.waitFor(/\{"event":"waiting","clients":6\}/);
    server.kill("SIGINT");
    assertEquals((await server.finished()).code, 130);
  } finally {
    clients.forEach((client) => client.close());
  }
});

Deno.test("server tcp --workers excludes --serial and --once, and server udp has no --workers", async () => {
  const cases: [string[], RegExp][] = [
    [
      ["tcp", "--workers", "2", "--serial"],
      isLinux ? /--serial and --workers cannot be used together/ : /Linux/,
    ],
    [["tcp", "--workers", "2", "--once"], isLinux ? /--once and --workers cannot be used together/ : /Linux/],
    [["tcp", "--workers", "0"], /must be from 1 to 64/],
    [["udp", "--workers", "2"], /tcp/],
  ];
  for (const [args, says] of cases) {
    const { code, stdout, stderr } = await capsock(["server", ...args, "--port", "0"]);
    assertMatch(stderr, says);
    assertEquals([code, stdout], [2, ""]);
  }
});

Deno.test("server tcp --workers says in Korean too with what it cannot be used", async () => {
  const cases: [string, RegExp, RegExp][] = [
    ["--serial", /--serial과 --workers는 함께 쓸 수 없습니다/, /→ --serial이나 --workers를 빼세요/],
    ["--once", /--once와 --workers는 함께 쓸 수 없습니다/, /→ --once나 --workers를 빼세요/],
  ];
  for (const [flag, says, hint] of cases) {
    const { code, stderr } = await capsock(["server", "tcp", "--workers", "2", flag, "--lang", "ko"]);
    // The one of systems that cannot share a port is seen only there.
    assertMatch(stderr, isLinux ? says : /Linux에서만/);
    assertMatch(stderr, isLinux ? hint : /→ --workers를 빼세요/);
    assertEquals(code, 2);
  }
});

function options(
  task: Partial<ServerWorkersOptions["task"]> = {},
  observer?: Observer,
): ServerWorkersOptions & { log: Log<ServerEvent> } {
  const log = new Log<ServerEvent>();
  return {
    log,
    clock: systemClock(),
    count: 2,
    observer,
    report: log.report,
    task: {
      backlog: undefined,
      service: "upper",
      bufferBytes: 65_536,
      maxConnections: 100,
      idleTimeoutMs: undefined,
      graceMs: 1000,
      tellsClients: true,
      ...task,
    },
  };
}

const network = () => new Network({ clock: systemClock(), side: "server" });
const anyPort = { host: "127.0.0.1", port: 0 };

workersTest("ServerWorkers rejects with what a thread died of, and waits for nobody", async () => {
  const broken = options({ service: "none" as ServiceName });
  const workers = await ServerWorkers.listen(anyPort, network(), broken);
  const served = workers.serve(new AbortController().signal).then(
    () => "served",
    (error: Error) => error.message,
  );
  using _client = await dial(workers.endpoint);
  assertMatch(await within("the end", served), /^worker [12] died: .*undefined/);
});

workersTest("ServerWorkers names what made a thread's listening fail", async () => {
  // The check before it passes, since it is made elsewhere: what fails is the listening of the threads.
  const elsewhere = { listenTcp: () => network().listenTcp(anyPort) } as unknown as Network;
  const failed = ServerWorkers.listen({ host: "192.0.2.1", port: 0 }, elsewhere, options());
  const failure = await within("the failure", failed.then(() => undefined, (error: unknown) => error));
  assertEquals(failure instanceof Failure && failure.kind, "not-local");
  assertMatch((failure as Failure).message, /^cannot listen on 192\.0\.2\.1:0: that address is not one/);
});

workersTest(
  "ServerWorkers ends threads that are idle at once, and closes silent clients in time",
  async () => {
    const calls: SocketEvent[] = [];
    const given = options({ idleTimeoutMs: 50 }, (event) => void calls.push(event));
    const workers = await ServerWorkers.listen(anyPort, network(), given);
    const stop = new AbortController();
    const served = workers.serve(stop.signal);
    using client = await dial(workers.endpoint);
    assertEquals((await readToEnd(client)).length, 0);
    const [closed] = await given.log.waitFor("closed");
    assertEquals([closed!.by, closed!.reason?.en], ["server", "idle for 50 ms"]);
    stop.abort();
    assertEquals((await within("the end", served)).connections, 1);
    assertEquals(given.log.of("summary").length, 1);
    assertEquals(calls.filter(({ call }) => call === "listen").length, 2);
  },
);
