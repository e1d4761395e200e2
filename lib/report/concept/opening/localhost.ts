import type { Concept } from "../concept.ts";

export const localhost: Concept = {
  summary: {
    en: "the name of the machine that the program runs on",
    ko: "프로그램이 실행되는 컴퓨터 자신을 가리키는 이름",
  },
  what: {
    en:
      "localhost is a name and not an address. It stands for the loopback addresses, ::1 for IPv6 and 127.0.0.1 for IPv4. A socket takes addresses only, so a program has the name looked up first.",
    ko:
      "localhost는 주소가 아니라 이름입니다. 루프백 주소, 곧 IPv6의 ::1과 IPv4의 127.0.0.1을 뜻합니다. 소켓은 주소만 쓸 수 있으므로 프로그램은 먼저 이 이름의 주소를 찾습니다.",
  },
  code: {
    c: 'getaddrinfo("localhost", "10825", &hints, &result);',
    python: 'clientSocket.connect(("localhost", 10825))',
  },
  lecture: {
    en: "The client can take localhost as the name of the server when both run on one machine.",
    ko: "서버와 클라이언트가 한 컴퓨터에 있으면 클라이언트에 서버 이름으로 localhost를 줄 수 있습니다.",
  },
  kernel: {
    en:
      "It never sees the name. A library, with the hosts file, turns it into addresses, and the kernel gets one of them.",
    ko:
      "이 이름을 알지 못합니다. 라이브러리가 hosts 파일 등에서 주소를 찾고, 커널은 그 주소를 받을 뿐입니다.",
  },
  mistake: {
    en:
      "The server is bound to 127.0.0.1. The client takes ::1 for localhost and is refused. Try every address of the name, or write 127.0.0.1.",
    ko:
      "서버는 127.0.0.1에 바인드되어 있는데 클라이언트는 localhost를 ::1로 보아 거부됩니다. 이름의 모든 주소를 시도하거나 127.0.0.1로 쓰세요.",
  },
  live: {
    command: "capsock check localhost:10825 --once --trace",
    shows: {
      en: "Start `capsock server tcp` first. ::1 is refused, and 127.0.0.1 is connected.",
      ko: "`capsock server tcp`를 먼저 실행하세요. ::1은 거부되고 127.0.0.1은 연결됩니다.",
    },
  },
  related: ["loopback", "unknown-host", "refused"],
};
