import { assertEquals } from "@std/assert";
import { truncation } from "../../lib/lesson/truncation.ts";
import { Failure } from "../../lib/protocol/failure.ts";
import { assertSays, calls, see, spoiled, sumOfBytes, watch } from "../support/lesson.ts";

Deno.test({
  name: "UDP loses the rest of a datagram, TCP keeps the rest for the next receive",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const { facts, events } = await see(truncation);
    const [sent] = calls(events, "sendto");
    const [cut, next] = calls(events, "recvfrom");
    assertEquals([cut!.truncated, next!.truncated], [true, undefined]);
    assertSays(facts, cut!.bytes, sent!.bytes, sent!.bytes! - cut!.bytes!);
    assertSays(facts, '"next"');
    const receives = calls(events, "recv").filter(({ eof }) => !eof);
    assertEquals(sumOfBytes(receives), sent!.bytes);
    assertSays(facts, sent!.bytes, receives.length, receives.map(({ bytes }) => bytes).join(" + "));
  },
});

Deno.test("where the system makes an error of a datagram that is too long, the lesson says that", async () => {
  const network = spoiled((real) => ({
    bindUdp: async (endpoint) => {
      const socket = await real.bindUdp(endpoint);
      const receive = socket.receive.bind(socket);
      return Object.assign(socket, {
        receive: async (buffer: Uint8Array<ArrayBuffer>) => {
          const datagram = await receive(buffer);
          if (!datagram.truncated) return datagram;
          throw new Failure("too-large", { call: "recvfrom", transport: "udp" });
        },
      });
    },
  }));
  const { facts } = await watch(truncation, { network });
  assertEquals(facts?.length, 3);
});

Deno.test("the lesson on truncation claims nothing when nothing was cut", async () => {
  const network = spoiled((real) => ({
    bindUdp: async (endpoint) => {
      const socket = await real.bindUdp(endpoint);
      const receive = socket.receive.bind(socket);
      return Object.assign(socket, {
        receive: () => receive(new Uint8Array(100)),
      });
    },
  }));
  assertEquals((await watch(truncation, { network })).facts, undefined);
});
