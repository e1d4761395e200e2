/**
 * Reads recorded socket calls, long after the sockets are closed. The way of an event:
 * `parse.ts` reads its line, `programs.ts` finds the program that made it, `sockets.ts` its socket,
 * `conversations.ts` who talked to whom, `links.ts` and `datagrams.ts` which call caused which, `offsets.ts`
 * how the clocks differ, `order.ts` what came first. `diagram/` makes a picture's model of that;
 * `report/diagram/` draws it. No socket is opened here.
 *
 * @module
 */
import type { Call, RecordedCall } from "./call.ts";
import { type Conversation, conversationsOf } from "./conversations.ts";
import { datagramLinks, type TimeOf } from "./datagrams.ts";
import { type Link, tcpLinks } from "./links.ts";
import { estimateOffsets } from "./offsets.ts";
import { causalOrder } from "./order.ts";
import { assignPrograms } from "./programs.ts";
import { type RecordedSocket, socketsOf } from "./sockets.ts";

/** The joined recordings of one or several programs: who talked to whom, and in which order. */
export interface Recording {
  readonly programs: number;
  readonly sockets: readonly RecordedSocket[];
  readonly conversations: readonly Conversation[];
  readonly links: readonly Link[];
  /** All calls on sockets. No effect comes before its cause. */
  readonly calls: readonly Call[];
  /** Milliseconds since the first call, on a clock that all programs share. */
  readonly timeOf: TimeOf;
}

/** Joins recordings by their connections. Their clocks and the numbers of their sockets may differ. */
export function joinRecordings(recorded: readonly RecordedCall[]): Recording {
  const all = assignPrograms(recorded);
  const programs = 1 + all.reduce((last, { program }) => Math.max(last, program), -1);
  const sockets = socketsOf(all);
  const conversations = conversationsOf(sockets);
  const [connections, flows] = [
    conversations.filter(({ transport }) => transport === "tcp"),
    conversations.filter(({ transport }) => transport === "udp"),
  ];
  const listeners = new Map(
    sockets.filter(({ side }) => side === "server").map((socket) =>
      [`${socket.program} ${socket.label}`, socket] as const
    ),
  );
  const streams = connections.flatMap((connection) => {
    const accept = connection.server.socket?.accept;
    return tcpLinks(connection, accept && listeners.get(`${accept.program} ${accept.socket}`));
  });
  const offsets = estimateOffsets(programs, streams, flows);
  const onOneClock: TimeOf = ({ program, moment }) => moment + offsets[program]!;
  const links = [...streams, ...flows.flatMap((flow) => datagramLinks(flow, onOneClock))];
  const calls = causalOrder(sockets.flatMap((socket) => socket.calls), links, onOneClock);
  const start = calls.reduce((first, call) => Math.min(first, onOneClock(call)), Infinity);
  return { programs, sockets, conversations, links, calls, timeOf: (call) => onOneClock(call) - start };
}
