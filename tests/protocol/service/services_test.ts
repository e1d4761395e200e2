import { assertEquals, assertMatch } from "@std/assert";
import { replyToDatagram, type ServiceName, services } from "../../../lib/protocol/service/services.ts";
import type { Service } from "../../../lib/protocol/service/service.ts";
import { assertBytes, cutAtRandom, latin1, mixedBytes, utf8 } from "../../support/bytes.ts";
import { propertyTest, pureTest } from "../../support/property.ts";

const all: [ServiceName, Service][] = Object.entries(services) as [ServiceName, Service][];

pureTest("every service is described in one line for the help", () => {
  for (const [, { summary }] of all) {
    assertMatch(summary.en, /^[a-z].{10,70}[^.]$/);
    assertMatch(summary.ko, /^[가-힣].{10,70}[^.]$/);
  }
});

pureTest("upper answers a datagram in capitals", () => {
  assertBytes(replyToDatagram(services.upper, utf8("straße 한글"))!, utf8("STRASSE 한글"));
});

pureTest("upper answers a datagram that ends in half a character with that half", () => {
  assertBytes(replyToDatagram(services.upper, latin1("ab\xed\x95"))!, latin1("AB\xed\x95"));
  assertBytes(replyToDatagram(services.upper, latin1("\xf0\x90\x90"))!, latin1("\xf0\x90\x90"));
});

pureTest("one datagram knows nothing of the one before", () => {
  replyToDatagram(services.upper, latin1("a\xc3"));
  assertBytes(replyToDatagram(services.upper, latin1("\x9fa"))!, latin1("\x9fA"));
});

pureTest("echo answers a datagram with itself", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  assertBytes(replyToDatagram(services.echo, bytes.slice())!, bytes);
});

pureTest("an empty datagram is answered with an empty one", () => {
  assertEquals(replyToDatagram(services.upper, new Uint8Array(0))?.length, 0);
  assertEquals(replyToDatagram(services.echo, new Uint8Array(0))?.length, 0);
});

pureTest("discard answers no datagram, not even with an empty one", () => {
  assertEquals(replyToDatagram(services.discard, utf8("hello")), undefined);
  assertEquals(replyToDatagram(services.discard, new Uint8Array(0)), undefined);
});

propertyTest("a service answers a stream as it answers one datagram of the same bytes", 300, (random) => {
  const bytes = mixedBytes(random, 10);
  for (const [name, service] of all) {
    const stream = service.start();
    const answered: number[] = [];
    for (const piece of cutAtRandom(random, bytes)) answered.push(...stream.push(piece));
    answered.push(...stream.end());
    const expected = replyToDatagram(service, bytes.slice()) ?? new Uint8Array(0);
    assertBytes(Uint8Array.from(answered), expected, name);
  }
});
