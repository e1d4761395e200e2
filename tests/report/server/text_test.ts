import { assert, assertEquals } from "@std/assert";
import { type Language, languages, sameInAll } from "../../../lib/base/text.ts";
import type { Closed, Ready, ServerEvent } from "../../../lib/server/event.ts";
import { columnsOf } from "../../../lib/report/columns.ts";
import { serverLines } from "../../../lib/report/server/text.ts";
import { assertGolden, screenWidths } from "../../support/golden.ts";
import { pureTest } from "../../support/property.ts";

const peer = "127.0.0.1:52144";
const traffic = { messages: 1, bytesIn: 5, bytesOut: 1234, durationMs: 1500 };

/** As where nothing is broken: in a pipe. */
function lines(event: ServerEvent, language: Language = "en"): string[] {
  return serverLines(event, Infinity, language);
}

function ready(event: Partial<Ready>, language: Language = "en"): string[] {
  return lines({
    event: "ready",
    transport: "tcp",
    host: "127.0.0.1",
    port: 10825,
    service: "upper",
    ...event,
  }, language);
}

function closed(event: Pick<Closed, "by"> & Partial<Closed>, language: Language = "en"): string[] {
  return lines({ event: "closed", socket: "#2", peer, ...traffic, ...event }, language);
}

pureTest("serverLines() begins with the lecture's lines, and says who can reach the server", () => {
  assertEquals(ready({}), [
    "The server socket was created on port 10825",
    "The server is listening to port 10825",
    "Reachable from this machine only, at 127.0.0.1:10825; --host 0.0.0.0 opens it to others",
  ]);
});

pureTest("serverLines() says that a UDP socket is bound, not that it listens", () => {
  assertEquals(ready({ transport: "udp", port: 11758 })[1], "The server is bound to port 11758");
  assertEquals(ready({ workers: 3 })[2], "3 workers share the port");
});

pureTest("serverLines() says from where each address can be reached", () => {
  const reachable = (host: string) => ready({ host, port: 80 })[2];
  const only = "Reachable from this machine only, at";
  const others = "Reachable from other machines, at";
  assertEquals(reachable("::1"), `${only} [::1]:80; --host 0.0.0.0 opens it to others`);
  assertEquals(reachable("127.0.0.2"), `${only} 127.0.0.2:80; --host 0.0.0.0 opens it to others`);
  assertEquals(reachable("0.0.0.0"), `${others} every IPv4 address of this machine, port 80`);
  assertEquals(reachable("::"), `${others} every address of this machine, port 80`);
  assertEquals(reachable("192.0.2.7"), `${others} 192.0.2.7:80`);
  assertEquals(reachable("2001:db8::1"), `${others} [2001:db8::1]:80`);
});

pureTest("serverLines() names who asked for a connection, who was rejected and who ignored", () => {
  assertEquals(lines({ event: "accepted", socket: "#2", peer }), [
    "Connection requested from 127.0.0.1:52144",
  ]);
  assertEquals(lines({ event: "rejected", peer, reason: sameInAll("100 connections are open") }), [
    "127.0.0.1:52144 rejected: 100 connections are open",
  ]);
  assertEquals(lines({ event: "ignored", peer, reason: sameInAll("port 7 would answer") }), [
    "127.0.0.1:52144 gets no reply: port 7 would answer",
  ]);
});

pureTest("serverLines() says who closed a connection, and what went over it", () => {
  const rest = "1 message, 5 bytes in, 1,234 bytes out, 1.5 s";
  assertEquals(closed({ by: "client" }), [`${peer} closed by the client: ${rest}`]);
  assertEquals(closed({ by: "server" }), [`${peer} closed by the server: ${rest}`]);
  assertEquals(closed({ by: "server", reason: sameInAll("idle for 1 s") }), [
    `${peer} closed by the server (idle for 1 s): ${rest}`,
  ]);
  assertEquals(closed({ by: "failure", failure: "reset" }), [`${peer} connection lost (reset): ${rest}`]);
});

pureTest("serverLines() says of a datagram what came and what went, and whether it was cut", () => {
  const datagram = { event: "datagram", peer, bytesIn: 2048, bytesOut: 1 } as const;
  assertEquals(lines(datagram), ["Datagram from 127.0.0.1:52144: 2,048 bytes in, 1 byte out"]);
  assertEquals(lines({ ...datagram, truncated: true }), [
    "Datagram from 127.0.0.1:52144: 2,048 bytes in (cut: the rest did not fit into the buffer and is lost), 1 byte out",
  ]);
});

pureTest("serverLines() sums up", () => {
  const summary = { event: "summary", ...traffic, connections: 0, cutOff: 0 } as const;
  assertEquals(lines(summary), ["Served 1 message, 5 bytes in, 1,234 bytes out in 1.5 s"]);
  assertEquals(lines({ ...summary, connections: 2, cutOff: 1 }), [
    "Served 2 connections, 1 message, 5 bytes in, 1,234 bytes out in 1.5 s; 1 connection cut off",
  ]);
});

pureTest("serverLines() passes a warning on", () => {
  const message = sameInAll(
    "cannot accept a connection on 127.0.0.1:80: the system ran out of file descriptors or memory",
  );
  assertEquals(lines({ event: "warning", kind: "exhausted", message }), [
    `warning: ${message.en}; the server waits until resources are free`,
  ]);
});

