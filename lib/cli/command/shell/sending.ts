import { addressFamily } from "../../../protocol/endpoint.ts";
import { unescapeBytes } from "../../../base/escapes.ts";
import { writeAll } from "../../../net/socket.ts";
import type { ShellCall } from "./call.ts";
import { takeSocket } from "./kinds.ts";
import { takePeer } from "./addresses.ts";

export const send: ShellCall = {
  usage: "send #SOCKET TEXT",
  summary: { en: "send on a connection", ko: "연결로 전송" },
  prepare(words, workspace) {
    const connection = takeSocket(words, workspace, "connection");
    const bytes = unescapeBytes(words.bytes());
    const attempt = { call: "send", transport: "tcp", endpoint: connection.socket.peer } as const;
    return async (signal) => {
      if (bytes.length === 0) {
        return workspace.note({
          en: "there is nothing to send: a byte stream has no empty messages",
          ko: "보낼 데이터가 없습니다. 바이트 스트림에는 빈 메시지가 없습니다",
        });
      }
      const sent = connection.sending.then(() => writeAll(connection.socket, bytes));
      connection.isSending = true;
      // The next send waits for this one, even when nobody waits for this one any more.
      connection.sending = sent.catch(() => {}).finally(() => connection.isSending = false);
      await workspace.bounded(() => sent, attempt, connection, signal);
    };
  },
};

export const sendto: ShellCall = {
  usage: "sendto #SOCKET HOST PORT TEXT",
  summary: { en: "send a datagram", ko: "데이터그램 전송" },
  prepare(words, workspace) {
    const udp = takeSocket(words, workspace, "udp");
    const peer = takePeer(words, workspace);
    const bytes = unescapeBytes(words.bytes());
    return async (signal) => {
      const network = workspace.networks[udp.side];
      const { host, port } = peer;
      const run = async (): Promise<void> => {
        const [address] = await network.resolve(host, "udp", reachableFamily(udp.socket.local.host));
        await udp.socket.send(bytes, { host: address!, port });
      };
      await workspace.bounded(run, { call: "sendto", transport: "udp", endpoint: peer }, udp, signal);
    };
  },
};

/** An IPv4 socket reaches no IPv6 address, one on all IPv6 addresses reaches both. */
function reachableFamily(local: string): 4 | 6 | undefined {
  if (addressFamily(local) === 4) return 4;
  return /^[0:]*$/.test(local) ? undefined : 6;
}
