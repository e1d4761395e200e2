import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { Failure } from "../../lib/protocol/failure.ts";
import type { Attempt } from "../../lib/protocol/attempt.ts";
import type { FailureKind } from "../../lib/protocol/failure_kind.ts";
import { toFailure } from "../../lib/net/failure.ts";

const pure = { permissions: "none" } as const;
const endpoint = { host: "127.0.0.1", port: 10825 };
const connecting: Attempt = { call: "connect", transport: "tcp", endpoint };
const listening: Attempt = { call: "listen", transport: "tcp", endpoint };

function withCode(code: string): Error {
  return Object.assign(new Error(`something: ${code}`), { code });
}

Deno.test("toFailure() names errors by the system's name for them", pure, () => {
  const kinds: [string, FailureKind][] = [
    ["ECONNREFUSED", "refused"],
    ["ETIMEDOUT", "timeout"],
    ["ECONNRESET", "reset"],
    ["ECONNABORTED", "aborted"],
    ["EPIPE", "broken-pipe"],
    ["EADDRINUSE", "in-use"],
    ["EADDRNOTAVAIL", "not-local"],
    ["ENETUNREACH", "unreachable"],
    ["EHOSTUNREACH", "unreachable"],
    ["EMSGSIZE", "too-large"],
    ["EMFILE", "exhausted"],
    ["ENFILE", "exhausted"],
    ["ENOBUFS", "exhausted"],
    ["ENOMEM", "exhausted"],
    ["ENOTFOUND", "unknown-host"],
    ["EPERM", "denied"],
    ["EWHATEVER", "other"],
  ];
  for (const [code, kind] of kinds) assertEquals(toFailure(withCode(code), connecting).kind, kind, code);
});

Deno.test("toFailure() names errors by the runtime's class where they have no code", pure, () => {
  const kinds: [Error, FailureKind][] = [
    [new Deno.errors.ConnectionRefused("x"), "refused"],
    [new Deno.errors.TimedOut("x"), "timeout"],
    [new Deno.errors.ConnectionReset("x"), "reset"],
    [new Deno.errors.ConnectionAborted("x"), "aborted"],
    [new Deno.errors.NotConnected("x"), "aborted"],
    [new Deno.errors.BrokenPipe("x"), "broken-pipe"],
    [new Deno.errors.AddrInUse("x"), "in-use"],
    [new Deno.errors.AddrNotAvailable("x"), "not-local"],
    [new Deno.errors.NetworkUnreachable("x"), "unreachable"],
    [new Deno.errors.NotCapable("x"), "denied"],
    [new URIError("x"), "unknown-host"],
    [new Error("failed to lookup address information: Name or service not known"), "unknown-host"],
    [new Error("whatever"), "other"],
  ];
  for (const [error, kind] of kinds) assertEquals(toFailure(error, connecting).kind, kind, error.name);
});

Deno.test("toFailure() looks at the call where an error means different things", pure, () => {
  const denied = new Deno.errors.PermissionDenied("x");
  assertEquals(toFailure(denied, listening).kind, "privileged-port");
  assertEquals(toFailure(denied, { ...listening, call: "bind", transport: "udp" }).kind, "privileged-port");
  assertEquals(toFailure(withCode("EACCES"), listening).kind, "privileged-port");
  assertEquals(toFailure(denied, connecting).kind, "other");
  assertEquals(toFailure(withCode("EINVAL"), { ...listening, call: "bind" }).kind, "not-local");
  assertEquals(toFailure(withCode("EINVAL"), connecting).kind, "other");
  const reset = new Deno.errors.ConnectionReset("x");
  assertEquals(toFailure(reset, { call: "recvfrom", transport: "udp", endpoint }).kind, "refused");
});

Deno.test("toFailure() keeps the attempt, and the error as its cause", pure, () => {
  const error = withCode("ECONNREFUSED");
  const failure = toFailure(error, connecting);
  assert(failure instanceof Failure);
  assertStrictEquals(failure.cause, error);
  assertStrictEquals(failure.attempt, connecting);
  assertEquals(failure.message, "cannot connect to 127.0.0.1:10825: connection refused");
});

Deno.test("toFailure() gives a failure back as it is", pure, () => {
  const failure = new Failure("closed", connecting);
  assertStrictEquals(toFailure(failure, listening), failure);
});

Deno.test("toFailure() throws on what is no failure of a socket", pure, () => {
  const others: unknown[] = [
    new Deno.errors.BadResource("closed"),
    new Deno.errors.Interrupted("closed"),
    new DOMException("stop", "AbortError"),
    new TypeError("a mistake"),
    "a reason of somebody's own",
    undefined,
  ];
  for (const thrown of others) {
    let caught: unknown = "nothing";
    try {
      toFailure(thrown, connecting);
    } catch (error) {
      caught = error;
    }
    assertStrictEquals(caught, thrown);
  }
});
