import { groupThousands } from "../../base/numbers.ts";
import type { LoadError } from "../../measure/load/tally.ts";
import { causesKo } from "../cause/ko.ts";
import type { LoadWords } from "./en.ts";

const causes: Record<LoadError, string> = {
  ...causesKo,
  "unasked": "요청하지 않은 데이터(보낸 것보다 많이 수신)",
};

const pieces = (number: number): string => `${groupThousands(number)}개`;

const connections: LoadWords["connections"] = (number, transport) =>
  `${transport === "tcp" ? "연결" : "소켓"} ${pieces(number)}`;

const sizes = (lowest: number, highest: number): string =>
  lowest === highest
    ? `${groupThousands(lowest)}바이트`
    : `${groupThousands(lowest)}~${groupThousands(highest)}바이트`;

const of = (part: number, all: number): string => part === all ? "모두" : `${pieces(part)}가`;

const kept = (rate: string | undefined): string =>
  rate === undefined ? "실행마다 요청한 속도로 보냈" : `요청한 대로 초당 ${rate}개를 보냈`;

/** `load`가 하는 말. 시간, 속도, 단위가 있는 크기는 글로 들어온다. */
export const loadKo: LoadWords = {
  language: "ko",

  started: (peer, transport) => `load ${peer} (${transport}):`,
  connections,
  messagesOf: (lowest, highest) => `${sizes(lowest, highest)} 메시지`,
  numberOfMessages: (number, lowest, highest) => `${sizes(lowest, highest)} 메시지 ${pieces(number)}`,
  oneByOne: "한 번에 하나씩",
  atATime: (number) => `한 번에 ${pieces(number)}씩`,
  perSecond: (rate) => `초당 ${rate}개`,
  newConnections: "메시지마다 새 연결",
  duration: (duration) => `${duration} 동안`,
  afterWarmup: (duration) => `준비 ${duration} 후`,
  window: (datagrams) =>
    `응답을 기다리는 데이터그램은 한 번에 최대 ${
      pieces(datagrams)
    }: 서버의 수신 버퍼가 그보다 많이 담지 못할 수 있습니다`,

  labels: {
    load: "부하",
    messages: "메시지",
    runs: "실행",
    bytes: "바이트",
    latency: "지연 시간",
    connect: "연결 시간",
    schedule: "일정",
    errors: "오류",
    lost: "손실",
    datagrams: "데이터그램",
    window: "동시 제한",
    replies: "응답",
    capsock: "capsock",
  },
  target: (transport, peer) => `${peer} (${transport})`,
  eachAtATime: (number, transport, messages) =>
    `${connections(number, transport)}, 각각 한 번에 메시지 ${messages === 1 ? "" : "최대 "}${
      pieces(messages)
    }`,
  openedAtMost: (number) => `그중 최대 ${pieces(number)} 열림`,
  newAtATime: (number, transport) => `한 번에 ${connections(number, transport)}, 메시지마다 새 연결`,
  loop: { closed: "응답이 오면 다음 전송(closed loop)", open: "일정에 따라 전송(open loop)" },
  threads: (number) => `스레드 ${pieces(number)}`,
  inTime: (messages, time) => `${time} 동안 ${pieces(messages)}`,
  runs: {
    together: (number) => `같은 시간에 ${groupThousands(number)}번: 속도를 더함`,
    apart: (number, span) =>
      `${span} 안의 서로 다른 시간에 ${
        groupThousands(number)
      }번: 메시지, 바이트, 지연 시간은 합치고 속도는 더하지 않음`,
    unknown: (number) =>
      `${groupThousands(number)}번: 속도의 합은 같은 시간에 실행했을 때만 맞으며, 그 시간은 알 수 없음`,
  },
  inTimeStopped: (messages, time) => `${time} 동안 ${pieces(messages)}(일찍 멈춤)`,
  stoppedEarly: "일찍 멈춤",
  gaveUp: {
    "no-reply": "일찍 포기: 시간제한(-W)의 세 배 동안 응답 없음",
    "no-connection": "일찍 포기: 3 s 동안 연결 없음",
  },
  outSum: (sum) => `전송 ${sum}`,
  inSum: (sum) => `수신 ${sum}`,
  out: (rate, sum) => `전송 ${rate}/s(${sum})`,
  in: (rate, sum) => `수신 ${rate}/s(${sum})`,

  min: (time) => `최소 ${time}`,
  average: (time) => `평균 ${time}`,
  max: (time) => `최대 ${time}`,
  deviation: (time) => `표준 편차 ${time}`,
  fromSchedule: (step) => `각 메시지의 예정 시각부터 측정(타이머 지연은 ${step}까지 제외)`,
  withConnect: "연결 시간 포함",
  unanswered: (number) => `제시간에 응답이 없던 메시지 ${pieces(number)}는 기다린 시간으로 셈`,
  connected: (number) => `연결 ${pieces(number)}`,
  connectedPerSecond: (number, rate) => `연결 ${pieces(number)}(초당 ${rate}개)`,

  requested: (rate) => `요청한 속도 초당 ${rate}개`,
  lateP99: (time) => `p99 ${time} 늦게 전송`,
  heldUp: (number) => `응답을 기다리느라 늦어진 메시지 ${pieces(number)}`,
  unsent: (number) => `보내지 못한 메시지 ${pieces(number)}`,
  cause: (number, cause) => `${causes[cause]} ${groupThousands(number)}`,
  notWaitedFor: (number) => `응답 대기 ${pieces(number)}`,
  lostOf: (lost, sent, share) => `${pieces(sent)} 중 ${pieces(lost)}(${share})`,
  noneLostHere: "이 프로그램의 수신 버퍼에서 손실된 것은 없음",
  lostHere: (number) => `그중 최대 ${pieces(number)}는 이 프로그램의 가득 찬 수신 버퍼에서 손실`,
  lostElsewhere: (number) => `${pieces(number)}는 다른 곳에서 손실`,
  duplicates: (number) => `중복 ${groupThousands(number)}`,
  outOfOrder: (number) => `순서 바뀜 ${groupThousands(number)}`,
  late: (number) => `늦음 ${groupThousands(number)}`,
  foreign: (number) => `관계없는 수신 ${groupThousands(number)}`,
  atMost: (number) => `응답 대기 최대 ${pieces(number)}`,
  waited: (number) => `기다렸다가 보낸 것 ${pieces(number)}`,
  compared: "모든 바이트 비교",
  notCompared: "바이트 비교 안 함",
  noneAltered: "내용이 다른 응답 없음",
  altered: (number) => `내용이 다른 응답 ${pieces(number)}`,
  busy: (percent) => `사용률 ${percent} %`,
  busiest: (percent) => `가장 바쁜 스레드의 사용률 ${percent} %`,
  cpuUnknown: "프로세서 시간을 알 수 없음",
  cpu: (time) => `프로세서 시간 ${time}`,
  timers: (time) => `타이머 p99 ${time} 늦음`,

  warmup: (time) => `준비 ${time}`,
  messagesPerSecond: (rate) => `초당 ${rate}개`,
  noReplyNow: "지금 응답 없음",
  waiting: (messages, time) => `응답 ${pieces(messages)}를 최대 ${time} 기다림`,
  messages: (number) => `메시지 ${pieces(number)}`,
  lost: (number) => `손실 ${groupThousands(number)}`,

  limit: {
    here: (why) => `서버가 아니라 이 프로그램이 한계였습니다: ${why}`,
    busy: (percent) => `프로세서 사용률이 ${percent} %였습니다`,
    busiest: (percent) => `가장 바쁜 스레드의 프로세서 사용률이 ${percent} %였습니다`,
    starved: (time) => `프로세서를 최대 ${time} 기다렸습니다`,
    keptLate: (rate, time) => `${kept(rate)}지만, 이 프로그램이 메시지의 1 %를 ${time} 이상 늦게 보냈습니다`,
    keptStarved: (rate, why) => `${kept(rate)}지만, 이 프로그램의 시간이 모자랐습니다: ${why}`,
    keptWaiting: (rate, waited, all) =>
      `${kept(rate)}지만, 메시지 ${pieces(all)} 중 ${
        pieces(waited)
      }가 다른 메시지의 응답이 올 때까지 기다렸습니다`,
    exhausted: (opened, all, transport) =>
      `서버가 아니라 이 시스템이 한계였습니다: 파일 디스크립터나 메모리가 부족해 ${
        connections(all, transport)
      } 중 ${pieces(opened)}만 열었습니다`,
    unknown: (why) => `무엇이 한계였는지 알 수 없습니다: ${why}`,
    fewMessages: (sent) => `메시지 ${pieces(sent)}로는 판단하기에 너무 적습니다`,
    shortRun: (time) => `${time}는 판단하기에 너무 짧습니다`,
    noCpuTime: "이 프로그램의 프로세서 시간을 읽을 수 없었습니다",
    unconnected: (time, of) => `${of} 중 ${time} 동안 연결이 없었습니다`,
    fewConnections: (open, all, transport) =>
      `${connections(all, transport)} 중 평균 ${open}개만 열려 있었습니다`,
    sometimesUnconnected: "일부 시간 동안 연결이 모자랐습니다",
    sometimesSilent: "일부 시간 동안 아무것도 돌아오지 않았습니다",
    silent: (time, of) => `${of} 중 ${time} 동안 아무것도 돌아오지 않았습니다`,
    late: (time) => `메시지의 1 %가 ${time} 이상 늦게 나갔습니다`,
    window: (datagrams) =>
      `서버가 아니라 수신 버퍼의 크기가 한계였습니다: 응답을 기다리는 데이터그램이 한 번에 최대 ${
        pieces(datagrams)
      }였습니다`,
    server: (why) => `서버나 서버까지의 네트워크가 한계였습니다: ${why}`,
    waiting: { tcp: "모든 연결이 응답을 기다렸습니다", udp: "모든 소켓이 응답을 기다렸습니다" },
    tooSlow: (rate) =>
      `응답이 ${rate === undefined ? "요청한 속도를" : `초당 ${rate}개를`} 따라오지 못했습니다`,
    rate: (rate) => `${kept(rate)}습니다: 한계가 없었습니다`,
    rateWithLoss: (rate, lost) =>
      `${kept(rate)}습니다: 한계는 없었지만 메시지 ${pieces(lost)}가 손실되었습니다`,
    nothingSent: "응답이 없습니다: 메시지를 하나도 보내지 못했습니다",
    allAltered: (sent, altered) =>
      `올바른 응답이 없습니다: 메시지 ${pieces(sent)}를 보냈고 ${
        of(altered, sent)
      } 내용이 바뀌어 돌아왔습니다`,
    allLate: (sent, late) =>
      `제시간에 온 응답이 없습니다: 메시지 ${pieces(sent)}를 보냈고 ${of(late, sent)} 늦게 돌아왔습니다`,
    stopped: (sent) => `응답이 오기 전에 멈췄습니다: 메시지 ${pieces(sent)}를 보냈습니다`,
    silence: (sent) => `응답이 없습니다: 메시지 ${pieces(sent)}를 보냈지만 아무것도 돌아오지 않았습니다`,
  },
  advice: {
    workers: "서버는 더 처리할 수 있을지도 모릅니다. --workers를 쓰거나 다른 컴퓨터에서 보내 보세요",
    window:
      "더 많이 보내면 서버가 빨라도 데이터그램이 손실될 수 있습니다. 메시지가 작으면(-s) 공간이 덜 필요합니다",
    pipeline: "더 처리할 수 있는지 보려면 연결을 늘리거나(-c) --pipeline을 써 보세요",
    connections: "더 처리할 수 있는지 보려면 연결을 늘려 보세요(-c)",
    own: "지연 시간에 이 지연이 들어 있습니다. --workers를 쓰거나 덜 바쁜 컴퓨터에서 보내 보세요",
    descriptors: "열 수 있는 파일 수를 늘리거나(ulimit -n) 연결을 줄이세요(-c)",
    longer: "더 오래 측정해 보세요(-d)",
    rate: "서버가 더 처리할 수 있는지 보려면 --rate를 높이거나 빼 보세요",
    service:
      "load에는 받은 것을 그대로 또는 대문자로 되돌려 보내는 서비스가 필요합니다. 먼저 `ping`을 써 보세요",
  },

  picture: {
    title: (target) => `부하 시험: ${target}`,
    messages: (number, time, rate) => `${time} 동안 메시지 ${pieces(number)}(초당 ${rate}개)`,
    messagesApart: (number, time, runs) =>
      `서로 다른 시간의 실행 ${groupThousands(runs)}번, 모두 ${time} 동안 메시지 ${pieces(number)}`,
    lost: (number, share) => `손실 ${pieces(number)}(${share})`,
    fromSchedule: "예정 시각부터 잰 지연 시간",
    within: (percent, time) => `${percent} %가 ${time} 이내`,
    latency: (parts) => `지연 시간: ${parts}`,
    percentiles: "백분위별 지연 시간",
    percentile: (messages) => `메시지 ${pieces(messages)}의 백분위(%)`,
    logarithmic: "로그 눈금",
    nothing: "응답 없음",
    time: (unit) => `시작 후 시간(${unit})`,
    rates: "초당 메시지 수",
    dashed: (rate) => `점선: 요청한 속도 ${rate}`,
    p99: "지연 시간의 99번째 백분위(p99)",
  },
};
