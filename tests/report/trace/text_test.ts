import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { failureKinds } from "../../../lib/protocol/failure_kind.ts";
import type { SocketEvent } from "../../../lib/protocol/event.ts";
import { columnsOf } from "../../../lib/report/columns.ts";
import { languages } from "../../../lib/base/text.ts";
import { noPaint } from "../../../lib/report/paint.ts";
import { firstBytes, traceHeader, traceLines, type TraceOptions } from "../../../lib/report/trace/text.ts";
import { assertGolden, screenWidths } from "../../support/golden.ts";
import { allCalls } from "../../support/all_calls.ts";
import { latin1, mixedBytes, utf8 } from "../../support/bytes.ts";
import { propertyTest, pureTest } from "../../support/property.ts";

type Facts = Partial<SocketEvent> & Pick<SocketEvent, "call">;

const base = { event: "socket", at: 12.3456, side: "server", socket: "#1", transport: "tcp" } as const;
const local = "127.0.0.1:10825";
const peer = "127.0.0.1:52144";

const look = { language: "en", columns: 80, paint: noPaint } as const;

function lines(event: Facts, options: Partial<TraceOptions> = {}): string[] {
  return traceLines({ ...base, ...event }, { ...look, ...options });
}

/** The call as one line: there is room for it. */
function line(event: Facts, options: Partial<TraceOptions> = {}): string {
  const [only, ...more] = lines(event, options);
  assertEquals(more, []);
  return only!;
}

pureTest("traceLines() says of each call what came of it, in columns", () => {
  const cases: [Facts, string][] = [
    [
      { call: "listen", local, covers: ["socket", "bind", "listen"] },
      "listen   127.0.0.1:10825        socket+bind+listen",
    ],
    [{ call: "bind", local, covers: ["socket", "bind"] }, "bind     127.0.0.1:10825        socket+bind"],
    [{ call: "accept", accepted: "#2", peer, local }, "accept   127.0.0.1:52144        new socket #2"],
    [
      { call: "connect", covers: ["socket", "connect"], local, peer },
      "connect  127.0.0.1:52144        socket+connect from :10825",
    ],
    [
      { call: "connect", covers: ["socket", "bind", "connect"], local, peer },
      "connect  127.0.0.1:52144        socket+bind+connect :10825",
    ],
    [
      { call: "connect", covers: ["socket", "connect"], local: "192.0.2.1:4", peer: "192.0.2.2:5" },
      "connect  192.0.2.2:5            socket+connect from 192.0.2.1:4",
    ],
    [{ call: "send", peer, bytes: 5 }, "send     127.0.0.1:52144      5"],
    [{ call: "send", peer, bytes: 5, asked: 65_536 }, "send     127.0.0.1:52144      5 of 65,536 bytes"],
    [{ call: "sendto", peer, bytes: 65_507 }, "sendto   127.0.0.1:52144 65,507"],
    [{ call: "recv", peer, bytes: 5 }, "recv     127.0.0.1:52144      5"],
    [{ call: "recv", peer, bytes: 0, eof: true }, "recv     127.0.0.1:52144      0 end: the peer sent FIN"],
    [{ call: "recvfrom", peer, bytes: 0 }, "recvfrom 127.0.0.1:52144      0"],
    [
      { call: "recvfrom", peer, bytes: 2048, truncated: true },
      "recvfrom 127.0.0.1:52144  2,048 cut, rest lost",
    ],
    [
      { call: "resolve", peer: "localhost", addresses: ["::1", "127.0.0.1"] },
      "resolve  localhost              ::1, 127.0.0.1",
    ],
    [{ call: "shutdown", peer }, "shutdown 127.0.0.1:52144        sending side"],
    [{ call: "close", peer }, "close    127.0.0.1:52144        connection"],
    [{ call: "close", local }, "close    127.0.0.1:10825        listening socket"],
    [{ call: "close", local, transport: "udp" }, "close    127.0.0.1:10825        UDP socket"],
  ];
  for (const [event, expected] of cases) {
    assertEquals(line(event, { columns: 100 }), `  12.346  server #1   ${expected}`);
  }
});

