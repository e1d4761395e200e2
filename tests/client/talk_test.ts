import { assertEquals, assertGreaterOrEqual, assertRejects } from "@std/assert";
import { Failure } from "../../lib/protocol/failure.ts";
import type { FailureKind } from "../../lib/protocol/failure_kind.ts";
import type { Bytes } from "../../lib/base/bytes.ts";
import type { ClientEvent } from "../../lib/client/event.ts";
import type { LineClient, LineResult } from "../../lib/client/line_client.ts";
import { talk, type TalkOptions, type TalkResult } from "../../lib/client/talk.ts";
import { systemClock } from "../../lib/thread/system_clock.ts";
import { textOf, utf8 } from "../support/bytes.ts";
import { tcpClient } from "../support/client.ts";
import { Lines } from "../support/lines.ts";
import { Log } from "../support/log.ts";
import { ManualClock } from "../support/manual_clock.ts";
import { scriptedServer, untilGone } from "../support/scripted_server.ts";
import { startTcpServer } from "../support/server.ts";
import { within } from "../support/within.ts";

const permissions = "none";

/** A client without a socket: what comes of each line stands in a list. */
class ScriptedClient implements LineClient {
  readonly sent: string[] = [];
  readonly ended = new Promise<void>(() => {});
  endFailure: Failure | undefined;
  isClosed = false;
  readonly #results: (LineResult | Promise<LineResult>)[];

  constructor(...results: (LineResult | Promise<LineResult>)[]) {
    this.#results = results;
  }

  async exchange(line: Bytes, onSent?: () => void): Promise<LineResult> {
    this.sent.push(textOf(line));
    const result = await this.#results.shift()!;
    if (result.kind !== "nothing-sent") onSent?.();
    return result;
  }

  close(): void {
    this.isClosed = true;
  }
}

function reply(text: string, more: { matches?: boolean; extraBytes?: number } = {}): LineResult {
  return { kind: "reply", bytes: utf8(text), matches: true, extraBytes: 0, rttMs: 1.5, ...more };
}

function failure(kind: FailureKind, canGoOn: boolean): LineResult {
  return { kind: "failure", failure: failureOfPeer(kind), received: utf8("HE"), canGoOn };
}

function failureOfPeer(kind: FailureKind): Failure {
  return new Failure(kind, { call: "recv", transport: "tcp", endpoint: { host: "127.0.0.1", port: 7 } });
}

async function* linesOf(...lines: string[]): AsyncGenerator<Bytes> {
  for (const line of lines) yield utf8(line);
}

interface Talked {
  readonly result: TalkResult;
  readonly log: Log<ClientEvent>;
}

async function talkWith(
  client: LineClient,
  lines: AsyncIterator<Bytes>,
  options: Partial<TalkOptions> = {},
): Promise<Talked> {
  const log = new Log<ClientEvent>();
  const result = await within(
    "the talk to end",
    talk(client, lines, {
      clock: new ManualClock(),
      report: log.report,
      stop: new AbortController().signal,
      endsWithConnection: false,
      ...options,
    }),
  );
  return { result, log };
}

Deno.test("talk() sends every line and reports its reply", { permissions }, async () => {
  const client = new ScriptedClient(reply("ONE"), reply("TWO"));
  const { result, log } = await talkWith(client, linesOf("one", "two"));
  assertEquals(result, {});
  assertEquals(log.all, [
    {
      event: "reply",
      number: 1,
      sent: utf8("one"),
      text: utf8("ONE"),
      bytes: 3,
      rttMs: 1.5,
      matches: true,
    },
    {
      event: "reply",
      number: 2,
      sent: utf8("two"),
      text: utf8("TWO"),
      bytes: 3,
      rttMs: 1.5,
      matches: true,
    },
    { event: "summary", sent: 2, replies: 2, durationMs: 0 },
  ]);
  assertEquals(client.isClosed, true);
});

Deno.test("talk() without a line reports a summary alone", { permissions }, async () => {
  const client = new ScriptedClient();
  const { result, log } = await talkWith(client, linesOf());
  assertEquals(result, {});
  assertEquals(log.all, [{ event: "summary", sent: 0, replies: 0, durationMs: 0 }]);
  assertEquals(client.isClosed, true);
});

Deno.test("talk() goes on after a reply that did not come, and remembers it", { permissions }, async () => {
  const client = new ScriptedClient(failure("timeout", true), reply("TWO"));
  const { result, log } = await talkWith(client, linesOf("one", "two"));
  assertEquals(result, { last: "timeout" });
  assertEquals(log.all.map(({ event }) => event), ["failure", "reply", "summary"]);
  const { number, kind, message, receivedBytes } = log.of("failure")[0]!;
  const said = "cannot receive from 127.0.0.1:7: the system gave up waiting for an answer";
  assertEquals([number, kind, message.en, receivedBytes], [1, "timeout", said, 2]);
  assertEquals(log.of("reply")[0]!.number, 2);
});

