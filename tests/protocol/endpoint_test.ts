import { assertEquals, assertThrows } from "@std/assert";
import {
  addressFamily,
  equalEndpoints,
  formatEndpoint,
  isLocalhost,
  isLoopback,
  isUnspecified,
  parsePort,
  swapPortBytes,
  unmapIpv4,
} from "../../lib/protocol/endpoint.ts";
import { randomInteger } from "../../lib/base/random.ts";
import { propertyTest, pureTest } from "../support/property.ts";
import { assertMistake } from "../support/mistake.ts";

pureTest("formatEndpoint() puts brackets around an IPv6 address only", () => {
  assertEquals(formatEndpoint({ host: "127.0.0.1", port: 80 }), "127.0.0.1:80");
  assertEquals(formatEndpoint({ host: "localhost", port: 0 }), "localhost:0");
  assertEquals(formatEndpoint({ host: "::1", port: 10825 }), "[::1]:10825");
  assertEquals(formatEndpoint({ host: "fe80::1%eth0", port: 1 }), "[fe80::1%eth0]:1");
});

pureTest("equalEndpoints() compares host and port", () => {
  const endpoint = { host: "127.0.0.1", port: 80 };
  assertEquals(equalEndpoints(endpoint, { ...endpoint }), true);
  assertEquals(equalEndpoints(endpoint, { ...endpoint, port: 81 }), false);
  assertEquals(equalEndpoints(endpoint, { ...endpoint, host: "::1" }), false);
});

pureTest("addressFamily() knows IPv4 addresses", () => {
  for (const host of ["0.0.0.0", "127.0.0.1", "255.255.255.255", "1.22.199.249", "10.200.100.9"]) {
    assertEquals(addressFamily(host), 4, host);
  }
});

pureTest("addressFamily() takes every number up to 255 in every place, and no other", () => {
  for (let number = 0; number < 300; number++) {
    for (const host of [`${number}.0.0.1`, `1.${number}.2.3`, `1.2.${number}.3`, `1.2.3.${number}`]) {
      assertEquals(addressFamily(host), number <= 255 ? 4 : 0, host);
    }
  }
});

pureTest("addressFamily() knows IPv6 addresses in every form", () => {
  const addresses = [
    "::",
    "::1",
    "1::",
    "1::8",
    "1:2:3:4:5:6:7:8",
    "::2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::",
    "fe80::1%eth0",
    "fe80::1%3",
    "2001:DB8::abcd",
    "::ffff:127.0.0.1",
    "::1.2.3.4",
    "64:ff9b::192.0.2.33",
    "1:2:3:4:5:6:1.2.3.4",
  ];
  for (const host of addresses) assertEquals(addressFamily(host), 6, host);
});

pureTest("addressFamily() takes nothing else for an address", () => {
  // deno-fmt-ignore
  const others = [
    "", "localhost", "1", "1.2.3", "1.2.3.", ".1.2.3.4", "1.2.3.4.", "1.2.3.4.5", "256.1.1.1", "1.1.1.256", "1..2.3",
    "01.2.3.4", "1.2.3.04", "0x7f.0.0.1", "1.2.3.4\n", "1.2.3.-4", "１.2.3.4",
    ":", ":::", "1:::2", "1::2::3", "12345::", "::g", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2:3:4:5:6:7:8",
    ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", "::1.2.3", "::1.2.3.256", "1.2.3.4::", "1.2.3.4::1", "::1.2.3.4:1", "::01.2.3.4",
    "1:2:3:4:5:6:7:1.2.3.4", "[::1]", "::1%", "::1%a%b", "fe80::1%a b", "%eth0", "a%b", "::1 ", " ::1", "::1\n",
  ];
  for (const host of others) assertEquals(addressFamily(host), 0, JSON.stringify(host));
});

propertyTest("addressFamily() agrees with the parser of URLs about IPv6 addresses", 3000, (random) => {
  const parts = Array.from({ length: randomInteger(random, 1, 9) }, () => {
    const kind = randomInteger(random, 0, 9);
    return kind === 0 ? "1.2.3.4" : kind < 4 ? "" : randomInteger(random, 0, 0xfffff).toString(16);
  });
  const host = parts.join(":");
  if (!host.includes(":")) return;
  assertEquals(addressFamily(host), URL.canParse(`http://[${host}]/`) ? 6 : 0, host);
});

