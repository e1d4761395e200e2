import { Failure } from "../protocol/failure.ts";
import type { TcpConnection, TcpListener } from "../net/socket.ts";
import type { Stage } from "./stage.ts";

/** Systems let in a few more than they were asked to; so many clients are tried. */
const mostClients = 8;

export interface Filled {
  /** Clients that are connected although nobody has accepted them. */
  readonly waiting: readonly TcpConnection[];
  /** What the one after them met; `undefined` when all of them came in. */
  readonly failure: Failure | undefined;
}

/** Connects clients to a server that does not accept, until one is not let in within `timeoutMs`. */
export async function fillBacklog(
  { client }: Stage,
  listener: TcpListener,
  timeoutMs: number,
): Promise<Filled> {
  const waiting: TcpConnection[] = [];
  while (waiting.length < mostClients) {
    try {
      waiting.push(await client.connect(listener.local, timeoutMs));
    } catch (error) {
      if (error instanceof Failure) return { waiting, failure: error };
      throw error;
    }
  }
  return { waiting, failure: undefined };
}
