import type { Concept } from "../concept.ts";

export const datagram: Concept = {
  summary: {
    en: "one message of UDP, which travels on its own",
    ko: "UDP가 나르는 메시지 하나",
  },
  what: {
    en:
      "UDP has no connection. Each datagram carries its source and destination address, and arrives whole or not at all. It can get lost, arrive twice, or overtake another one. UDP repeats nothing and reports nothing (RFC 768).",
    ko:
      "UDP에는 연결이 없습니다. 데이터그램마다 발신지 주소와 목적지 주소가 있고, 통째로 도착하거나 아예 도착하지 않습니다. 손실되거나, 두 번 오거나, 순서가 바뀔 수 있습니다. UDP는 재전송하지도, 알려 주지도 않습니다(RFC 768).",
  },
  code: {
    c: "int udp_socket = socket(AF_INET, SOCK_DGRAM, 0);",
    python: "udpSocket = socket(AF_INET, SOCK_DGRAM)",
  },
  lecture: {
    en: "The UDP server on port 11758 answers every client through one socket.",
    ko: "11758번 포트의 UDP 서버는 소켓 하나로 모든 클라이언트에 답합니다.",
  },
  kernel: {
    en:
      "It adds the UDP header and sends. 65,507 bytes fit at most over IPv4. IP cuts a datagram that is too large for one packet into fragments.",
    ko:
      "UDP 헤더를 붙여 전송합니다. IPv4로는 65,507바이트까지 담깁니다. 패킷 하나에 들어가지 않는 데이터그램은 IP가 조각으로 나눕니다.",
  },
  mistake: {
    en:
      "The receiver's buffer is smaller than the datagram, and the rest is lost. Use a buffer for the longest datagram.",
    ko:
      "수신하는 버퍼가 데이터그램보다 작아서 잘립니다. 나머지는 손실됩니다. 가장 긴 데이터그램이 들어갈 버퍼를 쓰세요.",
  },
  live: {
    command: "capsock demo udp",
    shows: {
      en: "No connect, no accept: an address on every datagram.",
      ko: "connect도 accept도 없습니다. 데이터그램마다 주소가 있습니다.",
    },
  },
  related: ["sendto", "recvfrom", "loss", "reordering"],
};
