import { connect, Socket } from "node:net";
import type { Endpoint } from "../../lib/protocol/endpoint.ts";
import { startProgram } from "./process.ts";
import type { ScriptedServer } from "./scripted_server.ts";
import { within } from "./within.ts";

/**
 * Connects, sends a message and resets the connection, so often. The runtime can send an RST since 2.7.14; where
 * it cannot, Python does.
 *
 * @returns Whether there was a way to.
 */
export async function resetOver(endpoint: Endpoint, message: string, times = 1): Promise<boolean> {
  for (let number = 0; number < times; number++) {
    const happened = await resetByRuntime(endpoint, message) || await resetByPython(endpoint, message);
    if (!happened) return false;
  }
  return true;
}

async function resetByRuntime({ host, port }: Endpoint, message: string): Promise<boolean> {
  if (!("resetAndDestroy" in Socket.prototype)) return false;
  const socket = connect({ host, port }) as Socket & { resetAndDestroy(): void };
  const connected = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  socket.once("connect", () => connected.resolve());
  socket.once("data", () => answered.resolve());
  socket.once("close", () => closed.resolve());
  await within("the connection", connected.promise);
  if (message !== "") {
    socket.write(message);
    // An RST overtakes what has not been received yet: it must come after the first reply.
    await within("the reply", answered.promise);
  }
  socket.resetAndDestroy();
  await within("the end of the connection", closed.promise);
  return true;
}

const script = `
import socket, struct, sys
host, port, message = sys.argv[1], int(sys.argv[2]), sys.argv[3]
s = socket.create_connection((host, port))
s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
if message:
    s.sendall(message.encode())
    s.recv(1)
s.close()
`;

async function resetByPython({ host, port }: Endpoint, message: string): Promise<boolean> {
  try {
    await using python = startProgram(["python3", "-c", script, host, String(port), message]);
    return (await python.finished()).code === 0;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

const resetAfterReceive = `
import socket, struct
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
while True:
    connection, _ = listener.accept()
    connection.recv(2048)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
`;

/** Starts a server in Python that answers every client with an RST. */
export async function resettingServer(): Promise<ScriptedServer> {
  const child = startProgram(["python3", "-c", resetAfterReceive]);
  const [, port] = await child.waitFor(/^(\d+)\r?\n/);
  return {
    endpoint: { host: "127.0.0.1", port: Number(port) },
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
