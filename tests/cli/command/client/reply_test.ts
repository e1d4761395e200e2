import { assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "@std/assert";
import { textOf } from "../../../support/bytes.ts";
import { capsock } from "../../../support/host.ts";
import { clientOf } from "../../../support/client_of.ts";
import { Lines } from "../../../support/lines.ts";
import {
  receive,
  scriptedServer,
  scriptedUdpServer,
  send,
  untilGone,
} from "../../../support/scripted_server.ts";
import { startTcpServer, startUdpServer } from "../../../support/server.ts";
import { holdUdpPort } from "../../../support/held_port.ts";

Deno.test("client udp goes on after a timeout, and its exit code says what went wrong last", async () => {
  await using server = scriptedUdpServer((line, answer) => {
    if (line === "lost") return Promise.resolve();
    return answer(line === "wrong" ? "?" : line.toUpperCase());
  });
  const run = (input: string) => clientOf(server, "udp", ["--quiet", "--timeout", "1s"], input);
  const lost = await run("wrong\nlost\nhello\n");
  assertEquals([lost.code, lost.stdout], [4, "?\nHELLO\n"]);
  assertStringIncludes(lost.stderr, "within 1 s");
  const wrong = await run("lost\nwrong\nhello\n");
  assertEquals([wrong.code, wrong.stdout], [1, "?\nHELLO\n"]);
});

Deno.test("client udp says that it goes on from another port after a timeout", async () => {
  const ports: number[] = [];
  await using server = scriptedUdpServer((line, answer, { port }) => {
    ports.push(port);
    return line === "lost" ? Promise.resolve() : answer(line.toUpperCase());
  });
  const { stderr } = await clientOf(server, "udp", ["--timeout", "1s"], "lost\nhello\n");
  assertEquals(new Set(ports).size, 2);
  assertMatch(stderr, new RegExp(`\n  now sending from [^ ]*:${ports[1]}: `));
});

Deno.test("client tcp goes on after a timeout and counts the late reply off", async () => {
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    await receive(connection);
    await send(connection, "ONETWO");
    await untilGone(connection);
  });
  const { code, stdout, stderr } = await clientOf(server, "tcp", ["--timeout", "2s"], "one\ntwo\n");
  assertMatch(stdout, /^Reply from server: TWO\nResponse time: [\d.]+ ms\n$/);
  assertStringIncludes(stderr, "  ignored 3 bytes that came late for an earlier line\n");
  assertEquals(code, 4);
});

Deno.test("client tcp says how many bytes too many came with the reply, and ends with 1", async () => {
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    await send(connection, "HELLO\0\0\0");
    await untilGone(connection);
  });
  const { code, stdoutBytes, stderr } = await clientOf(server, "tcp", ["-m", "hello"]);
  assertEquals(textOf(stdoutBytes.subarray(0, 28)), "Reply from server: HELLO\0\0\0\n");
  assertStringIncludes(stderr, "  3 bytes more than expected\n");
  assertEquals(code, 1);
});

Deno.test("client tcp says that an empty line sends nothing", async () => {
  await using server = await startTcpServer();
  const { code, stdout, stderr } = await clientOf(server, "tcp", [], "\n");
  assertStringIncludes(stderr, "an empty line sends nothing on a stream");
  assertEquals([code, stdout], [0, ""]);
});

Deno.test("client tcp --framing crlf --expect any talks to a server that is no capsock", async () => {
  await using server = scriptedServer(async (connection) => {
    await send(connection, `you said ${JSON.stringify(await receive(connection))}\r\n`);
    await untilGone(connection);
  });
  const flags = ["--framing", "crlf", "--expect", "any", "-q", "-m", "hello"];
  const { code, stdout } = await clientOf(server, "tcp", flags);
  assertEquals([code, stdout], [0, 'you said "hello\\r\\n"\n']);
});

Deno.test("client tcp sends a line of 1 MiB from a pipe and takes its reply", async () => {
  await using server = await startTcpServer();
  const line = "a".repeat(1_048_576);
  const { code, stdout, stderr } = await clientOf(server, "tcp", ["-q"], line);
  assertEquals([code, stderr, stdout === `${line.toUpperCase()}\n`], [0, "", true]);
});

Deno.test("client udp says that a line is too large, answers the next one, and ends with 1", async () => {
  await using server = await startUdpServer();
  const { code, stdout, stderr } = await clientOf(server, "udp", ["-q"], `${"a".repeat(70_000)}\nhello\n`);
  assertMatch(stderr, /^capsock: cannot send to 127\.0\.0\.1:\d+: 70,000 bytes do not fit .*\n {2}→ .+\n$/);
  assertEquals([code, stdout], [1, "HELLO\n"]);
});

Deno.test("client udp --local-port sets the late reply to an earlier line aside", async () => {
  const lines = new Lines();
  await using server = scriptedUdpServer(async (line, answer) => {
    lines.received(line);
    if (line === "one") return;
    await answer("ONE");
    await answer("TWO");
  });
  const holder = holdUdpPort();
  holder[Symbol.dispose]();
  const flags = ["--local-port", `${holder.port}`, "--timeout", "1s"];
  const { code, stdout, stderr } = await clientOf(server, "udp", flags, "one\ntwo\n");
  assertMatch(stdout, /^Reply from server: TWO\n/);
  assertStringIncludes(stderr, "  ignored 3 bytes that came late for an earlier line\n");
  assertNotMatch(stderr, /now sending from/);
  assertEquals(code, 4);
});

