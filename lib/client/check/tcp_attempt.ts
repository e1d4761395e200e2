import { onAbort } from "../../base/abort.ts";
import { encodeText } from "../../base/bytes.ts";
import type { Clock } from "../../base/clock.ts";
import { closedByPeer, noReplyWithin } from "../../protocol/failure.ts";
import { GrowingBuffer } from "../../base/growing_buffer.ts";
import { replySilenceMs } from "../../protocol/reply/reply.ts";
import { longestReplyBytes, type Requirement } from "../../protocol/reply/requirement.ts";
import type { Network } from "../../net/network.ts";
import { type TcpConnection, writeAll } from "../../net/socket.ts";
import { connectOnce } from "../connect.ts";
import { Inbox, nothingCame } from "../inbox.ts";
import { type Chunk, chunksOf, receiveInto } from "../receive.ts";
import { judgeReply, type PatternSearch } from "./judge.ts";
import { mismatch, undecided } from "./mismatch.ts";
import type { CheckCause, CheckTarget } from "./target.ts";

export interface AttemptOptions {
  readonly clock: Clock;
  /** How long this attempt may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly search: PatternSearch;
  readonly stop: AbortSignal;
}

/**
 * Connects once and, where a reply is asked for, looks at it until it is decided.
 *
 * @returns Why it did not pass, or `undefined` when it did.
 * @throws {Failure} The network's reason.
 */
export async function attemptTcp(
  network: Network,
  { endpoint, family, send, requirement }: CheckTarget,
  { clock, timeoutMs, search, stop }: AttemptOptions,
): Promise<CheckCause | undefined> {
  const untilMs = clock.now() + timeoutMs;
  const { connection } = await connectOnce(network, endpoint, { clock, timeoutMs, family, stop });
  const close = (): void => connection.close();
  try {
    using _ = onAbort(stop, close);
    if (send === undefined && requirement === undefined) return undefined;
    const inbox = new Inbox<Chunk>(clock);
    let leftBytes = longestReplyBytes;
    const receive = chunksOf(connection, clock);
    receiveInto(inbox, async () => {
      const chunk = leftBytes > 0 ? await receive() : undefined;
      leftBytes -= chunk?.bytes.length ?? 0;
      return chunk;
    });
    // A peer that is gone says so to the receive as well, and more precisely.
    if (send !== undefined) writeAll(connection, encodeText(send)).catch(() => {});
    return await judgeStream(inbox, requirement ?? { kind: "anything" }, {
      clock,
      untilMs,
      timeoutMs,
      search,
      stop,
      connection,
    });
  } finally {
    close();
  }
}

interface Limits extends AttemptOptions {
  readonly untilMs: number;
  readonly connection: TcpConnection;
}

async function judgeStream(
  inbox: Inbox<Chunk>,
  requirement: Requirement,
  { clock, untilMs, timeoutMs, search, stop, connection }: Limits,
): Promise<CheckCause | undefined> {
  const reply = new GrowingBuffer();
  for (;;) {
    const limitMs = untilMs - clock.now();
    const judgement = await judgeReply(requirement, reply.bytes, { search, limitMs, stop });
    if (judgement === undefined) return undecided(limitMs);
    if (judgement === "pass") return undefined;
    if (judgement === "fail") return mismatch(requirement, reply.bytes);
    const leftMs = untilMs - clock.now();
    const waitMs = judgement === "pass-if-over" ? Math.min(leftMs, replySilenceMs) : leftMs;
    const chunk = await inbox.next(waitMs);
    if (chunk === nothingCame || chunk === undefined) {
      if (judgement === "pass-if-over") return undefined;
      if (chunk === nothingCame) connection.giveUp?.({ deadlineMs: timeoutMs });
      if (reply.length > 0) return mismatch(requirement, reply.bytes);
      throw chunk === undefined
        ? closedByPeer(connection.peer)
        : noReplyWithin(timeoutMs, { transport: "tcp", endpoint: connection.peer });
    }
    reply.append(chunk.bytes);
  }
}
