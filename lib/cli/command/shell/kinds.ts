import { UsageError } from "../../line/usage_error.ts";
import type { Workspace } from "./workspace.ts";
import type { Connection, Listener, ShellSocket, Udp } from "./sockets.ts";
import type { Words } from "../../prompt/words.ts";

type Kind = ShellSocket["kind"];

/** What a socket is, and what it is for. */
const kinds: Record<Kind, { readonly is: string; readonly hint: string }> = {
  listener: { is: "a listening socket", hint: "it gives connections: accept" },
  connection: { is: "a TCP connection", hint: "it takes send and recv" },
  udp: { is: "a UDP socket", hint: "it takes sendto and recvfrom: every datagram has an address" },
};

type SocketOf = { readonly listener: Listener; readonly connection: Connection; readonly udp: Udp };

/**
 * Takes the name of a socket of one kind.
 *
 * @throws {UsageError} If it is of another one.
 */
export function takeSocket<K extends Kind>(words: Words, workspace: Workspace, kind: K): SocketOf[K] {
  const socket = workspace.socket(words.next());
  if (socket.kind === kind) return socket as SocketOf[K];
  const { is, hint } = kinds[socket.kind];
  throw new UsageError(`${socket.id} is ${is}, not ${kinds[kind].is}`, hint);
}
