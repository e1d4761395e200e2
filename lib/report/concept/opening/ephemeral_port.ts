import type { Concept } from "../concept.ts";

export const ephemeralPort: Concept = {
  summary: {
    en: "a port that the kernel chooses for a client",
    ko: "클라이언트를 위해 커널이 고르는 포트",
  },
  what: {
    en:
      "A client needs a port too, because the reply must find it. It seldom matters which one, so the client does not bind: the kernel chooses a free port. The server learns it from the packet.",
    ko:
      "응답이 돌아올 곳이 있어야 하므로 클라이언트에도 포트가 필요합니다. 몇 번인지는 대개 상관없으므로 클라이언트는 바인드하지 않고 커널이 빈 포트를 고릅니다. 서버는 받은 패킷에서 그 번호를 압니다.",
  },
  code: {
    c: "getsockname(client_socket, (struct sockaddr *)&address, &size);",
    python: "clientSocket.getsockname()[1]",
  },
  lecture: {
    en: "The lecture's clients fix their ports: 20825 for TCP, 21758 for UDP. Most clients do not.",
    ko: "강의의 클라이언트는 포트를 TCP 20825번, UDP 21758번으로 고정합니다. 보통은 고정하지 않습니다.",
  },
  kernel: {
    en:
      "It chooses at connect, or at the first sendto. Linux takes 32768 to 60999 unless it is set otherwise. Other systems have other ranges.",
    ko:
      "connect 때, 또는 첫 sendto 때 고릅니다. 리눅스의 기본 범위는 32768에서 60999까지이고, 시스템마다 범위가 다릅니다.",
  },
  mistake: {
    en:
      "A client with a fixed port closes first and is started again. The old connection is in TIME_WAIT, so the client fails. Leave the port to the kernel.",
    ko:
      "포트를 고정한 클라이언트가 먼저 닫고 다시 실행됩니다. 이전 연결이 TIME_WAIT이므로 실패합니다. 포트는 커널이 고르게 하세요.",
  },
  live: {
    command: "capsock client udp -m hello",
    shows: {
      en: "Start `capsock server udp` first, and run the client twice: its port changes.",
      ko: "`capsock server udp`를 먼저 실행하고 두 번 실행해 보세요. 포트 번호가 달라집니다.",
    },
  },
  related: ["port", "connect", "time-wait"],
};
