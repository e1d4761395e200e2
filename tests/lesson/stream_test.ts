import { assertEquals, assertGreater } from "@std/assert";
import { stream } from "../../lib/lesson/stream.ts";
import { assertSays, calls, grouped, see, spoiled, sumOfBytes, watch } from "../support/lesson.ts";

Deno.test("two sends are one receive, one send is several, characters are cut, newlines frame", async () => {
  const { facts, events } = await see(stream);
  const parts = calls(events, "connect").map(({ socket }, index) => ({
    sends: calls(events, "send", { socket }),
    receives: calls(events, "recv", { socket: calls(events, "accept")[index]!.accepted! }),
  }));
  const [together, large, cut, framed] = parts;
  assertEquals([together!.sends.length, together!.receives.length], [2, 1]);
  assertSays(facts, 2, 1, sumOfBytes(together!.receives), "helloworld");
  assertEquals(sumOfBytes(large!.receives), sumOfBytes(large!.sends));
  assertGreater(large!.receives.length, large!.sends.length);
  assertSays(
    facts,
    ...large!.receives.map(({ bytes }) => grouped(bytes!)),
    grouped(sumOfBytes(large!.sends)),
  );
  assertEquals(cut!.receives.map(({ bytes }) => bytes), [5, 5, 1, 0]);
  assertSays(facts, "소켓 MASS", '"소\ufffd"');
  assertEquals(framed!.receives.length, 1);
  assertSays(facts, '"hello", "world"', 1, 2);
});

Deno.test("the lesson on streams does not claim that two sends were one receive when they were not", async () => {
  const network = spoiled((real) => ({
    listenTcp: async (endpoint, backlog) => {
      const listener = await real.listenTcp(endpoint, backlog);
      const accept = listener.accept.bind(listener);
      return Object.assign(listener, {
        accept: async () => {
          const connection = await accept();
          const read = connection.read.bind(connection);
          return Object.assign(connection, {
            read: (buffer: Uint8Array<ArrayBuffer>) => read(buffer.subarray(0, 5)),
          });
        },
      });
    },
  }));
  assertEquals((await watch(stream, { network })).facts, undefined);
});
