import type { Concept } from "../concept.ts";

export const loss: Concept = {
  summary: {
    en: "a packet that was sent and never arrives",
    ko: "보낸 패킷이 도착하지 않는 것",
  },
  what: {
    en:
      "A router drops packets when its queue is full, and radio links lose some. The sender sees nothing of it. TCP notices that the acknowledgement is missing and sends again. UDP does not: the datagram is gone.",
    ko:
      "라우터는 큐가 가득 차면 패킷을 버리고, 무선 구간에서도 패킷이 손실됩니다. 보낸 쪽은 바로 알 수 없습니다. TCP는 확인 응답이 오지 않으면 재전송합니다. UDP는 재전송하지 않으므로 데이터그램은 사라집니다.",
  },
  code: {
    c: "sendto(s, msg, n, 0, address, size); /* again after a timeout */",
    python: "clientSocket.sendto(message, address)  # again after a timeout",
  },
  lecture: {
    en: "The UDP client waits for ten seconds and then reports that no reply came.",
    ko: "UDP 클라이언트는 10초를 기다린 뒤 응답이 없다고 알립니다.",
  },
  kernel: {
    en: "It loses datagrams as well: those that arrive while the receive buffer of the socket is full.",
    ko: "커널에서도 손실됩니다. 소켓의 수신 버퍼가 가득 찼을 때 온 데이터그램은 버려집니다.",
  },
  mistake: {
    en:
      "A program is tested over loopback alone, where hardly anything is lost. It waits for ever in a real network. Set a timeout, and send again.",
    ko:
      "거의 손실되지 않는 루프백에서만 시험합니다. 실제 네트워크에서는 끝없이 기다리게 됩니다. 시간제한을 두고 다시 보내세요.",
  },
  live: {
    command: "capsock ping udp -c 100 -i 10ms",
    shows: {
      en: "Start `capsock server udp` first. The summary counts what was lost.",
      ko: "`capsock server udp`를 먼저 실행하세요. 요약에 손실된 수(lost)가 나옵니다.",
    },
  },
  related: ["datagram", "timeout", "retry", "reordering"],
};