Deno.test("talk() ends when the connection cannot take another line", { permissions }, async () => {
  const client = new ScriptedClient(failure("closed", false));
  const { result, log } = await talkWith(client, linesOf("one", "two"));
  assertEquals(result, { last: "closed" });
  assertEquals(client.sent, ["one"]);
  assertEquals(log.of("summary")[0], { event: "summary", sent: 1, replies: 0, durationMs: 0 });
});

Deno.test("talk() remembers the last line that went wrong", { permissions }, async () => {
  const mismatch = reply("two", { matches: false });
  const first = new ScriptedClient(failure("timeout", true), mismatch, reply("THREE"));
  assertEquals((await talkWith(first, linesOf("one", "two", "three"))).result, { last: "mismatch" });
  const second = new ScriptedClient(mismatch, failure("timeout", true), reply("THREE"));
  assertEquals((await talkWith(second, linesOf("two", "one", "three"))).result, { last: "timeout" });
});

Deno.test("talk() tells of the bytes too many only where there are some", { permissions }, async () => {
  const client = new ScriptedClient(reply("ONE"), reply("TWO!!", { matches: false, extraBytes: 2 }));
  const { log } = await talkWith(client, linesOf("one", "two"));
  assertEquals(log.of("reply").map((event) => event.extraBytes), [undefined, 2]);
  assertEquals("extraBytes" in log.of("reply")[0]!, false);
});

Deno.test("talk() does not count a line for which nothing was sent", { permissions }, async () => {
  const client = new ScriptedClient({ kind: "nothing-sent" }, reply("TWO"));
  const { log } = await talkWith(client, linesOf("", "two"));
  assertEquals(log.of("reply")[0]!.number, 1);
  assertEquals(log.of("summary")[0], { event: "summary", sent: 1, replies: 1, durationMs: 0 });
});

Deno.test("talk() tells why typed lines ended when it was the connection", { permissions }, async () => {
  const client = new ScriptedClient(reply("ONE"));
  client.endFailure = failureOfPeer("reset");
  const { result, log } = await talkWith(client, linesOf("one"), { endsWithConnection: true });
  assertEquals(result, { last: "reset" });
  assertEquals(log.of("failure").map(({ number, kind, receivedBytes }) => [number, kind, receivedBytes]), [
    [1, "reset", 0],
  ]);
});

Deno.test("talk() does not mind an ended connection when its lines have ended", { permissions }, async () => {
  const client = new ScriptedClient(reply("ONE"));
  client.endFailure = failureOfPeer("closed");
  const { result, log } = await talkWith(client, linesOf("one"));
  assertEquals(result, {});
  assertEquals(log.of("failure"), []);
});

Deno.test("talk() sends nothing when it was stopped before", { permissions }, async () => {
  const client = new ScriptedClient();
  const { result, log } = await talkWith(client, linesOf("one"), { stop: AbortSignal.abort() });
  assertEquals(result, {});
  assertEquals([client.sent, client.isClosed], [[], true]);
  assertEquals(log.all.map(({ event }) => event), ["summary"]);
});

Deno.test("talk() ends at once when it is stopped while no line comes", { permissions }, async () => {
  const stop = new AbortController();
  const asked = Promise.withResolvers<void>();
  const lines: AsyncIterator<Bytes> = {
    next: () => {
      asked.resolve();
      return new Promise(() => {});
    },
  };
  const client = new ScriptedClient();
  const talked = talkWith(client, lines, { stop: stop.signal });
  await asked.promise;
  stop.abort();
  assertEquals((await talked).log.all.map(({ event }) => event), ["summary"]);
  assertEquals(client.isClosed, true);
});

Deno.test("talk() stopped while it waits for a reply closes the connection and tells of no failure", async () => {
  const line = new Lines();
  const gone = Promise.withResolvers<void>();
  await using server = scriptedServer(async (connection) => {
    await line.receive(connection);
    await untilGone(connection);
    gone.resolve();
  });
  using client = await tcpClient(server.endpoint);
  const stop = new AbortController();
  const talked = talkWith(client.client, linesOf("hello"), { stop: stop.signal, clock: systemClock() });
  await line.untilOneCame();
  stop.abort();
  const { result, log } = await talked;
  assertEquals(result, {});
  assertEquals(log.all.map(({ event }) => event), ["summary"]);
  assertEquals(log.of("summary").map(({ sent, replies }) => [sent, replies]), [[1, 0]]);
  await within("the server to see the end", gone.promise);
});

Deno.test(
  "talk() passes on what is no failure of a socket, and closes the client",
  { permissions },
  async () => {
    const client = new ScriptedClient(Promise.reject(new TypeError("a defect")));
    await assertRejects(() => talkWith(client, linesOf("one")), TypeError, "a defect");
    assertEquals(client.isClosed, true);
  },
);

Deno.test("talk() measures how long it took", async () => {
  await using server = await startTcpServer();
  using client = await tcpClient(server.endpoint);
  const { log } = await talkWith(client.client, linesOf("one", "two"), { clock: systemClock() });
  const [summary] = log.of("summary");
  const rttMs = log.of("reply").reduce((sum, event) => sum + event.rttMs, 0);
  assertEquals([summary!.sent, summary!.replies], [2, 2]);
  assertGreaterOrEqual(summary!.durationMs, rttMs);
});
