import type { Concept } from "../concept.ts";

export const halfClose: Concept = {
  summary: {
    en: "end the sending direction with shutdown and go on receiving",
    ko: "shutdown으로 전송 방향만 끝내고 수신은 계속하는 것",
  },
  what: {
    en:
      "A connection has two directions. shutdown with SHUT_WR ends ours: the peer learns that it has everything. The peer can then answer, and we receive until recv returns 0. close would end both directions at once.",
    ko:
      "연결에는 두 방향이 있습니다. SHUT_WR로 shutdown을 호출하면 이쪽의 전송 방향이 끝나고, 상대측은 모두 받았다는 것을 압니다. 그 뒤에도 상대측은 답할 수 있고, 이쪽은 recv가 0을 돌려줄 때까지 수신합니다. close는 두 방향을 한꺼번에 끝냅니다.",
  },
  lecture: {
    en:
      "After the client's shutdown the server's recv returns 0. The server answers what it has received, then closes.",
    ko: "클라이언트가 shutdown을 호출하면 서버의 recv가 0을 돌려줍니다. 서버는 받은 것에 답한 다음 닫습니다.",
  },
  kernel: {
    en: "It sends a FIN after the last byte of the send buffer. It goes on filling the receive buffer.",
    ko: "송신 버퍼의 마지막 바이트 뒤에 FIN을 보냅니다. 수신 버퍼는 계속 채워집니다.",
  },
  mistake: {
    en:
      "A server closes as soon as recv returns 0, although replies are still to be sent. The client loses them. Answer first, then close.",
    ko:
      "아직 보낼 응답이 있는데 recv가 0을 돌려주자마자 닫습니다. 클라이언트는 응답을 받지 못합니다. 먼저 답하고 닫으세요.",
  },
  live: {
    command: "capsock demo half-close",
    shows: {
      en: "After its shutdown the client cannot send, but it receives the whole answer.",
      ko: "클라이언트는 shutdown 뒤에 전송할 수 없지만 응답은 모두 수신합니다.",
    },
  },
  related: ["fin", "close", "framing"],
  call: "shutdown",
};
