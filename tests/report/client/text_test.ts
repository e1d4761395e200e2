import { assertEquals } from "@std/assert";
import { languages } from "../../../lib/base/text.ts";
import type { ClientEvent, ReplyReceived } from "../../../lib/client/event.ts";
import { clientOutput, type ClientTextOptions } from "../../../lib/report/client/text.ts";
import { hintFor } from "../../../lib/report/hint/hint.ts";
import { noPaint } from "../../../lib/report/paint.ts";
import { noReplyWithin } from "../../../lib/protocol/failure.ts";
import { latin1, textOf, utf8 } from "../../support/bytes.ts";
import { assertGolden, screenWidths } from "../../support/golden.ts";
import { pureTest } from "../../support/property.ts";

const options: ClientTextOptions = {
  quiet: false,
  isTerminal: false,
  expectation: "upper",
  escapes: false,
  language: "en",
  columns: Infinity,
  paint: noPaint,
};

const reply: ReplyReceived = {
  event: "reply",
  number: 1,
  sent: utf8("hello"),
  text: utf8("HELLO"),
  bytes: 5,
  rttMs: 0.12345,
  matches: true,
};

/** The result as characters of one byte each, and the notes. */
function output(
  event: ClientEvent,
  changed: Partial<ClientTextOptions> = {},
): { result?: string; notes?: string[] } {
  const { result, notes } = clientOutput(event, { ...options, ...changed });
  return {
    ...(result && { result: String.fromCharCode(...result) }),
    ...(notes && { notes: [...notes] }),
  };
}

function notes(event: ClientEvent, changed: Partial<ClientTextOptions> = {}): string[] {
  return output(event, changed).notes ?? [];
}

pureTest("clientOutput() writes a reply in the lecture's words", () => {
  assertEquals(output(reply), { result: "Reply from server: HELLO\nResponse time: 0.123 ms\n" });
});

pureTest("clientOutput() writes only the reply when it is to be quiet", () => {
  assertEquals(output(reply, { quiet: true }), { result: "HELLO\n" });
});

pureTest("clientOutput() writes a reply byte for byte, unless a terminal would obey it", () => {
  const wild = { ...reply, text: latin1("\x1b[31m\xff\n") };
  assertEquals(output(wild, { quiet: true }).result, "\x1b[31m\xff\n\n");
  assertEquals(output(wild, { quiet: true, isTerminal: true }).result, "\\x1b[31m\\xff\\n\n");
  assertEquals(
    output(wild, { isTerminal: true }).result,
    "Reply from server: \\x1b[31m\\xff\\n\nResponse time: 0.123 ms\n",
  );
});

pureTest("clientOutput() says what is wrong with a reply", () => {
  const wrong = { ...reply, matches: false };
  assertEquals(notes(wrong), ["  this is not the upper-case form of what was sent"]);
  assertEquals(notes(wrong, { expectation: "echo" }), ["  this is not what was sent"]);
  assertEquals(notes({ ...wrong, extraBytes: 3 }), ["  3 bytes more than expected"]);
  assertEquals(notes(wrong, { quiet: true }), ["  this is not the upper-case form of what was sent"]);
});

pureTest("clientOutput() tells of bytes too many also where any reply is right", () => {
  assertEquals(notes({ ...reply, extraBytes: 1 }, { expectation: "any" }), ["  1 byte more than expected"]);
});

pureTest("clientOutput() says from which port the client runs, and to whom it is connected", () => {
  const connected = {
    event: "connected",
    transport: "tcp",
    local: "[::1]:52144",
    peer: "[::1]:10825",
    tookMs: 0.25,
    attempts: 1,
  } as const;
  assertEquals(notes(connected), [
    "The client is running on port 52144, connected to [::1]:10825 in 0.25 ms",
  ]);
  assertEquals(notes({ ...connected, transport: "udp" }), [
    "The client is running on port 52144, sends to [::1]:10825",
  ]);
  assertEquals(output(connected, { quiet: true }), {});
});

