import { formatEndpoint } from "../../lib/protocol/endpoint.ts";
import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { maxPayloadIpv4 } from "../../lib/protocol/datagram.ts";
import { services } from "../../lib/protocol/service/services.ts";
import { textOf } from "../support/bytes.ts";
import { udpClient } from "../support/client.ts";
import { Lines } from "../support/lines.ts";
import { ManualClock } from "../support/manual_clock.ts";
import { failureOf, replyOf } from "../support/line_result.ts";
import { scriptedUdpServer } from "../support/scripted_server.ts";
import { startUdpServer } from "../support/server.ts";
import { udpSocket } from "../support/sockets.ts";

Deno.test("UdpClient takes the datagram that answers its line", async () => {
  await using server = await startUdpServer();
  using client = await udpClient(server.endpoint);
  const reply = replyOf(await client.exchange("straße"));
  assertEquals([textOf(reply.bytes), reply.matches, reply.extraBytes], ["STRASSE", true, 0]);
});

Deno.test("UdpClient sends an empty line as an empty datagram and takes one as its reply", async () => {
  await using server = await startUdpServer();
  using client = await udpClient(server.endpoint);
  const reply = replyOf(await client.exchange(""));
  assertEquals([reply.bytes.length, reply.matches], [0, true]);
});

Deno.test("UdpClient takes another answer of the server for the reply, as a wrong one", async () => {
  await using server = await startUdpServer({ service: services.echo });
  using client = await udpClient(server.endpoint);
  const reply = replyOf(await client.exchange("hello"));
  assertEquals([textOf(reply.bytes), reply.matches], ["hello", false]);
});

Deno.test("UdpClient that expects any reply takes the first datagram of its peer", async () => {
  await using server = scriptedUdpServer((_, answer) => answer("whatever"));
  using client = await udpClient(server.endpoint, { expectation: "any" });
  const reply = replyOf(await client.exchange("hello"));
  assertEquals([textOf(reply.bytes), reply.matches], ["whatever", true]);
});

Deno.test("UdpClient sets a datagram aside that comes from another socket", async () => {
  using stranger = udpSocket();
  await using server = scriptedUdpServer(async (_, answer, from) => {
    await stranger.sendText("HELLO", from);
    await answer("HELLO");
  });
  using client = await udpClient(server.endpoint);
  assertEquals(replyOf(await client.exchange("hello")).matches, true);
  assertEquals(client.asides.all, [{
    event: "aside",
    about: "foreign",
    bytes: 5,
    peer: formatEndpoint(stranger.endpoint),
  }]);
});

Deno.test("UdpClient sets a foreign datagram aside that came before the line was sent", async () => {
  using stranger = udpSocket();
  await using server = await startUdpServer();
  using client = await udpClient(server.endpoint);
  await stranger.sendText("boo", client.sockets[0]!.local);
  await client.hasTaken(1);
  assertEquals(replyOf(await client.exchange("hello")).matches, true);
  assertEquals(client.asides.all.map(({ about, bytes }) => [about, bytes]), [["foreign", 3]]);
});

Deno.test("UdpClient on a fixed port sets the late reply to an earlier line aside", async () => {
  const clock = new ManualClock();
  const lines = new Lines();
  await using server = scriptedUdpServer(async (line, answer) => {
    lines.received(line);
    if (line === "one") return;
    await answer("ONE");
    await answer("TWO");
  });
  using client = await udpClient(server.endpoint, { clock, timeoutMs: 1000 });
  const result = client.exchange("one");
  await lines.untilReceived("one");
  clock.advance(1000);
  const { failure, canGoOn } = failureOf(await result);
  assertEquals([failure.kind, canGoOn], ["timeout", true]);
  const reply = replyOf(await client.exchange("two"));
  assertEquals([textOf(reply.bytes), reply.matches], ["TWO", true]);
  const peer = `127.0.0.1:${server.endpoint.port}`;
  assertEquals(client.asides.all, [{ event: "aside", about: "late", bytes: 3, peer }]);
  assertEquals(client.sockets.length, 1);
});

Deno.test("UdpClient goes on from a fresh port, where no late reply can be taken for the next one", async () => {
  const clock = new ManualClock();
  const lines = new Lines();
  let answerLate = (): Promise<unknown> => Promise.resolve();
  let count = 0;
  await using server = scriptedUdpServer(async (line, answer) => {
    lines.received(line);
    // Both lines are equal: only the port can tell their replies apart.
    if (++count === 1) answerLate = () => answer("SAME");
    else {
      await answerLate();
      await answer("SAME");
    }
  });
  using client = await udpClient(server.endpoint, { clock, timeoutMs: 1000, freshPorts: true });
  const result = client.exchange("same");
  await lines.untilReceived("same");
  clock.advance(1000);
  assertEquals(failureOf(await result).failure.kind, "timeout");
  assertEquals(replyOf(await client.exchange("same")).matches, true);
  const [old, fresh] = client.sockets;
  assertNotEquals(fresh!.local.port, old!.local.port);
  assertEquals([old!.isClosed, fresh!.isClosed], [true, false]);
  assertEquals(client.asides.all, [
    { event: "aside", about: "new-port", local: `127.0.0.1:${fresh!.local.port}` },
  ]);
});

Deno.test("UdpClient keeps its port as long as replies come", async () => {
  await using server = await startUdpServer();
  using client = await udpClient(server.endpoint, { freshPorts: true });
  for (const line of ["one", "two", "three"]) {
    assertEquals(replyOf(await client.exchange(line)).matches, true);
  }
  assertEquals([client.sockets.length, client.asides.all.length], [1, 0]);
});

