import { assert, assertEquals, assertInstanceOf, assertMatch } from "@std/assert";
import { closedByPeer, Failure, noReplyWithin } from "../../lib/protocol/failure.ts";
import type { Attempt } from "../../lib/protocol/attempt.ts";
import { type FailureKind, failureKinds } from "../../lib/protocol/failure_kind.ts";
import { allCalls } from "../support/all_calls.ts";
import { pureTest } from "../support/property.ts";

const endpoint = { host: "127.0.0.1", port: 10825 };

function messageOf(kind: FailureKind, attempt: Partial<Attempt> = {}, cause?: unknown): string {
  const whole = { call: "connect", transport: "tcp", endpoint, ...attempt } as const;
  return new Failure(kind, whole, cause === undefined ? {} : { cause }).message;
}

pureTest("a failure says what was tried and what happened", () => {
  assertEquals(messageOf("refused"), "cannot connect to 127.0.0.1:10825: connection refused");
  assertEquals(
    messageOf("in-use", { call: "listen" }),
    "cannot listen on 127.0.0.1:10825: the address is already in use",
  );
  assertEquals(
    messageOf("in-use", { call: "bind", transport: "udp" }),
    "cannot bind to 127.0.0.1:10825: the address is already in use",
  );
  assertEquals(
    messageOf("unknown-host", { call: "resolve", endpoint: { host: "nowhere.invalid", port: 1 } }),
    "cannot resolve nowhere.invalid: the name has no address",
  );
});

pureTest("a failure writes an IPv6 address in brackets", () => {
  const message = messageOf("refused", { endpoint: { host: "::1", port: 80 } });
  assertEquals(message, "cannot connect to [::1]:80: connection refused");
});

pureTest("a failure names the addresses that were tried where there are several", () => {
  const host = { host: "localhost", port: 80 };
  assertEquals(
    messageOf("refused", { endpoint: host, tried: ["::1", "127.0.0.1"] }),
    "cannot connect to localhost:80 (tried ::1, 127.0.0.1): connection refused",
  );
  assertEquals(
    messageOf("refused", { endpoint: host, tried: ["::1"] }),
    "cannot connect to localhost:80: connection refused",
  );
});

pureTest("a timeout says whether the system gave up or our own deadline did", () => {
  assertEquals(
    messageOf("timeout"),
    "cannot connect to 127.0.0.1:10825: the system gave up waiting for an answer",
  );
  assertEquals(
    messageOf("timeout", { deadlineMs: 1500 }),
    "cannot connect to 127.0.0.1:10825: no answer within 1.5 s",
  );
});

pureTest("a reply that does not come is no connection that timed out", () => {
  for (const call of ["recv", "recvfrom"] as const) {
    const transport = call === "recv" ? "tcp" : "udp";
    assertEquals(
      messageOf("timeout", { call, transport, deadlineMs: 10_000 }),
      "no reply from 127.0.0.1:10825 within 10 s",
    );
  }
});

pureTest("a refused datagram speaks of no connection", () => {
  for (const call of ["sendto", "recvfrom"] as const) {
    const message = messageOf("refused", { call, transport: "udp" });
    assertMatch(message, /no program is bound to that port$/);
    assert(!message.includes("connection"));
  }
});

pureTest("a datagram that is too large says how large it was", () => {
  const attempt = { call: "sendto", transport: "udp" } as const;
  assertMatch(messageOf("too-large", { ...attempt, bytes: 70_000 }), /: 70,000 bytes do not fit/);
  assertMatch(messageOf("too-large", attempt), /: it does not fit into one datagram$/);
});

pureTest("a failure of another kind gives the system's own words, and keeps their cause", () => {
  const cause = new Error("Operation not supported (os error 95)");
  assertEquals(
    messageOf("other", {}, cause),
    "cannot connect to 127.0.0.1:10825: Operation not supported (os error 95)",
  );
  const failure = new Failure("reset", { call: "recv", transport: "tcp" }, { cause });
  assertEquals(failure.cause, cause);
  assertEquals([failure.name, failure.kind, failure.attempt.call], ["Failure", "reset", "recv"]);
  assertInstanceOf(failure, Error);
});

