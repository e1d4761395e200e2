import { assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "@std/assert";
import { capsock, startCapsock } from "../../support/host.ts";
import type { Child } from "../../support/process.ts";
import { dial, fillUp, readBytes, readToEnd, udpSocket, writeBytes } from "../../support/sockets.ts";
import { startProcess } from "../../support/process.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const isWindows = Deno.build.os === "windows";

async function startServer(...flags: string[]): Promise<{ child: Child; port: number }> {
  const child = startProcess(["server", "tcp", "--port", "0", "--for", "60s", ...flags]);
  const [, port] = await child.waitFor(/listening to port (\d+)\n.*\n|"port":(\d+)/).then((match) =>
    match.filter((part) => part !== undefined)
  );
  return { child, port: Number(port) };
}

Deno.test("server tcp says what it does in the lecture's words, and who can reach it", async () => {
  const { child, port } = await startServer();
  await using server = child;
  using client = await dial({ host: "127.0.0.1", port });
  await writeBytes(client, encoder.encode("hello"));
  assertEquals(decoder.decode(await readBytes(client, 5)), "HELLO");
  client.close();
  await server.waitFor(/closed by the client/);
  server.kill("SIGINT");
  const { code, stdout, stderr } = await server.finished();
  const lines = stdout.split("\n");
  const { port: from } = client.localAddr;
  assertEquals(lines.slice(0, 2), [
    `The server socket was created on port ${port}`,
    `The server is listening to port ${port}`,
  ]);
  assertStringIncludes(lines[2]!, "from this machine only");
  assertEquals(lines[3], `Connection requested from 127.0.0.1:${from}`);
  assertMatch(
    lines[4]!,
    /^127\.0\.0\.1:\d+ closed by the client: 1 message, 5 bytes in, 5 bytes out, [\d.]+ m?s$/,
  );
  assertMatch(lines[5]!, /^Served 1 connection, 1 message, 5 bytes in, 5 bytes out in/);
  assertEquals([code, stderr], [0, ""]);
});

Deno.test("server tcp --host 0.0.0.0 says that other machines can reach it", async () => {
  const { code, stdout } = await capsock(["server", "tcp", "0.0.0.0:0", "--for", "10ms"]);
  assertEquals(code, 0);
  assertStringIncludes(stdout, "from other machines");
});

Deno.test("server tcp --lang ko tells all but the lecture's lines in Korean, also as JSON", async () => {
  const options = ["server", "tcp", "--port", "0", "--for", "60s", "--max-connections", "1", "--lang", "ko"];
  for (const json of [false, true]) {
    await using server = startCapsock([...options, ...(json ? ["--json"] : [])]);
    const [, ...ports] = await server.waitFor(/listening to port (\d+)\n|"port":(\d+)/);
    const port = Number(ports.find((part) => part !== undefined));
    using client = await dial({ host: "127.0.0.1", port });
    await writeBytes(client, encoder.encode("hello"));
    await readBytes(client, 5);
    using second = await dial({ host: "127.0.0.1", port });
    assertEquals((await readToEnd(second)).length, 0);
    await server.waitFor(/동시 연결 한도 1개에 도달했습니다/);
    server.interrupt();
    const { code, stdout } = await server.finished();
    assertEquals(code, 0);
    if (json) {
      const closed = stdout.split("\n").find((line) => line.includes('"closed"'))!;
      assertEquals(JSON.parse(closed).reason, "종료하는 중");
      continue;
    }
    assertMatch(stdout, /listening to port \d+\n이 컴퓨터에서만 .* 접속할 수 있습니다/);
    assertMatch(stdout, /\n127\.0\.0\.1:\d+ 거부: 동시/);
    assertMatch(stdout, /서버가 닫음\(종료하는 중\): 메시지 1개, 수신 5바이트, 전송 5바이트, /);
    assertMatch(stdout, /\n처리 결과: 연결 1개, 메시지 1개, 수신 5바이트, 전송 5바이트, [\d.]+ m?s\n$/);
  }
});

Deno.test("server breaks its lines in a terminal, and leaves them whole in a pipe", async () => {
  const args = ["server", "tcp", "--port", "0", "--for", "10ms", "--lang", "en"];
  const inTerminal = await capsock(args, "", { isTerminal: true });
  assertMatch(inTerminal.stdout, /\nReachable from .*\n {2}\S.*\nServed /);
  const inPipe = await capsock(args);
  assertMatch(inPipe.stdout, /\nReachable from .* opens it to others\nServed /);
});

Deno.test("server tcp --json emits the events of the design and nothing else", async () => {
  const { child, port } = await startServer("--json");
  await using server = child;
  const client = await dial({ host: "127.0.0.1", port });
  await writeBytes(client, encoder.encode("abc"));
  await readBytes(client, 3);
  client.close();
  await server.waitFor(/"event":"closed"/);
  server.kill("SIGTERM");
  const { code, stdout } = await server.finished();
  assertEquals(code, 0);
  const [ready, accepted, closed, summary] = stdout.trim().split("\n").map((line) => JSON.parse(line));
  assertEquals(ready, { event: "ready", transport: "tcp", host: "127.0.0.1", port, service: "upper" });
  const { durationMs, ...facts } = closed;
  assertEquals(typeof durationMs, "number");
  const { socket, peer } = accepted;
  assertEquals(facts, { event: "closed", socket, peer, by: "client", messages: 1, bytesIn: 3, bytesOut: 3 });
  assertEquals([summary.connections, summary.messages, summary.bytesIn, summary.bytesOut], [1, 1, 3, 3]);
});

Deno.test("server tcp ends by itself after --for, and after its first client with --once", async () => {
  assertEquals((await capsock(["server", "tcp", "--port", "0", "--for", "20ms"])).code, 0);
  const { child, port } = await startServer("--once");
  await using server = child;
  const client = await dial({ host: "127.0.0.1", port });
  await client.closeWrite();
  await readToEnd(client);
  client.close();
  const { code, stdout } = await server.finished();
  assertEquals(code, 0);
  assertStringIncludes(stdout, "Served 1 connection");
});

Deno.test("server tcp --hex shows the bytes both ways, --trace every call, both apart from the results", async () => {
  const { child, port } = await startServer("--hex", "--trace");
  await using server = child;
  using client = await dial({ host: "127.0.0.1", port });
  await writeBytes(client, encoder.encode("hi"));
  await readBytes(client, 2);
  await server.waitFor(/68 69 .*\|hi\|[\s\S]*48 49 .*\|HI\|/, "stderr");
  await server.waitFor(/socket\+bind\+listen[\s\S]*accept[\s\S]*recv[\s\S]*send/, "stderr");
});

Deno.test("server tcp --quiet says nothing about single clients", async () => {
  const { child, port } = await startServer("--quiet");
  await using server = child;
  const client = await dial({ host: "127.0.0.1", port });
  await client.closeWrite();
  await readToEnd(client);
  client.close();
  server.kill("SIGINT");
  assertNotMatch((await server.finished()).stdout, /Connection requested|closed by/);
});

Deno.test({
  name: "server tcp waits for a busy client when it stops; a second Ctrl-C ends it at once with 130",
  ignore: isWindows,
  fn: async () => {
    const { child, port } = await startServer("--grace", "60s");
    await using server = child;
    using client = await dial({ host: "127.0.0.1", port });
    await fillUp(client);
    server.kill("SIGINT");
    await refused(port);
    await server.waitFor(/^waiting for 1 client; Ctrl-C again ends at once$/m, "stderr");
    server.kill("SIGINT");
    assertEquals((await server.finished()).code, 130);
  },
});

Deno.test({
  name: "server tcp says how many it cut off when the grace is over, and ends with 0",
  ignore: isWindows,
  fn: async () => {
    const { child, port } = await startServer("--grace", "100ms");
    await using server = child;
    using client = await dial({ host: "127.0.0.1", port });
    await fillUp(client);
    server.kill("SIGINT");
    const { code, stdout } = await server.finished();
    assertEquals(code, 0);
    assertStringIncludes(stdout, "1 connection cut off");
  },
});

Deno.test("server ends quietly with 0 when nobody reads its output any more", async () => {
  const args = [
    "run",
    "--quiet",
    "--allow-net",
    "--no-prompt",
    new URL("../../../main.ts", import.meta.url).pathname,
  ];
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args, "server", "tcp", "--port", "0", "--for", "60s"],
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const reader = child.stdout.getReader();
  const { value } = await reader.read();
  const port = Number(decoder.decode(value).match(/port (\d+)/)![1]);
  await reader.cancel();
  using _client = await dial({ host: "127.0.0.1", port });
  const { code } = await child.status;
  assertEquals([code, await new Response(child.stderr).text()], [0, ""]);
});

