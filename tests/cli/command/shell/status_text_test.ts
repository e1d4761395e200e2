import { assertEquals } from "@std/assert";
import type { StatusFacts } from "../../../../lib/cli/command/shell/sockets.ts";
import { statusLines } from "../../../../lib/cli/command/shell/status_text.ts";

Deno.test("the status tells what has arrived for interrupted calls, in both languages", () => {
  const local = "127.0.0.1:4000";
  const peer = "127.0.0.1:5000";
  const sockets: StatusFacts[] = [
    { socket: "#1", transport: "tcp", state: "listening", local, waiting: [], unaccepted: peer },
    { socket: "#2", transport: "udp", state: "bound", local, waiting: [], unreadBytes: 1 },
  ];
  assertEquals(statusLines(sockets, "en", 80), [
    "#1  tcp  listens on 127.0.0.1:4000",
    "         a connection from 127.0.0.1:5000 is ready for the next accept",
    "#2  udp  bound to 127.0.0.1:4000",
    "         1 byte ready for the next receive",
  ]);
  assertEquals(statusLines(sockets, "ko", 80), [
    "#1  tcp  127.0.0.1:4000에서 연결 요청 대기",
    "         127.0.0.1:5000에서 온 연결이 다음 accept를 기다림",
    "#2  udp  127.0.0.1:4000에 바인드됨",
    "         1바이트 도착, 다음 수신에서 받음",
  ]);
});