pureTest("every failure of every call is one sentence without an end", () => {
  for (const kind of failureKinds) {
    for (const call of allCalls) {
      for (const transport of ["tcp", "udp"] as const) {
        for (const extra of [{}, { endpoint }, { endpoint, deadlineMs: 200, bytes: 5, tried: ["::1"] }]) {
          const { message, text } = new Failure(kind, { call, transport, ...extra }, {
            cause: new Error("odd"),
          });
          assertMatch(message, /^[a-z0-9].{10,140}[^.\s]$/);
          assertEquals(text.en, message);
          assertMatch(text.ko, kind === "other" ? /니다: odd$/ : /니다(\(RST\))?$/);
          for (const each of [text.en, text.ko]) assert(!/undefined|\[object|NaN/.test(each), each);
        }
      }
    }
  }
});

pureTest("noReplyWithin() is a timeout of our own in the receive of either transport", () => {
  const { kind, message, attempt } = noReplyWithin(1500, { transport: "udp", endpoint, name: "lab" });
  assertEquals([kind, message], ["timeout", "no reply from 127.0.0.1:10825 within 1.5 s"]);
  assertEquals(attempt, { call: "recvfrom", transport: "udp", endpoint, name: "lab", deadlineMs: 1500 });
  assertEquals(noReplyWithin(1500, { transport: "tcp", endpoint }).attempt.call, "recv");
});

pureTest("closedByPeer() tells whether a reply was waited for", () => {
  const waiting = closedByPeer(endpoint);
  assertEquals(waiting.attempt, { call: "recv", transport: "tcp", endpoint });
  assertMatch(waiting.message, /the peer closed the connection before its reply was complete$/);
  const idle = closedByPeer(endpoint, { idle: true });
  assertEquals([idle.kind, idle.message], ["closed", "127.0.0.1:10825 closed the connection"]);
});

pureTest("a failure says it in Korean too, with the particles that its words need", () => {
  const texts: [FailureKind, Partial<Attempt>, string][] = [
    ["refused", {}, "127.0.0.1:10825에 연결할 수 없습니다: 연결이 거부되었습니다"],
    ["timeout", { deadlineMs: 1500 }, "127.0.0.1:10825에 연결할 수 없습니다: 1.5 s 안에 응답이 없었습니다"],
    ["timeout", { call: "recv", deadlineMs: 10_000 }, "10 s 안에 127.0.0.1:10825에서 응답이 오지 않았습니다"],
    ["reset", { call: "send" }, "127.0.0.1:10825로 전송할 수 없습니다: 상대측이 연결을 끊었습니다(RST)"],
    [
      "broken-pipe",
      { call: "shutdown", endpoint: { host: "::1", port: 80 } },
      "[::1]:80과의 연결에서 전송을 끝낼 수 없습니다: 상대측이 이미 연결을 닫았습니다",
    ],
    [
      "refused",
      { endpoint: { host: "localhost", port: 80 }, tried: ["::1", "127.0.0.1"] },
      "localhost:80(시도한 주소: ::1, 127.0.0.1)에 연결할 수 없습니다: 연결이 거부되었습니다",
    ],
    [
      "in-use",
      { call: "listen" },
      "127.0.0.1:10825에서 연결 요청을 기다릴 수 없습니다: 주소가 이미 사용 중입니다",
    ],
    [
      "denied",
      { edition: "capsock-loopback" },
      "127.0.0.1:10825에 연결할 수 없습니다: capsock-loopback은 그 주소를 사용할 수 없습니다",
    ],
  ];
  for (const [kind, attempt, korean] of texts) {
    const whole = { call: "connect", transport: "tcp", endpoint, ...attempt } as const;
    assertEquals(new Failure(kind, whole).text.ko, korean);
  }
});
