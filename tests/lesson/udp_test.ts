import { assertEquals, assertGreater } from "@std/assert";
import { udp } from "../../lib/lesson/udp.ts";
import { failureOfKind } from "../support/failure.ts";
import { assertSays, calls, ms, port, see, spoiled, watch } from "../support/lesson.ts";

Deno.test("UDP: two clients at one socket, silence, and a late reply in the place of another", async () => {
  const { facts, events } = await see(udp);
  const [server, ...clients] = calls(events, "bind");
  const received = calls(events, "recvfrom", { socket: server!.socket });
  assertEquals(
    received.map(({ peer }) => peer).toSorted(),
    clients.slice(0, 2).map(({ local }) => local).toSorted(),
  );
  assertSays(facts, server!.socket, 2, ...received.map(({ peer }) => peer), 0);
  assertEquals([calls(events, "accept"), calls(events, "listen")], [[], []]);

  const lost = calls(events, "sendto", { bytes: 17 })[0]!;
  assertSays(facts, lost.peer, lost.bytes);
  const [closed] = calls(events, "close", { socket: lost.socket });
  if (Deno.build.os !== "windows") assertSays(facts, ms(closed!.at - lost.at));

  const givenUp = calls(events, "recvfrom", { failure: "timeout" });
  assertEquals(givenUp.map(({ deadlineMs }) => deadlineMs), Deno.build.os === "windows" ? [300] : [300, 300]);

  const slow = clients.at(-2)!;
  const [one, two] = calls(events, "sendto", { side: "client", peer: slow.local! });
  const [late] = calls(events, "recvfrom", { socket: one!.socket });
  assertGreater(late!.at, two!.at);
  assertSays(facts, '"ONE"', '"TWO"', ms(late!.at - one!.at));
  assertEquals(port(late!.peer), port(slow.local));
});

Deno.test("a system that tells a UDP client that nobody is there is told as it is", async () => {
  const network = spoiled((real) => ({
    bindUdp: async (endpoint) => {
      const socket = await real.bindUdp(endpoint);
      const send = socket.send.bind(socket);
      socket.send = (bytes, to) => {
        if (new TextDecoder().decode(bytes) === "is-anybody-there?") {
          socket.receive = () => Promise.reject(failureOfKind("reset"));
        }
        return send(bytes, to);
      };
      return socket;
    },
  }));
  const { facts } = await watch(udp, { network });
  assertSays(facts!, "17", "(reset)");
  assertEquals(facts!.some(({ en }) => en.includes("This system reports it at the next receive")), true);
  assertEquals(facts!.some(({ ko }) => ko.includes("이 시스템은 다음 수신에서 알려 주지만")), true);
});
