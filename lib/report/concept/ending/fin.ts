import type { Concept } from "../concept.ts";

export const fin: Concept = {
  summary: {
    en: "the sign of TCP that one side has sent its last byte",
    ko: "한쪽이 전송을 마쳤음을 알리는 TCP의 표시(FIN)",
  },
  what: {
    en:
      "A connection ends in order when each side has sent a FIN. A FIN ends one direction only: the other side can still send. It comes after the last byte, so nothing that was sent before is lost.",
    ko:
      "양쪽이 모두 FIN을 보내면 연결이 정상 종료됩니다. FIN은 한쪽 방향만 끝내므로 반대쪽은 아직 전송할 수 있습니다. FIN은 마지막 바이트 뒤에 오므로 그 전에 전송한 것은 손실되지 않습니다.",
  },
  code: {
    c: "if (recv(client_socket, buf, sizeof buf, 0) == 0) close(client_socket);",
    python: 'if data == b"": connectionSocket.close()',
  },
  lecture: {
    en: "The client closes, and the server's recv returns 0. That is how the server learns of it.",
    ko: "클라이언트가 닫으면 서버의 recv가 0을 돌려줍니다. 서버는 이것으로 끝을 압니다.",
  },
  kernel: {
    en: "It sends the FIN at close or shutdown. It also sends it when the program ends without closing.",
    ko: "close나 shutdown 때 FIN을 보냅니다. 프로그램이 닫지 않고 끝나도 커널이 보냅니다.",
  },
  mistake: {
    en:
      "A client takes a recv of 0 bytes for an empty reply. It means that no reply will come any more. Report that the server has closed the connection.",
    ko:
      "클라이언트가 recv의 0을 빈 응답으로 여깁니다. 더는 응답이 오지 않는다는 뜻입니다. 서버가 연결을 닫았다고 알리세요.",
  },
  live: {
    command: "capsock demo who-closes",
    shows: {
      en: "A FIN is a receive of 0 bytes, an RST is an error.",
      ko: "FIN은 0바이트 수신이고, RST는 오류입니다.",
    },
  },
  related: ["close", "half-close", "reset", "recv"],
};
