import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { Explanations } from "../../../../lib/cli/command/shell/explanations.ts";
import { runLine } from "../../../../lib/cli/command/shell/interpreter.ts";
import type { ShellEvent } from "../../../../lib/cli/command/shell/sinks.ts";
import type { StatusFacts } from "../../../../lib/cli/command/shell/sockets.ts";
import { Workspace } from "../../../../lib/cli/command/shell/workspace.ts";
import { UsageError } from "../../../../lib/cli/line/usage_error.ts";
import { Network } from "../../../../lib/net/network.ts";
import { SocketNumbers } from "../../../../lib/net/socket_numbers.ts";
import type { SocketEvent } from "../../../../lib/protocol/event.ts";
import { Failure } from "../../../../lib/protocol/failure.ts";
import { systemClock } from "../../../../lib/thread/system_clock.ts";
import { textOf, utf8 } from "../../../support/bytes.ts";
import { hasIpv6 } from "../../../support/machine.ts";
import { ManualClock } from "../../../support/manual_clock.ts";
import { dial } from "../../../support/sockets.ts";
import { within } from "../../../support/within.ts";

const explanations = await Explanations.load("en", false);

/** A shell without a terminal, and what it showed. */
class TestShell implements Disposable {
  readonly events: SocketEvent[] = [];
  readonly notes: string[] = [];
  readonly koreanNotes: string[] = [];
  readonly errors: (Failure | UsageError)[] = [];
  facts: readonly StatusFacts[] = [];
  readonly workspace: Workspace;

  constructor(clock = systemClock(), timeoutMs?: number) {
    const report = (event: ShellEvent): void => {
      if (event.event === "socket") this.events.push(event);
      if (event.event === "status") this.facts = event.sockets;
      if (event.event === "note") {
        this.notes.push(event.text.en);
        this.koreanNotes.push(event.text.ko);
      }
      if (event.event === "error") this.errors.push(event.error);
    };
    const numbers = new SocketNumbers();
    this.workspace = new Workspace({
      clock,
      report,
      explanations,
      language: "en",
      columns: () => 80,
      timeoutMs,
      networks: (observer) => ({
        server: new Network({ clock, numbers, observer, side: "server" }),
        client: new Network({ clock, numbers, observer, side: "client" }),
      }),
    });
  }

  run(line: string): Promise<void> {
    return within(line, runLine(utf8(line), 1, this.workspace));
  }

  async runAll(...lines: string[]): Promise<void> {
    for (const line of lines) await this.run(line);
  }

  /** Starts a call that waits, and interrupts it. */
  async interrupt(line: string): Promise<void> {
    const call = this.run(line);
    assert(this.workspace.interrupt(), `${line} does not wait`);
    await call;
  }

  /** What the last receive brought. */
  get received(): string {
    return textOf(this.events.findLast(({ call }) => call.startsWith("recv"))!.data!);
  }

  async status(): Promise<readonly StatusFacts[]> {
    await this.run("status");
    return this.facts;
  }

  [Symbol.dispose](): void {
    this.workspace.end();
  }
}

Deno.test("an interrupted accept loses no connection: the next one takes it", async () => {
  using shell = new TestShell();
  await shell.run("listen tcp 0");
  await shell.interrupt("accept");
  assertEquals(shell.notes, ["accept was interrupted; the next accept gets what comes later"]);
  assertEquals(shell.koreanNotes, ["accept 호출을 중단했습니다. 나중에 오는 것은 다음 accept가 받습니다"]);
  assertEquals(shell.events.length, 1);
  const { port } = shell.workspace.sockets[0]!.socket.local;
  using _peer = await dial({ host: "127.0.0.1", port });
  await shell.run("accept #1");
  const { call, accepted } = shell.events.at(-1)!;
  assertEquals([call, accepted], ["accept", "#2"]);
});

Deno.test("a connection that arrives for an interrupted accept is shown by status and closed with its listener", async () => {
  using shell = new TestShell();
  await shell.run("listen tcp 0");
  await shell.interrupt("accept");
  await shell.run("connect tcp #1");
  await untilStatus(shell, ([listener]) => listener!.unaccepted !== undefined);
  await shell.run("close #1");
  await shell.run("recv #2");
  assertEquals(shell.events.at(-1)!.eof, true);
});

