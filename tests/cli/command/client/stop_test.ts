import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { formatEndpoint } from "../../../../lib/protocol/endpoint.ts";
import { textOf, utf8 } from "../../../support/bytes.ts";
import { clientOf } from "../../../support/client_of.ts";
import { startCapsock } from "../../../support/host.ts";
import { Lines } from "../../../support/lines.ts";
import { refusingPort } from "../../../support/listener.ts";
import { program, startProcess } from "../../../support/process.ts";
import { eventsOf } from "../../../support/running.ts";
import { scriptedServer, scriptedUdpServer, untilGone } from "../../../support/scripted_server.ts";
import { startTcpServer, startUdpServer } from "../../../support/server.ts";
import { within } from "../../../support/within.ts";

const isWindows = Deno.build.os === "windows";

for (const [signal, expected] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test(`client tcp -m ends with ${expected} for a ${signal} while it waits for the reply`, {
    ignore: isWindows,
  }, async () => {
    const line = new Lines();
    await using server = scriptedServer(async (connection) => {
      await line.receive(connection);
      await untilGone(connection);
    });
    await using child = startProcess(["client", "tcp", formatEndpoint(server.endpoint), "-m", "hello", "-q"]);
    await line.untilOneCame();
    child.kill(signal);
    const { code, stdout, stderr } = await child.finished();
    assertEquals([code, stdout, stderr], [expected, "", ""]);
  });

  Deno.test(`client udp ends with ${expected} for a ${signal} while its pipe is silent`, {
    ignore: isWindows,
  }, async () => {
    await using server = await startUdpServer();
    await using child = startProcess(["client", "udp", formatEndpoint(server.endpoint), "-q"]);
    await child.write("hello\n");
    await child.waitFor(/HELLO\n/);
    child.kill(signal);
    const { code, stdout, stderr } = await child.finished();
    assertEquals([code, stdout, stderr], [expected, "HELLO\n", ""]);
  });
}

for (const transport of ["tcp", "udp"] as const) {
  Deno.test(`client ${transport} --json that is stopped before the reply says what it sent`, async () => {
    const line = new Lines();
    await using server = transport === "tcp"
      ? scriptedServer(async (connection) => {
        await line.receive(connection);
        await untilGone(connection);
      })
      : scriptedUdpServer((text) => Promise.resolve(line.received(text)));
    const args = ["client", transport, formatEndpoint(server.endpoint), "-m", "one", "-m", "two", "--json"];
    await using client = startCapsock(args);
    await line.untilOneCame();
    client.interrupt();
    const finished = await client.finished();
    const { durationMs: _, ...summary } = eventsOf(finished).at(-1)!;
    assertEquals([finished.code, summary], [130, { event: "summary", sent: 1, replies: 0 }]);
  });
}

Deno.test(
  "client tcp ends at once with 130 for a SIGINT between two attempts",
  { ignore: isWindows },
  async () => {
    using port = await refusingPort();
    const flags = ["--retries", "5", "--retry-delay", "10m", "-m", "hello"];
    await using child = startProcess(["client", "tcp", formatEndpoint(port.endpoint), ...flags]);
    await child.waitFor(/attempt 1 of 6/, "stderr");
    child.kill("SIGINT");
    const { code, stdout } = await child.finished();
    assertEquals([code, stdout], [130, ""]);
  },
);

Deno.test("client udp waits for its reply although standard input has ended", async () => {
  const lateMs = 300;
  await using server = scriptedUdpServer(async (line, answer) => {
    // A server that answers late is what this is about.
    await new Promise((resolve) => setTimeout(resolve, lateMs));
    await answer(line.toUpperCase());
  });
  const { code, stdout } = await clientOf(server, "udp", ["--quiet"], "hello");
  assertEquals([code, stdout], [0, "HELLO\n"]);
});

Deno.test(
  "client tcp ends quietly with 0 when its reader has seen enough",
  { ignore: isWindows },
  async () => {
    await using server = await startTcpServer();
    const [command, ...args] = [...program, "client", "tcp", formatEndpoint(server.endpoint)];
    const child = new Deno.Command(command!, { args, stdin: "piped", stdout: "piped", stderr: "piped" })
      .spawn();
    const input = child.stdin.getWriter();
    const output = child.stdout.getReader();
    const stderr = new Response(child.stderr).text();
    await input.write(utf8("one\n"));
    const { value } = await within("the first reply", output.read());
    assertStringIncludes(textOf(value!), "Reply from server: ONE\n");
    await output.cancel();
    await input.write(utf8("two\n"));
    const { code } = await within("its end", child.status);
    await input.close().catch(() => {});
    assertMatch(await stderr, /^The client is running on port \d+, connected to [^\n]*\n$/);
    assertEquals(code, 0);
  },
);