pureTest("clientOutput() counts the attempts to connect", () => {
  const attempt = { event: "attempt", number: 2, of: 11, failure: "refused", nextInMs: 1000 } as const;
  assertEquals(notes(attempt), ["attempt 2 of 11: refused; trying again in 1 s"]);
  assertEquals(output(attempt, { quiet: true }), {});
});

pureTest("clientOutput() tells what was set aside, and why", () => {
  const aside = { event: "aside", bytes: 1, peer: "192.0.2.7:53", local: "0.0.0.0:52145" } as const;
  const cases = {
    "late": "ignored 1 byte that came late for an earlier line",
    "repeated": "ignored 1 byte that came again for an earlier line",
    "extra": "1 byte more than expected after the last reply",
    "foreign": "ignored a datagram of 1 byte from 192.0.2.7:53: nothing was sent to that address",
    "empty-line": "an empty line sends nothing on a stream, so no reply will come",
    "new-port": "now sending from 0.0.0.0:52145: a late reply cannot be taken for the next one",
  } as const;
  for (const [about, text] of Object.entries(cases) as [keyof typeof cases, string][]) {
    assertEquals(notes({ ...aside, about }), [`  ${text}`]);
    assertEquals(output({ ...aside, about }, { quiet: true }), {});
  }
});

pureTest("clientOutput() says how a line failed and what to do, also when it is to be quiet", () => {
  const failure = {
    event: "failure",
    number: 1,
    kind: "timeout",
    message: { en: "no reply from 127.0.0.1:10825 within 10 s", ko: "10 s 안에 응답이 오지 않았습니다" },
    attempt: { call: "recv", transport: "tcp" },
    receivedBytes: 0,
  } as const;
  for (const quiet of [false, true]) {
    assertEquals(output(failure, { quiet }), {
      notes: [`capsock: ${failure.message.en}`, `  → ${hintFor(failure, "en")}`],
    });
  }
  const part = { ...failure, receivedBytes: 3, received: utf8("HE\n") };
  assertEquals(notes(part), [
    `capsock: ${failure.message.en} (only 3 bytes came)`,
    "  what came: HE\\n",
    `  → ${hintFor(part, "en")}`,
  ]);
  assertEquals(notes(part, { language: "ko" }), [
    "capsock: 10 s 안에 응답이 오지 않았습니다(3바이트만 수신)",
    "  받은 내용: HE\\n",
    `  → ${hintFor(part, "ko")}`,
  ]);
  const long = { ...part, received: utf8("x".repeat(300)) };
  assertEquals(notes(long)[1], `  what came: ${"x".repeat(200)}…`);
  const paint = { ...noPaint, bad: (text: string) => `<bad>${text}</bad>` };
  assertEquals(notes(failure, { paint })[0], `<bad>capsock:</bad> ${failure.message.en}`);
});

pureTest(
  "clientOutput() shows what the server said first, without its last line break, unless it is to be quiet",
  () => {
    const greeting = { event: "greeting", text: utf8("220-one\r\n220 \x1b[31m\r\n"), bytes: 21 } as const;
    assertEquals(output(greeting), { result: "The server spoke first: 220-one\r\n220 \x1b[31m\n" });
    const shown = { result: "The server spoke first: 220-one\n220 \\x1b[31m\n" };
    assertEquals(output(greeting, { isTerminal: true }), shown);
    assertEquals(output(greeting, { quiet: true }), {});
  },
);

pureTest(
  "clientOutput() says in each language that a reply may be late, and that bytes belong to no line",
  () => {
    const late = { ...reply, mayBeLate: true } as const;
    assertEquals(notes(late), ["  this may be the late reply to an earlier line, which got none in time"]);
    assertEquals(notes(late, { language: "ko" }), [
      "  제시간에 응답을 받지 못한 앞 줄의 응답이 늦게 온 것일 수 있습니다",
    ]);
    const unasked = { event: "aside", about: "unasked", bytes: 5 } as const;
    assertEquals(notes(unasked), ["  ignored 5 bytes that no line asked for"]);
    assertEquals(notes(unasked, { language: "ko" }), ["  어느 줄에 대한 응답도 아닌 5바이트를 무시했습니다"]);
  },
);