pureTest("traceLines() says all of it in Korean too, but for the names of calls", () => {
  const cases: [Facts, string][] = [
    [{ call: "accept", accepted: "#2", peer, local }, "accept   127.0.0.1:52144        새 소켓 #2"],
    [
      { call: "connect", covers: ["socket", "connect"], local, peer },
      "connect  127.0.0.1:52144        socket+connect :10825",
    ],
    [{ call: "send", peer, bytes: 5, asked: 65_536 }, "send     127.0.0.1:52144      5 (전체 65,536바이트)"],
    [{ call: "recv", peer, bytes: 0, eof: true }, "recv     127.0.0.1:52144      0 끝: 상대측이 FIN 전송"],
    [
      { call: "recvfrom", peer, bytes: 2048, truncated: true },
      "recvfrom 127.0.0.1:52144  2,048 잘림, 나머지 손실",
    ],
    [{ call: "shutdown", peer }, "shutdown 127.0.0.1:52144        전송 끝냄"],
    [{ call: "close", peer }, "close    127.0.0.1:52144        연결 소켓"],
    [{ call: "close", local }, "close    127.0.0.1:10825        서버 소켓(대기용)"],
    [{ call: "close", local, transport: "udp" }, "close    127.0.0.1:10825        UDP 소켓"],
    [{ call: "connect", peer, failure: "refused" }, "connect  127.0.0.1:52144        실패: 거부됨"],
  ];
  for (const [event, expected] of cases) {
    assertEquals(line(event, { language: "ko" }), `  12.346  서버 #1        ${expected}`);
  }
  assertEquals(
    line({ call: "close", peer, side: "client" }, { language: "ko" }).slice(10, 18),
    "클라이언트 #1",
  );
});

pureTest("traceLines() puts below the call what has no room beside it", () => {
  assertEquals(lines({ call: "recv", peer, bytes: 0, eof: true }, { columns: 60 }), [
    "  12.346  server #1   recv     127.0.0.1:52144      0",
    "          end: the peer sent FIN",
  ]);
  assertEquals(lines({ call: "close", peer }, { columns: 40 }), [
    "  12.346  server #1   close",
    "          127.0.0.1:52144",
    "          connection",
  ]);
});

pureTest("traceHeader() stands over the columns", () => {
  const [header] = traceHeader(look) as [string];
  const text = line({ call: "recv", peer, bytes: 65_507, eof: true });
  for (
    const [name, part] of [["side", "server"], ["call", "recv"], ["peer", peer], ["result", "end"]] as const
  ) {
    assertEquals(header.indexOf(name), text.indexOf(part), name);
  }
  assertEquals(header.indexOf("bytes") + "bytes".length, text.indexOf("65,507") + "65,507".length);
});

pureTest("traceLines() says how a call failed, and of whom", () => {
  assertEquals(
    line({ call: "connect", peer, failure: "refused" }),
    "  12.346  server #1   connect  127.0.0.1:52144        failed: refused",
  );
  assertStringIncludes(line({ call: "listen", local, failure: "in-use" }), `${local}        failed: in-use`);
  for (const call of allCalls) {
    for (const failure of failureKinds) assert(!line({ call, failure }).includes("undefined"));
  }
});

pureTest("traceLines() keeps within 80 columns for the addresses of this machine", () => {
  const data = utf8("한글\n".repeat(100));
  const facts = {
    local: "127.0.0.1:65535",
    peer: "127.0.0.1:65535",
    socket: "#999",
    accepted: "#999",
    at: 99_999.999,
  };
  for (const call of allCalls) {
    const covers = call === "connect"
      ? ["socket", "bind", call] as const
      : ["socket", "bind", "listen"] as const;
    const carriesData = /^(send|recv)/.test(call);
    const events: Facts[] = [
      { call, ...facts, covers },
      ...carriesData
        ? [{ bytes: 65_507, asked: 65_536 }, { bytes: 65_507, truncated: true } as const].map((more) => ({
          call,
          ...facts,
          ...more,
          data,
        }))
        : [],
      { call, ...facts, covers, bytes: 0, eof: true },
      ...failureKinds.map((failure) => ({ call, ...facts, covers, failure })),
    ];
    for (const event of events) {
      const text = line(event, { showData: true, columns: Infinity });
      assert(columnsOf(text) <= 80, `${columnsOf(text)}: ${text}`);
      for (const language of languages) {
        for (const columns of [40, 60, 80]) {
          for (const text of lines(event, { showData: true, language, columns })) {
            assert(columnsOf(text) <= columns, `${columns}: ${text}`);
          }
        }
      }
    }
  }
});

pureTest("traceLines() keeps its columns whoever calls and whenever", () => {
  const events: Partial<SocketEvent>[] = [
    { side: "client", socket: "#42" },
    { socket: "#123" },
    ...[0, 999.9996, 9999.9999, 123_456.789, 12_345_678.9].map((at) => ({ at })),
    { peer: "192.168.100.100:1", bytes: 12 },
  ];
  for (const event of events) {
    const text = line({ call: "recv", peer, bytes: 0, eof: true, ...event });
    assertEquals([text.indexOf("recv"), text.indexOf("end")], [22, 54], text);
  }
});

