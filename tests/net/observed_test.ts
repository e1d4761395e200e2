import { assert, assertEquals } from "@std/assert";
import { encodeText } from "../../lib/base/bytes.ts";
import type { Clock } from "../../lib/base/clock.ts";
import type { SocketEvent } from "../../lib/protocol/event.ts";
import { Network, type NetworkOptions } from "../../lib/net/network.ts";
import { failureOf } from "../support/failure.ts";
import { freePort, Listener } from "../support/listener.ts";
import { within } from "../support/within.ts";
import { timeoutMs } from "../support/network.ts";

/** Goes on by one millisecond each time somebody looks at it. */
function countingClock(): Clock {
  let now = 0;
  return { now: () => ++now, after: () => () => {} };
}

/** What an observer was told, with `data` copied as text and without times. */
class Told {
  readonly events: SocketEvent[] = [];
  readonly network: Network;

  constructor(side: "server" | "client", options: Partial<NetworkOptions> = {}) {
    this.network = new Network({
      clock: countingClock(),
      side,
      observer: (event) => this.events.push({ ...event, ...(event.data && { data: event.data.slice() }) }),
      ...options,
    });
  }

  get facts(): Record<string, unknown>[] {
    return this.events.map(({ event: _event, at: _at, tookMs: _tookMs, data, ...facts }) => {
      return data === undefined ? facts : { ...facts, data: new TextDecoder().decode(data) };
    });
  }
}

Deno.test("an observer is told a whole TCP conversation in order, both sides", async () => {
  const server = new Told("server");
  const client = new Told("client");
  const listener = await server.network.listenTcp({ host: "127.0.0.1", port: 0 });
  const connection = await client.network.connectTcp(listener.local, { timeoutMs });
  const accepted = await listener.accept();
  const buffer = new Uint8Array(100);
  await connection.write(encodeText("hello"));
  await within("5 bytes", accepted.read(buffer));
  await accepted.write(encodeText("HELLO"));
  await within("5 bytes", connection.read(buffer));
  await connection.closeWrite();
  await within("the end", accepted.read(buffer));
  accepted.close();
  await within("the end", connection.read(buffer));
  connection.close();
  connection.close();
  listener.close();

  const here = `127.0.0.1:${listener.local.port}`;
  const there = `127.0.0.1:${connection.local.port}`;
  const atClient = { side: "client", socket: "#1", transport: "tcp", local: there, peer: here };
  assertEquals(client.facts, [
    { ...atClient, call: "connect", covers: ["socket", "connect"] },
    { ...atClient, call: "send", bytes: 5, data: "hello" },
    { ...atClient, call: "recv", bytes: 5, data: "HELLO" },
    { ...atClient, call: "shutdown" },
    { ...atClient, call: "recv", bytes: 0, eof: true },
    { ...atClient, call: "close" },
  ]);
  const atListener = { side: "server", socket: "#1", transport: "tcp", local: here };
  const atServer = { side: "server", socket: "#2", transport: "tcp", local: here, peer: there };
  assertEquals(server.facts, [
    { ...atListener, call: "listen", covers: ["socket", "bind", "listen"], portChosen: true },
    { ...atListener, call: "accept", accepted: "#2", peer: there },
    { ...atServer, call: "recv", bytes: 5, data: "hello" },
    { ...atServer, call: "send", bytes: 5, data: "HELLO" },
    { ...atServer, call: "recv", bytes: 0, eof: true },
    { ...atServer, call: "close" },
    { ...atListener, call: "close" },
  ]);
});

Deno.test("an observer is told when each call came back and how long it took", async () => {
  const client = new Told("client");
  using listener = new Listener();
  const connection = await client.network.connectTcp(listener.endpoint, { timeoutMs });
  await connection.write(encodeText("x"));
  connection.close();
  const times = client.events.map(({ at }) => at);
  assertEquals(times, times.toSorted((a, b) => a - b));
  assert(
    client.events.every(({ call, tookMs }) => (tookMs !== undefined && tookMs > 0) === (call !== "close")),
  );
  assert(client.events.every(({ event }) => event === "socket"));
});

