import { assert, assertEquals } from "@std/assert";
import { encodeText } from "../../lib/base/bytes.ts";
import type { UdpSocket } from "../../lib/net/socket.ts";
import { failureOf } from "../support/failure.ts";
import { network } from "../support/network.ts";
import { within } from "../support/within.ts";

/** Two sockets on this machine; `using` closes them. */
class Pair implements Disposable {
  private constructor(readonly one: UdpSocket, readonly two: UdpSocket) {}

  static async bind(oneHost = "127.0.0.1", twoHost = oneHost): Promise<Pair> {
    return new Pair(
      await network.bindUdp({ host: oneHost, port: 0 }),
      await network.bindUdp({ host: twoHost, port: 0 }),
    );
  }

  [Symbol.dispose](): void {
    this.one.close();
    this.two.close();
  }
}

Deno.test("bindUdp() gives a socket that says where it is bound", async () => {
  for (const host of ["127.0.0.1", "::1", "0.0.0.0", "::"]) {
    const socket = await network.bindUdp({ host, port: 0 });
    assertEquals(socket.local.host, host);
    assert(socket.local.port > 0);
    socket.close();
    socket.close();
  }
});

Deno.test("receive() gives each datagram with its source, an empty one included", async () => {
  for (const host of ["127.0.0.1", "::1"]) {
    using pair = await Pair.bind(host);
    const { one, two } = pair;
    const buffer = new Uint8Array(100);
    for (const message of ["hello", "", "한"]) {
      await one.send(encodeText(message), two.local);
      const { bytes, from, truncated } = await within("a datagram", two.receive(buffer));
      assertEquals(bytes, encodeText(message));
      assertEquals(from, one.local);
      assertEquals(truncated, false);
    }
  }
});

Deno.test("receive() tells a datagram that was cut by the last byte of its buffer", async () => {
  using pair = await Pair.bind();
  const { one, two } = pair;
  const buffer = new Uint8Array(11);
  for (
    const [size, received, cut] of [[9, 9, false], [10, 10, false], [11, 10, true], [5000, 10, true]] as const
  ) {
    await one.send(new Uint8Array(size).fill(7), two.local);
    const { bytes, truncated } = await within("a datagram", two.receive(buffer));
    assertEquals([bytes.length, truncated], [received, cut], `${size} bytes`);
    assertEquals(bytes, new Uint8Array(received).fill(7));
  }
});

Deno.test("send() takes the largest datagram of each family, and not one byte more", async () => {
  for (const [host, largest] of [["127.0.0.1", 65_507], ["::1", 65_527]] as const) {
    using pair = await Pair.bind(host);
    const { one, two } = pair;
    await one.send(new Uint8Array(largest).fill(1), two.local);
    const { bytes, truncated } = await within("a datagram", two.receive(new Uint8Array(65_536)));
    assertEquals([bytes.length, truncated], [largest, false]);
    const failure = await failureOf(one.send(new Uint8Array(largest + 1), two.local));
    assertEquals(failure.kind, "too-large");
    assertEquals(
      failure.message,
      `cannot send to ${host === "::1" ? "[::1]" : host}:${two.local.port}: ` +
        `${largest === 65_507 ? "65,508" : "65,528"} bytes do not fit into one datagram`,
    );
  }
});

Deno.test("a socket bound to :: and one of IPv4 reach each other by IPv4 addresses", async () => {
  using pair = await Pair.bind("::", "127.0.0.1");
  const { one, two } = pair;
  await one.send(encodeText("to four"), two.local);
  const buffer = new Uint8Array(100);
  const atTwo = await within("a datagram", two.receive(buffer));
  assertEquals(atTwo.from, { host: "127.0.0.1", port: one.local.port });
  await two.send(encodeText("to six"), { host: "127.0.0.1", port: one.local.port });
  const atOne = await within("a datagram", one.receive(buffer));
  assertEquals(atOne.from, two.local);
});

Deno.test("send() from an IPv4 socket to an IPv6 address fails with unreachable", async () => {
  using pair = await Pair.bind("127.0.0.1", "::1");
  const { one, two } = pair;
  assertEquals((await failureOf(one.send(encodeText("x"), two.local))).kind, "unreachable");
});

Deno.test("a closed UDP socket throws no failure: that was us", async () => {
  const socket = await network.bindUdp({ host: "127.0.0.1", port: 0 });
  const waiting = socket.receive(new Uint8Array(10)).then(() => undefined, (error: unknown) => error);
  socket.close();
  assert(await within("the receive to end", waiting) instanceof Deno.errors.Interrupted);
  const after = await socket.receive(new Uint8Array(10)).then(() => undefined, (error: unknown) => error);
  assert(after instanceof Deno.errors.BadResource);
  const sent = await socket.send(new Uint8Array(1), socket.local).then(
    () => undefined,
    (error: unknown) => error,
  );
  assert(sent instanceof Deno.errors.BadResource);
});
