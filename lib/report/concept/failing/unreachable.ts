import type { Concept } from "../concept.ts";

export const unreachable: Concept = {
  summary: {
    en: "there is no way to that machine or network",
    ko: "그 컴퓨터나 네트워크로 가는 경로가 없음",
  },
  what: {
    en:
      "The packet cannot be delivered, and somebody says so: this machine has no route (ENETUNREACH), or a router reports that the host is not there (EHOSTUNREACH). The server's machine was not reached at all.",
    ko:
      "패킷을 전달할 수 없다고 누군가 알려 준 것입니다. 이 컴퓨터에 경로가 없거나(ENETUNREACH), 그 컴퓨터에 닿을 수 없다고 라우터가 알렸습니다(EHOSTUNREACH). 서버 컴퓨터에는 아무것도 도착하지 않았습니다.",
  },
  code: {
    c: "if (connect(…) < 0 && errno == ENETUNREACH) …",
    python: "except OSError as error: print(error.errno)",
  },
  lecture: {
    en: "The client reports it and ends: it is another cause than refused.",
    ko: "클라이언트는 이를 알리고 끝납니다. 거부됨과는 원인이 다릅니다.",
  },
  kernel: {
    en:
      "It looks into its routing table first. Without a route it sends nothing, and the call fails at once.",
    ko: "먼저 라우팅 테이블을 봅니다. 경로가 없으면 아무것도 전송하지 않고 호출이 바로 실패합니다.",
  },
  mistake: {
    en:
      "The network is off, or the address is IPv6 on a machine with IPv4 only, and the mistake is looked for in the program. Check the address and the network first.",
    ko:
      "네트워크가 꺼져 있거나 IPv4만 되는 컴퓨터에서 IPv6 주소를 쓰면서 프로그램의 잘못을 찾습니다. 주소와 네트워크를 먼저 확인하세요.",
  },
  live: {
    command: "capsock check 192.0.2.1:80 --once",
    shows: {
      en: "No machine has this address. It is unreachable, or nobody answers: then it is a timeout.",
      ko: "이 주소의 컴퓨터는 없습니다. 도달할 수 없다고 나오거나, 답이 없으면 시간 초과입니다.",
    },
  },
  related: ["refused", "timeout", "unknown-host"],
};
