/**
 * Pages about what stands before the first byte: the socket, its address, and how a server and a client come to a
 * connection.
 *
 * @module
 */
import type { Concept } from "../concept.ts";

export const socket: Concept = {
  summary: {
    en: "an endpoint through which a program sends and receives",
    ko: "프로그램이 데이터를 전송하고 수신하는 끝점(endpoint)",
  },
  what: {
    en:
      "A program does not touch the network itself. It asks the kernel for a socket and gets a small number, a file descriptor. Every later call names the socket by that number. A new socket has no address yet.",
    ko:
      "프로그램은 네트워크를 직접 다루지 않습니다. 커널에 소켓을 요청하여 작은 번호, 곧 파일 디스크립터를 받고, 그다음 호출에서는 이 번호로 소켓을 가리킵니다. 새로 만든 소켓에는 아직 주소가 없습니다.",
  },
  lecture: {
    en:
      "Both programs begin with it: SOCK_STREAM makes a TCP socket, SOCK_DGRAM a UDP socket. In Python the file descriptor is inside a socket object.",
    ko:
      "두 프로그램 모두 socket으로 시작합니다. SOCK_STREAM은 TCP 소켓을, SOCK_DGRAM은 UDP 소켓을 만듭니다. Python에서는 소켓 객체 안에 파일 디스크립터가 들어 있습니다.",
  },
  kernel: {
    en:
      "It keeps the addresses, the state and the buffers of the socket. When the process ends, the kernel closes the sockets that are still open.",
    ko: "소켓의 주소와 상태와 버퍼를 관리합니다. 프로세스가 끝나면 아직 열려 있는 소켓도 커널이 닫습니다.",
  },
  mistake: {
    en:
      "A server calls recv on the listening socket. That socket carries no data: use the socket that accept returned.",
    ko:
      "서버가 서버 소켓(대기용)으로 recv를 호출합니다. 그 소켓으로는 데이터가 오지 않습니다. accept가 돌려준 연결 소켓을 쓰세요.",
  },
  live: {
    command: "capsock demo tcp",
    shows: {
      en: "Look at the numbers #1, #2 and #3: one client and one server have three sockets.",
      ko: "#1, #2, #3을 보세요. 클라이언트 하나와 서버 하나에 소켓은 세 개입니다.",
    },
  },
  related: ["port", "bind", "connect", "close"],
  call: "socket",
};