async function untilStatus(
  shell: TestShell,
  isSo: (facts: readonly StatusFacts[]) => boolean,
): Promise<void> {
  const wait = async (): Promise<void> => {
    while (!isSo(await shell.status())) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  await within("the status", wait());
}

Deno.test("an interrupted recv loses nothing: the next ones take it, however little they ask for", async () => {
  using shell = new TestShell();
  await shell.runAll("listen tcp 0", "connect tcp #1", "accept");
  await shell.interrupt("recv #3");
  await shell.run("send #2 hello");
  await untilStatus(shell, (facts) => facts[2]!.unreadBytes === 5);
  await shell.run("recv #3 2");
  assertEquals(shell.received, "he");
  assertEquals((await shell.status())[2]!.unreadBytes, 3);
  await shell.run("recv #3");
  assertEquals(shell.received, "llo");
  await shell.runAll("send #2 more", "recv #3");
  assertEquals(shell.received, "more");
  const { bytesIn, unreadBytes } = (await shell.status())[2]!;
  assertEquals([bytesIn, unreadBytes], [9, 0]);
});

Deno.test("an interrupted recvfrom with a short buffer does not cut the datagram for the next one", async () => {
  using shell = new TestShell();
  await shell.runAll("bind udp 0", "bind udp 0");
  await shell.interrupt("recvfrom #1 2");
  await shell.runAll("sendto #2 #1 hello", "recvfrom #1");
  assertEquals([shell.received, shell.events.at(-1)!.truncated], ["hello", undefined]);
});

Deno.test("a deadline that passes is told as the call's failure, and what comes later stays", async () => {
  const clock = new ManualClock();
  using shell = new TestShell(clock, 250);
  await shell.runAll("bind udp 0", "bind udp 0");
  const call = shell.run("recvfrom #1");
  clock.advance(250);
  const failure = await assertRejects(() => call, Failure);
  assertEquals([failure.kind, failure.attempt.deadlineMs], ["timeout", 250]);
  const { failure: kind, tookMs } = shell.events.at(-1)!;
  assertEquals([kind, tookMs], ["timeout", 250]);
  await shell.runAll("sendto #2 #1 late", "recvfrom #1");
  assertEquals(shell.received, "late");
});

Deno.test("a receive tells how long the typed call took, not the runtime's", async () => {
  const clock = new ManualClock();
  using shell = new TestShell(clock);
  await shell.runAll("bind udp 0", "bind udp 0");
  await shell.interrupt("recvfrom #1");
  clock.advance(5000);
  await shell.runAll("sendto #2 #1 hi", "recvfrom #1");
  const { at, tookMs } = shell.events.at(-1)!;
  assertEquals([at, tookMs], [5000, 0]);
});

Deno.test("a socket has one receive that waits, and status says which", async () => {
  using shell = new TestShell();
  await shell.runAll("listen tcp 0", "connect tcp #1", "accept", "recv #3 &");
  assertEquals((await shell.status())[2]!.waiting, ["recv"]);
  await assertRejects(() => shell.run("recv #3"), UsageError, "recv #3 is already waiting");
  await shell.runAll("send #2 hi", "wait");
  assertEquals([shell.received, (await shell.status())[2]!.waiting], ["hi", []]);
});

Deno.test("closing a socket ends the call that waits on it, which is no failure", async () => {
  using shell = new TestShell();
  await shell.runAll("listen tcp 0", "connect tcp #1", "accept", "recv #3 &", "close #3", "wait");
  assertEquals(shell.notes, ["recv #3 returned: its socket was closed"]);
  assertEquals(shell.koreanNotes, ["소켓이 닫혀 recv #3 호출이 끝났습니다"]);
  assertEquals(shell.errors, []);
});

Deno.test("an interrupted connect gives up its socket", async () => {
  using shell = new TestShell();
  await shell.run("listen tcp 0");
  const call = shell.run("connect tcp #1");
  shell.workspace.interrupt();
  await call;
  assertEquals(shell.workspace.sockets.length, 1);
});

Deno.test("status knows addresses, bytes, and which sides have ended", async () => {
  using shell = new TestShell();
  await shell.runAll(
    "listen tcp 0",
    "connect tcp #1",
    "accept",
    "send #2 hi",
    "shutdown #2",
    "recv #3",
    "recv #3",
  );
  const [listener, client, server] = await shell.status();
  assertEquals(listener!.state, "listening");
  assertEquals([client!.local, client!.peer], [server!.peer, server!.local]);
  assertEquals([client!.bytesOut, client!.isShutDown, client!.isEnded], [2, true, false]);
  assertEquals([server!.bytesIn, server!.isShutDown, server!.isEnded], [2, false, true]);
});

Deno.test("a send that the peer does not receive ends with the deadline, and the rest follows in order", async () => {
  const clock = new ManualClock();
  using shell = new TestShell(clock, 1000);
  await shell.runAll("listen tcp 0", "connect tcp #1", "accept");
  const blocks = shell.run(`send #2 ${"x".repeat(32_000_000)}`);
  await untilStatus(shell, (facts) => facts[1]!.bytesOut! > 0 || facts[1]!.waiting.includes("send"));
  clock.advance(1000);
  const failure = await assertRejects(() => blocks, Failure);
  assertEquals(failure.kind, "timeout");
  assertEquals((await shell.status())[1]!.waiting, ["send"]);
});

Deno.test("a carriage return at the end of a line is no part of it", async () => {
  using shell = new TestShell();
  await shell.runAll("bind udp 0\r", "bind udp 0\r", "sendto #1 #2 hi\r", "recvfrom #2");
  assertEquals(shell.received, "hi");
});

Deno.test("blanks in a text are sent as they are", async () => {
  using shell = new TestShell();
  await shell.runAll("bind udp 0", "sendto  #1  #1  two  blanks ", "recvfrom #1");
  assertEquals(shell.received, " two  blanks ");
});

Deno.test({
  name: "a socket bound to every address is reached at this machine's own",
  ignore: !hasIpv6,
  async fn() {
    using shell = new TestShell();
    await shell.runAll("listen tcp 0.0.0.0 0", "connect tcp #1", "listen tcp :: 0", "connect tcp #3");
    const [, first, , second] = await shell.status();
    assertMatch(first!.peer!, /^127\.0\.0\.1:/);
    assertMatch(second!.peer!, /^\[::1\]:/);
  },
});
