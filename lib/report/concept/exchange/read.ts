import type { Concept } from "../concept.ts";

export const read: Concept = {
  summary: {
    en: "take bytes from a file descriptor, here from a socket",
    ko: "파일 디스크립터, 여기서는 소켓에서 바이트를 꺼내는 호출",
  },
  what: {
    en:
      "On Linux and macOS a socket is a file descriptor like any other, so a C program can call read. On a socket read does the same as recv with flags 0. On Windows sockets take recv only.",
    ko:
      "리눅스와 macOS에서 소켓은 다른 파일과 같은 파일 디스크립터이므로 C 프로그램에서 read를 호출할 수 있습니다. 소켓에서 read는 flags가 0인 recv와 같습니다. 윈도우의 소켓에는 recv를 씁니다.",
  },
  code: {
    c: "ssize_t n = read(client_socket, buffer, sizeof buffer);",
    python: "data = connectionSocket.recv(2048)",
  },
  lecture: {
    en: "The server reads what the client sent, and the client reads the reply.",
    ko: "서버는 클라이언트가 전송한 것을, 클라이언트는 응답을 수신합니다.",
  },
  kernel: {
    en:
      "It copies bytes out of the receive buffer. If the buffer is empty, the program waits. After the peer's FIN read returns 0.",
    ko:
      "수신 버퍼에서 바이트를 복사해 줍니다. 버퍼가 비어 있으면 프로그램은 대기합니다. 상대측의 FIN이 온 뒤에는 0을 돌려줍니다.",
  },
  mistake: {
    en:
      "A C program prints the buffer as a string. read adds no zero byte at the end. Use the number that it returned: buffer[n] = 0, with room for it.",
    ko:
      "C에서 버퍼를 그대로 문자열로 출력합니다. read는 끝에 0을 붙이지 않습니다. 돌려받은 수로 buffer[n] = 0을 넣고, 버퍼에 그 자리를 남겨 두세요.",
  },
  live: {
    command: "capsock demo both-wait",
    shows: {
      en: "Each side waits for the other one to send. Neither would ever go on without a timeout.",
      ko: "양쪽이 서로 전송하기를 기다립니다. 시간제한이 없으면 끝나지 않습니다.",
    },
  },
  related: ["recv", "recvfrom", "blocking", "fin"],
};