Deno.test("UdpClient sets a reply aside that comes twice", async () => {
  await using server = scriptedUdpServer(async (line, answer) => {
    if (line === "two") return await answer("TWO");
    await answer("ONE");
    await answer("ONE");
  });
  using client = await udpClient(server.endpoint);
  assertEquals(replyOf(await client.exchange("one")).matches, true);
  await client.hasTaken(2);
  assertEquals(replyOf(await client.exchange("two")).matches, true);
  const peer = `127.0.0.1:${server.endpoint.port}`;
  assertEquals(client.asides.all, [{ event: "aside", about: "repeated", bytes: 3, peer }]);
});

Deno.test("UdpClient sets a repeated reply aside that comes while the next is waited for", async () => {
  await using server = scriptedUdpServer(async (line, answer) => {
    if (line === "two") await answer("ONE");
    await answer(line.toUpperCase());
  });
  using client = await udpClient(server.endpoint);
  assertEquals(replyOf(await client.exchange("one")).matches, true);
  assertEquals(replyOf(await client.exchange("two")).matches, true);
  assertEquals(client.asides.all.map(({ about }) => about), ["repeated"]);
});

Deno.test("UdpClient says that nobody asked for a datagram that answers no line", async () => {
  await using server = scriptedUdpServer(async (line, answer) => {
    await answer(line.toUpperCase());
    if (line === "one") await answer("and more");
  });
  using client = await udpClient(server.endpoint);
  assertEquals(replyOf(await client.exchange("one")).matches, true);
  await client.hasTaken(2);
  assertEquals(replyOf(await client.exchange("two")).matches, true);
  assertEquals(client.asides.all.map(({ about, bytes }) => [about, bytes]), [["extra", 8]]);
});

Deno.test(
  "UdpClient takes the largest datagram whole",
  // A datagram of macOS holds 9,216 bytes unless the administrator allows more.
  { ignore: Deno.build.os === "darwin" },
  async () => {
    await using server = await startUdpServer();
    using client = await udpClient(server.endpoint);
    const reply = replyOf(await client.exchange(new Uint8Array(maxPayloadIpv4).fill(0x61)));
    assertEquals([reply.bytes.length, reply.matches], [maxPayloadIpv4, true]);
  },
);

Deno.test("UdpClient says that a line is too large for a datagram, and goes on", async () => {
  await using server = await startUdpServer();
  using client = await udpClient(server.endpoint, { freshPorts: true });
  const { failure, canGoOn } = failureOf(await client.exchange(new Uint8Array(70_000)));
  assertEquals([failure.kind, canGoOn], ["too-large", true]);
  assertEquals(replyOf(await client.exchange("hello")).matches, true);
  assertEquals(client.sockets.length, 1);
});

for (const freshPorts of [false, true]) {
  const from = freshPorts ? "fresh ports" : "one port";
  Deno.test(`UdpClient on ${from} gives every line its own reply while others are lost`, async () => {
    const clock = new ManualClock();
    const lines = new Lines();
    await using server = scriptedUdpServer(async (line, answer) => {
      lines.received(line);
      if (!line.startsWith("lost")) await answer(line.toUpperCase());
    });
    using client = await udpClient(server.endpoint, { clock, timeoutMs: 1000, freshPorts });
    const results: string[] = [];
    for (const line of ["one", "lost 1", "two", "lost 2", "lost 3", "three"]) {
      const pending = client.exchange(line);
      await lines.untilReceived(line);
      if (line.startsWith("lost")) clock.advance(1000);
      const result = await pending;
      results.push(result.kind === "reply" ? textOf(result.bytes) : failureOf(result).failure.kind);
    }
    assertEquals(results, ["ONE", "timeout", "TWO", "timeout", "timeout", "THREE"]);
    assertEquals(client.sockets.length, freshPorts ? 4 : 1);
  });
}

Deno.test("UdpClient says what the person wrote when no reply comes", async () => {
  await using server = await startUdpServer({ service: services.discard });
  using client = await udpClient(server.endpoint, { timeoutMs: 20, peerName: "localhost" });
  const { failure, received } = failureOf(await client.exchange("hello"));
  assertEquals(failure.message, `no reply from 127.0.0.1:${server.endpoint.port} within 20 ms`);
  assertEquals([failure.attempt.name, received.length], ["localhost", 0]);
});

Deno.test("UdpClient stops in the middle of an exchange when it is closed", async () => {
  const lines = new Lines();
  await using server = scriptedUdpServer((line) => Promise.resolve(lines.received(line)));
  using client = await udpClient(server.endpoint);
  const rejected = assertRejects(() => client.exchange("hello"), Error);
  await lines.untilReceived("hello");
  client.client.close();
  client.client.close();
  await rejected;
});

Deno.test("UdpClient closed while it opens a fresh port leaves no socket open", async () => {
  const clock = new ManualClock();
  const lines = new Lines();
  await using server = scriptedUdpServer((line) => Promise.resolve(lines.received(line)));
  using client = await udpClient(server.endpoint, { clock, timeoutMs: 1000, freshPorts: true });
  const first = client.exchange("one");
  await lines.untilReceived("one");
  clock.advance(1000);
  assertEquals(failureOf(await first).failure.kind, "timeout");
  const rejected = assertRejects(() => client.exchange("two"), DOMException, "the client was closed");
  client.client.close();
  await rejected;
  assertEquals(client.sockets.map(({ isClosed }) => isClosed), [true, true]);
});
