import { assertEquals } from "@std/assert";
import type { Closed, Ready } from "../../../lib/server/event.ts";
import { serverLines } from "../../../lib/report/server/text.ts";
import { pureTest } from "../../support/property.ts";

const peer = "127.0.0.1:52144";
const traffic = { messages: 1, bytesIn: 5, bytesOut: 1234, durationMs: 1500 };

function ready(event: Partial<Ready>): string[] {
  return serverLines({
    event: "ready",
    transport: "tcp",
    host: "127.0.0.1",
    port: 10825,
    service: "upper",
    ...event,
  });
}

function closed(event: Pick<Closed, "by"> & Partial<Closed>): string[] {
  return serverLines({ event: "closed", socket: "#2", peer, ...traffic, ...event });
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
  assertEquals(reachable("0.0.0.0"), `${others} every IPv4 address of this one, port 80`);
  assertEquals(reachable("::"), `${others} every address of this one, port 80`);
  assertEquals(reachable("192.0.2.7"), `${others} 192.0.2.7:80`);
  assertEquals(reachable("2001:db8::1"), `${others} [2001:db8::1]:80`);
});

pureTest("serverLines() names who asked for a connection, who was rejected and who ignored", () => {
  assertEquals(serverLines({ event: "accepted", socket: "#2", peer }), [
    "Connection requested from 127.0.0.1:52144",
  ]);
  assertEquals(serverLines({ event: "rejected", peer, reason: "100 connections are open" }), [
    "127.0.0.1:52144 rejected: 100 connections are open",
  ]);
  assertEquals(serverLines({ event: "ignored", peer, reason: "port 7 would answer for ever" }), [
    "127.0.0.1:52144 not answered: port 7 would answer for ever",
  ]);
});

pureTest("serverLines() says who closed a connection, and what went over it", () => {
  const rest = "1 message, 5 bytes in, 1,234 bytes out, 1.5 s";
  assertEquals(closed({ by: "client" }), [`${peer} closed by the client: ${rest}`]);
  assertEquals(closed({ by: "server" }), [`${peer} closed by the server: ${rest}`]);
  assertEquals(closed({ by: "server", reason: "idle for 1 s" }), [
    `${peer} closed by the server (idle for 1 s): ${rest}`,
  ]);
  assertEquals(closed({ by: "failure", failure: "reset" }), [`${peer} lost (reset): ${rest}`]);
});

pureTest("serverLines() says of a datagram what came and what went, and whether it was cut", () => {
  const datagram = { event: "datagram", peer, bytesIn: 2048, bytesOut: 1 } as const;
  assertEquals(serverLines(datagram), ["Datagram from 127.0.0.1:52144: 2,048 bytes in, 1 byte out"]);
  assertEquals(serverLines({ ...datagram, truncated: true }), [
    "Datagram from 127.0.0.1:52144: 2,048 bytes in (cut: the rest did not fit into the buffer and is lost), 1 byte out",
  ]);
});

pureTest("serverLines() sums up", () => {
  const summary = { event: "summary", ...traffic, connections: 0, cutOff: 0 } as const;
  assertEquals(serverLines(summary), ["Served 1 message, 5 bytes in, 1,234 bytes out in 1.5 s"]);
  assertEquals(serverLines({ ...summary, connections: 2, cutOff: 1 }), [
    "Served 2 connections, 1 message, 5 bytes in, 1,234 bytes out in 1.5 s; 1 connection cut off",
  ]);
});

pureTest("serverLines() passes a warning on", () => {
  const message =
    "cannot accept a connection on 127.0.0.1:80: the system ran out of file descriptors or memory";
  assertEquals(serverLines({ event: "warning", kind: "exhausted", message }), [
    `warning: ${message}; waiting for some to become free`,
  ]);
});
