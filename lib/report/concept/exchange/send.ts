import type { Concept } from "../concept.ts";

export const send: Concept = {
  summary: {
    en: "give bytes to the send buffer of a connection",
    ko: "연결의 송신 버퍼에 바이트를 넘기는 호출",
  },
  what: {
    en:
      "send hands bytes to the kernel. When it returns, the bytes are in the send buffer of this machine. That does not mean that the peer has received them. Only a reply of the peer's program shows it.",
    ko:
      "send는 바이트를 커널에 넘깁니다. send가 끝났다는 것은 바이트가 이 컴퓨터의 송신 버퍼에 들어갔다는 뜻입니다. 상대측이 수신했는지는 알 수 없습니다. 상대측 프로그램의 응답을 받아야 알 수 있습니다.",
  },
  lecture: {
    en: "The client sends the sentence that was typed, the server sends it back in capitals.",
    ko: "클라이언트가 입력한 문장을 전송하고, 서버가 대문자로 바꾸어 전송합니다.",
  },
  kernel: {
    en: "It sends the bytes when the receiver has room, and repeats them until they are acknowledged.",
    ko: "받는 쪽에 자리가 있을 때 전송하고, 확인 응답이 올 때까지 재전송합니다.",
  },
  mistake: {
    en:
      "The peer has closed, and the program goes on sending. The first send succeeds, a later one fails with EPIPE, and SIGPIPE ends a C program. Use MSG_NOSIGNAL, or ignore the signal.",
    ko:
      "상대측이 닫았는데 계속 전송합니다. 첫 send는 성공하고, 그다음 send가 EPIPE로 실패하며, C 프로그램은 SIGPIPE로 종료됩니다. MSG_NOSIGNAL을 쓰거나 이 시그널을 무시하도록 설정하세요.",
  },
  live: {
    command: "capsock demo who-closes",
    shows: {
      en: "The server has closed: the first send still succeeds, the next one fails.",
      ko: "서버가 닫은 뒤에도 첫 전송은 성공하고, 그다음 전송은 실패합니다.",
    },
  },
  related: ["write", "recv", "buffer", "byte-stream"],
  call: "send",
};
