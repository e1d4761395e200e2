import { assert, assertEquals } from "@std/assert";
import { jsonLine } from "../../lib/report/json.ts";
import { latin1, mixedBytes, utf8 } from "../support/bytes.ts";
import { propertyTest, pureTest } from "../support/property.ts";

pureTest("jsonLine() writes an event on one line, its keys in their order", () => {
  assertEquals(
    jsonLine({ event: "reply", number: 1, matches: true, peer: "[::1]:80", list: ["a"], nested: { b: 2 } }),
    `{"event":"reply","number":1,"matches":true,"peer":"[::1]:80","list":["a"],"nested":{"b":2}}`,
  );
});

pureTest("jsonLine() writes milliseconds with three decimals, and other numbers as they are", () => {
  const line = jsonLine({ at: 12.3456789, tookMs: 0.1 + 0.2, rttMs: 5, ratio: 1.23456789, bytes: 7 });
  assertEquals(line, `{"at":12.346,"tookMs":0.3,"rttMs":5,"ratio":1.23456789,"bytes":7}`);
});

pureTest("jsonLine() leaves out what is not there", () => {
  assertEquals(jsonLine({ event: "x", peer: undefined }), `{"event":"x"}`);
});

pureTest("jsonLine() writes UTF-8 as text, a byte order mark and control characters included", () => {
  assertEquals(jsonLine({ text: utf8("한\u001b\n") }), `{"text":"한\\u001b\\n"}`);
  assertEquals(JSON.parse(jsonLine({ text: utf8("\ufeffa") })), { text: "\ufeffa" });
  assertEquals(jsonLine({ text: new Uint8Array(0) }), `{"text":""}`);
});

pureTest("jsonLine() writes other bytes as Base64, under a key that says so", () => {
  assertEquals(jsonLine({ text: latin1("\xff\x00") }), `{"base64":"/wA="}`);
  assertEquals(jsonLine({ sent: latin1("\xff\x00") }), `{"sentBase64":"/wA="}`);
  assertEquals(jsonLine({ sent: latin1("\xff"), text: utf8("a") }), `{"sentBase64":"/w==","text":"a"}`);
});

propertyTest("jsonLine() loses no byte", 500, (random) => {
  const bytes = mixedBytes(random, 6);
  const line = jsonLine({ text: bytes });
  assert(!line.includes("\n"));
  const { text, base64 } = JSON.parse(line) as { text?: string; base64?: string };
  assert((text === undefined) !== (base64 === undefined));
  const back = text === undefined ? latin1(atob(base64!)) : utf8(text);
  assertEquals(back, bytes);
});