pureTest("isLoopback() knows localhost and this machine's own addresses in every form", () => {
  for (
    const host of ["localhost", "LocalHost.", "127.0.0.1", "127.255.0.9", "::1", "0:0:0:0:0:0:0:1", "::0001"]
  ) {
    assertEquals(isLoopback(host), true, host);
  }
});

pureTest("isLoopback() takes no other host for this machine", () => {
  const others = [
    "",
    "0.0.0.0",
    "::",
    "128.0.0.1",
    "1.27.0.0",
    "127.example.org",
    "localhost.org",
    "::2",
    "1::1",
    "::11",
  ];
  for (const host of [...others, "::1:0", "mylocalhost", "127.0.0.1.example.org"]) {
    assertEquals(isLoopback(host), false, host);
  }
});

pureTest(
  "isLocalhost() knows the name and those below it in any case and script, with or without a final dot",
  () => {
    for (
      const host of [
        "localhost",
        "localhost.",
        "LOCALHOST",
        "app.localhost",
        "a.b.LocalHost.",
        "ｌｏｃａｌhost",
      ]
    ) {
      assertEquals(isLocalhost(host), true, host);
    }
    for (const host of ["localhost..", "127.0.0.1", "a.localhost.test", "a-localhost", "localhost\n"]) {
      assertEquals(isLocalhost(host), false, host);
    }
  },
);

pureTest("isUnspecified() knows the addresses that stand for all", () => {
  for (const host of ["0.0.0.0", "::", "0::0", "0:0:0:0:0:0:0:0", "::0.0.0.0"]) {
    assertEquals(isUnspecified(host), true, host);
  }
  for (const host of ["", "0", "0.0.0.1", "10.0.0.0", "::1", "localhost", "0.0", ":"]) {
    assertEquals(isUnspecified(host), false, host);
  }
});

pureTest("unmapIpv4() takes an IPv4 address out of its IPv6 form, and leaves others", () => {
  assertEquals(unmapIpv4("::ffff:192.0.2.7"), "192.0.2.7");
  assertEquals(unmapIpv4("::FFFF:127.0.0.1"), "127.0.0.1");
  for (const host of ["127.0.0.1", "::1", "::127.0.0.1", "1::ffff:1.2.3.4"]) {
    assertEquals(unmapIpv4(host), host);
  }
});

pureTest("parsePort() reads every port", () => {
  for (const port of [1, 80, 1023, 10825, 65_535]) assertEquals(parsePort(String(port), 1), port);
  assertEquals(parsePort("0", 0), 0);
  assertEquals(parsePort("0080", 1), 80);
});

pureTest("parsePort() refuses what is no port, and says why", () => {
  const cases: [string, string][] = [
    ["", "the port is missing"],
    ["0", "port 0 is for binding"],
    ["65536", "the largest is 65535"],
    ["99999999999999999999", "the largest is 65535"],
    ["-1", `"-1" is not a port number`],
  ];
  for (const [text, reason] of cases) assertThrows(() => parsePort(text, 1), RangeError, reason);
  for (const text of ["1x", "x", "+1", "1.5", "1e3", "0x50", " 80", "80 ", "80\n", "８０"]) {
    assertThrows(() => parsePort(text, 0), RangeError, "is not a port number", text);
  }
});

pureTest("swapPortBytes() gives the port of a program that forgot htons, and gives it back", () => {
  assertEquals(swapPortBytes(10825), 18730);
  assertEquals(swapPortBytes(11758), 60973);
  for (let port = 0; port <= 65_535; port++) {
    if (swapPortBytes(swapPortBytes(port)) !== port) assertEquals(swapPortBytes(swapPortBytes(port)), port);
  }
});

pureTest("parsePort() says in both languages what is wrong", () => {
  const cases: [string, string, string][] = [
    ["", "the port is missing", "포트 번호가 없습니다"],
    ["1x", '"1x" is not a port number', '포트 번호가 아닙니다: "1x"'],
    [
      "65536",
      "65536 is not a port number: the largest is 65535",
      "65536은 포트 번호가 아닙니다. 가장 큰 포트 번호는 65535입니다",
    ],
    [
      "0",
      "port 0 is for binding only; the system then chooses a free port",
      "포트 0은 바인드할 때만 씁니다. 그때 시스템이 빈 포트를 고릅니다",
    ],
  ];
  for (const [text, en, ko] of cases) assertMistake(() => parsePort(text, 1), en, ko);
});
