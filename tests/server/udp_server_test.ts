import { assert, assertEquals, assertMatch } from "@std/assert";
import { type Bytes, encodeText } from "../../lib/base/bytes.ts";
import { discard } from "../../lib/protocol/service/discard.ts";
import { echo } from "../../lib/protocol/service/echo.ts";
import type { Endpoint } from "../../lib/protocol/endpoint.ts";
import { upperCase } from "../../lib/protocol/service/upper.ts";
import { failureOfKind } from "../support/failure.ts";
import { FakeUdpSocket } from "../support/fake_udp_socket.ts";
import { ManualClock } from "../support/manual_clock.ts";
import { serveSocket, startUdpServer } from "../support/server.ts";
import { settle } from "../support/turns.ts";
import { within } from "../support/within.ts";
import { textOf } from "../support/bytes.ts";

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** A UDP client; `using` closes it. */
class Peer implements Disposable {
  readonly #socket: Deno.DatagramConn;
  readonly port: number;

  constructor(readonly server: Endpoint, local: Endpoint = { host: "127.0.0.1", port: 0 }) {
    const { host: hostname, port } = local;
    this.#socket = Deno.listenDatagram({ transport: "udp", hostname, port });
    this.port = (this.#socket.addr as Deno.NetAddr).port;
  }

  async send(message: string | Bytes): Promise<void> {
    const bytes = typeof message === "string" ? encodeText(message) : message;
    const { host: hostname, port } = this.server;
    await this.#socket.send(bytes, { transport: "udp", hostname, port });
  }

  async receive(): Promise<Uint8Array> {
    const [bytes] = await within("a datagram", this.#socket.receive(new Uint8Array(65_536)));
    return bytes;
  }

  async exchange(message: string): Promise<string> {
    await this.send(message);
    return text(await this.receive());
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }
}

Deno.test("serveUdp() makes no event for a datagram when nobody wants one, and counts all the same", async () => {
  await using server = await startUdpServer({ reportsDatagrams: false });
  using peer = new Peer(server.endpoint);
  assertEquals(await peer.exchange("hello"), "HELLO");
  server.stop();
  const { messages, bytesIn, bytesOut } = await server.summary;
  assertEquals([messages, bytesIn, bytesOut], [1, 5, 5]);
  assertEquals(server.log.all.map(({ event }) => event), ["summary"]);
});

Deno.test("serveUdp() answers datagrams of every size, an empty one included", async () => {
  await using server = await startUdpServer();
  using peer = new Peer(server.endpoint);
  for (const size of [0, 1, 2048, 2049, 65_507]) {
    const message = new Uint8Array(size).map((_, index) => 0x61 + index % 26);
    await peer.send(message);
    assertEquals(await peer.receive(), upperCase(message), `${size} bytes`);
  }
  await server.log.waitFor("datagram", 5);
  assertEquals(
    server.log.all.map((event) => event as unknown),
    [0, 1, 2048, 2049, 65_507].map((size) => {
      return { event: "datagram", peer: `127.0.0.1:${peer.port}`, bytesIn: size, bytesOut: size };
    }),
  );
});

Deno.test("serveUdp() cuts what is longer than its buffer, says so, and answers the rest", async () => {
  await using server = await startUdpServer({ bufferBytes: 2048 });
  using peer = new Peer(server.endpoint);
  for (const size of [0, 1, 2047, 2048, 2049, 65_507]) {
    await peer.send(new Uint8Array(size).fill(0x61));
    assertEquals(await peer.receive(), new Uint8Array(Math.min(size, 2048)).fill(0x41), `${size} bytes`);
  }
  const events = await server.log.waitFor("datagram", 6);
  assertEquals(
    events.map(({ bytesIn, bytesOut, truncated }) => [bytesIn, bytesOut, truncated]),
    [[0, 0], [1, 1], [2047, 2047], [2048, 2048], [2048, 2048, true], [2048, 2048, true]].map(
      ([bytesIn, bytesOut, truncated]) => [bytesIn, bytesOut, truncated],
    ),
  );
});

Deno.test("serveUdp() gives each of two peers its own replies, in order", async () => {
  await using server = await startUdpServer();
  using one = new Peer(server.endpoint);
  using two = new Peer(server.endpoint);
  for (let number = 0; number < 20; number++) {
    await one.send(`one ${number}`);
    await two.send(`two ${number}`);
  }
  for (let number = 0; number < 20; number++) {
    assertEquals(text(await two.receive()), `TWO ${number}`);
    assertEquals(text(await one.receive()), `ONE ${number}`);
  }
});

Deno.test("serveUdp() starts each datagram anew: half a character is not kept for the next", async () => {
  await using server = await startUdpServer();
  using peer = new Peer(server.endpoint);
  await peer.send(Uint8Array.of(0x61, 0xc3));
  assertEquals(await peer.receive(), Uint8Array.of(0x41, 0xc3));
  await peer.send(Uint8Array.of(0xa9, 0x62));
  assertEquals(await peer.receive(), Uint8Array.of(0xa9, 0x42));
});

Deno.test("serveUdp() reports a reply that no longer fits, drops it, and goes on", async () => {
  await using server = await startUdpServer();
  using peer = new Peer(server.endpoint);
  // Each has 2 bytes and becomes 3.
  const expanding = encodeText("ŉ".repeat(32_753) + "x");
  assertEquals(expanding.length, 65_507);
  await peer.send(expanding);
  const [ignored] = await server.log.waitFor("ignored");
  assertEquals(ignored!.peer, `127.0.0.1:${peer.port}`);
  assertMatch(ignored!.reason.en, /98,260 bytes do not fit into one datagram/);
  assertEquals(await peer.exchange("still there?"), "STILL THERE?");
  server.stop();
  const { messages, bytesIn, bytesOut } = await server.summary;
  assertEquals({ messages, bytesIn, bytesOut }, { messages: 2, bytesIn: 65_519, bytesOut: 12 });
});

// Only Linux has all of 127.0.0.0/8 on its loopback interface.
const onlyLinux = { ignore: Deno.build.os !== "linux" } as const;

Deno.test("serveUdp() does not answer a port with its own number, and says why", onlyLinux, async () => {
  await using server = await startUdpServer();
  using twin = new Peer(server.endpoint, { host: "127.0.0.2", port: server.endpoint.port });
  using other = new Peer(server.endpoint);
  await twin.send("forever?");
  assertEquals(await other.exchange("hello"), "HELLO");
  const [ignored] = await server.log.waitFor("ignored");
  assertEquals(ignored!.peer, `127.0.0.2:${server.endpoint.port}`);
  assertMatch(ignored!.reason.en, /two servers might reply to each other/);
  assertEquals(server.log.of("datagram").length, 1);
  // Its first reply would have come before this one.
  server.stop();
  await server.summary;
});

Deno.test("serveUdp({ answerSamePort }) answers a port with its own number", onlyLinux, async () => {
  await using server = await startUdpServer({ answerSamePort: true });
  using twin = new Peer(server.endpoint, { host: "127.0.0.2", port: server.endpoint.port });
  assertEquals(await twin.exchange("on purpose"), "ON PURPOSE");
  assertEquals(server.log.of("ignored"), []);
});

Deno.test("serveUdp() does not answer the ports of services that answer everything", async () => {
  const socket = new FakeUdpSocket();
  await using server = serveSocket(socket, { service: echo, answerSamePort: true });
  for (const port of [7, 13, 17, 19, 37, 0, 50_000]) socket.arrive("ping", { port });
  await server.log.waitFor("datagram");
  assertEquals(server.log.of("ignored").length, 6);
  assertEquals(socket.sent.map(({ to }) => to.port), [50_000]);
});

Deno.test("serveUdp() answers nothing where the service does not, not even an empty datagram", async () => {
  await using server = await startUdpServer({ service: discard });
  using peer = new Peer(server.endpoint);
  await peer.send("");
  await peer.send("gone");
  const events = await server.log.waitFor("datagram", 2);
  assertEquals(events.map(({ bytesIn, bytesOut }) => [bytesIn, bytesOut]), [[0, 0], [4, 0]]);
  server.stop();
  const { bytesIn, bytesOut, messages } = await server.summary;
  assertEquals({ bytesIn, bytesOut, messages }, { bytesIn: 4, bytesOut: 0, messages: 2 });
});

Deno.test("serveUdp() calls no datagram ignored where the service answers none anyway", async () => {
  const socket = new FakeUdpSocket();
  await using server = serveSocket(socket, { service: discard });
  socket.arrive("from echo", { port: 7 });
  assertEquals((await server.log.waitFor("datagram")).length, 1);
  assertEquals(server.log.of("ignored"), []);
});

Deno.test("serveUdp() goes on after a receive that failed", async () => {
  const socket = new FakeUdpSocket();
  await using server = serveSocket(socket);
  for (let number = 0; number < 3; number++) socket.arriveFailure(failureOfKind("refused"));
  socket.arrive("next");
  await server.log.waitFor("datagram");
  assertEquals(socket.sent.map(({ bytes }) => textOf(bytes)), ["NEXT"]);
});

Deno.test("serveUdp() goes on after a reply that could not be sent, and says to whom", async () => {
  const socket = new FakeUdpSocket();
  const send = socket.send.bind(socket);
  socket.send = async (bytes, to) => {
    if (to.port === 50_001) throw failureOfKind("unreachable");
    await send(bytes, to);
  };
  await using server = serveSocket(socket);
  socket.arrive("lost", { port: 50_001 });
  socket.arrive("found", { port: 50_002 });
  await server.log.waitFor("datagram");
  assertEquals(socket.sent.map(({ bytes }) => textOf(bytes)), ["FOUND"]);
  assertEquals(server.log.of("ignored").map(({ peer }) => peer), ["127.0.0.1:50001"]);
});

Deno.test("serveUdp() ends with a defect, and closes its socket", async () => {
  const socket = new FakeUdpSocket();
  const clock = new ManualClock();
  const server = serveSocket(socket, { clock });
  socket.arriveFailure(new TypeError("a mistake"));
  const error = await within("the end", server.summary.then(() => undefined, (error) => error));
  assert(error instanceof TypeError);
  assertEquals(socket.isClosed, true);
  assertEquals(clock.pendingMs, []);
});

Deno.test("serveUdp() answers what is queued when it is stopped", async () => {
  const socket = new FakeUdpSocket();
  const gate = Promise.withResolvers<void>();
  socket.gate = gate.promise;
  const clock = new ManualClock();
  const server = serveSocket(socket, { clock });
  for (let number = 0; number < 100; number++) socket.arrive(`queued ${number}`);
  await settle();
  server.stop();
  gate.resolve();
  await server.log.waitFor("datagram", 100);
  await clock.waitForTimer(10);
  assertEquals(socket.isClosed, false);
  clock.advance(10);
  assertEquals((await within("the end", server.summary)).messages, 100);
  assertEquals(socket.sent.map(({ bytes }) => textOf(bytes)).at(-1), "QUEUED 99");
  assertEquals(clock.pendingMs, []);
});

Deno.test("serveUdp() answers what is queued in the kernel when it is stopped", async () => {
  await using server = await startUdpServer();
  using peer = new Peer(server.endpoint);
  const count = 50;
  for (let number = 0; number < count; number++) await peer.send(`queued ${number}`);
  server.stop();
  for (let number = 0; number < count; number++) assertEquals(text(await peer.receive()), `QUEUED ${number}`);
  assertEquals((await within("the end", server.summary)).messages, count);
});

Deno.test("serveUdp() does not close its socket under a reply that takes its time", async () => {
  const socket = new FakeUdpSocket();
  const gate = Promise.withResolvers<void>();
  socket.gate = gate.promise;
  const clock = new ManualClock();
  const server = serveSocket(socket, { clock, graceMs: 5000 });
  socket.arrive("slow");
  await settle();
  server.stop();
  clock.advance(100);
  await settle();
  assertEquals(socket.isClosed, false);
  socket.arrive("queued");
  gate.resolve();
  await server.log.waitFor("datagram", 2);
  await clock.waitForTimer(10);
  clock.advance(10);
  await within("the end", server.summary);
  assertEquals(socket.sent.map(({ bytes }) => textOf(bytes)), ["SLOW", "QUEUED"]);
});

Deno.test("serveUdp() ends with the grace although datagrams keep coming", async () => {
  const socket = new FakeUdpSocket();
  const clock = new ManualClock();
  const server = serveSocket(socket, { clock, graceMs: 50 });
  await settle();
  server.stop();
  for (let number = 1; number <= 10; number++) {
    socket.arrive("again");
    await server.log.waitFor("datagram", number);
    await settle();
    clock.advance(5);
  }
  assertEquals((await within("the end", server.summary)).messages, 10);
  assertEquals(clock.pendingMs, []);
});

Deno.test("serveUdp() says that it waits when datagrams keep coming after the stop, and only then", async () => {
  for (const [datagrams, told] of [[3, 0], [12, 1]] as const) {
    const socket = new FakeUdpSocket();
    const clock = new ManualClock();
    const server = serveSocket(socket, { clock, graceMs: 5000 });
    await settle();
    server.stop();
    for (let number = 1; number <= datagrams; number++) {
      socket.arrive("again");
      await server.log.waitFor("datagram", number);
      await settle();
      clock.advance(9);
    }
    clock.advance(1);
    assertEquals((await within("the end", server.summary)).messages, datagrams);
    assertEquals(server.log.of("waiting").length, told);
    assertEquals(clock.pendingMs, []);
  }
});

Deno.test("serveUdp() ends without an error when the grace ends during a reply", async () => {
  const socket = new FakeUdpSocket();
  const gate = Promise.withResolvers<void>();
  socket.gate = gate.promise;
  const clock = new ManualClock();
  const server = serveSocket(socket, { clock, graceMs: 50 });
  socket.arrive("last");
  await settle();
  socket.arrive("too late");
  server.stop();
  clock.advance(50);
  gate.resolve();
  assertEquals((await within("the end", server.summary)).messages, 1);
  assertEquals(socket.sent.map(({ bytes }) => textOf(bytes)), ["LAST"]);
  assertEquals(socket.isClosed, true);
});

Deno.test("serveUdp({ once }) ends after the first datagram", async () => {
  await using server = await startUdpServer({ once: true });
  using peer = new Peer(server.endpoint);
  await peer.send("first");
  await peer.send("second");
  assertEquals(text(await peer.receive()), "FIRST");
  const { messages, connections, cutOff } = await within("the end", server.summary);
  assertEquals({ messages, connections, cutOff }, { messages: 1, connections: 0, cutOff: 0 });
});

Deno.test("serveUdp() stopped before it began ends after a moment", async () => {
  const socket = new FakeUdpSocket();
  const clock = new ManualClock();
  const server = serveSocket(socket, { clock });
  server.stop();
  await clock.waitForTimer(10);
  clock.advance(10);
  assertEquals((await within("the end", server.summary)).messages, 0);
  assertEquals(socket.isClosed, true);
});

Deno.test("serveUdp() serves over IPv6", async () => {
  await using server = await startUdpServer({ host: "::1" });
  using peer = new Peer(server.endpoint, { host: "::1", port: 0 });
  assertEquals(await peer.exchange("six"), "SIX");
  assertEquals((await server.log.waitFor("datagram"))[0]!.peer, `[::1]:${peer.port}`);
});

Deno.test("serveUdp() bound to :: answers IPv4 peers under their IPv4 address", async () => {
  await using server = await startUdpServer({ host: "::" });
  using peer = new Peer({ host: "127.0.0.1", port: server.endpoint.port });
  assertEquals(await peer.exchange("four"), "FOUR");
  assertEquals((await server.log.waitFor("datagram"))[0]!.peer, `127.0.0.1:${peer.port}`);
});
