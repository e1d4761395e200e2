import { assertEquals, assertThrows } from "@std/assert";
import { formatEndpoint } from "../../lib/protocol/endpoint.ts";
import { randomInteger } from "../../lib/base/random.ts";
import { parseHost, parseTarget, type Target } from "../../lib/protocol/target.ts";
import { pick, propertyTest, pureTest } from "../support/property.ts";
import { assertMistake } from "../support/mistake.ts";

const uses = ["bind", "reach"] as const;

pureTest("parseTarget() reads every form in which a target can be written", () => {
  const cases: Record<string, Target> = {
    "example.org:80": { host: "example.org", port: 80 },
    "example.org": { host: "example.org" },
    "localhost": { host: "localhost" },
    "localhost.:1": { host: "localhost.", port: 1 },
    "10825": { port: 10825 },
    "65535": { port: 65_535 },
    ":80": { port: 80 },
    "127.0.0.1": { host: "127.0.0.1" },
    "127.0.0.1:80": { host: "127.0.0.1", port: 80 },
    "[::1]:80": { host: "::1", port: 80 },
    "[::1]": { host: "::1" },
    "::1": { host: "::1" },
    "1::8:80": { host: "1::8:80" },
    "[fe80::1%eth0]:80": { host: "fe80::1%eth0", port: 80 },
    "tcp://x:1": { transport: "tcp", host: "x", port: 1 },
    "udp://x:1": { transport: "udp", host: "x", port: 1 },
    "UDP://x": { transport: "udp", host: "x" },
    "tcp://80": { transport: "tcp", port: 80 },
    "tcp://:80": { transport: "tcp", port: 80 },
    "tcp://[::1]:80": { transport: "tcp", host: "::1", port: 80 },
    "tcp://::1": { transport: "tcp", host: "::1" },
    "tcp://x:1/": { transport: "tcp", host: "x", port: 1 },
    "my_host-2.example:1": { host: "my_host-2.example", port: 1 },
    "3com": { host: "3com" },
    "서버.한국:80": { host: "서버.한국", port: 80 },
  };
  for (const [text, target] of Object.entries(cases)) {
    for (const use of uses) assertEquals(parseTarget(text, use), target, `${text}, to ${use}`);
  }
});

pureTest("parseTarget() leaves out the keys of what is not there", () => {
  assertEquals(Object.keys(parseTarget("80", "reach")), ["port"]);
  assertEquals(Object.keys(parseTarget("x", "reach")), ["host"]);
});

pureTest("parseTarget() takes port 0 and the unspecified addresses to bind to, and not to reach", () => {
  const cases: Record<string, [Target, string]> = {
    "0": [{ port: 0 }, "port 0 is for binding"],
    ":0": [{ port: 0 }, "port 0 is for binding"],
    "localhost:0": [{ host: "localhost", port: 0 }, "port 0 is for binding"],
    "0.0.0.0": [{ host: "0.0.0.0" }, "0.0.0.0 is an address to bind to"],
    "0.0.0.0:80": [{ host: "0.0.0.0", port: 80 }, "0.0.0.0 is an address to bind to"],
    "::": [{ host: "::" }, ":: is an address to bind to"],
    "[::]:80": [{ host: "::", port: 80 }, ":: is an address to bind to"],
    "0:0:0:0:0:0:0:0": [{ host: "0:0:0:0:0:0:0:0" }, "is an address to bind to"],
    "udp://0.0.0.0:9": [{ transport: "udp", host: "0.0.0.0", port: 9 }, "is an address to bind to"],
  };
  for (const [text, [target, reason]] of Object.entries(cases)) {
    assertEquals(parseTarget(text, "bind"), target, text);
    assertThrows(() => parseTarget(text, "reach"), RangeError, reason, text);
  }
});

