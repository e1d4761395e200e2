import { assertEquals, assertMatch, fail } from "@std/assert";
import { Failure } from "../../lib/protocol/failure.ts";
import type { Transport } from "../../lib/protocol/transport.ts";
import { addressToBind, resolveHost, type Resolver, systemResolver } from "../../lib/net/resolver.ts";

const pure = { permissions: "none" } as const;
const asksNobody: Resolver = (host) => fail(`somebody was asked for ${host}`);

function knows(...addresses: string[]): Resolver {
  return () => Promise.resolve(addresses);
}

async function resolve(
  host: string,
  options: { resolver?: Resolver; transport?: Transport; family?: 4 | 6 } = {},
): Promise<string[] | string> {
  try {
    return await resolveHost(host, { transport: "tcp", resolver: asksNobody, ...options });
  } catch (error) {
    if (error instanceof Failure) return `${error.kind}: ${error.message}`;
    throw error;
  }
}

const localhosts = [
  "localhost",
  "localhost.",
  "app.localhost",
  "a.b.LocalHost.",
  "ｌｏｃａｌｈｏｓｔ",
  "localhoſt.",
];

Deno.test(
  "addressToBind() is loopback for localhost in every spelling, and other names as they are",
  pure,
  () => {
    for (const host of localhosts) assertEquals(addressToBind(host), "127.0.0.1", host);
    for (const host of ["::1", "0.0.0.0", "name.test", "localhost.test", "xlocalhost"]) {
      assertEquals(addressToBind(host), host);
    }
  },
);

Deno.test(
  "resolveHost() knows localhost without asking, in any case, with or without the dot",
  pure,
  async () => {
    for (const host of [...localhosts, "LOCALHOST", "LocalHost", "LOCALHOST."]) {
      assertEquals(await resolve(host), ["::1", "127.0.0.1"], host);
      assertEquals(await resolve(host, { transport: "udp" }), ["127.0.0.1", "::1"], host);
    }
  },
);

Deno.test("resolveHost() asks for what only looks like localhost", pure, async () => {
  for (const host of ["localhost..", "xlocalhost", "localhost.example", "local"]) {
    assertEquals(await resolve(host, { resolver: knows("192.0.2.1") }), ["192.0.2.1"], host);
  }
});

Deno.test("resolveHost() takes a literal address as it is", pure, async () => {
  for (const address of ["127.0.0.1", "0.0.0.0", "::1", "::", "2001:db8::7", "fe80::1%eth0"]) {
    assertEquals(await resolve(address), [address]);
  }
});

Deno.test("resolveHost() keeps to one family", pure, async () => {
  assertEquals(await resolve("localhost", { family: 4 }), ["127.0.0.1"]);
  assertEquals(await resolve("localhost", { family: 6, transport: "udp" }), ["::1"]);
  const resolver = knows("192.0.2.1", "2001:db8::1", "192.0.2.2");
  assertEquals(await resolve("name.test", { resolver }), ["192.0.2.1", "2001:db8::1", "192.0.2.2"]);
  assertEquals(await resolve("name.test", { resolver, family: 4 }), ["192.0.2.1", "192.0.2.2"]);
  assertEquals(await resolve("name.test", { resolver, family: 6 }), ["2001:db8::1"]);
});

Deno.test(
  "resolveHost() fails with unknown-host where there is no address, or none of the family",
  pure,
  async () => {
    const unknown = "unknown-host: cannot resolve name.test: the name has no address";
    assertEquals(await resolve("name.test", { resolver: knows() }), unknown);
    assertEquals(
      await resolve("name.test", { resolver: knows("192.0.2.1"), family: 6 }),
      "unknown-host: cannot resolve name.test: it has no IPv6 address",
    );
    assertEquals(
      await resolve("127.0.0.1", { family: 6 }),
      "unknown-host: cannot resolve 127.0.0.1: it has no IPv6 address",
    );
  },
);

Deno.test("resolveHost() names what the system's resolver throws", pure, async () => {
  const throws = (code: string): Resolver => () => {
    return Promise.reject(Object.assign(new Error(`getaddrinfo ${code}`), { code }));
  };
  assertEquals(
    await resolve("name.test", { resolver: throws("ENOTFOUND") }),
    "unknown-host: cannot resolve name.test: the name has no address",
  );
  assertMatch(
    String(await resolve("name.test", { resolver: throws("EPERM") })),
    /^denied: cannot resolve name\.test: .* may not use that address$/,
  );
});

Deno.test(
  "resolveHost() gives an address once that the system gives for each kind of socket",
  pure,
  async () => {
    const resolver = knows("192.0.2.1", "192.0.2.1", "::1", "192.0.2.1");
    assertEquals(await resolve("name.test", { resolver }), ["192.0.2.1", "::1"]);
  },
);

// Both are settled by the C library before any name server is asked.
Deno.test("systemResolver() gives addresses, and throws what resolveHost() calls unknown-host", async () => {
  assertEquals(await systemResolver("127.0.0.1"), ["127.0.0.1"]);
  const tooLong = "x".repeat(300);
  assertEquals(
    await resolve(tooLong, { resolver: systemResolver }),
    `unknown-host: cannot resolve ${tooLong}: the name has no address`,
  );
});
