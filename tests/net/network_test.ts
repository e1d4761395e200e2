import { assert, assertEquals, assertRejects, fail } from "@std/assert";
import { systemClock } from "../../lib/thread/system_clock.ts";
import { canSharePort } from "../../lib/net/abilities.ts";
import { Network } from "../../lib/net/network.ts";
import { SocketNumbers } from "../../lib/net/socket_numbers.ts";
import { RuntimeConnection, RuntimeListener } from "../../lib/net/tcp.ts";
import { RuntimeUdpSocket } from "../../lib/net/udp.ts";
import { failureOf } from "../support/failure.ts";
import { freePort, Listener } from "../support/listener.ts";
import { network, timeoutMs } from "../support/network.ts";
import { startProgram } from "../support/process.ts";
import { within } from "../support/within.ts";

const local = { host: "127.0.0.1", port: 0 };

Deno.test("listenTcp() and bindUdp() fail with in-use where the port is taken", async () => {
  for (const host of ["127.0.0.1", "::1"]) {
    using taken = new Listener(host);
    const listening = await failureOf(network.listenTcp(taken.endpoint));
    assertEquals(listening.kind, "in-use");
    const place = host === "::1" ? `[::1]:${taken.endpoint.port}` : `127.0.0.1:${taken.endpoint.port}`;
    assertEquals(listening.message, `cannot listen on ${place}: the address is already in use`);
    const socket = await network.bindUdp({ host, port: 0 });
    const binding = await failureOf(network.bindUdp(socket.local));
    assertEquals(binding.kind, "in-use");
    socket.close();
  }
});

Deno.test({
  name: "listenTcp() shares a port with those alone who share it too",
  ignore: !canSharePort(),
  fn: async () => {
    const first = await network.listenTcp(local, undefined, { sharesPort: true });
    const second = await network.listenTcp(first.local, undefined, { sharesPort: true });
    assertEquals(second.local, first.local);
    assertEquals((await failureOf(network.listenTcp(first.local))).kind, "in-use");
    first.close();
    second.close();
  },
});

Deno.test("listenTcp() and bindUdp() fail with not-local for another machine's address", async () => {
  // Nobody's address (RFC 5737); binding sends nothing.
  const foreign = { host: "203.0.113.1", port: 0 };
  assertEquals((await failureOf(network.listenTcp(foreign))).kind, "not-local");
  assertEquals((await failureOf(network.bindUdp(foreign))).kind, "not-local");
});

Deno.test("listenTcp() and bindUdp() take a port that was in use as soon as it is free", async () => {
  const { port } = await free();
  const again = await network.listenTcp({ host: "127.0.0.1", port });
  assertEquals(again.local.port, port);
  again.close();
});

async function free(): Promise<{ port: number }> {
  const listener = await network.listenTcp(local);
  const connection = await network.connectTcp(listener.local, { timeoutMs });
  const accepted = await listener.accept();
  // The server's side closes first, and its port stays in TIME_WAIT.
  accepted.close();
  assertEquals(await within("the end", connection.read(new Uint8Array(1))), null);
  connection.close();
  listener.close();
  return { port: listener.local.port };
}

/** Why a port below 1024 cannot be refused here, or how to try. */
async function howToLackPrivileges(): Promise<string[] | string> {
  if (Deno.build.os !== "linux") return "only Linux is known to refuse the port";
  const first = await Deno.readTextFile("/proc/sys/net/ipv4/ip_unprivileged_port_start").catch(() => "1024");
  if (Number(first) <= 1) return "this system lets everybody have every port";
  if (Deno.uid() !== 0) return [];
  const setpriv = ["setpriv", "--reuid=65534", "--clear-groups"];
  try {
    await using trial = startProgram([...setpriv, Deno.execPath(), "--version"]);
    const { code } = await trial.finished();
    return code === 0 ? setpriv : "setpriv cannot start the runtime as nobody";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "this is root, and setpriv is not there";
    throw error;
  }
}

Deno.test("listenTcp() and bindUdp() fail with privileged-port below 1024 for anybody but root", async (test) => {
  const prefix = await howToLackPrivileges();
  if (typeof prefix === "string") {
    await test.step({ name: `not tried: ${prefix}`, ignore: true, fn: () => {} });
    return;
  }
  const module = new URL("../../lib/net/network.ts", import.meta.url);
  const code = `
    const { Network } = await import("${module}");
    const clock = { now: () => 0, after: () => () => {} };
    const network = new Network({ clock, side: "server" });
    const kind = (promise) => promise.then(() => "opened", (error) => error.kind ?? String(error));
    const endpoint = { host: "127.0.0.1", port: 1 };
    console.log(await kind(network.listenTcp(endpoint)), await kind(network.bindUdp(endpoint)));
  `;
  const cache = await Deno.makeTempDir();
  try {
    await Deno.chmod(cache, 0o777);
    await using child = startProgram(
      [...prefix, Deno.execPath(), "eval", "--no-config", "--no-lock", "--unstable-net", "--ext=js", code],
      { env: { DENO_DIR: cache }, cwd: "/" },
    );
    const { stdout, stderr } = await child.finished();
    assertEquals(stdout.trim(), "privileged-port privileged-port", stderr);
  } finally {
    await Deno.remove(cache, { recursive: true });
  }
});

