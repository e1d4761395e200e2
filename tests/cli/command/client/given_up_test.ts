import { assert, assertEquals, assertGreaterOrEqual, assertMatch } from "@std/assert";
import { formatEndpoint } from "../../../../lib/protocol/endpoint.ts";
import { services } from "../../../../lib/protocol/service/services.ts";
import { clientOf } from "../../../support/client_of.ts";
import { capsock, startCapsock } from "../../../support/host.ts";
import { eventsOf } from "../../../support/running.ts";
import { startTcpServer, startUdpServer } from "../../../support/server.ts";

const silent = { service: services.discard };
const calls = { tcp: "recv", udp: "recvfrom" } as const;

for (const transport of ["tcp", "udp"] as const) {
  Deno.test(`a receive over ${transport} that nobody answers is an event, of client and of check`, async () => {
    await using server = await (transport === "tcp" ? startTcpServer(silent) : startUdpServer(silent));
    const client = await clientOf(server, transport, [
      "-m",
      "hello",
      "--timeout",
      "400ms",
      "--json",
      "--trace",
    ]);
    const target = `${transport}://${formatEndpoint(server.endpoint)}`;
    const check = await capsock([
      "check",
      target,
      "--timeout",
      "400ms",
      "--send",
      "x",
      "--expect",
      "y",
      "--json",
      "--trace",
    ]);
    for (const finished of [client, check]) {
      const told = eventsOf(finished).find(({ event, failure }) =>
        event === "socket" && failure !== undefined
      );
      assert(told !== undefined, finished.stdout);
      const { call, failure, deadlineMs, tookMs } = told;
      assertEquals([call, failure], [calls[transport], "timeout"]);
      // The deadline of check runs from before its connect.
      const least = finished === client ? deadlineMs as number - 1 : 1;
      assertGreaterOrEqual(tookMs as number, least);
    }
    const { stderr } = await clientOf(server, transport, ["-m", "hello", "--timeout", "400ms", "--trace"]);
    assertMatch(stderr, new RegExp(`${calls[transport]} .*failed: timeout \\(400 ms\\)\n`));
  });
}

Deno.test("a server that ends an idle client has given up its receive", async () => {
  const flags = ["server", "tcp", ":0", "--idle-timeout", "60ms", "--once", "--json", "--trace"];
  await using running = startCapsock(flags);
  const [, port] = await running.waitFor(/"ready".*"port":(\d+)/);
  using _ = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
  const { stdout } = await running.finished();
  assertMatch(stdout, /"call":"recv",[^}]*"failure":"timeout","deadlineMs":60,[^}]*\}\n[^\n]*"call":"close"/);
});