pureTest("serverLines() says what a server waits for that was told to stop", () => {
  const ends = "; Ctrl-C again ends at once";
  assertEquals(lines({ event: "waiting", clients: 1 }), [`waiting for 1 client${ends}`]);
  assertEquals(lines({ event: "waiting", clients: 1234 }), [`waiting for 1,234 clients${ends}`]);
  assertEquals(lines({ event: "waiting" }), [`datagrams keep coming${ends}`]);
  const endsKo = ". Ctrl-C를 한 번 더 누르면 바로 끝납니다";
  assertEquals(lines({ event: "waiting", clients: 2 }, "ko"), [`클라이언트 2개를 기다립니다${endsKo}`]);
  assertEquals(lines({ event: "waiting" }, "ko"), [`데이터그램이 계속 들어옵니다${endsKo}`]);
});

pureTest("serverLines() says everything in Korean too, but for the lecture's lines", () => {
  const korean = (event: ServerEvent): string[] => lines(event, "ko");
  const rest = "메시지 1개, 수신 5바이트, 전송 1,234바이트, 1.5 s";
  assertEquals(ready({}, "ko"), [
    "The server socket was created on port 10825",
    "The server is listening to port 10825",
    "이 컴퓨터에서만 127.0.0.1:10825로 접속할 수 있습니다. 다른 컴퓨터에도 열려면 --host 0.0.0.0을 쓰세요",
  ]);
  assertEquals(ready({ transport: "udp", port: 11758 }, "ko")[1], "서버가 11758번 포트에 바인드되었습니다");
  assertEquals(ready({ workers: 3 }, "ko")[2], "워커 3개가 포트를 함께 사용합니다");
  const reachable = (host: string): string => ready({ host, port: 80 }, "ko")[2]!;
  assertEquals(
    reachable("0.0.0.0"),
    "다른 컴퓨터에서도 이 컴퓨터의 모든 IPv4 주소, 80번 포트로 접속할 수 있습니다",
  );
  assertEquals(reachable("::"), "다른 컴퓨터에서도 이 컴퓨터의 모든 주소, 80번 포트로 접속할 수 있습니다");
  assertEquals(reachable("192.0.2.7"), "다른 컴퓨터에서도 192.0.2.7:80으로 접속할 수 있습니다");
  assertEquals(korean({ event: "accepted", socket: "#2", peer }), [`Connection requested from ${peer}`]);
  const reason = sameInAll("까닭");
  assertEquals(korean({ event: "rejected", peer, reason }), [`${peer} 거부: 까닭`]);
  assertEquals(korean({ event: "ignored", peer, reason }), [`${peer} 응답하지 않음: 까닭`]);
  assertEquals(closed({ by: "client" }, "ko"), [`${peer} 클라이언트가 닫음: ${rest}`]);
  assertEquals(closed({ by: "server" }, "ko"), [`${peer} 서버가 닫음: ${rest}`]);
  assertEquals(closed({ by: "server", reason }, "ko"), [`${peer} 서버가 닫음(까닭): ${rest}`]);
  assertEquals(closed({ by: "failure", failure: "reset" }, "ko"), [`${peer} 연결 끊김(RST): ${rest}`]);
  const datagram = { event: "datagram", peer, bytesIn: 2048, bytesOut: 1 } as const;
  assertEquals(korean(datagram), [`${peer}에서 온 데이터그램: 수신 2,048바이트, 전송 1바이트`]);
  assertEquals(korean({ ...datagram, truncated: true }), [
    `${peer}에서 온 데이터그램: 수신 2,048바이트(잘림: 버퍼에 들어가지 않은 나머지는 손실), 전송 1바이트`,
  ]);
  const summary = { event: "summary", ...traffic, connections: 0, cutOff: 0 } as const;
  assertEquals(korean(summary), [`처리 결과: ${rest}`]);
  assertEquals(korean({ ...summary, connections: 2, cutOff: 1 }), [
    `처리 결과: 연결 2개, ${rest}; 강제로 닫은 연결 1개`,
  ]);
  assertEquals(korean({ event: "warning", kind: "exhausted", message: sameInAll("자원이 부족합니다") }), [
    "경고: 자원이 부족합니다. 자원이 확보될 때까지 기다립니다",
  ]);
});

pureTest("serverLines() breaks a line at words where the terminal ends", () => {
  assertEquals(serverLines({ event: "closed", socket: "#2", peer, ...traffic, by: "client" }, 60, "en"), [
    "127.0.0.1:52144 closed by the client: 1 message, 5 bytes in,",
    "  1,234 bytes out, 1.5 s",
  ]);
  const cut = { event: "datagram", peer, bytesIn: 2048, bytesOut: 1, truncated: true } as const;
  for (const language of languages) {
    for (const columns of [40, 60, 80]) {
      for (const line of serverLines(cut, columns, language)) assert(columnsOf(line) <= columns, line);
    }
  }
});

Deno.test("a server's run looks as in its golden files", async () => {
  const once = { messages: 2, bytesIn: 25, bytesOut: 25, durationMs: 2367 };
  const run: ServerEvent[] = [
    { event: "ready", transport: "tcp", host: "127.0.0.1", port: 10825, service: "upper" },
    { event: "accepted", socket: "#2", peer },
    { event: "closed", socket: "#2", peer, by: "client", ...once },
    { event: "summary", ...once, durationMs: 65_000, connections: 1, cutOff: 0 },
  ];
  for (const language of languages) {
    for (const columns of screenWidths) {
      const screen = run.flatMap((event) => serverLines(event, columns, language));
      await assertGolden(`server_tcp.${language}.${columns}`, `${screen.join("\n")}\n`, columns);
    }
  }
});
