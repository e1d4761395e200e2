import { assertEquals } from "@std/assert";
import { buildDiagram } from "../../../lib/recording/diagram/build.ts";
import { mostLifelines } from "../../../lib/recording/diagram/lifelines.ts";
import { joinRecordings } from "../../../lib/recording/recording.ts";
import { parseRecording } from "../../../lib/recording/parse.ts";
import { diagramOf, recordClients, recordLosses } from "../../support/diagrams.ts";
import { pureTest } from "../../support/property.ts";
import { atClient, Recorder, serverAddress } from "../../support/recorder.ts";

pureTest("a datagram is drawn as lost only if its receiver was recorded", () => {
  const [server, client] = recordLosses() as [Recorder, Recorder];
  for (const recorder of [server, client]) {
    const { rows } = diagramOf(recorder);
    assertEquals(rows.filter((row) => row.kind === "arrow" && row.isLost), []);
  }
});

pureTest("several clients have a lifeline each, left of their server", () => {
  const { lifelines } = diagramOf(...recordClients(3));
  assertEquals(lifelines.map(({ name, address }) => `${name} ${address}`), [
    "client A #1 127.0.0.1:40000",
    "client B #1 127.0.0.1:40001",
    "client C #1 127.0.0.1:40002",
    "server #1 … #4 127.0.0.1:10825",
  ]);
});

pureTest("what would be too wide is left out, and counted", () => {
  const { lifelines, omitted } = diagramOf(...recordClients(100));
  assertEquals([lifelines.length, omitted], [mostLifelines, 100 - mostLifelines + 1]);
});

pureTest("nothing is drawn where there is nothing", () => {
  assertEquals(buildDiagram([], "en"), undefined);
  const resolve = new Recorder("client", "tcp").tell(1, "resolve", "-", { peer: "example.com" });
  assertEquals(buildDiagram(parseRecording(resolve.text).calls, "en"), undefined);
});

pureTest(
  "attempts that failed have no number, and each is drawn on the lifeline of the one that succeeded",
  () => {
    const attempts = new Recorder("client", "tcp")
      .tell(1, "connect", "-", { peer: "[::1]:10825", tookMs: 1, failure: "refused" })
      .tell(3, "connect", "-", { peer: serverAddress, tookMs: 1, failure: "refused" })
      .tell(5, "connect", "#1", { ...atClient, tookMs: 1 })
      .tell(6, "close", "#1", atClient);
    const { calls } = parseRecording(attempts.text);
    assertEquals(joinRecordings(calls).programs, 1);
    const { lifelines, rows } = diagramOf(attempts);
    assertEquals(lifelines.filter(({ side }) => side === "client").map(({ name }) => name), ["client #1"]);
    const arrows = rows.filter((row) => row.kind === "arrow");
    assertEquals(
      arrows.filter(({ text }) => text.startsWith("SYN") && text !== "SYN+ACK").map(({ tail }) => tail),
      [
        "connect",
        "connect",
        "connect",
      ],
    );
    assertEquals(arrows.filter(({ isFailure }) => isFailure).length, 2);
  },
);

pureTest("a client that never got a socket has a lifeline without a number", () => {
  const refused = new Recorder("client", "tcp")
    .tell(1, "connect", "-", { peer: serverAddress, tookMs: 1, failure: "refused" });
  assertEquals(diagramOf(refused).lifelines[0]!.name, "client");
});