pureTest("parseTarget() refuses what is no target, and says why", () => {
  const cases: Record<string, string> = {
    "": "the target is empty",
    "tcp://": "the target is empty",
    "udp://": "the target is empty",
    "tcp:///": "the target is empty",
    ":": "the port is missing",
    "x:": "the port is missing",
    "[::1]:": "the port is missing",
    ":-1": `"-1" is not a port number`,
    "x:-1": `"-1" is not a port number`,
    "-1": `"-1" is not a host name`,
    "x:1x": `"1x" is not a port number`,
    ":1x": `"1x" is not a port number`,
    "x:80 ": "is not a port number",
    "65536": "the largest is 65535",
    "x:65536": "the largest is 65535",
    "a b": "cannot contain blanks",
    " localhost": "cannot contain blanks",
    "local\thost:80": "cannot contain blanks",
    " ": "cannot contain blanks",
    "fe80::1%a b": "several colons",
    "a:b:c": "several colons",
    "::1:80:x": "several colons",
    "[::1]80": "several colons",
    "1.2.3.4::": "several colons",
    "[x]:80": `"[x]" is not an IPv6 address`,
    "[127.0.0.1]:80": `"[127.0.0.1]" is not an IPv6 address`,
    "[]:80": `"[]" is not an IPv6 address`,
    "256.1.1.1": "is not an IPv4 address",
    "256.1.1.1:80": "is not an IPv4 address",
    "127.0.0.01": "is not an IPv4 address",
    "0.0.0.00": "is not an IPv4 address",
    "1.2.3": "is not an IPv4 address",
    "127.1": "is not an IPv4 address",
    "0x7f.1": "is not an IPv4 address",
    "0X7F000001": "is not an IPv4 address",
    "0177.0.0.1": "is not an IPv4 address",
    "2130706433:80": "is not an IPv4 address",
    "１２７.0.0.1": "is not an IPv4 address",
    "①②⑦.0.0.1:80": "is not an IPv4 address",
    ".": "is not an IPv4 address",
    "http://x": `"http://" is not supported`,
    "tcp://udp://x": "is not a port number",
    "x/y": "is not a host name",
    "x:80/": "is not a port number",
    "user@x": "is not a host name",
    ".x": "is not a host name",
    "a..b": "is not a host name",
    "a\x1b[31m": "is not a host name",
    ["x".repeat(254)]: "is not a host name",
  };
  for (const [text, reason] of Object.entries(cases)) {
    for (const use of uses) {
      assertThrows(() => parseTarget(text, use), RangeError, reason, JSON.stringify(text));
    }
  }
});

pureTest("parseHost() refuses nothing", () => {
  assertThrows(() => parseHost("", "bind"), RangeError, "the host is empty");
});

propertyTest("parseTarget() reads back what formatEndpoint() writes", 1000, (random) => {
  const group = () => randomInteger(random, 1, 0xffff).toString(16);
  const byte = () => randomInteger(random, 1, 255);
  const host = pick(random, [
    () => `${byte()}.${byte()}.${byte()}.${byte()}`,
    () => `${group()}::${group()}:${group()}`,
    () => Array.from({ length: 8 }, group).join(":"),
    () => `host-${byte()}.example`,
  ])();
  const endpoint = { host, port: randomInteger(random, 1, 65_535) };
  assertEquals(parseTarget(formatEndpoint(endpoint), "reach"), endpoint);
  assertEquals(parseTarget(`tcp://${formatEndpoint(endpoint)}`, "reach"), { transport: "tcp", ...endpoint });
});

pureTest("parseTarget() says in both languages what is wrong", () => {
  const cases: [string, string, string][] = [
    ["", "the target is empty; write host:port", "대상이 비어 있습니다. host:port처럼 입력하세요"],
    [
      "http://x",
      '"http://" is not supported; write tcp:// or udp://',
      '"http://" 형식은 지원하지 않습니다. tcp:// 또는 udp://로 시작하세요',
    ],
    ["[x]:80", '"[x]" is not an IPv6 address', 'IPv6 주소가 아닙니다: "[x]"'],
    [
      "a:b:c",
      '"a:b:c" has several colons; write an IPv6 address with a port as [::1]:port',
      '"a:b:c"에 콜론이 여러 개 있습니다. IPv6 주소에 포트를 붙일 때는 [::1]:port처럼 입력하세요',
    ],
    [
      "::",
      ":: is an address to bind to, not a destination; use 127.0.0.1 or ::1 to reach this machine",
      "::는 바인드할 때만 쓰는 주소입니다. 이 컴퓨터에 보내려면 127.0.0.1이나 ::1을 쓰세요",
    ],
    ["a b", 'a host cannot contain blanks: "a b"', '호스트에는 공백을 쓸 수 없습니다: "a b"'],
    [
      "1.2.3",
      '"1.2.3" is not an IPv4 address: it has four numbers from 0 to 255',
      'IPv4 주소가 아닙니다: "1.2.3". IPv4 주소는 0부터 255까지의 수 네 개입니다',
    ],
    ["x/y", '"x/y" is not a host name', '호스트 이름이 아닙니다: "x/y"'],
  ];
  for (const [text, en, ko] of cases) assertMistake(() => parseTarget(text, "reach"), en, ko);
  assertMistake(() => parseHost("", "bind"), "the host is empty", "호스트가 비어 있습니다");
});
