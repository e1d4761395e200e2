import type { Transport } from "../protocol/transport.ts";
import { splitAddress } from "../protocol/address.ts";
import { isSameAddress } from "./address.ts";
import type { Call } from "./call.ts";
import type { RecordedSocket } from "./sockets.ts";

/** One end of a conversation: its socket if that side was recorded, and its address if it is known. */
export interface End {
  readonly socket?: RecordedSocket;
  readonly address?: string;
  /** The calls of the socket in this conversation, in the order in which they returned. */
  readonly calls: readonly Call[];
}

/** A TCP connection, an attempt at one, or the datagrams between two UDP sockets. */
export interface Conversation {
  readonly transport: Transport;
  readonly client: End;
  readonly server: End;
}

/** Finds who talked to whom: the client's local address is the server's peer, and the other way round. */
export function conversationsOf(sockets: readonly RecordedSocket[]): Conversation[] {
  return [
    ...connections(sockets.filter(({ transport }) => transport === "tcp")),
    ...datagramFlows(sockets.filter(({ transport }) => transport === "udp")),
  ];
}

function connections(sockets: readonly RecordedSocket[]): Conversation[] {
  const withPeer = sockets.filter(({ peer }) => peer !== undefined);
  const waiting = Map.groupBy(withPeer.filter(({ side }) => side === "server"), portOfPeer);
  const found = withPeer.filter(({ side }) => side === "client").map((client): Conversation => {
    const candidates = waiting.get(splitAddress(client.local ?? "").port) ?? [];
    // A port may have been used again: then the sockets pair up in their order, if the sizes fit.
    const index = candidates.findIndex((server) =>
      isSameAddress(server.peer, client.local) && isSameAddress(server.local, client.peer) &&
      fits(client, server) && fits(server, client)
    );
    const server = index === -1 ? undefined : candidates.splice(index, 1)[0];
    return connection(client, server);
  });
  const alone = [...waiting.values()].flat().map((server) => connection(undefined, server));
  return [...found, ...alone];
}

function portOfPeer({ peer }: RecordedSocket): string {
  return splitAddress(peer!).port;
}

function connection(client: RecordedSocket | undefined, server: RecordedSocket | undefined): Conversation {
  return {
    transport: "tcp",
    client: endOf(client, client?.local ?? server?.peer),
    server: endOf(server, client?.peer ?? server?.local),
  };
}

function endOf(
  socket: RecordedSocket | undefined,
  address: string | undefined,
  calls: readonly Call[] = socket?.calls ?? [],
): End {
  return { ...(socket && { socket }), ...(address !== undefined && { address }), calls };
}

/** Nobody receives more than the other side sent. A failed send may have sent a part. */
function fits(sender: RecordedSocket, receiver: RecordedSocket): boolean {
  if (sender.calls.some(({ call, failure }) => call === "send" && failure !== undefined)) return true;
  return total(receiver.calls, "recv") <= total(sender.calls, "send");
}

function total(calls: readonly Call[], kind: "send" | "recv"): number {
  return calls.reduce((sum, { call, bytes }) => call === kind ? sum + bytes : sum, 0);
}

function datagramFlows(sockets: readonly RecordedSocket[]): Conversation[] {
  const clients = sockets.filter(({ side }) => side === "client");
  const servers = sockets.filter(({ side }) => side === "server").map((socket) => ({
    socket,
    byPeer: Map.groupBy(socket.calls, ({ peer }) => peer),
  }));
  const found = clients.flatMap((client) =>
    [...Map.groupBy(client.calls, ({ peer }) => peer)].flatMap(([peer, calls]): Conversation[] => {
      if (peer === undefined) return [];
      const there = servers.filter(({ socket }) => isSameAddress(socket.local, peer)).map((server) => ({
        socket: server.socket,
        calls: callsWith(server.byPeer, client.local),
      }));
      const server = there.find((candidate) => candidate.calls.length > 0) ?? there[0];
      return [{
        transport: "udp",
        client: endOf(client, client.local, calls),
        server: endOf(server?.socket, peer, server?.calls),
      }];
    })
  );
  const known = new Set(found.flatMap(({ server }) => server.calls));
  const alone = servers.flatMap(({ socket, byPeer }) =>
    [...byPeer].flatMap(([peer, all]): Conversation[] => {
      const calls = all.filter((call) => !known.has(call));
      if (peer === undefined || calls.length === 0) return [];
      return [{
        transport: "udp",
        client: endOf(undefined, peer),
        server: endOf(socket, socket.local, calls),
      }];
    })
  );
  return [...found, ...alone];
}

/** The calls with one peer. If the peer is bound to all addresses, its port is enough to know it. */
function callsWith(byPeer: ReadonlyMap<string | undefined, Call[]>, address: string | undefined): Call[] {
  return byPeer.get(address) ??
    [...byPeer].find(([peer]) => peer !== undefined && isSameAddress(peer, address))?.[1] ?? [];
}
