import { assert, assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "@std/assert";
import { formatEndpoint } from "../../../lib/protocol/endpoint.ts";
import type { Language } from "../../../lib/base/text.ts";
import { columnsOf } from "../../../lib/report/columns.ts";
import { noPaint } from "../../../lib/report/paint.ts";
import { traceHeader } from "../../../lib/report/trace/text.ts";
import { refusingPort } from "../../support/listener.ts";
import { hasPython } from "../../support/machine.ts";
import { capsock, type RunningHere, startCapsock } from "../../support/host.ts";
import { resetOver, resettingServer } from "../../support/reset.ts";
import { scriptedServer } from "../../support/scripted_server.ts";
import { startTcpServer, startUdpServer } from "../../support/server.ts";
import { dial, readBytes, udpSocket, writeBytes } from "../../support/sockets.ts";

const hello = new TextEncoder().encode("hello");

async function startServer(...args: string[]): Promise<{ child: RunningHere; host: string; port: number }> {
  const child = startCapsock(["server", ...args, "--port", "0", "--for", "60s"]);
  const [, port] = await child.waitFor(/server (?:is )?(?:listening|bound) to port (\d+)\n/);
  return { child, host: "127.0.0.1", port: Number(port) };
}

function headerIn(language: Language): string[] {
  return traceHeader({ language, columns: 80, paint: noPaint });
}

/** The text as one line: explanations are wrapped wherever a line is full. */
function flat(text: string): string {
  return text.replace(/\s+/g, " ");
}

function assertFitsScreen(stderr: string): void {
  for (const line of stderr.split("\n")) assert(columnsOf(line) <= 80, line);
}

Deno.test("client tcp --explain --lang ko says of each call in Korean what it did", async () => {
  await using server = await startTcpServer();
  const target = formatEndpoint(server.endpoint);
  const { code, stdout, stderr } = await capsock([
    "client",
    "tcp",
    target,
    "-m",
    "hello",
    "--explain",
    "--lang",
    "ko",
  ]);
  assertEquals(code, 0);
  assertStringIncludes(stdout, "Reply from server: HELLO");
  assertNotMatch(stdout, /[가-힣]/);
  const [header, ...lines] = stderr.trimEnd().split("\n");
  assertEquals([header], headerIn("ko"));
  assertEquals(lines.filter((line) => line === header), []);
  const calls = lines.flatMap((line) => /^ *[\d.]+ {2}클라이언트 #1 +(\w+) /.exec(line)?.[1] ?? []);
  assertEquals(calls, ["connect", "send", "recv", "close"]);
  for (
    const words of ["3-way 핸드셰이크(SYN, SYN-ACK, ACK)", "송신 버퍼에 복사", "바이트 스트림", "TIME_WAIT"]
  ) {
    assertStringIncludes(flat(stderr), words);
  }
  assertFitsScreen(stderr.replace(/^The client is running.*$/m, ""));
});

Deno.test("server tcp --explain tells the life of a connection to the peer's FIN", async () => {
  const { child, host, port } = await startServer("tcp", "--explain", "--lang", "en");
  await using server = child;
  const client = await dial({ host, port });
  await writeBytes(client, hello);
  await readBytes(client, 5);
  client.close();
  await server.waitFor(/closed by the client/);
  server.interrupt();
  const { stderr } = await server.finished();
  const text = flat(stderr);
  const said = [
    "socket, bind and listen in one call: bind asked for port 0, so the kernel chose the free port",
    "is for this client only",
    "recv returned after",
    "send copied 5 bytes",
    "recv returned 0 bytes: the FIN of",
    "close answered the FIN of",
    "close ended the listening socket",
  ];
  assertEquals(
    said.map((words) => text.indexOf(words)).toSorted((a, b) => a - b),
    said.map((words) => text.indexOf(words)),
  );
  for (const words of said) assertStringIncludes(text, words);
  assertFitsScreen(stderr);
});

Deno.test("client tcp --explain explains a refused connection before the error says what to do", async () => {
  using port = await refusingPort();
  const { code, stderr } = await capsock([
    "client",
    "tcp",
    formatEndpoint(port.endpoint),
    "-m",
    "x",
    "--explain",
  ]);
  assertEquals(code, 3);
  assertMatch(
    flat(stderr),
    /failed: refused The kernel answered the SYN with an RST: .* capsock: cannot connect/,
  );
});

Deno.test("client tcp --explain explains an end without a reply", async () => {
  await using server = scriptedServer((connection) => connection.read(new Uint8Array(100)));
  const { code, stderr } = await capsock([
    "client",
    "tcp",
    formatEndpoint(server.endpoint),
    "-m",
    "x",
    "--explain",
  ]);
  assertEquals(code, 5);
  assertStringIncludes(flat(stderr), "arrived before any answer to the last send");
});

Deno.test({
  name: "client tcp --explain explains a reset by the server",
  ignore: !hasPython,
  fn: async () => {
    await using server = await resettingServer();
    const { code, stderr } = await capsock([
      "client",
      "tcp",
      formatEndpoint(server.endpoint),
      "-m",
      "hello",
      "--explain",
    ]);
    assertEquals(code, 5);
    assertMatch(flat(stderr), /failed: reset The peer reset the connection \(RST\) after this side had sent/);
    assertStringIncludes(flat(stderr), "the connection had already failed");
  },
});

Deno.test("server tcp --explain explains a client's reset", async () => {
  const { child, host, port } = await startServer("tcp", "--explain");
  await using server = child;
  if (!await resetOver({ host, port }, "hello")) return;
  await server.waitFor(/lost \(reset\)/);
  server.interrupt();
  const { stderr } = await server.finished();
  assertMatch(flat(stderr), /failed: reset The peer reset the connection \(RST\) after this side had sent/);
});

Deno.test("server udp --explain says that there is no connection, and that an empty datagram is no end", async () => {
  const { child, port } = await startServer("udp", "--explain", "--show-data");
  await using server = child;
  using socket = udpSocket();
  const to = { transport: "udp", hostname: "127.0.0.1", port } as const;
  for (const bytes of [hello, new Uint8Array(0)]) {
    await socket.send(bytes, to);
    await socket.receive();
  }
  server.interrupt();
  const { stderr } = await server.finished();
  const text = flat(stderr);
  for (
    const words of [
      "socket and bind in one call: bind asked for port 0, so the kernel chose the free port",
      `5 "hello" recvfrom returned`,
      `5 "HELLO" sendto sent 5 bytes to`,
      `0 "" recvfrom returned 0 bytes: a datagram without data`,
      "UDP has no FIN",
    ]
  ) assertStringIncludes(text, words);
  assertFitsScreen(stderr);
});

Deno.test("--trace --json gives each call as a line of JSON, with explanation and bytes when they are asked for", async () => {
  await using server = await startUdpServer();
  const eventsWith = async (...flags: string[]): Promise<Record<string, unknown>[]> => {
    const target = formatEndpoint(server.endpoint);
    const args = [
      "client",
      "udp",
      target,
      "-m",
      "\\xff",
      "-m",
      "hello",
      "--escapes",
      "--expect",
      "any",
      "--json",
    ];
    const { stdout, stderr } = await capsock([...args, ...flags]);
    assertEquals(stderr, "");
    return stdout.trimEnd().split("\n").map((line) => JSON.parse(line)).filter(({ event }) =>
      event === "socket"
    );
  };
  const calls = ["bind", "sendto", "recvfrom", "sendto", "recvfrom", "close"];
  const plain = await eventsWith("--trace");
  assertEquals(plain.map(({ call }) => call), calls);
  for (const event of plain) assert(!("explanation" in event || "text" in event || "data" in event));
  const full = await eventsWith("--explain", "--show-data");
  assertEquals(full.map(({ call }) => call), calls);
  assertEquals(full.map(({ text, base64 }) => text ?? base64), [
    undefined,
    "/w==",
    "/w==",
    "hello",
    "HELLO",
    undefined,
  ]);
  for (const { explanation } of full) assertMatch(String(explanation), /\w\.$/);
  assertEquals(await eventsWith(), []);
});

Deno.test("check --explain numbers the sockets of all targets together, under one header", async () => {
  await using server = await startTcpServer();
  const target = formatEndpoint(server.endpoint);
  const { code, stderr } = await capsock(["check", target, target, "--explain"]);
  assertEquals(code, 0);
  const lines = stderr.split("\n");
  assertEquals(lines.filter((line) => line === headerIn("en")[0]).length, 1);
  const connects = lines.flatMap((line) => /client (#\d) +connect/.exec(line)?.[1] ?? []);
  assertEquals(connects.toSorted(), ["#1", "#2"]);
  assertStringIncludes(flat(stderr), "This side closed without receiving anything");
});

Deno.test("nothing of calls is shown when nobody asks", async () => {
  await using server = await startTcpServer();
  const { stderr } = await capsock(["client", "tcp", formatEndpoint(server.endpoint), "-m", "x"]);
  assertMatch(stderr, /^The client is running on port .*\n$/);
});
