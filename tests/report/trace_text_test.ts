import { assert, assertEquals } from "@std/assert";
import type { SocketEvent } from "../../lib/protocol/event.ts";
import { noPaint } from "../../lib/report/paint.ts";
import { traceLine } from "../../lib/report/trace_text.ts";
import { allCalls, allFailureKinds, pureTest } from "../protocol/support.ts";

const base = { event: "socket", at: 12.3456, side: "server", socket: "#1", transport: "tcp" } as const;
const local = "127.0.0.1:10825";
const peer = "127.0.0.1:52144";

function line(event: Partial<SocketEvent> & Pick<SocketEvent, "call">): string {
  return traceLine({ ...base, ...event });
}

pureTest("traceLine() says of each call what came of it", () => {
  const cases: [Partial<SocketEvent> & Pick<SocketEvent, "call">, string][] = [
    [
      { call: "listen", local, covers: ["socket", "bind", "listen"] },
      "socket+bind+listen  on 127.0.0.1:10825",
    ],
    [{ call: "bind", local, covers: ["socket", "bind"] }, "socket+bind  on 127.0.0.1:10825"],
    [{ call: "accept", accepted: "#2", peer }, "accept    #2 is the connection from 127.0.0.1:52144"],
    [{ call: "connect", local, peer }, "connect   to 127.0.0.1:52144 from 127.0.0.1:10825"],
    [{ call: "send", peer, bytes: 5 }, "send      5 bytes to 127.0.0.1:52144"],
    [{ call: "sendto", peer, bytes: 1 }, "sendto    1 byte to 127.0.0.1:52144"],
    [{ call: "recv", peer, bytes: 5 }, "recv      5 bytes from 127.0.0.1:52144"],
    [{ call: "recv", peer, bytes: 0, eof: true }, "recv      end: 127.0.0.1:52144 has sent its last"],
    [{ call: "recvfrom", peer, bytes: 0 }, "recvfrom  0 bytes from 127.0.0.1:52144"],
    [
      { call: "recvfrom", peer, bytes: 2048, truncated: true },
      "recvfrom  2,048 bytes from 127.0.0.1:52144, cut",
    ],
    [
      { call: "resolve", peer: "localhost", addresses: ["::1", "127.0.0.1"] },
      "resolve   localhost is ::1, 127.0.0.1",
    ],
    [{ call: "shutdown", peer }, "shutdown  the connection with 127.0.0.1:52144"],
    [{ call: "close", peer }, "close     the connection with 127.0.0.1:52144"],
    [{ call: "close", local }, "close"],
  ];
  for (const [event, expected] of cases) assertEquals(line(event), `    12.346  server #1   ${expected}`);
});

pureTest("traceLine() says how a call failed, and of whom", () => {
  assertEquals(
    line({ call: "connect", peer, failure: "refused" }),
    "    12.346  server #1   connect   127.0.0.1:52144 failed: refused",
  );
  assertEquals(
    line({ call: "listen", local, failure: "in-use" }),
    "    12.346  server #1   listen    127.0.0.1:10825 failed: in-use",
  );
  assertEquals(line({ call: "recv", failure: "reset" }), "    12.346  server #1   recv      failed: reset");
  for (const call of allCalls) {
    for (const failure of allFailureKinds) assert(!line({ call, failure }).includes("undefined"));
  }
});

pureTest("traceLine() keeps its columns whoever calls and whenever", () => {
  const lines = [
    line({ call: "close", peer }),
    line({ call: "close", peer, side: "client", socket: "#42" }),
    line({ call: "close", peer, at: 123_456.789 }),
    line({ call: "close", peer, at: 0 }),
  ];
  for (const text of lines) assertEquals(text.indexOf("close"), 24, text);
});

pureTest("traceLine() paints the side and the call", () => {
  const paint = {
    ...noPaint,
    server: (text: string) => `<s>${text}</s>`,
    client: (text: string) => `<c>${text}</c>`,
    strong: (text: string) => `<b>${text}</b>`,
  };
  assertEquals(
    traceLine({ ...base, call: "send", peer, bytes: 5 }, paint),
    "    12.346  <s>server #1 </s>  <b>send    </b>  5 bytes to 127.0.0.1:52144",
  );
  assert(traceLine({ ...base, side: "client", call: "send", peer }, paint).includes("<c>client #1 </c>"));
});
