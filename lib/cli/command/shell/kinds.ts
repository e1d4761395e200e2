import { withParticle } from "../../../base/korean.ts";
import type { Text } from "../../../base/text.ts";
import { UsageError } from "../../line/usage_error.ts";
import type { Workspace } from "./workspace.ts";
import type { Connection, Listener, ShellSocket, Udp } from "./sockets.ts";
import type { Words } from "../../prompt/words.ts";

type Kind = ShellSocket["kind"];

/** What a socket is, and what it is for. */
const kinds: Record<Kind, { readonly is: Text; readonly hint: Text }> = {
  listener: {
    is: { en: "a listening socket", ko: "서버 소켓(대기용)" },
    hint: { en: "accept takes connections from it", ko: "이 소켓에는 accept를 쓰세요" },
  },
  connection: {
    is: { en: "a TCP connection", ko: "TCP 연결 소켓" },
    hint: { en: "use send and recv with it", ko: "이 소켓에는 send와 recv를 쓰세요" },
  },
  udp: {
    is: { en: "a UDP socket", ko: "UDP 소켓" },
    hint: {
      en: "use sendto and recvfrom with it: every datagram has an address",
      ko: "이 소켓에는 sendto와 recvfrom을 쓰세요. 데이터그램마다 주소가 있습니다",
    },
  },
};

type SocketOf = { readonly listener: Listener; readonly connection: Connection; readonly udp: Udp };

/**
 * Takes the name of a socket of one kind.
 *
 * @throws {UsageError} If it is of another one.
 */
export function takeSocket<K extends Kind>(words: Words, workspace: Workspace, kind: K): SocketOf[K] {
  const socket = workspace.socket(words.next());
  if (socket.kind === kind) return socket as SocketOf[K];
  const { id } = socket;
  const { is, hint } = kinds[socket.kind];
  const wanted = kinds[kind].is;
  throw new UsageError({
    en: `${id} is ${is.en}, not ${wanted.en}`,
    ko: `${withParticle(id, "은")} ${withParticle(wanted.ko, "이")} 아니라 ${is.ko}입니다`,
  }, hint);
}
