import { assert } from "@std/assert";
import type { Language } from "../../lib/base/text.ts";
import { buildDiagram } from "../../lib/recording/diagram/build.ts";
import type { Diagram } from "../../lib/recording/diagram/diagram.ts";
import { parseRecording } from "../../lib/recording/parse.ts";
import { atClient, atServer, clientAddress, Recorder, recordHello, serverAddress } from "./recorder.ts";

export function diagramOf(...recorders: readonly Recorder[]): Diagram {
  return diagramIn("en", ...recorders);
}

export function diagramIn(language: Language, ...recorders: readonly Recorder[]): Diagram {
  const diagram = buildDiagram(parseRecording(recorders.map(({ text }) => text).join("")).calls, language);
  assert(diagram !== undefined);
  return diagram;
}

/** Four datagrams: one answered, two that overtake each other, of which one answer is lost, and one lost. */
export function recordLosses(): Recorder[] {
  const server = new Recorder("server", "udp", 7000)
    .tell(0, "bind", "#1", { local: serverAddress })
    .tell(140, "recvfrom", "#1", { ...atServer, bytes: 10 })
    .tell(140.4, "sendto", "#1", { ...atServer, bytes: 10 })
    .tell(160, "recvfrom", "#1", { ...atServer, bytes: 30 })
    .tell(160.4, "sendto", "#1", { ...atServer, bytes: 30 })
    .tell(165, "recvfrom", "#1", { ...atServer, bytes: 20 })
    .tell(165.4, "sendto", "#1", { ...atServer, bytes: 20 })
    .tell(400, "close", "#1", { local: serverAddress });
  const client = new Recorder("client", "udp")
    .tell(50, "bind", "#1", { local: clientAddress })
    .tell(100, "sendto", "#1", { ...atClient, bytes: 10 })
    .tell(110, "sendto", "#1", { ...atClient, bytes: 20 })
    .tell(120, "sendto", "#1", { ...atClient, bytes: 30 })
    .tell(130, "sendto", "#1", { ...atClient, bytes: 40 })
    .tell(180, "recvfrom", "#1", { ...atClient, bytes: 10 })
    .tell(200, "recvfrom", "#1", { ...atClient, bytes: 30 })
    .tell(350, "close", "#1", { local: clientAddress });
  return [server, client];
}

/** So many clients, each recorded by itself. */
export function recordClients(count: number): Recorder[] {
  const addresses = Array.from({ length: count }, (_, index) => `127.0.0.1:${40_000 + index}`);
  const server = new Recorder("server", "tcp", 3000).tell(1, "listen", "#1", { local: serverAddress });
  addresses.forEach((peer, index) => {
    server.tell(10 + index, "accept", "#1", { local: serverAddress, peer, accepted: `#${index + 2}` });
  });
  const clients = addresses.map((local, index) =>
    new Recorder("client", "tcp").tell(10.5 + index, "connect", "#1", {
      local,
      peer: serverAddress,
      tookMs: 1,
    })
      .tell(200, "send", "#1", { local, peer: serverAddress, bytes: 1 })
  );
  return [server, ...clients];
}

const hostile = `a"b'c&d<script>alert(1)</script>]]>\x00\x1b[31m#35;;%%{init}\\ end\nnote over P1: x\u202e`;

export function hostileDiagram(): Diagram {
  return diagramOf(
    new Recorder("client", "tcp")
      .tell(1, "connect", hostile, { local: hostile, peer: `${hostile}:80`, tookMs: 1 })
      .tell(2, "send", hostile, { local: hostile, peer: `${hostile}:80`, failure: hostile }),
    new Recorder("server", "udp").tell(1, "bind", "\ud800 소켓", { local: "소켓:1" }),
  );
}

export const pictures: Record<string, () => Diagram> = {
  "a connection": () => diagramOf(...Object.values(recordHello(500))),
  "lost datagrams": () => diagramOf(...recordLosses()),
  "three clients": () => diagramOf(...recordClients(3)),
  "hostile text": hostileDiagram,
};