pureTest("traceLines() shows the first bytes when asked, made visible and cut to their column", () => {
  const shown = (data: Uint8Array, more: Partial<SocketEvent> = {}): string => {
    return line({ call: "recv", peer, bytes: data.length, data, ...more }, { showData: true }).slice(54);
  };
  assertEquals(shown(utf8("hello")), `"hello"`);
  assertEquals(shown(utf8("")), `""`);
  assertEquals(shown(latin1("\x1b[31m\xff\n\0")), `"\\x1b[31m\\xff\\n\\0"`);
  assertEquals(shown(utf8("a".repeat(24))), `"${"a".repeat(24)}"`);
  assertEquals(shown(utf8("a".repeat(25))), `"${"a".repeat(23)}"…`);
  assertEquals(shown(utf8("a".repeat(70_000))), `"${"a".repeat(23)}"…`);
  assertEquals(shown(utf8("한".repeat(13))), `"${"한".repeat(11)}"…`);
  assertEquals(shown(utf8("a".repeat(22) + "\x1b\x1b")), `"${"a".repeat(22)}"…`);
  assertEquals(shown(utf8("abcdef"), { truncated: true }), `cut, rest lost "abcdef"`);
  assertEquals(shown(utf8("abcdefghi"), { truncated: true }), `cut, rest lost "abcdefghi"`);
  assertEquals(shown(utf8("abcdefghijkl"), { truncated: true }), `cut, rest lost "abcdefgh"…`);
  assertEquals(line({ call: "recv", peer, bytes: 1, data: utf8("x") }).includes("x"), false);
});

propertyTest("traceLines() lets no control character and no line too long through", 300, (random) => {
  const data = mixedBytes(random, 12);
  const text = line({ call: "recv", peer, bytes: data.length, data }, { showData: true });
  // deno-lint-ignore no-control-regex
  assert(columnsOf(text) <= 80 && !/[\x00-\x1f\x7f-\x9f]/.test(text), text);
});

pureTest("firstBytes() cuts no character in two", () => {
  const cut = (text: string, limit: number): string =>
    new TextDecoder().decode(firstBytes(utf8(text), limit));
  assertEquals(cut("abc", 3), "abc");
  assertEquals(cut("abcd", 3), "abc");
  assertEquals(cut("한글", 5), "한");
  assertEquals(cut("한글", 4), "한");
  assertEquals(cut("한글", 3), "한");
  assertEquals(cut("a😀b", 4), "a");
  assertEquals(cut("a😀b", 5), "a😀");
  assertEquals(firstBytes(latin1("\x80\x80\x80\x80"), 3).length, 3);
});

pureTest("traceLines() paints the side, the call and a failure", () => {
  const paint = {
    ...noPaint,
    server: (text: string) => `<s>${text}</s>`,
    client: (text: string) => `<c>${text}</c>`,
    strong: (text: string) => `<b>${text}</b>`,
    bad: (text: string) => `<x>${text}</x>`,
    faint: (text: string) => `<f>${text}</f>`,
  };
  assertEquals(
    line({ call: "send", peer, failure: "reset" }, { paint }),
    "  12.346  <s>server #1  </s> <b>send    </b> 127.0.0.1:52144        <x>failed: reset</x>",
  );
  assertStringIncludes(
    line({ side: "client", call: "send", peer }, { paint }),
    "<c>client #1  </c>",
  );
  assertEquals(traceHeader({ ...look, paint }), [`<f>${traceHeader(look)[0]}</f>`]);
});

Deno.test("the trace of a TCP exchange looks as in its golden files", async () => {
  const client = { side: "client", local: peer, peer: local } as const;
  const hello = { bytes: 5, data: utf8("hello") };
  const reply = { bytes: 5, data: utf8("HELLO") };
  const exchange: Facts[] = [
    { call: "listen", at: 0.4, local, covers: ["socket", "bind", "listen"] },
    { ...client, call: "connect", at: 2.1, covers: ["socket", "connect"] },
    { call: "accept", at: 2.3, accepted: "#2", local, peer },
    { ...client, call: "send", at: 3.05, ...hello },
    { socket: "#2", call: "recv", at: 3.2, local, peer, ...hello },
    { socket: "#2", call: "send", at: 3.26, local, peer, ...reply },
    { ...client, call: "recv", at: 3.4, ...reply },
    { ...client, call: "shutdown", at: 1004 },
    { socket: "#2", call: "recv", at: 1004.2, local, peer, bytes: 0, eof: true },
    { socket: "#2", call: "close", at: 1004.3, local, peer },
    { ...client, call: "close", at: 1004.5 },
    { call: "close", at: 12_345.678, local },
    {
      ...client,
      socket: "#2",
      call: "connect",
      at: 12_346,
      covers: ["socket", "connect"],
      failure: "refused",
    },
  ];
  for (const language of languages) {
    for (const columns of screenWidths) {
      const options = { language, columns, paint: noPaint, showData: true };
      const screen = [...traceHeader(options), ...exchange.flatMap((event) => lines(event, options))];
      await assertGolden(`trace_tcp.${language}.${columns}`, `${screen.join("\n")}\n`, columns);
    }
  }
});