pureTest("clientOutput() has no words for the summary", () => {
  assertEquals(output({ event: "summary", sent: 1, replies: 1, durationMs: 5 }), {});
});

pureTest("clientOutput() writes its notes in Korean too, and the lecture's lines as they are", () => {
  const korean = { language: "ko" } as const;
  assertEquals(output(reply, korean), output(reply));
  const wrong = { ...reply, matches: false };
  assertEquals(notes(wrong, korean), ["  보낸 내용을 대문자로 바꾼 것이 아닙니다"]);
  assertEquals(notes(wrong, { ...korean, expectation: "echo" }), ["  보낸 내용과 다릅니다"]);
  assertEquals(notes({ ...wrong, extraBytes: 3 }, korean), ["  예상보다 3바이트 많습니다"]);
  const local = "[::1]:52144";
  const connected = { event: "connected", local, peer: "[::1]:80", tookMs: 0.25, attempts: 1 } as const;
  const running = "The client is running on port 52144";
  assertEquals(notes({ ...connected, transport: "tcp" }, korean), [
    running,
    "[::1]:80에 0.25 ms 만에 연결했습니다",
  ]);
  assertEquals(notes({ ...connected, transport: "udp" }, korean), [running, "[::1]:80으로 전송합니다"]);
  const attempt = { event: "attempt", number: 2, of: 11, failure: "refused", nextInMs: 1000 } as const;
  assertEquals(notes(attempt, korean), ["연결 시도 2/11: 거부됨. 1 s 뒤에 다시 시도합니다"]);
  const aside = { event: "aside", bytes: 1, peer: "192.0.2.7:53", local: "0.0.0.0:52145" } as const;
  const cases = {
    "late": "앞서 보낸 줄의 응답 1바이트가 늦게 와서 무시했습니다",
    "repeated": "앞서 보낸 줄의 응답 1바이트가 다시 와서 무시했습니다",
    "extra": "마지막 응답 뒤에 1바이트가 더 왔습니다",
    "foreign": "192.0.2.7:53에서 온 1바이트 데이터그램을 무시했습니다. 그 주소로는 보낸 것이 없습니다",
    "empty-line": "스트림에서 빈 줄은 아무것도 전송하지 않으므로 응답이 오지 않습니다",
    "new-port": "이제 0.0.0.0:52145에서 전송합니다. 늦게 온 응답을 다음 응답으로 착각하지 않기 위해서입니다",
  } as const;
  for (const [about, text] of Object.entries(cases) as [keyof typeof cases, string][]) {
    assertEquals(notes({ ...aside, about }, korean), [`  ${text}`]);
  }
});

Deno.test("a client's session looks as in its golden files", async () => {
  const [local, peer] = ["127.0.0.1:52144", "127.0.0.1:10825"];
  const endpoint = { host: "127.0.0.1", port: 10825 };
  const { kind, text: message, attempt } = noReplyWithin(10_000, { transport: "tcp", endpoint });
  const session: ClientEvent[] = [
    { event: "attempt", number: 1, of: 11, failure: "refused", nextInMs: 1000 },
    { event: "connected", transport: "tcp", local, peer, tookMs: 4.501, attempts: 2 },
    reply,
    { event: "failure", number: 2, kind, message, attempt, receivedBytes: 3, received: utf8("WOR") },
    { event: "aside", about: "late", bytes: 2 },
    { event: "summary", sent: 2, replies: 1, durationMs: 12_000 },
  ];
  for (const language of languages) {
    for (const columns of screenWidths) {
      const screen = session.map((event) => {
        const { result = utf8(""), notes = [] } = clientOutput(event, { ...options, language, columns });
        return [textOf(result), ...notes.map((note) => `${note}\n`)].join("");
      });
      await assertGolden(`client_tcp.${language}.${columns}`, screen.join(""), columns);
    }
  }
});
