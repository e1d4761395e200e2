import { encodeText } from "../../lib/base/bytes.ts";
import type { Endpoint } from "../../lib/protocol/endpoint.ts";
import { textOf } from "./bytes.ts";
import { Listener } from "./listener.ts";
import { udpSocket, writeBytes } from "./sockets.ts";
import { within } from "./within.ts";

/** A server that treats its clients as its script says. */
export interface ScriptedServer extends AsyncDisposable {
  readonly endpoint: Endpoint;
}

/**
 * Starts a server that takes one client after the other, and closes its connection when the script has ended.
 * `over` resolves with the test.
 */
export function scriptedServer(
  script: (connection: Deno.TcpConn, over: Promise<void>) => Promise<unknown>,
  host = "127.0.0.1",
): ScriptedServer {
  const { listener, endpoint } = new Listener(host);
  const over = Promise.withResolvers<void>();
  let current: Deno.TcpConn | undefined;
  const serve = async (): Promise<void> => {
    for (;;) {
      using connection = await listener.accept();
      current = connection;
      await script(connection, over.promise);
      current = undefined;
    }
  };
  return running(endpoint, serve, () => {
    over.resolve();
    listener.close();
    try {
      current?.close();
    } catch {
      // The script has closed it.
    }
  });
}

/** Starts a server that does with every datagram what its script says. */
export function scriptedUdpServer(
  script: (line: string, answer: (text: string) => Promise<unknown>, from: Endpoint) => Promise<unknown>,
): ScriptedServer {
  const socket = udpSocket();
  const serve = async (): Promise<void> => {
    for (;;) {
      const [bytes, from] = await socket.receive(new Uint8Array(65_535));
      const { hostname: host, port } = from as Deno.NetAddr;
      await script(textOf(bytes), (text) => socket.send(encodeText(text), from), { host, port });
    }
  };
  return running(socket.endpoint, serve, () => socket.close());
}

function running(endpoint: Endpoint, serve: () => Promise<void>, close: () => void): ScriptedServer {
  let isOver = false;
  const served = serve().catch((error) => {
    if (!isOver) throw error;
  });
  // A script that fails is told when the server is disposed of.
  served.catch(() => {});
  return {
    endpoint,
    [Symbol.asyncDispose]: async () => {
      isOver = true;
      close();
      await within("the scripted server to end", served);
    },
  };
}

/** What one receive gives, as text; empty when the client is gone. */
export async function receive(connection: Deno.TcpConn): Promise<string> {
  const buffer = new Uint8Array(65_536);
  const size = await connection.read(buffer);
  return textOf(buffer.subarray(0, size ?? 0));
}

/** Waits until the client is gone. */
export async function untilGone(connection: Deno.TcpConn): Promise<void> {
  while (await receive(connection) !== "") { /* What it still sends is of no interest. */ }
}

/** Sends text as it is. */
export async function send(connection: Deno.TcpConn, text: string): Promise<void> {
  await writeBytes(connection, encodeText(text));
}
