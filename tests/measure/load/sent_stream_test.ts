import { assert, assertEquals } from "@std/assert";
import { type Random, randomInteger } from "../../../lib/base/random.ts";
import { SentStream } from "../../../lib/measure/load/sent_stream.ts";
import { fillerStart } from "../../../lib/measure/load/template.ts";
import { decodeProbe } from "../../../lib/protocol/probe.ts";
import { propertyTest } from "../../support/property.ts";

/** What a server would have, and what it would give back. */
function checkStream(random: Random, lowest: number, highest: number): void {
  const depth = randomInteger(random, 1, 6);
  const stream = new SentStream("ABCDEFGH", { lowest, highest }, depth, random);
  const written: number[] = [];
  let startMs = 0;
  let answered = 0;
  let numbered = 0;
  for (let step = 0; step < 300; step++) {
    const sending = randomInteger(random, 0, depth - stream.count);
    for (let index = 0; index < sending; index++) stream.append(++startMs);
    while (stream.waiting > 0 && random() < 0.8) written.push(...stream.take());
    const most = stream.count - stream.waiting;
    for (let index = randomInteger(random, 0, most); index > 0; index--) {
      const { oldestOffset, oldestLength } = stream;
      assertEquals(stream.oldestStartMs, ++answered);
      assert(oldestLength >= lowest && oldestLength <= highest);
      // What is kept to be compared is what was written, byte for byte.
      const kept = stream.memory.bytes.subarray(oldestOffset, oldestOffset + oldestLength);
      const sent = new Uint8Array(written.splice(0, oldestLength));
      assertEquals(kept, sent);
      // A message without room for a number has none.
      if (oldestLength >= fillerStart) assertEquals(decodeProbe(sent)?.number, ++numbered);
      stream.removeOldest();
    }
  }
}

propertyTest("SentStream keeps messages of one size until they are answered", 15, (random) => {
  const size = randomInteger(random, 1, 90);
  checkStream(random, size, size);
});

propertyTest("SentStream keeps messages of any sizes until they are answered", 15, (random) => {
  const highest = randomInteger(random, 2, 90);
  checkStream(random, randomInteger(random, 1, highest), highest);
});
