import { assert, assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { type Endpoint, formatEndpoint } from "../../lib/protocol/endpoint.ts";
import type { SocketEvent } from "../../lib/protocol/event.ts";
import { Failure } from "../../lib/protocol/failure.ts";
import { connectTcp, type ConnectTcpOptions } from "../../lib/client/connect.ts";
import type { AttemptFailed, Connected } from "../../lib/client/event.ts";
import { Network } from "../../lib/net/network.ts";
import type { Resolver } from "../../lib/net/resolver.ts";
import type { TcpConnection } from "../../lib/net/socket.ts";
import { systemClock } from "../../lib/thread/system_clock.ts";
import { refusingPort } from "../support/listener.ts";
import { Log } from "../support/log.ts";
import { hasIpv6 } from "../support/machine.ts";
import { startTcpServer } from "../support/server.ts";
import { within } from "../support/within.ts";

interface Try {
  readonly connecting: Promise<TcpConnection>;
  readonly log: Log<AttemptFailed | Connected>;
  /** The calls on sockets. */
  readonly calls: SocketEvent[];
}

function tryToConnect(
  server: Endpoint,
  { resolver, ...options }: Partial<ConnectTcpOptions> & { resolver?: Resolver } = {},
): Try {
  const clock = systemClock();
  const calls: SocketEvent[] = [];
  const observer = (event: SocketEvent): void => void calls.push(event);
  const network = new Network({ clock, side: "client", observer, ...(resolver && { resolver }) });
  const log = new Log<AttemptFailed | Connected>();
  const connecting = connectTcp(network, server, {
    clock,
    timeoutMs: 15_000,
    retries: 0,
    retryDelayMs: 1,
    stop: new AbortController().signal,
    report: log.report,
    ...options,
  });
  // Whoever waits for events first handles a rejection later.
  connecting.catch(() => {});
  return { connecting, log, calls };
}

async function failureOfTry({ connecting }: Try): Promise<Failure> {
  const error = await within("the failure", connecting.then(() => undefined, (error) => error));
  assertInstanceOf(error, Failure);
  return error;
}

async function connectionOfTry({ connecting }: Try): Promise<Disposable & TcpConnection> {
  const connection = await within("the connection", connecting);
  return Object.assign(connection, { [Symbol.dispose]: () => connection.close() });
}

/** A port on which nobody listens now, and on which a test can listen later. */
function freePort(hostname: string): number {
  const listener = Deno.listen({ hostname, port: 0 });
  listener.close();
  return listener.addr.port;
}

/** A listener whose queue is full: who connects now gets no answer. */
interface FullListener extends Disposable {
  readonly endpoint: Endpoint;
}

async function fullListener(): Promise<FullListener> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0, tcpBacklog: 1 });
  const { hostname, port } = listener.addr;
  const waiting = [await Deno.connect({ hostname, port }), await Deno.connect({ hostname, port })];
  return {
    endpoint: { host: hostname, port },
    [Symbol.dispose]: () => [...waiting, listener].forEach((socket) => socket.close()),
  };
}

Deno.test("connectTcp() tells the addresses of a connection at the first attempt", async () => {
  await using server = await startTcpServer();
  const attempt = tryToConnect(server.endpoint);
  using connection = await connectionOfTry(attempt);
  const [connected] = attempt.log.of("connected");
  assert(connected!.tookMs > 0);
  assertEquals(attempt.log.all, [{
    event: "connected",
    transport: "tcp",
    local: formatEndpoint(connection.local),
    peer: formatEndpoint(server.endpoint),
    tookMs: connected!.tookMs,
    attempts: 1,
  }]);
});

Deno.test("connectTcp() tries again on a new socket until the server listens", async () => {
  const port = freePort("127.0.0.1");
  const attempt = tryToConnect({ host: "127.0.0.1", port }, { retries: 5, retryDelayMs: 20 });
  await attempt.log.waitFor("attempt", 2);
  using _listener = Deno.listen({ hostname: "127.0.0.1", port });
  using _connection = await connectionOfTry(attempt);
  const attempts = attempt.log.of("attempt");
  assertEquals(attempts.slice(0, 2), [
    { event: "attempt", number: 1, of: 6, failure: "refused", nextInMs: 20 },
    { event: "attempt", number: 2, of: 6, failure: "refused", nextInMs: 20 },
  ]);
  assertEquals(attempt.log.of("connected")[0]!.attempts, attempts.length + 1);
  const sockets = attempt.calls.filter(({ call }) => call === "connect").map(({ socket }) => socket);
  // A number stands for a socket that a person has.
  assertEquals(sockets, [...attempts.map(() => "-"), "#1"]);
});

Deno.test("connectTcp() gives up after the last retry with the last refusal", async () => {
  using port = await refusingPort();
  const attempt = tryToConnect(port.endpoint, { retries: 3 });
  const failure = await failureOfTry(attempt);
  assertEquals(failure.message, `cannot connect to ${formatEndpoint(port.endpoint)}: connection refused`);
  assertEquals(attempt.log.of("attempt").map(({ number, of }) => [number, of]), [[1, 4], [2, 4], [3, 4]]);
  assertEquals(attempt.calls.length, 4);
});

