// server.mjs tcp|udp: replies in capitals with Node's own sockets, ASCII only, converted in place.
import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import process from "node:process";

/** @param {Uint8Array} bytes */
function upper(bytes) {
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index];
    if (byte >= 0x61 && byte <= 0x7a) bytes[index] = byte - 0x20;
  }
  return bytes;
}

function serveTcp() {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on("data", (chunk) => {
      if (!socket.write(upper(chunk))) socket.pause();
    });
    socket.on("drain", () => socket.resume());
    socket.on("error", () => socket.destroy());
  });
  server.listen({ host: "127.0.0.1", port: 0, backlog: 4096 }, () => tellPort(server.address().port));
}

function serveUdp() {
  const socket = createSocket("udp4");
  socket.on("message", (message, from) => socket.send(upper(message), from.port, from.address));
  socket.bind(0, "127.0.0.1", () => tellPort(socket.address().port));
}

/** @param {number} port */
function tellPort(port) {
  process.stdout.write(`${port}\n`);
}

if (process.argv[2] === "udp") serveUdp();
else serveTcp();
