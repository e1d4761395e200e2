import { groupThousands } from "../../base/numbers.ts";
import type { PingCause } from "../../measure/ping/event.ts";
import { causesKo } from "../cause/ko.ts";
import type { PingWords } from "./en.ts";

const causes: Record<PingCause, string> = { ...causesKo, "no-echo": "되돌려 보내지 않음" };

/** `ping`이 하는 말. 시간은 글로 들어온다. */
export const pingKo: PingWords = {
  language: "ko",

  started: (peer, transport) => `ping ${peer} (${transport}):`,
  probesOf: (bytes) => `프로브 ${groupThousands(bytes)}바이트`,
  connectionsOnly: "연결만",
  newConnections: "프로브마다 새 연결",
  from: (local) => `발신지 ${local}`,
  connectedIn: (took) => `연결에 ${took}`,

  probe: (number) => `프로브 ${number}:`,
  reply: (bytes, rtt) => `${groupThousands(bytes)}바이트, ${rtt}`,
  connected: (peer, took) => `${peer}에 ${took} 만에 연결`,
  late: "늦음",
  outOfOrder: "순서 바뀜",
  duplicate: "중복",
  altered: "내용 다름",
  fromSending: (number) => `${groupThousands(number)}번째 전송부터 측정`,
  sentAgain: (times) => `재전송(${times})`,
  foreign: (bytes, peer) => `${peer}에서 온 ${groupThousands(bytes)}바이트: 어느 프로브의 응답도 아님`,

  header: (peer, transport, took) => `${peer} (${transport}), ${took}`,
  labels: {
    probes: "프로브",
    lost: "손실 원인",
    rtt: "왕복 시간(RTT)",
    jitter: "지터",
    connect: "연결 시간",
    requests: "요청",
  },
  counts: {
    sent: (number) => `전송 ${groupThousands(number)}`,
    received: (number) => `수신 ${groupThousands(number)}`,
    lost: (number, share) => `손실 ${groupThousands(number)}(${share})`,
    pending: (number) => `응답 대기 ${groupThousands(number)}`,
    notSent: (number) => `보내지 못함 ${groupThousands(number)}`,
    duplicates: (number) => `중복 ${groupThousands(number)}`,
    outOfOrder: (number) => `순서 바뀜 ${groupThousands(number)}`,
    late: (number) => `늦음 ${groupThousands(number)}`,
    altered: (number) => `내용 다름 ${groupThousands(number)}`,
    foreign: (number) => `관계없는 수신 ${groupThousands(number)}`,
    retransmitted: (number) => `재전송 ${groupThousands(number)}`,
    cause: (number, cause) => `${causes[cause]} ${groupThousands(number)}`,
  },

  min: (time) => `최소 ${time}`,
  average: (time) => `평균 ${time}`,
  median: (time) => `중앙값 ${time}`,
  max: (time) => `최대 ${time}`,
  deviation: (time) => `표준 편차 ${time}`,
  rttsFromRetransmission: (number) => `RTT ${groupThousands(number)}개는 첫 전송이 아니라 재전송부터 측정`,
  chosen: (number) => `무작위로 고른 RTT ${groupThousands(number)}개의 분위수`,
  jitter: (time) => `${time}(RFC 3550, 도착 간격)`,
  neighbours: (time) => `연속한 두 RTT의 차이 평균 ${time}`,
  first: (time) => `첫 번째 ${time}`,
  others: (average) => `나머지 평균 ${average}`,

  binFrom: (from) => `${from} ms 이상`,

  resolution: (step) => `시계의 분해능: ${step}`,
  own: (median, p99) =>
    `capsock 자체가 RTT에 더하는 시간: ${median}(중앙값, p99 ${p99}), 소켓 없이 메모리 안의 echo로 측정`,
};
