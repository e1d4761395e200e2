import { assertEquals } from "@std/assert";
import { type Bytes, concatAll, encodeText } from "../../../lib/base/bytes.ts";
import { randomInteger } from "../../../lib/base/random.ts";
import { ProbeBytes } from "../../../lib/measure/ping/probe_bytes.ts";
import { StreamReplies, type StreamReply } from "../../../lib/measure/ping/stream_replies.ts";
import { propertyTest, pureTest } from "../../support/property.ts";

const probes = new ProbeBytes("ABCDEFGH", 64);

function reader(): StreamReplies {
  return new StreamReplies(probes, (number) => number <= 9);
}

function whole(number: number): StreamReply {
  return { number, bytes: 64, isAltered: false };
}

/** The probe with one byte of its padding changed. */
function altered(number: number): Bytes {
  const bytes = probes.of(number).slice();
  bytes[60] = 0x3f;
  return bytes;
}

propertyTest("StreamReplies finds every reply, however the stream is cut", 200, (random) => {
  const stream = concatAll([1, 2, 3, 4, 5].map((number) => probes.of(number)));
  const replies = reader();
  const found: StreamReply[] = [];
  for (let start = 0; start < stream.length;) {
    const end = Math.min(stream.length, start + randomInteger(random, 1, 100));
    found.push(...replies.push(stream.subarray(start, end)) as StreamReply[]);
    start = end;
  }
  assertEquals(found, [1, 2, 3, 4, 5].map(whole));
});

const streams: Record<string, { stream: Bytes[]; found: StreamReply[] | "no-echo" }> = {
  "a reply that is altered": {
    stream: [probes.of(1), altered(2), probes.of(3)],
    found: [whole(1), { ...whole(2), isAltered: true }, whole(3)],
  },
  "a reply that is dropped": { stream: [probes.of(1), probes.of(3)], found: [whole(1), whole(3)] },
  "a reply that is repeated": {
    stream: [probes.of(1), probes.of(1), probes.of(2)],
    found: [whole(1), whole(1), whole(2)],
  },
  "replies that are swapped": {
    stream: [probes.of(2), probes.of(1), probes.of(3)],
    found: [whole(2), whole(1), whole(3)],
  },
  "a reply that lacks its end": {
    stream: [probes.of(1), probes.of(2).subarray(0, 40), probes.of(3)],
    found: [whole(1), { number: 2, bytes: 40, isAltered: true }, whole(3)],
  },
  "a reply whose beginning is altered": {
    stream: [probes.of(1), encodeText("x"), probes.of(2).subarray(1), probes.of(3)],
    found: [whole(1), { ...whole(2), isAltered: true }, whole(3)],
  },
  "a banner": { stream: [encodeText("SSH-2.0-OpenSSH_9.6\r\n")], found: "no-echo" },
  "capitals taken away": { stream: [encodeText("capsock-probe abcdefgh 1 ")], found: "no-echo" },
  "a probe of somebody else": { stream: [new ProbeBytes("ZZZZZZZZ", 64).of(1)], found: "no-echo" },
  "a beginning that may still become a probe": { stream: [encodeText("CAPSOCK-PRO")], found: [] },
};

for (const [name, { stream, found }] of Object.entries(streams)) {
  pureTest(`StreamReplies knows ${name}, at once or byte by byte`, () => {
    const bytes = concatAll(stream);
    assertEquals(reader().push(bytes), found);
    const replies = reader();
    const collected: StreamReply[] = [];
    for (const byte of bytes) {
      const pushed = replies.push(Uint8Array.of(byte));
      if (pushed === "no-echo") return assertEquals(pushed, found);
      collected.push(...pushed);
    }
    assertEquals(collected, found);
  });
}
