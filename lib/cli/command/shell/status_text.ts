import { count } from "../../../base/numbers.ts";
import type { StatusFacts } from "./sockets.ts";

/** Every socket with what is known of it. */
export function statusLines(sockets: readonly StatusFacts[]): string[] {
  if (sockets.length === 0) return ["no sockets"];
  const width = Math.max(...sockets.map(({ socket }) => socket.length));
  return sockets.flatMap((facts) => {
    const { socket, transport } = facts;
    const indent = " ".repeat(width + transport.length + 4);
    return [
      `${socket.padEnd(width)}  ${transport}  ${place(facts)}`,
      ...details(facts).map((line) => indent + line),
    ];
  });
}

function place({ state, local, peer }: StatusFacts): string {
  switch (state) {
    case "listening":
      return `listens on ${local}`;
    case "bound":
      return `bound to ${local}`;
    case "connected":
      return `${local} connected to ${peer}`;
  }
}

function details(facts: StatusFacts): string[] {
  const { bytesIn, bytesOut, waiting, unreadBytes, unaccepted, isShutDown, isEnded } = facts;
  const lines: string[] = [];
  if (bytesIn !== undefined && bytesOut !== undefined) {
    lines.push(`${count(bytesOut, "byte")} sent, ${count(bytesIn, "byte")} received`);
  }
  if (unreadBytes) lines.push(`${count(unreadBytes, "byte")} arrived for the next receive`);
  if (unaccepted !== undefined) lines.push(`a connection from ${unaccepted} arrived for the next accept`);
  if (isShutDown) lines.push("our sending side is shut down");
  if (isEnded) lines.push("the peer has sent its last");
  if (waiting.length > 0) lines.push(`${waiting.join(" and ")} waits`);
  return lines;
}
