import { assertEquals, assertLessOrEqual } from "@std/assert";
import { columnsOf } from "../../../../lib/report/columns.ts";
import { text } from "../../../../lib/report/diagram/text.ts";
import { diagramIn, diagramOf } from "../../../support/diagrams.ts";
import { pureTest } from "../../../support/property.ts";
import { Recorder } from "../../../support/recorder.ts";

/** Servers of one program one after another, each on a port of its own; to the last one's client nobody accepts. */
function recordParts(parts: number): Recorder[] {
  const [server, client] = [new Recorder("server", "tcp"), new Recorder("client", "tcp")];
  for (let part = 0; part < parts; part++) {
    const [at, here, there] = [100 * part, `127.0.0.1:${3000 + part}`, `127.0.0.1:${4000 + part}`];
    const [listener, accepted, connected] = [1, 2, 3].map((number) => `#${3 * part + number}`);
    const [atServer, atClient] = [{ local: here, peer: there }, { local: there, peer: here }];
    server.tell(at + 1, "listen", listener!, { local: here });
    client.tell(at + 2, "connect", connected!, { ...atClient, tookMs: 0.5 });
    if (part < parts - 1) {
      server.tell(at + 3, "accept", listener!, { ...atServer, accepted });
      client.tell(at + 4, "close", connected!, atClient);
      server.tell(at + 5, "recv", accepted!, { ...atServer, bytes: 0, eof: true });
      server.tell(at + 6, "close", accepted!, atServer).tell(at + 7, "close", listener!, { local: here });
    } else {
      server.tell(at + 4, "close", listener!, { local: here });
      client.tell(at + 5, "recv", connected!, { ...atClient, failure: "reset" });
    }
  }
  return [server, client];
}

pureTest(
  "the parts of a lesson share their lifelines, and a server that accepted nobody is recorded all the same",
  () => {
    const { lifelines, rows } = diagramOf(...recordParts(2));
    assertEquals(lifelines.map(({ name, address }) => [name, address]), [
      ["client #3, #6", "127.0.0.1:4000, :4001"],
      ["server #1, #2, #4", "127.0.0.1:3000, :3001"],
    ]);
    const texts = rows.flatMap((row) => row.kind === "note" ? row.text : []);
    assertEquals(texts.filter((note) => note.startsWith("listen")), [
      "listen #1 127.0.0.1:3000",
      "listen #4 127.0.0.1:3001",
    ]);
  },
);

pureTest("a lesson of many parts is as wide as one of a single part", () => {
  for (const language of ["en", "ko"] as const) {
    const lines = text(diagramIn(language, ...recordParts(5))).split("\n");
    assertLessOrEqual(Math.max(...lines.map(columnsOf)), 80);
  }
  assertEquals(diagramOf(...recordParts(5)).lifelines.map(({ address }) => address), [
    "127.0.0.1, 5 ports",
    "127.0.0.1, 5 ports",
  ]);
});

pureTest("servers that are there at the same time keep lifelines of their own", () => {
  const recorder = new Recorder("server", "tcp").tell(1, "listen", "#1", { local: "127.0.0.1:3000" })
    .tell(2, "listen", "#2", { local: "127.0.0.1:3001" })
    .tell(3, "close", "#1", { local: "127.0.0.1:3000" })
    .tell(4, "close", "#2", { local: "127.0.0.1:3001" });
  assertEquals(diagramOf(recorder).lifelines.map(({ name }) => name), ["server #1", "server #2"]);
});
