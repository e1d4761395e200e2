import { assertEquals } from "@std/assert";
import type { SocketEvent } from "../../../lib/protocol/event.ts";
import { hexDump, hexLines } from "../../../lib/report/trace/hex.ts";
import { utf8 } from "../../support/bytes.ts";
import { pureTest } from "../../support/property.ts";

const received: SocketEvent = {
  event: "socket",
  at: 1,
  side: "client",
  socket: "#1",
  transport: "tcp",
  call: "recv",
  peer: "127.0.0.1:80",
};

pureTest("hexDump() shows offset, bytes and characters, 16 a line", () => {
  assertEquals(hexDump(utf8("GET / HTTP/1.1\r\nHost: 한")), [
    "  00000000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a  |GET / HTTP/1.1..|",
    "  00000010  48 6f 73 74 3a 20 ed 95  9c                       |Host: ...|",
  ]);
});

pureTest("hexDump() shows every byte, and nothing that a terminal obeys", () => {
  const lines = hexDump(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  assertEquals(lines.length, 16);
  assertEquals(lines[1], "  00000010  10 11 12 13 14 15 16 17  18 19 1a 1b 1c 1d 1e 1f  |................|");
  assertEquals(lines[7], "  00000070  70 71 72 73 74 75 76 77  78 79 7a 7b 7c 7d 7e 7f  |pqrstuvwxyz{|}~.|");
  assertEquals(lines[15], "  000000f0  f0 f1 f2 f3 f4 f5 f6 f7  f8 f9 fa fb fc fd fe ff  |................|");
});

pureTest("hexDump() keeps its columns where a line is short", () => {
  for (let size = 1; size <= 16; size++) {
    const [line] = hexDump(new Uint8Array(size).fill(0x41));
    assertEquals(line!.indexOf("|"), 62, `${size} bytes`);
  }
  assertEquals(hexDump(new Uint8Array(0)), []);
});

pureTest("hexLines() shows with whom and which way the bytes went", () => {
  const data = utf8("hi");
  assertEquals(hexLines({ ...received, data }, "en")[0], "← 127.0.0.1:80 2 bytes");
  assertEquals(
    hexLines({ ...received, call: "recvfrom", data: data.subarray(1) }, "en")[0],
    "← 127.0.0.1:80 1 byte",
  );
  assertEquals(hexLines({ ...received, call: "send", data }, "en")[0], "→ 127.0.0.1:80 2 bytes");
  assertEquals(hexLines({ ...received, call: "sendto", data }, "en")[0], "→ 127.0.0.1:80 2 bytes");
  assertEquals(hexLines({ ...received, data }, "en").slice(1), hexDump(data));
  assertEquals(hexLines({ ...received, data }, "ko")[0], "← 127.0.0.1:80 2바이트");
});

pureTest("hexLines() shows an empty datagram, and nothing of a call without bytes", () => {
  assertEquals(hexLines({ ...received, call: "recvfrom", data: new Uint8Array(0) }, "en"), [
    "← 127.0.0.1:80 0 bytes",
  ]);
  assertEquals(hexLines({ ...received, call: "close" }, "en"), []);
});
