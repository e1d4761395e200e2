import { assert, assertEquals } from "@std/assert";
import type { Endpoint } from "../../../lib/protocol/endpoint.ts";
import { Network } from "../../../lib/net/network.ts";
import { decodeProbe } from "../../../lib/protocol/probe.ts";
import { pingDatagrams } from "../../../lib/measure/ping/datagrams.ts";
import type { PingEvent, PingSummary } from "../../../lib/measure/ping/event.ts";
import type { PingOptions } from "../../../lib/measure/ping/options.ts";
import type { PingResult } from "../../../lib/measure/ping/run.ts";
import { utf8 } from "../../support/bytes.ts";
import type { Log } from "../../support/log.ts";
import { pingOptions } from "../../support/ping_options.ts";
import { startUdpServer } from "../../support/server.ts";
import { udpSocket } from "../../support/sockets.ts";
import { within } from "../../support/within.ts";

type Options = PingOptions & { readonly log: Log<PingEvent> };

/** What a peer does with a datagram: `number` is the one on the wire, `answer` sends anything back. */
type Plan = (
  datagram: {
    readonly number: number;
    readonly bytes: Uint8Array;
    readonly from: Endpoint;
    readonly answer: (bytes: Uint8Array) => Promise<unknown>;
  },
) => Promise<unknown> | void;

/** A UDP peer that treats every datagram as its plan says. */
function plannedPeer(plan: Plan): Disposable & { readonly endpoint: Endpoint } {
  const socket = udpSocket();
  let isOver = false;
  const serve = async (): Promise<void> => {
    try {
      for (;;) {
        const [bytes, address] = await socket.receive();
        const from = address as Deno.NetAddr;
        const { number } = decodeProbe(bytes)!;
        const answer = (reply: Uint8Array): Promise<number> => socket.send(reply, from);
        await plan({ number, bytes, from: { host: from.hostname, port: from.port }, answer });
      }
    } catch (error) {
      if (!isOver) throw error;
    }
  };
  serve();
  return {
    endpoint: { host: "127.0.0.1", port: socket.port },
    [Symbol.dispose]: () => {
      isOver = true;
      socket.close();
    },
  };
}

async function pingPeer({ endpoint }: { endpoint: Endpoint }, options: Options): Promise<PingResult> {
  const network = new Network({ clock: options.clock, side: "client" });
  const socket = await network.bindUdp({ host: "127.0.0.1", port: 0 });
  return await within("the ping to end", pingDatagrams(socket, endpoint, "localhost", options));
}

function countsOf(summary: PingSummary): Partial<PingSummary> {
  const { transmitted, received, lost, pending } = summary;
  const { duplicates, outOfOrder, late, altered, foreign, retransmitted } = summary;
  const counts = { transmitted, received, lost, pending, duplicates, outOfOrder, late, altered, foreign };
  return { ...counts, retransmitted };
}

const none = {
  transmitted: 0,
  received: 0,
  lost: 0,
  pending: 0,
  duplicates: 0,
  outOfOrder: 0,
  late: 0,
  altered: 0,
  foreign: 0,
  retransmitted: 0,
};

function changed(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  copy[copy.length - 1] = 0x3f;
  return copy;
}