Deno.test("an observer is told of datagrams, the cut ones as cut", async () => {
  const server = new Told("server");
  const client = new Told("client");
  const socket = await server.network.bindUdp({ host: "127.0.0.1", port: 0 });
  const peer = await client.network.bindUdp({ host: "127.0.0.1", port: 0 });
  await peer.send(encodeText("abcdef"), socket.local);
  await within("a datagram", socket.receive(new Uint8Array(5)));
  await peer.send(encodeText(""), socket.local);
  await within("a datagram", socket.receive(new Uint8Array(5)));
  await socket.send(encodeText("ABCD"), peer.local);
  socket.close();
  peer.close();

  const here = `127.0.0.1:${socket.local.port}`;
  const there = `127.0.0.1:${peer.local.port}`;
  const atServer = { side: "server", socket: "#1", transport: "udp", local: here };
  assertEquals(server.facts, [
    { ...atServer, call: "bind", covers: ["socket", "bind"], portChosen: true },
    { ...atServer, call: "recvfrom", peer: there, bytes: 4, data: "abcd", truncated: true },
    { ...atServer, call: "recvfrom", peer: there, bytes: 0, data: "" },
    { ...atServer, call: "sendto", peer: there, bytes: 4, data: "ABCD" },
    { ...atServer, call: "close" },
  ]);
  const atClient = { side: "client", socket: "#1", transport: "udp", local: there };
  assertEquals(client.facts, [
    { ...atClient, call: "bind", covers: ["socket", "bind"], portChosen: true },
    { ...atClient, call: "sendto", peer: here, bytes: 6, data: "abcdef" },
    { ...atClient, call: "sendto", peer: here, bytes: 0, data: "" },
    { ...atClient, call: "close" },
  ]);
});

Deno.test("an observer is told which calls failed, and why", async () => {
  const told = new Told("client");
  using taken = new Listener();
  const { port } = taken.endpoint;
  const nobody = freePort();
  await failureOf(told.network.listenTcp(taken.endpoint));
  await failureOf(told.network.connectTcp({ host: "127.0.0.1", port: nobody }, { timeoutMs }));
  const socket = await told.network.bindUdp({ host: "127.0.0.1", port: 0 });
  await failureOf(socket.send(new Uint8Array(65_508), { host: "127.0.0.1", port }));
  socket.close();
  const local = `127.0.0.1:${socket.local.port}`;
  assertEquals(told.facts, [
    {
      side: "client",
      socket: "-",
      transport: "tcp",
      call: "listen",
      covers: ["socket", "bind", "listen"],
      local: `127.0.0.1:${port}`,
      failure: "in-use",
    },
    {
      side: "client",
      socket: "-",
      transport: "tcp",
      call: "connect",
      covers: ["socket", "connect"],
      peer: `127.0.0.1:${nobody}`,
      failure: "refused",
    },
    {
      side: "client",
      socket: "#1",
      transport: "udp",
      call: "bind",
      covers: ["socket", "bind"],
      local,
      portChosen: true,
    },
    {
      side: "client",
      socket: "#1",
      transport: "udp",
      call: "sendto",
      local,
      peer: `127.0.0.1:${port}`,
      failure: "too-large",
    },
    { side: "client", socket: "#1", transport: "udp", call: "close", local },
  ]);
});

Deno.test("an observer is told that a fixed local port covers bind", async () => {
  const told = new Told("client");
  using listener = new Listener();
  const localPort = freePort();
  const connection = await told.network.connectTcp(listener.endpoint, { timeoutMs, localPort });
  using accepted = await listener.accept();
  await accepted.closeWrite();
  await within("the end", connection.read(new Uint8Array(1)));
  connection.close();
  assertEquals(told.facts[0], {
    side: "client",
    socket: "#1",
    transport: "tcp",
    call: "connect",
    covers: ["socket", "bind", "connect"],
    local: `127.0.0.1:${localPort}`,
    peer: `127.0.0.1:${listener.endpoint.port}`,
  });
  assertEquals(told.facts.map(({ call }) => call), ["connect", "recv", "close"]);
});