Deno.test("connectTcp() without retries ends at the first refusal and tells of no attempt", async () => {
  using port = await refusingPort();
  const attempt = tryToConnect(port.endpoint);
  assertEquals((await failureOfTry(attempt)).kind, "refused");
  assertEquals(attempt.log.all, []);
});

Deno.test("connectTcp() does not try again for an unknown host", async () => {
  const resolver = (): Promise<string[]> => Promise.resolve([]);
  const attempt = tryToConnect({ host: "nowhere.invalid", port: 7 }, { retries: 5, resolver });
  const { kind, message } = await failureOfTry(attempt);
  assertEquals([kind, message], ["unknown-host", "cannot resolve nowhere.invalid: the name has no address"]);
  assertEquals(attempt.log.all, []);
});

Deno.test(
  "connectTcp() does not try again after a timeout",
  // Elsewhere a full queue refuses.
  { ignore: Deno.build.os !== "linux" },
  async () => {
    using listener = await fullListener();
    const attempt = tryToConnect(listener.endpoint, { retries: 5, timeoutMs: 50 });
    const { kind, message } = await failureOfTry(attempt);
    const said = `cannot connect to ${formatEndpoint(listener.endpoint)}: no answer within 50 ms`;
    assertEquals([kind, message], ["timeout", said]);
    assertEquals(attempt.log.all, []);
  },
);

Deno.test("connectTcp() ends at once when it is stopped during the pause", async () => {
  using port = await refusingPort();
  const stop = new AbortController();
  const attempt = tryToConnect(port.endpoint, { retries: 5, retryDelayMs: 600_000, stop: stop.signal });
  await attempt.log.waitFor("attempt");
  stop.abort();
  await within("the end", assertRejects(() => attempt.connecting, DOMException));
  assertEquals(attempt.log.all.length, 1);
});

Deno.test(
  "connectTcp() ends at once when it is stopped during an attempt",
  { ignore: Deno.build.os !== "linux" },
  async () => {
    using listener = await fullListener();
    const stop = new AbortController();
    const attempt = tryToConnect(listener.endpoint, { retries: 5, stop: stop.signal });
    stop.abort();
    await within("the end", assertRejects(() => attempt.connecting, DOMException));
    assertEquals(attempt.log.all, []);
  },
);

for (const host of ["127.0.0.1", "::1"]) {
  Deno.test(
    `connectTcp() finds a server of localhost that listens on ${host} only`,
    { ignore: !hasIpv6 && host === "::1" },
    async () => {
      await using server = await startTcpServer({ host });
      const attempt = tryToConnect({ host: "localhost", port: server.endpoint.port });
      using connection = await connectionOfTry(attempt);
      assertEquals(connection.peer, server.endpoint);
      assertEquals(attempt.log.all.map(({ event }) => event), ["connected"]);
    },
  );
}

Deno.test(
  "connectTcp() names every address of a name when all of them fail",
  { ignore: !hasIpv6 },
  async () => {
    using port = await refusingPort();
    const attempt = tryToConnect({ host: "localhost", port: port.endpoint.port }, { retries: 1 });
    const { kind, message } = await failureOfTry(attempt);
    const said =
      `cannot connect to localhost:${port.endpoint.port} (tried ::1, 127.0.0.1): connection refused`;
    assertEquals([kind, message], ["refused", said]);
    const peers = attempt.calls.map(({ peer }) => peer);
    const both = [`[::1]:${port.endpoint.port}`, formatEndpoint(port.endpoint)];
    assertEquals(peers, [...both, ...both]);
  },
);

Deno.test("connectTcp() tries only the addresses of the family that is wanted", async () => {
  using port = await refusingPort();
  const attempt = tryToConnect({ host: "localhost", port: port.endpoint.port }, { family: 4 });
  const { message } = await failureOfTry(attempt);
  assertEquals(message, `cannot connect to ${formatEndpoint(port.endpoint)}: connection refused`);
  assertEquals(attempt.calls.length, 1);
});

Deno.test("connectTcp() tells the failure of the address that came furthest", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  // No connection can go to the broadcast address; a refusal proves that somebody is there.
  using port = await refusingPort();
  const resolver = (): Promise<string[]> => Promise.resolve(["255.255.255.255", "127.0.0.1"]);
  const attempt = tryToConnect({ host: "both.test", port: port.endpoint.port }, { resolver });
  const { kind, message } = await failureOfTry(attempt);
  const place = `both.test:${port.endpoint.port} (tried 255.255.255.255, 127.0.0.1)`;
  assertEquals([kind, message], ["refused", `cannot connect to ${place}: connection refused`]);
});

Deno.test("connectTcp() goes out from the local port that is wanted", async () => {
  await using server = await startTcpServer();
  const localPort = freePort("0.0.0.0");
  using connection = await connectionOfTry(tryToConnect(server.endpoint, { localPort }));
  assertEquals(connection.local, { host: "127.0.0.1", port: localPort });
});

Deno.test("connectTcp() does not try again when its own port is in use", async () => {
  await using server = await startTcpServer();
  using holder = Deno.listen({ hostname: "0.0.0.0", port: 0 });
  const localPort = holder.addr.port;
  const attempt = tryToConnect(server.endpoint, { localPort, retries: 5 });
  const { kind, attempt: { call } } = await failureOfTry(attempt);
  assertEquals([kind, call, attempt.log.all.length], ["in-use", "bind", 0]);
});
