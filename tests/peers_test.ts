import { assertEquals, assertMatch } from "@std/assert";
import { canRun, hasPython } from "./support/machine.ts";
import { capsock, startCapsock } from "./support/host.ts";
import type { Running } from "./support/running.ts";
import { startProgram } from "./support/process.ts";

/** Plain programs of the lecture's kind, written in the language of somebody else's sockets. */
interface Peer {
  readonly name: string;
  readonly isHere: boolean;
  /** Starts a program that is given as text. */
  readonly command: readonly string[];
  /** Prints the port that the system chose and answers for ever. */
  readonly server: { readonly tcp: string; readonly udp: string };
  /** Sends its second argument to the port that its first one names, and prints the reply. */
  readonly client: { readonly tcp: string; readonly udp: string };
}

const python: Peer = {
  name: "Python",
  isHere: hasPython,
  command: ["python3", "-c"],
  server: {
    tcp: `
from socket import *
serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.bind(("127.0.0.1", 0))
serverSocket.listen(1)
print("port", serverSocket.getsockname()[1], flush=True)
while True:
    connectionSocket, clientAddress = serverSocket.accept()
    while True:
        message = connectionSocket.recv(2048)
        if not message:
            break
        connectionSocket.send(message.decode().upper().encode())
    connectionSocket.close()
`,
    udp: `
from socket import *
serverSocket = socket(AF_INET, SOCK_DGRAM)
serverSocket.bind(("127.0.0.1", 0))
print("port", serverSocket.getsockname()[1], flush=True)
while True:
    message, clientAddress = serverSocket.recvfrom(2048)
    serverSocket.sendto(message.decode().upper().encode(), clientAddress)
`,
  },
  client: {
    tcp: `
import sys
from socket import *
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect(("127.0.0.1", int(sys.argv[1])))
clientSocket.send(sys.argv[2].encode())
modifiedMessage = clientSocket.recv(2048)
print("Reply from server:", modifiedMessage.decode())
clientSocket.close()
`,
    udp: `
import sys
from socket import *
clientSocket = socket(AF_INET, SOCK_DGRAM)
clientSocket.settimeout(10)
clientSocket.sendto(sys.argv[2].encode(), ("127.0.0.1", int(sys.argv[1])))
modifiedMessage, serverAddress = clientSocket.recvfrom(2048)
print("Reply from server:", modifiedMessage.decode())
clientSocket.close()
`,
  },
};

const node: Peer = {
  name: "Node",
  isHere: canRun("node"),
  command: ["node", "-e"],
  server: {
    tcp: `
const server = require("net").createServer((connection) => {
  connection.on("data", (message) => connection.write(message.toString().toUpperCase()));
});
server.listen(0, "127.0.0.1", () => console.log("port", server.address().port));
`,
    udp: `
const socket = require("dgram").createSocket("udp4");
socket.on("message", (message, { port, address }) => {
  socket.send(message.toString().toUpperCase(), port, address);
});
socket.bind(0, "127.0.0.1", () => console.log("port", socket.address().port));
`,
  },
  client: {
    tcp: `
const [port, message] = process.argv.slice(1);
const connection = require("net").connect(Number(port), "127.0.0.1", () => connection.write(message));
connection.on("data", (reply) => {
  console.log("Reply from server: " + reply);
  connection.end();
});
`,
    udp: `
const [port, message] = process.argv.slice(1);
const socket = require("dgram").createSocket("udp4");
socket.on("message", (reply) => {
  console.log("Reply from server: " + reply);
  socket.close();
});
socket.send(message, Number(port), "127.0.0.1");
`,
  },
};

/** Waits until a server has told its port. */
async function portOf(server: Running): Promise<string> {
  const [, port] = await server.waitFor(/port (\d+)\r?\n/);
  return port!;
}

for (const peer of [python, node]) {
  if (!peer.isHere) {
    const reason = `tests/peers_test.ts: ${peer.command[0]} is not on this machine: its tests are skipped\n`;
    Deno.stderr.writeSync(new TextEncoder().encode(reason));
  }
  const ignore = !peer.isHere;

  for (const transport of ["tcp", "udp"] as const) {
    const label = `${transport.toUpperCase()} server in ${peer.name}`;

    Deno.test(`client talks to a plain ${label}`, { ignore }, async () => {
      await using server = startProgram([...peer.command, peer.server[transport]]);
      const target = `127.0.0.1:${await portOf(server)}`;
      const lines = "hello\nstraße 안녕\nlast, without a newline";
      const { code, stdout } = await capsock(["client", transport, target, "--quiet"], lines);
      assertEquals(stdout, "HELLO\nSTRASSE 안녕\nLAST, WITHOUT A NEWLINE\n");
      assertEquals(code, 0);
    });

    Deno.test(`client that comes again talks to a plain ${label}`, { ignore }, async () => {
      await using server = startProgram([...peer.command, peer.server[transport]]);
      const target = `127.0.0.1:${await portOf(server)}`;
      for (const message of ["first", "second"]) {
        const { code, stdout } = await capsock(["client", transport, target, "-m", message]);
        assertMatch(stdout, new RegExp(`^Reply from server: ${message.toUpperCase()}\nResponse time: `));
        assertEquals(code, 0);
      }
    });

    Deno.test(`server answers a plain ${transport.toUpperCase()} client in ${peer.name}`, {
      ignore,
    }, async () => {
      await using server = startCapsock(["server", transport, "127.0.0.1:0"]);
      const port = await portOf(server);
      for (const [message, reply] of [["hello", "HELLO"], ["straße 안녕", "STRASSE 안녕"]] as const) {
        await using client = startProgram([...peer.command, peer.client[transport], port, message]);
        const { code, stdout, stderr } = await client.finished();
        assertEquals([code, stdout.trimEnd(), stderr], [0, `Reply from server: ${reply}`, ""]);
      }
    });
  }

  Deno.test(`client finds the reply of a ${peer.name} server that is longer than its buffer`, {
    ignore,
  }, async () => {
    await using server = startProgram([...peer.command, peer.server.tcp]);
    const target = `127.0.0.1:${await portOf(server)}`;
    const line = "a".repeat(100_000);
    const { code, stdout } = await capsock(["client", "tcp", target, "--quiet"], line);
    assertEquals([code, stdout === `${line.toUpperCase()}\n`], [0, true]);
  });
}
