import type { Concept } from "../concept.ts";

export const write: Concept = {
  summary: {
    en: "give bytes to a file descriptor, here to a socket",
    ko: "파일 디스크립터, 여기서는 소켓에 바이트를 넘기는 호출",
  },
  what: {
    en:
      "On Linux and macOS a socket is a file descriptor like any other, so a C program can call write. On a socket write does the same as send with flags 0. On Windows sockets take send only.",
    ko:
      "리눅스와 macOS에서 소켓은 다른 파일과 같은 파일 디스크립터이므로 C 프로그램에서 write를 호출할 수 있습니다. 소켓에서 write는 flags가 0인 send와 같습니다. 윈도우의 소켓에는 send를 씁니다.",
  },
  code: {
    c: "ssize_t n = write(client_socket, message, length);",
    python: "clientSocket.sendall(message.encode())",
  },
  lecture: {
    en: "The TCP client writes the sentence, the server writes it back in capitals.",
    ko: "TCP 클라이언트가 문장을 전송하고, 서버가 대문자로 바꾸어 전송합니다.",
  },
  kernel: {
    en:
      "It copies the bytes into the send buffer and returns their number. It sends them on its own, even after write has returned.",
    ko:
      "바이트를 송신 버퍼에 복사하고 그 수를 돌려줍니다. 실제 전송은 write가 끝난 뒤에도 커널이 알아서 합니다.",
  },
  mistake: {
    en:
      "A program ignores the number that write returns. It can be smaller than the length: write the rest again. Python's sendall does that by itself.",
    ko:
      "write가 돌려준 수를 확인하지 않습니다. 길이보다 작을 수 있으니 나머지로 write를 다시 호출하세요. Python의 sendall은 이것을 스스로 합니다.",
  },
  live: {
    command: "capsock client tcp -m hello --show-data",
    shows: {
      en: "Start `capsock server tcp` first. The line with send shows the bytes.",
      ko: "`capsock server tcp`를 먼저 실행하세요. send가 있는 줄에 바이트가 나옵니다.",
    },
  },
  related: ["send", "sendto", "buffer"],
};