Deno.test("server says in one line why it cannot bind, and ends with 8", async () => {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  using bound = udpSocket();
  const cases: [string[], string][] = [
    [["tcp", `127.0.0.1:${taken.addr.port}`], "cannot listen on"],
    [["udp", `127.0.0.1:${bound.port}`], "cannot bind to"],
    [["tcp", "192.0.2.1:0"], "not one of this machine's"],
  ];
  for (const [args, says] of cases) {
    const { code, stdout, stderr } = await capsock(["server", ...args]);
    assertStringIncludes(stderr, says);
    assertEquals([code, stdout, stderr.trim().split("\n").length], [8, "", 2]);
  }
});

Deno.test("server udp answers each datagram to where it came from and never says that it listens", async () => {
  await using server = startProcess(["server", "udp", "--port", "0", "--for", "60s", "--buffer", "2048"]);
  const [, port] = await server.waitFor(/bound to port (\d+)\n.*\n/);
  using socket = udpSocket();
  const to = { transport: "udp", hostname: "127.0.0.1", port: Number(port) } as const;
  await socket.send(encoder.encode("a".repeat(2049)), to);
  const [reply] = await socket.receive(new Uint8Array(4096));
  assertEquals(decoder.decode(reply), "A".repeat(2048));
  await server.waitFor(/2,048 bytes in \(cut: .*\), 2,048 bytes out/);
  server.kill("SIGINT");
  const { code, stdout } = await server.finished();
  assertEquals(code, 0);
  assertNotMatch(stdout, /listen/);
});

/** Waits until nothing listens on the port any more. */
async function refused(port: number): Promise<void> {
  for (;;) {
    try {
      (await dial({ host: "127.0.0.1", port })).close();
    } catch (error) {
      if (error instanceof Deno.errors.ConnectionRefused) return;
      // It was in the backlog when the listening socket was closed, perhaps before its addresses were asked for.
      if (error instanceof Deno.errors.NotConnected) continue;
      if (!(error instanceof Deno.errors.ConnectionReset)) throw error;
    }
  }
}
