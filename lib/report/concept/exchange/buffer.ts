import type { Concept } from "../concept.ts";

export const buffer: Concept = {
  summary: {
    en: "memory in which bytes wait",
    ko: "바이트가 기다리는 메모리",
  },
  what: {
    en:
      "There are two kinds. The kernel has a send buffer and a receive buffer for every socket. The program has its own buffer, which it gives to recv. The size of the program's buffer limits what one recv can return.",
    ko:
      "두 가지가 있습니다. 커널은 소켓마다 송신 버퍼와 수신 버퍼를 둡니다. 프로그램은 자기 버퍼를 recv에 줍니다. recv 한 번에 받을 수 있는 크기는 프로그램의 버퍼 크기를 넘지 않습니다.",
  },
  code: {
    c: "char buffer[2048]; recv(client_socket, buffer, sizeof buffer, 0);",
    python: "data = connectionSocket.recv(2048)",
  },
  lecture: {
    en: "The lecture's buffer has 2048 bytes. A longer datagram is cut.",
    ko: "강의의 버퍼는 2048바이트입니다. 더 긴 데이터그램은 잘립니다.",
  },
  kernel: {
    en:
      "TCP: when the receive buffer is full, the sender must stop until there is room (flow control). UDP: the kernel drops further datagrams and tells nobody.",
    ko:
      "TCP: 수신 버퍼가 가득 차면 보내는 쪽은 자리가 날 때까지 멈춥니다(흐름 제어). UDP: 커널이 그 뒤의 데이터그램을 버리고 아무에게도 알리지 않습니다.",
  },
  mistake: {
    en:
      "Both sides send a lot and neither receives. All buffers fill up, and both sends wait for ever. Receive while you send.",
    ko:
      "양쪽이 수신하지 않고 많은 데이터를 전송하기만 합니다. 버퍼가 모두 차서 양쪽의 send가 끝없이 대기합니다. 전송하는 동안에도 수신하세요.",
  },
  live: {
    command: "capsock demo truncation",
    shows: {
      en: "A small buffer: UDP loses the rest, TCP keeps it for the next recv.",
      ko: "버퍼가 작을 때 UDP는 나머지를 잃고, TCP는 다음 recv까지 남겨 둡니다.",
    },
  },
  related: ["send", "recv", "blocking", "loss"],
};