Deno.test("resolve() answers localhost without asking, and asks the resolver for names alone", async () => {
  const asked: string[] = [];
  const resolver = (host: string): Promise<string[]> => {
    asked.push(host);
    return Promise.resolve(["192.0.2.1", "2001:db8::1"]);
  };
  const asking = new Network({ clock: systemClock(), side: "client", resolver });
  assertEquals(await asking.resolve("localhost", "tcp"), ["::1", "127.0.0.1"]);
  assertEquals(await asking.resolve("LOCALHOST.", "udp"), ["127.0.0.1", "::1"]);
  assertEquals(await asking.resolve("::1", "tcp"), ["::1"]);
  assertEquals(asked, []);
  assertEquals(await asking.resolve("name.test", "tcp"), ["192.0.2.1", "2001:db8::1"]);
  assertEquals(await asking.resolve("name.test", "tcp", 6), ["2001:db8::1"]);
  assertEquals(asked, ["name.test", "name.test"]);
});

Deno.test("resolve() fails with the name that has no address", async () => {
  const resolver = (): Promise<never> => {
    return Promise.reject(Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" }));
  };
  const asking = new Network({ clock: systemClock(), side: "client", resolver });
  const failure = await failureOf(asking.resolve("nowhere.test", "tcp"));
  assertEquals(failure.kind, "unknown-host");
  assertEquals(failure.message, "cannot resolve nowhere.test: the name has no address");
});

Deno.test("Network numbers its sockets in the order in which they were opened or accepted", async () => {
  const numbered = new Network({ clock: systemClock(), side: "server" });
  const listener = await numbered.listenTcp(local);
  const udp = await numbered.bindUdp(local);
  const client = await network.connectTcp(listener.local, { timeoutMs });
  const accepted = await listener.accept();
  assertEquals([listener.id, udp.id, accepted.id], ["#1", "#2", "#3"]);
  for (const socket of [client, accepted, udp, listener]) socket.close();
});

Deno.test("Network gives no number to a socket that could not be opened", async () => {
  const numbered = new Network({ clock: systemClock(), side: "server" });
  const listener = await numbered.listenTcp(local);
  await failureOf(numbered.listenTcp(listener.local));
  const udp = await numbered.bindUdp(local);
  await failureOf(numbered.bindUdp(udp.local));
  await failureOf(numbered.connectTcp({ host: "127.0.0.1", port: freePort() }, { timeoutMs }));
  const signal = AbortSignal.abort(new Error("stopped"));
  await assertRejects(() => numbered.connectTcp(listener.local, { timeoutMs, signal }), Error, "stopped");
  const connection = await numbered.connectTcp(listener.local, { timeoutMs });
  const accepted = await listener.accept();
  assertEquals([listener.id, udp.id, connection.id, accepted.id], ["#1", "#2", "#3", "#4"]);
  for (const socket of [accepted, connection, udp, listener]) socket.close();
});

Deno.test("Network shares its numbers with another where it is told to", async () => {
  const numbers = new SocketNumbers();
  const server = new Network({ clock: systemClock(), side: "server", numbers });
  const client = new Network({ clock: systemClock(), side: "client", numbers });
  const listener = await server.listenTcp(local);
  const connection = await client.connectTcp(listener.local, { timeoutMs });
  const accepted = await listener.accept();
  assertEquals([listener.id, connection.id, accepted.id], ["#1", "#2", "#3"]);
  for (const socket of [accepted, connection, listener]) socket.close();
});

Deno.test("Network puts nothing around its sockets when nobody observes", async () => {
  const listener = await network.listenTcp(local);
  const connection = await network.connectTcp(listener.local, { timeoutMs });
  const accepted = await listener.accept();
  const socket = await network.bindUdp(local);
  assertEquals(listener.constructor, RuntimeListener);
  assertEquals(connection.constructor, RuntimeConnection);
  assertEquals(accepted.constructor, RuntimeConnection);
  assertEquals(socket.constructor, RuntimeUdpSocket);
  for (const open of [socket, accepted, connection, listener]) open.close();
});

Deno.test("listenTcp() bound to :: tells IPv4 clients by their IPv4 address", async () => {
  const listener = await network.listenTcp({ host: "::", port: 0 });
  const connection = await network.connectTcp({ host: "127.0.0.1", port: listener.local.port }, {
    timeoutMs,
  });
  const accepted = await listener.accept();
  assertEquals(accepted.peer, connection.local);
  for (const socket of [accepted, connection, listener]) socket.close();
});

Deno.test("accept() throws no failure when the listener is closed: that was us", async () => {
  const listener = await network.listenTcp(local);
  const waiting = listener.accept().then(() => fail("it accepted"), (error: unknown) => error);
  listener.close();
  listener.close();
  const error = await within("the accept to end", waiting);
  assert(error instanceof Deno.errors.BadResource || error instanceof Deno.errors.Interrupted);
});

Deno.test("calls that this program has no permission for fail with denied", {
  permissions: { net: ["127.0.0.1:0"] },
  // The runtime itself leaves a resource behind here up to 2.8.
  sanitizeResources: false,
}, async () => {
  const listener = await network.listenTcp(local);
  assertEquals((await failureOf(network.connectTcp(listener.local, { timeoutMs }))).kind, "denied");
  assertEquals((await failureOf(network.listenTcp({ host: "0.0.0.0", port: 0 }))).kind, "denied");
  assertEquals((await failureOf(network.bindUdp({ host: "0.0.0.0", port: 0 }))).kind, "denied");
  const fixed = { timeoutMs, localPort: 50_000 };
  assertEquals((await failureOf(network.connectTcp(listener.local, fixed))).kind, "denied");
  listener.close();
});

Deno.test("connectTcp() fails with refused over IPv6, and writes the address in brackets", async () => {
  const port = freePort("::1");
  const failure = await failureOf(network.connectTcp({ host: "::1", port }, { timeoutMs }));
  assertEquals(failure.message, `cannot connect to [::1]:${port}: connection refused`);
});
