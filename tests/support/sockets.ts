import type { Bytes } from "../../lib/base/bytes.ts";
import { concatAll, encodeText } from "../../lib/base/bytes.ts";
import type { Endpoint } from "../../lib/protocol/endpoint.ts";
import { textOf } from "./bytes.ts";
import { within } from "./within.ts";

// Bare sockets of the runtime, for the side that is not under test.

/** A bare TCP connection of the runtime to a server under test. */
export async function dial({ host, port }: Endpoint): Promise<Deno.TcpConn> {
  return await Deno.connect({ hostname: host, port });
}

/** A bare UDP socket of the runtime, bound to loopback; `using` closes it. */
export interface BareUdpSocket extends Deno.DatagramConn, Disposable {
  readonly endpoint: Endpoint;
  readonly port: number;
  sendText(text: string, to: Endpoint): Promise<number>;
}

export function udpSocket(): BareUdpSocket {
  const socket = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
  const { hostname, port } = socket.addr as Deno.NetAddr;
  return Object.assign(socket, {
    endpoint: { host: hostname, port },
    port,
    sendText: (text: string, { host: hostname, port }: Endpoint) => {
      return socket.send(encodeText(text), { transport: "udp", hostname, port });
    },
    [Symbol.dispose]: () => socket.close(),
  });
}

/** Reads until `size` bytes came or the peer shut down. */
export async function readBytes(connection: Deno.TcpConn, size: number): Promise<Bytes> {
  const bytes = new Uint8Array(size);
  let length = 0;
  const read = async (): Promise<void> => {
    while (length < size) {
      const count = await connection.read(bytes.subarray(length));
      if (count === null) return;
      length += count;
    }
  };
  await within(`${size} bytes`, read());
  return bytes.subarray(0, length);
}

/** Reads until the peer shuts down. */
export async function readToEnd(connection: Deno.TcpConn): Promise<Bytes> {
  const parts: Uint8Array[] = [];
  const buffer = new Uint8Array(65_536);
  const read = async (): Promise<void> => {
    for (let size = await connection.read(buffer); size !== null; size = await connection.read(buffer)) {
      parts.push(buffer.slice(0, size));
    }
  };
  await within("the end of the stream", read());
  return concatAll(parts);
}

/** Reads until the peer shuts down or resets, and gives the number of bytes. */
export async function drain(connection: Deno.TcpConn): Promise<number> {
  const buffer = new Uint8Array(65_536);
  let bytes = 0;
  try {
    for (;;) {
      const size = await connection.read(buffer);
      if (size === null) return bytes;
      bytes += size;
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.ConnectionReset)) throw error;
    return bytes;
  }
}

/** Writes all of `bytes`. */
export async function writeBytes(connection: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
}

/** Sends bytes that nobody need take: ends quietly when the connection does. */
export async function sendUntilFailure(connection: Deno.TcpConn, chunk: Bytes): Promise<void> {
  try {
    for (;;) await writeBytes(connection, chunk);
  } catch {
    // Closed, by whichever side.
  }
}

/** Sends a message to a server that answers in capitals, and reads its reply. */
export async function exchange(connection: Deno.TcpConn, message: string): Promise<string> {
  await writeBytes(connection, encodeText(message));
  return textOf(await readBytes(connection, encodeText(message.toUpperCase()).length));
}

/** Sends without reading until nothing more is taken: the server's replies have backed up. */
export async function fillUp(client: Deno.TcpConn): Promise<void> {
  const chunk = new Uint8Array(65_536).fill(0x61);
  for (;;) {
    const written = client.write(chunk).catch(() => 0);
    const { promise: stalled, resolve } = Promise.withResolvers<"stalled">();
    const timer = setTimeout(() => resolve("stalled"), 500);
    const outcome = await Promise.race([written, stalled]);
    clearTimeout(timer);
    if (outcome === "stalled") return;
  }
}
