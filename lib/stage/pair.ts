import type { TcpConnection } from "../net/socket.ts";
import type { Stage } from "./stage.ts";

/** The two ends of one connection. */
export interface Pair {
  /** The server's end. */
  readonly accepted: TcpConnection;
  /** The client's end. */
  readonly connected: TcpConnection;
}

/** Connects a client to a server that listens for it alone. */
export async function connectPair({ server, client }: Stage): Promise<Pair> {
  const listener = await server.listen();
  const accepting = listener.accept();
  const connected = await client.connect(listener.local);
  const accepted = await accepting;
  listener.close();
  return { accepted, connected };
}
