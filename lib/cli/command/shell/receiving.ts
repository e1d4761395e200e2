import type { Bytes } from "../../../base/bytes.ts";
import { formatEndpoint } from "../../../protocol/endpoint.ts";
import { maxDatagramBytes } from "../../../protocol/datagram.ts";
import type { Datagram } from "../../../net/socket.ts";
import type { ShellCall } from "./call.ts";
import { takeSocket } from "./kinds.ts";
import { refuseMore, takeCount } from "./addresses.ts";
import type { Facts } from "./workspace.ts";
import type { Connection } from "./sockets.ts";

const defaultBytes = 65_536;
const mostBytes = 1_048_576;

export const recv: ShellCall = {
  usage: "recv #SOCKET [BYTES]",
  summary: { en: "wait for data, receive at most BYTES", ko: "데이터를 기다려 최대 BYTES만큼 수신" },
  waits: true,
  prepare(words, workspace) {
    const connection = takeSocket(words, workspace, "connection");
    const size = takeCount(words, mostBytes) ?? defaultBytes;
    refuseMore(words);
    const take = (): Facts => {
      const data = connection.left.take(size);
      connection.bytesIn += data.length;
      return { bytes: data.length, data };
    };
    return async (signal) => {
      if (connection.left.length > 0) {
        return workspace.tell(connection, "recv", workspace.clock.now(), take());
      }
      await workspace.take(
        connection,
        "recv",
        connection.receiving,
        () => read(connection, size),
        (bytes) => {
          connection.isEnded ||= bytes === null;
          if (bytes === null) return { bytes: 0, eof: true };
          connection.left.append(bytes);
          return take();
        },
        signal,
      );
    };
  },
};

/** Receives no more than was asked for: the rest waits in the system, where it belongs. */
async function read({ socket }: Connection, size: number): Promise<Bytes | null> {
  const buffer = new Uint8Array(size);
  const length = await socket.read(buffer);
  return length === null ? null : buffer.subarray(0, length);
}

export const recvfrom: ShellCall = {
  usage: "recvfrom #SOCKET [BYTES]",
  summary: { en: "wait for a datagram, cut it after BYTES", ko: "데이터그램을 기다려 수신, BYTES 뒤는 잘림" },
  waits: true,
  prepare(words, workspace) {
    const udp = takeSocket(words, workspace, "udp");
    const size = takeCount(words, maxDatagramBytes) ?? maxDatagramBytes;
    refuseMore(words);
    // Always room for the longest: what an interrupted call with a short buffer has taken must not be cut.
    const receive = (): Promise<Datagram> => udp.socket.receive(new Uint8Array(maxDatagramBytes + 1));
    return async (signal) => {
      await workspace.take(udp, "recvfrom", udp.receiving, receive, (datagram) => {
        const data = datagram.bytes.subarray(0, size);
        udp.bytesIn += data.length;
        const facts = { peer: formatEndpoint(datagram.from), bytes: data.length, data };
        return data.length < datagram.bytes.length ? { ...facts, truncated: true as const } : facts;
      }, signal);
    };
  },
};
