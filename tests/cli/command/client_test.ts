import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { concat } from "../../../lib/base/bytes.ts";
import { formatEndpoint } from "../../../lib/protocol/endpoint.ts";
import { services } from "../../../lib/protocol/service/services.ts";
import { textOf, utf8 } from "../../support/bytes.ts";
import { clientOf } from "../../support/client_of.ts";
import { capsock } from "../../support/host.ts";
import { hasIpv6 } from "../../support/machine.ts";
import { eventsOf } from "../../support/running.ts";
import { startTcpServer, startUdpServer } from "../../support/server.ts";
import { holdTcpPort, holdUdpPort } from "../../support/held_port.ts";

const newline = Uint8Array.of(0x0a);

/** The lines of `--json`, parsed. */
for (const transport of ["tcp", "udp"] as const) {
  const start = (service = services.upper) =>
    transport === "tcp" ? startTcpServer({ service }) : startUdpServer({ service });

  Deno.test(`client ${transport} -m shows the reply and its response time`, async () => {
    await using server = await start();
    const { code, stdout, stderr } = await clientOf(server, transport, ["-m", "hello"]);
    assertMatch(stdout, /^Reply from server: HELLO\nResponse time: \d+\.\d{3} ms\n$/);
    assertMatch(stderr, /^The client is running on port \d+, (connected|sends) to 127\.0\.0\.1:\d+.*\n$/);
    assertEquals(code, 0);
  });

  Deno.test(`client ${transport} sends every -m in order`, async () => {
    await using server = await start();
    const flags = ["-m", "one", "--message=two", "-mthree", "--quiet"];
    const { code, stdout, stderr } = await clientOf(server, transport, flags, "not read\n");
    assertEquals([code, stdout, stderr], [0, "ONE\nTWO\nTHREE\n", ""]);
  });

  Deno.test(`client ${transport} passes lines from a pipe on byte for byte`, async () => {
    await using server = await start();
    const lines = [
      utf8("a\0b"),
      Uint8Array.of(0xff, 0xfe, 0x80),
      Uint8Array.of(0xed, 0xa0, 0x80),
      utf8("\x1b[31m\r\t안녕"),
      utf8("no newline at the end"),
    ];
    const input = concat(...lines.flatMap((line, index) => index === 0 ? [line] : [newline, line]));
    const { code, stdoutBytes, stderr } = await clientOf(server, transport, ["--quiet"], input);
    const replies = [
      utf8("A\0B"),
      Uint8Array.of(0xff, 0xfe, 0x80),
      Uint8Array.of(0xed, 0xa0, 0x80),
      utf8("\x1b[31M\r\t안녕"),
      utf8("NO NEWLINE AT THE END"),
    ];
    assertEquals(stdoutBytes, concat(...replies.flatMap((reply) => [reply, newline])));
    assertEquals([code, stderr], [0, ""]);
  });

  Deno.test(`client ${transport} writes the reply's bytes between the lecture's words`, async () => {
    await using server = await start();
    const { stdoutBytes } = await clientOf(server, transport, [], Uint8Array.of(0x61, 0xff, 0x00));
    const before = utf8("Reply from server: ");
    assertEquals(
      stdoutBytes.subarray(0, before.length + 4),
      concat(before, Uint8Array.of(0x41, 0xff, 0x00, 0x0a)),
    );
    assertMatch(textOf(stdoutBytes.subarray(before.length + 4)), /^Response time: [\d.]+ ms\n$/);
  });

  Deno.test(`client ${transport} without a line ends with 0`, async () => {
    await using server = await start();
    const { code, stdout } = await clientOf(server, transport, []);
    assertEquals([code, stdout], [0, ""]);
  });

  Deno.test(`client ${transport} --json emits the events of the design and nothing else`, async () => {
    await using server = await start();
    const input = concat(utf8("hello\n"), Uint8Array.of(0xff), newline);
    const finished = await clientOf(server, transport, ["--json"], input);
    const [connected, text, binary, summary, ...more] = eventsOf(finished);
    assertEquals([finished.code, finished.stderr, more], [0, "", []]);
    const { local, tookMs, ...rest } = connected!;
    assertMatch(String(local), /:\d+$/);
    assertEquals(typeof tookMs, "number");
    assertEquals(rest, { event: "connected", transport, peer: formatEndpoint(server.endpoint), attempts: 1 });
    const { rttMs, ...reply } = text!;
    assertEquals(typeof rttMs, "number");
    assertEquals(reply, { event: "reply", number: 1, sent: "hello", text: "HELLO", bytes: 5, matches: true });
    const { rttMs: _, ...binaryReply } = binary!;
    assertEquals(binaryReply, {
      event: "reply",
      number: 2,
      sentBase64: "/w==",
      base64: "/w==",
      bytes: 1,
      matches: true,
    });
    const { durationMs, ...totals } = summary!;
    assertEquals(typeof durationMs, "number");
    assertEquals(totals, { event: "summary", sent: 2, replies: 2 });
  });

  Deno.test(`client ${transport} ends with 1 when the reply is not the right answer`, async () => {
    await using server = await start(services.echo);
    const { code, stdout, stderr } = await clientOf(server, transport, ["-m", "hello"]);
    assertStringIncludes(stdout, "Reply from server: hello\n");
    assertStringIncludes(stderr, "  this is not the upper-case form of what was sent\n");
    assertEquals(code, 1);
  });

  Deno.test(`client ${transport} --expect echo takes an echo for the right answer`, async () => {
    await using server = await start(services.echo);
    const { code, stdout } = await clientOf(server, transport, ["-m", "hello", "--expect", "echo", "-q"]);
    assertEquals([code, stdout], [0, "hello\n"]);
  });

  Deno.test(`client ${transport} ends with 4 when no reply comes in time`, async () => {
    await using server = await start(services.discard);
    const { code, stdout, stderr } = await clientOf(server, transport, [
      "-m",
      "hello",
      "--timeout",
      "1s",
      "-q",
    ]);
    const said = `capsock: no reply from ${formatEndpoint(server.endpoint)} within 1 s\n  → `;
    assertStringIncludes(stderr, said);
    assertEquals([code, stdout], [4, ""]);
  });

  Deno.test(`client ${transport} ends with 8 when its local port is in use`, async () => {
    await using server = await start();
    using holder = transport === "tcp" ? holdTcpPort() : holdUdpPort();
    const { code, stdout, stderr } = await clientOf(server, transport, [
      "--local-port",
      String(holder.port),
      "-m",
      "hello",
    ]);
    assertMatch(stderr, /^capsock: .*already in use\n {2}→ .+\n$/);
    assertStringIncludes(stderr, `:${holder.port}: `);
    assertEquals([code, stdout], [8, ""]);
  });

  Deno.test(`client ${transport} --local-port sends from that port`, async () => {
    await using server = await start();
    const holder = transport === "tcp" ? holdTcpPort() : holdUdpPort();
    holder[Symbol.dispose]();
    const { port } = holder;
    const { code, stdout, stderr } = await clientOf(server, transport, [
      "--local-port",
      `${port}`,
      "-m",
      "hi",
    ]);
    assertStringIncludes(stderr, `The client is running on port ${port}, `);
    assertStringIncludes(stdout, "Reply from server: HI\n");
    assertEquals(code, 0);
  });

  for (const [flag, host] of [["-4", "127.0.0.1"], ["-6", "::1"]] as const) {
    Deno.test(`client ${transport} ${flag} reaches localhost at ${host} only`, {
      ignore: flag === "-6" && !hasIpv6,
    }, async () => {
      await using server = transport === "tcp"
        ? await startTcpServer({ host })
        : await startUdpServer({ host });
      const target = `localhost:${server.endpoint.port}`;
      const { code, stdout, stderr } = await capsock(["client", transport, target, flag, "-m", "hello"]);
      assertStringIncludes(stdout, "Reply from server: HELLO\n");
      assertStringIncludes(stderr, ` to ${formatEndpoint(server.endpoint)}`);
      assertEquals(code, 0);
    });
  }

  Deno.test(`client ${transport} --escapes sends the bytes that are meant`, async () => {
    await using server = await start();
    const flags = ["--escapes", "--quiet", "-m", "a\\x00\\xff\\\\n\\tb"];
    const { code, stdoutBytes } = await clientOf(server, transport, flags);
    const reply = concat(utf8("A\0"), Uint8Array.of(0xff), utf8("\\N\tB\n"));
    assertEquals([code, stdoutBytes], [0, reply]);
  });

  Deno.test(`client ${transport} --escapes says of a wrong one in a pipe that it was not sent, and ends with 1`, async () => {
    await using server = await start();
    const { code, stdout, stderr } = await clientOf(server, transport, ["--escapes", "--quiet"], "a\\q\nb\n");
    assertStringIncludes(stderr, "is not known");
    assertEquals([code, stdout], [1, "B\n"]);
  });

  Deno.test(`client ${transport} --escapes refuses a wrong one before anything is opened`, async () => {
    await using server = await start();
    const { code, stdout, stderr } = await clientOf(server, transport, ["--escapes", "-m", "a\\q"]);
    assertEquals([code, stdout], [2, ""]);
    assertStringIncludes(stderr, '"\\q" is not known');
    assertEquals(server.log.all, []);
  });

  Deno.test(`client ${transport} --hex shows the bytes both ways on standard error`, async () => {
    await using server = await start();
    const { code, stdout, stderr } = await clientOf(server, transport, ["--hex", "-q", "-m", "a\u00e9"]);
    const peer = formatEndpoint(server.endpoint);
    assertEquals([code, stdout], [0, "AÉ\n"]);
    assertStringIncludes(stderr, `→ ${peer} 3 bytes\n  00000000  61 c3 a9 `);
    assertStringIncludes(stderr, `← ${peer} 3 bytes\n  00000000  41 c3 89 `);
  });

  Deno.test(`client ${transport} --trace shows each socket call on standard error`, async () => {
    await using server = await start();
    const { code, stdout, stderr } = await clientOf(server, transport, ["--trace", "-q", "-m", "hi"]);
    assertEquals([code, stdout], [0, "HI\n"]);
    const calls = transport === "tcp"
      ? /socket\+connect[^]*send[^]*recv[^]*close/
      : /socket\+bind[^]*sendto[^]*recvfrom[^]*close/;
    assertMatch(stderr, calls);
  });
}

Deno.test("client ends with 2 when the command line is wrong", async () => {
  const wrong: [string[], string][] = [
    [["client"], "client needs a transport"],
    [["client", "sctp"], '"sctp" is not a transport'],
    [["client", "tcp", "--tiemout", "1"], "did you mean --timeout?"],
    [["client", "tcp", "0.0.0.0:7"], "0.0.0.0 is an address to bind to"],
    [["client", "tcp", "-4", "-6"], "-4 and -6 cannot be used together"],
    [["client", "udp", "--framing", "line"], "--framing works with `client tcp` only"],
    [["client", "tcp", "udp://127.0.0.1:7"], "udp://127.0.0.1:7 is not a tcp target"],
  ];
  for (const [args, said] of wrong) {
    const { code, stdout, stderr } = await capsock(args);
    assertEquals([code, stdout], [2, ""]);
    assertStringIncludes(stderr, said);
  }
});
