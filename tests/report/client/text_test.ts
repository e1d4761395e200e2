import { assertEquals } from "@std/assert";
import type { ClientEvent, ReplyReceived } from "../../../lib/client/event.ts";
import { clientOutput, type ClientTextOptions } from "../../../lib/report/client/text.ts";
import { hintFor } from "../../../lib/report/hint/hint.ts";
import { noPaint } from "../../../lib/report/paint.ts";
import { latin1, utf8 } from "../../support/bytes.ts";
import { pureTest } from "../../support/property.ts";

const options: ClientTextOptions = {
  quiet: false,
  isTerminal: false,
  expectation: "upper",
  language: "en",
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
  assertEquals(notes(wrong), ["  this is not the upper-casing of what was sent"]);
  assertEquals(notes(wrong, { expectation: "echo" }), ["  this is not what was sent"]);
  assertEquals(notes({ ...wrong, extraBytes: 3 }), ["  3 bytes more than expected"]);
  assertEquals(notes(wrong, { quiet: true }), ["  this is not the upper-casing of what was sent"]);
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
  assertEquals(notes(attempt), ["attempt 2 of 11: refused; next in 1 s"]);
  assertEquals(output(attempt, { quiet: true }), {});
});

pureTest("clientOutput() tells what was set aside, and why", () => {
  const aside = { event: "aside", bytes: 1, peer: "192.0.2.7:53", local: "0.0.0.0:52145" } as const;
  const cases = {
    "late": "1 byte came late, for an earlier line: set aside",
    "repeated": "1 byte came again, for an earlier line: set aside",
    "extra": "1 byte more than expected after the last reply",
    "foreign": "a datagram of 1 byte came from 192.0.2.7:53, which was not asked: set aside",
    "empty-line": "an empty line sends nothing on a stream: there is nothing to answer",
    "new-port": "going on from 0.0.0.0:52145, so that a late reply cannot be taken for the next one",
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
    message: "no reply from 127.0.0.1:10825 within 10 s",
    attempt: { call: "recv", transport: "tcp" },
    receivedBytes: 0,
  } as const;
  const arrow = (language: "en" | "ko") => `  → ${hintFor(failure, language)}`;
  for (const quiet of [false, true]) {
    assertEquals(output(failure, { quiet }), { notes: [`capsock: ${failure.message}`, arrow("en")] });
  }
  assertEquals(
    notes({ ...failure, receivedBytes: 3 })[0],
    `capsock: ${failure.message} (3 bytes of it had come)`,
  );
  assertEquals(notes(failure, { language: "ko" })[1], arrow("ko"));
  const paint = { ...noPaint, bad: (text: string) => `<bad>${text}</bad>` };
  assertEquals(notes(failure, { paint })[0], `<bad>capsock:</bad> ${failure.message}`);
});

pureTest("clientOutput() has no words for the summary", () => {
  assertEquals(output({ event: "summary", sent: 1, replies: 1, durationMs: 5 }), {});
});