Deno.test("pingDatagrams() tells of a misbehaving peer exactly what that peer did", async () => {
  const options = pingOptions({ count: 10, intervalMs: 100, timeoutMs: 1500 });
  using stranger = udpSocket();
  let held: Uint8Array | undefined;
  using peer = plannedPeer(async ({ number, bytes, from, answer }) => {
    switch (number) {
      case 2: // dropped
      case 9:
      case 10:
        return;
      case 3: // repeated
        await answer(bytes);
        return await answer(bytes);
      case 4: // held back, behind the next
        held = bytes.slice();
        return;
      case 5:
        await answer(bytes);
        return await answer(held!);
      case 6: // altered
        return await answer(changed(bytes));
      case 7: // foreign: from elsewhere, from the peer, and of another run
        await stranger.sendText("hello", from);
        await answer(utf8("hello"));
        await answer(utf8("CAPSOCK-PROBE ZZZZZZZZ 7 "));
        return await answer(bytes);
      case 8: { // late
        const late = bytes.slice();
        options.log.waitFor("probe", 9).then(() => answer(late));
        return;
      }
      default:
        return await answer(bytes);
    }
  });
  const { summary, isNoEcho } = await pingPeer(peer, options);
  assertEquals(countsOf(summary), {
    ...none,
    transmitted: 10,
    received: 7,
    lost: 3,
    duplicates: 1,
    outOfOrder: 1,
    late: 1,
    altered: 1,
    foreign: 3,
  });
  assertEquals([summary.lossPercent, summary.causes, isNoEcho], [30, { timeout: 3 }, false]);
  assert(summary.rttMs!.max >= 1500, "the late one");
  const marked = options.log.of("probe").flatMap((event) => {
    const { number, ...facts } = event;
    const marks = ["failure", "late", "duplicate", "outOfOrder", "altered"].filter((mark) => mark in facts);
    return marks.length === 0 ? [] : [[number, ...marks]];
  });
  // When a timeout is noticed is the machine's affair: the order counts for each probe alone.
  assertEquals(marked.toSorted(([one], [other]) => Number(one) - Number(other)), [
    [2, "failure"],
    [3, "duplicate"],
    [4, "outOfOrder"],
    [6, "altered"],
    [8, "failure"],
    [8, "late"],
    [9, "failure"],
    [10, "failure"],
  ]);
});

Deno.test("pingDatagrams() sends again what got no reply, and knows which one was answered", async () => {
  const options = pingOptions({ count: 2, intervalMs: 1, timeoutMs: 500, retransmissions: 2 });
  // On the wire 1 and 2 are the probes, 3 and 4 their first retransmissions, 5 is the second of the second.
  using peer = plannedPeer(({ number, bytes, answer }) => number === 3 ? answer(bytes) : undefined);
  const { summary } = await pingPeer(peer, options);
  const expected = { ...none, transmitted: 2, received: 1, lost: 1, retransmitted: 3 };
  assertEquals(countsOf(summary), expected);
  const again = options.log.of("retransmission").map((
    { number, retransmission },
  ) => [number, retransmission]);
  assertEquals(again, [[1, 1], [2, 1], [2, 2]]);
});

Deno.test("pingDatagrams() recognises a service that does not give probes back", async () => {
  const options = pingOptions({ count: 2, timeoutMs: 500 });
  using peer = plannedPeer(({ answer }) => answer(utf8("who are you?")));
  const { summary, isNoEcho } = await pingPeer(peer, options);
  assertEquals([isNoEcho, summary.received, summary.foreign], [true, 0, 2]);
  assertEquals(options.log.of("no-echo").length, 1);
});

Deno.test("pingDatagrams() waits for nobody who is silent, and says so", async () => {
  const options = pingOptions({ count: 2, timeoutMs: 50 });
  using peer = plannedPeer(() => {});
  const { summary, failure, isNoEcho } = await pingPeer(peer, options);
  assertEquals([summary.lost, summary.causes, isNoEcho], [2, { timeout: 2 }, false]);
  assertEquals(failure?.message, `no reply from 127.0.0.1:${peer.endpoint.port} within 50 ms`);
});

Deno.test("pingDatagrams() gives up at once what fits into no datagram", async () => {
  const options = pingOptions({ count: 5, sizeBytes: 65_520 });
  using peer = plannedPeer(() => {});
  const { summary, failure } = await pingPeer(peer, options);
  assertEquals([summary.transmitted, summary.causes, failure?.kind], [1, { "too-large": 1 }, "too-large"]);
});

for (const sizeBytes of [40, 64, 1400, 65_507]) {
  Deno.test(`pingDatagrams() gets probes of ${sizeBytes} bytes back from an upper-casing server`, async () => {
    await using server = await startUdpServer();
    const { summary } = await pingPeer(server, pingOptions({ count: 20, sizeBytes, flood: true }));
    assertEquals(countsOf(summary), { ...none, transmitted: 20, received: 20 });
  });
}