Deno.test("an observer is told of names that were looked up, not of those that need none", async () => {
  const resolver = (host: string): Promise<string[]> => {
    return host === "known.test"
      ? Promise.resolve(["192.0.2.1", "2001:db8::1"])
      : Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" }));
  };
  const told = new Told("client", { resolver });
  await told.network.resolve("localhost", "tcp");
  await told.network.resolve("127.0.0.1", "tcp");
  await told.network.resolve("known.test", "udp");
  await failureOf(told.network.resolve("unknown.test", "tcp"));
  assertEquals(told.facts, [
    {
      side: "client",
      socket: "-",
      transport: "udp",
      call: "resolve",
      peer: "known.test",
      addresses: ["192.0.2.1", "2001:db8::1"],
    },
    {
      side: "client",
      socket: "-",
      transport: "tcp",
      call: "resolve",
      peer: "unknown.test",
      failure: "unknown-host",
    },
  ]);
});

Deno.test("an observer is not told of calls that our own close ended", async () => {
  const told = new Told("server");
  const listener = await told.network.listenTcp({ host: "127.0.0.1", port: 0 });
  const waiting = listener.accept().catch(() => {});
  listener.close();
  await within("the accept to end", waiting);
  const socket = await told.network.bindUdp({ host: "127.0.0.1", port: 0 });
  const receiving = socket.receive(new Uint8Array(1)).catch(() => {});
  socket.close();
  await within("the receive to end", receiving);
  assertEquals(told.facts.map(({ call, failure }) => [call, failure]), [
    ["listen", undefined],
    ["close", undefined],
    ["bind", undefined],
    ["close", undefined],
  ]);
});

Deno.test("an observer is told how much of what was sent was taken", async () => {
  const told = new Told("client");
  using listener = new Listener();
  const connection = await told.network.connectTcp(listener.endpoint, { timeoutMs });
  const sent = await connection.write(new Uint8Array(64 * 1_048_576));
  connection.close();
  const send = told.events.find(({ call }) => call === "send");
  assertEquals([send?.bytes, send?.data?.length], [sent, sent]);
});

Deno.test("a wait that is given up is told, and what comes later is told as the next call's", async () => {
  const [server, client] = [new Told("server"), new Told("client")];
  const listener = await server.network.listenTcp({ host: "127.0.0.1", port: 0 });
  const accepting = listener.accept();
  listener.giveUp!({ deadlineMs: 5 });
  const connection = await client.network.connectTcp(listener.local, { timeoutMs });
  const accepted = await within("a connection", accepting);
  listener.giveUp!({ deadlineMs: 5 });
  const reading = connection.read(new Uint8Array(9));
  // Each look at the clock takes it on by one: the receive began at 4.
  connection.giveUp!({ deadlineMs: 7, sinceMs: 1 });
  connection.giveUp!({ deadlineMs: 7, sinceMs: 6.5 });
  await accepted.write(encodeText("late"));
  assertEquals(await within("4 bytes", reading), 4);
  connection.giveUp!({ deadlineMs: 7 });
  [connection, accepted, listener].forEach((socket) => socket.close());
  const facts = ({ call, failure, deadlineMs, tookMs }: SocketEvent): unknown[] => [
    call,
    failure,
    deadlineMs,
    tookMs,
  ];
  assertEquals(server.events.slice(1, 3).map(facts), [
    ["accept", "timeout", 5, 1],
    ["accept", undefined, undefined, 2],
  ]);
  assertEquals(client.events.slice(1).map(facts), [
    ["recv", "timeout", 7, 1],
    ["recv", "timeout", 7, 0.5],
    ["recv", undefined, undefined, 2],
    ["close", undefined, undefined, undefined],
  ]);
  assertEquals(client.facts[1]!.peer, `127.0.0.1:${listener.local.port}`);
});
