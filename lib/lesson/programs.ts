import { type Bytes, encodeText } from "../base/bytes.ts";
import { services } from "../protocol/service/services.ts";
import { type TcpConnection, type TcpListener, writeAll } from "../net/socket.ts";
import { serveTcp } from "../server/tcp_server.ts";
import type { Stage } from "../stage/stage.ts";
import { begun } from "../stage/party.ts";

/** The lecture's receive buffer, in bytes. */
export const lectureBufferBytes = 2048;

const decoder = new TextDecoder();

/** Bytes as text, the way a program reads them that ignores characters that were cut. */
export function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Sends `text` as one message. */
export async function sendText(connection: TcpConnection, text: string): Promise<void> {
  await writeAll(connection, encodeText(text));
}

/** Receives `size` bytes, or fewer if the peer ends before that. */
export async function receiveBytes(connection: TcpConnection, size: number): Promise<Bytes> {
  const bytes = new Uint8Array(size);
  let received = 0;
  while (received < size) {
    const more = await connection.read(bytes.subarray(received));
    if (more === null) break;
    received += more;
  }
  return bytes.subarray(0, received);
}

/** Receives text of as many bytes as `expected` has. */
export async function receiveText(connection: TcpConnection, expected: string): Promise<string> {
  return textOf(await receiveBytes(connection, encodeText(expected).length));
}

/** The lecture's server for one client: answers in capitals until the client ends, then closes. */
export async function answerInCapitals(connection: TcpConnection): Promise<void> {
  const stream = services.upper.start();
  const buffer = new Uint8Array(lectureBufferBytes);
  for (;;) {
    const size = await connection.read(buffer);
    if (size === null) break;
    await writeAll(connection, stream.push(buffer.subarray(0, size)));
  }
  connection.close();
}

/** A server that answers in capitals, until `close` is called. */
export interface RunningServer {
  close(): Promise<void>;
}

/** Serves the clients of `listener`: all at once, or one after the other. */
export function runServer(
  listener: TcpListener,
  { clock, stop }: Stage,
  { serial }: { serial: boolean },
): RunningServer {
  const closing = new AbortController();
  const serving = begun(serveTcp(listener, services.upper, AbortSignal.any([stop, closing.signal]), {
    clock,
    report: () => {},
    bufferBytes: lectureBufferBytes,
    maxConnections: 100,
    graceMs: 100,
    serial,
  }));
  return {
    close: async () => {
      closing.abort();
      await serving;
    },
  };
}