Deno.test("client tcp names --escapes where a line with \\n as it was typed gets no reply", async () => {
  await using server = scriptedServer(untilGone);
  for (const language of ["en", "ko"]) {
    const flags = ["--lang", language, "--expect", "any", "--timeout", "100ms"];
    const typed = await clientOf(server, "tcp", [...flags, "-m", "PING\\r\\n"]);
    assertMatch(typed.stderr, /^ {2}→ .*--escapes/m);
    const read = await clientOf(server, "tcp", [...flags, "--escapes", "-m", "PING\\\\n"]);
    assertNotMatch(read.stderr, /--escapes/);
    assertEquals([typed.code, read.code], [4, 4]);
  }
});

Deno.test("client tcp --expect any shows a reply of many lines whole, and lines of it in a terminal", async () => {
  await using server = scriptedServer(async (connection) => {
    assertEquals(await receive(connection), "GET / HTTP/1.0\r\n\r\n");
    await send(connection, "HTTP/1.0 200 OK\r\n\r\none\x1b[31m\n");
  });
  const flags = ["--expect", "any", "--framing", "crlf", "--escapes", "-q", "-m", "GET / HTTP/1.0\\r\\n"];
  const piped = await clientOf(server, "tcp", flags);
  assertEquals([piped.code, piped.stdout, piped.stderr], [0, "HTTP/1.0 200 OK\r\n\r\none\x1b[31m\n\n", ""]);
  const target = `127.0.0.1:${server.endpoint.port}`;
  const typed = await capsock(["client", "tcp", target, ...flags], "", { isTerminal: true });
  assertEquals(typed.stdout, "HTTP/1.0 200 OK\n\none\\x1b[31m\n\n");
});

Deno.test("client tcp shows what a server says first before the first reply, in each language", async () => {
  await using server = scriptedServer(async (connection) => {
    await send(connection, "220 welcome\r\n");
    await receive(connection);
    await send(connection, "250 ok\r\n");
    await untilGone(connection);
  });
  const flags = ["--expect", "any", "--framing", "crlf"];
  for (
    const [language, told] of [["en", "The server spoke first: "], ["ko", "서버가 먼저 보낸 내용: "]] as const
  ) {
    for (const [more, input] of [[["-m", "HELO x"], ""], [[], "HELO x\n"]] as const) {
      const { code, stdout, stderr } = await clientOf(
        server,
        "tcp",
        [...flags, "--lang", language, ...more],
        input,
      );
      assertMatch(stdout, /: 220 welcome\nReply from server: 250 ok\nResponse time: [\d.]+ ms\n$/);
      assertEquals([code, stdout.startsWith(told)], [0, true]);
      assertNotMatch(stderr, /more than expected|예상보다|더 왔습니다/);
    }
  }
  const { stdout } = await clientOf(server, "tcp", [...flags, "--json", "-m", "HELO x"]);
  const events = stdout.trim().split("\n").map((line) => JSON.parse(line));
  assertEquals(events.map(({ event }) => event), ["connected", "greeting", "reply", "summary"]);
  assertEquals(events[1], { event: "greeting", text: "220 welcome\r\n", bytes: 13 });
});

Deno.test("client tcp shows what a server said that closed at once, and ends with 5", async () => {
  await using server = scriptedServer((connection) => send(connection, "421 busy\r\n"));
  for (const [flags, input] of [[["-m", "hi"], ""], [[], "hi\n"]] as const) {
    const { code, stdout } = await clientOf(server, "tcp", ["--expect", "any", ...flags], input);
    assertEquals([code, stdout], [5, "The server spoke first: 421 busy\n"]);
  }
});

Deno.test("client tcp shows a reply that came in part, and says that the text is not UTF-8", async () => {
  await using server = await startTcpServer();
  // CP949 of 한글: in UTF-8 its middle is a small letter, and its last byte begins a character.
  const line = Uint8Array.of(0xc7, 0xd1, 0xb1, 0xdb);
  for (
    const [language, came, why] of [["en", "  what came: ", "not UTF-8"], [
      "ko",
      "  받은 내용: ",
      "UTF-8이 아닙니다",
    ]] as const
  ) {
    const { code, stderr } = await clientOf(server, "tcp", ["--timeout", "200ms", "--lang", language], line);
    assertEquals(code, 4);
    assertStringIncludes(stderr, `\n${came}\\xc7Ѱ\n`);
    assertStringIncludes(stderr, why);
  }
});

Deno.test("client tcp --expect any says of a reply after a line without one that it may be late", async () => {
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    await receive(connection);
    await send(connection, "ONE");
    await untilGone(connection);
  });
  const flags = ["--expect", "any", "--timeout", "300ms"];
  const { code, stdout, stderr } = await clientOf(server, "tcp", flags, "one\ntwo\n");
  assertMatch(stdout, /^Reply from server: ONE\n/);
  assertStringIncludes(stderr, "\n  this may be the late reply to an earlier line, which got none in time\n");
  assertEquals(code, 4);
});
