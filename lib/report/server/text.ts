/**
 * What `server` writes for a person. An event of `server/event.ts` comes in, lines come out. The first ones
 * are the lecture's, word for word.
 *
 * @module
 */
import { formatDuration } from "../../base/duration.ts";
import { withParticle } from "../../base/korean.ts";
import { count, groupThousands } from "../../base/numbers.ts";
import { type Language, sameInAll, type Text } from "../../base/text.ts";
import { formatEndpoint, isLoopback } from "../../protocol/endpoint.ts";
import type {
  Closed,
  DatagramAnswered,
  Ready,
  ServerEvent,
  Summary,
  Traffic,
  Waiting,
} from "../../server/event.ts";
import { failureName } from "../../protocol/failure_name.ts";
import { broken } from "../columns.ts";
import { lectureLines } from "../lecture_lines.ts";

/** Columns before what follows the first line. */
const indent = 2;

/** The lines in which a server tells what it does, broken to `columns` of a terminal. */
export function serverLines(event: ServerEvent, columns: number, language: Language): string[] {
  return textsOf(event).flatMap((text) => broken(text[language], columns, indent));
}

function textsOf(event: ServerEvent): Text[] {
  switch (event.event) {
    case "ready":
      return readyTexts(event);
    case "accepted":
      return [sameInAll(lectureLines.requested(event.peer))];
    case "rejected": {
      const { peer, reason } = event;
      return [{ en: `${peer} rejected: ${reason.en}`, ko: `${peer} 거부: ${reason.ko}` }];
    }
    case "closed":
      return [closedText(event)];
    case "datagram":
      return [datagramText(event)];
    case "ignored": {
      const { peer, reason } = event;
      return [{ en: `${peer} gets no reply: ${reason.en}`, ko: `${peer} 응답하지 않음: ${reason.ko}` }];
    }
    case "warning": {
      const { message } = event;
      return [{
        en: `warning: ${message.en}; the server waits until resources are free`,
        ko: `경고: ${message.ko}. 자원이 확보될 때까지 기다립니다`,
      }];
    }
    case "waiting":
      return [waitingText(event)];
    case "summary":
      return [summaryText(event)];
  }
}

function readyTexts({ transport, host, port, workers }: Ready): Text[] {
  return [
    sameInAll(lectureLines.created(port)),
    transport === "tcp" ? sameInAll(lectureLines.listening(port)) : {
      en: `The server is bound to port ${port}`,
      ko: `서버가 ${port}번 포트에 바인드되었습니다`,
    },
    ...(workers === undefined ? [] : [{
      en: `${workers} workers share the port`,
      ko: `워커 ${workers}개가 포트를 함께 사용합니다`,
    }]),
    reachability(host, port),
  ];
}

function reachability(host: string, port: number): Text {
  const address = formatEndpoint({ host, port });
  if (isLoopback(host)) {
    return {
      en: `Reachable from this machine only, at ${address}; --host 0.0.0.0 opens it to others`,
      ko: `이 컴퓨터에서만 ${withParticle(address, "으로")} 접속할 수 있습니다. ` +
        "다른 컴퓨터에도 열려면 --host 0.0.0.0을 쓰세요",
    };
  }
  if (host === "0.0.0.0") {
    return {
      en: `Reachable from other machines, at every IPv4 address of this machine, port ${port}`,
      ko: `다른 컴퓨터에서도 이 컴퓨터의 모든 IPv4 주소, ${port}번 포트로 접속할 수 있습니다`,
    };
  }
  if (host === "::") {
    return {
      en: `Reachable from other machines, at every address of this machine, port ${port}`,
      ko: `다른 컴퓨터에서도 이 컴퓨터의 모든 주소, ${port}번 포트로 접속할 수 있습니다`,
    };
  }
  return {
    en: `Reachable from other machines, at ${address}`,
    ko: `다른 컴퓨터에서도 ${withParticle(address, "으로")} 접속할 수 있습니다`,
  };
}

function closedText(event: Closed): Text {
  const [who, what] = [endText(event), trafficText(event)];
  const took = formatDuration(event.durationMs);
  return {
    en: `${event.peer} ${who.en}: ${what.en}, ${took}`,
    ko: `${event.peer} ${who.ko}: ${what.ko}, ${took}`,
  };
}

function endText({ by, failure = "other", reason }: Closed): Text {
  if (by === "client") return { en: "closed by the client", ko: "클라이언트가 닫음" };
  if (by === "failure") {
    const name = failureName(failure);
    return { en: `connection lost (${name.en})`, ko: name.ko };
  }
  if (reason === undefined) return { en: "closed by the server", ko: "서버가 닫음" };
  return { en: `closed by the server (${reason.en})`, ko: `서버가 닫음(${reason.ko})` };
}

function trafficText({ messages, bytesIn, bytesOut }: Omit<Traffic, "durationMs">): Text {
  return {
    en: `${count(messages, "message")}, ${count(bytesIn, "byte")} in, ${count(bytesOut, "byte")} out`,
    ko: `메시지 ${groupThousands(messages)}개, 수신 ${groupThousands(bytesIn)}바이트, ` +
      `전송 ${groupThousands(bytesOut)}바이트`,
  };
}

function waitingText({ clients }: Waiting): Text {
  if (clients === undefined) {
    return {
      en: "datagrams keep coming; Ctrl-C again ends at once",
      ko: "데이터그램이 계속 들어옵니다. Ctrl-C를 한 번 더 누르면 바로 끝납니다",
    };
  }
  return {
    en: `waiting for ${count(clients, "client")}; Ctrl-C again ends at once`,
    ko: `클라이언트 ${groupThousands(clients)}개를 기다립니다. Ctrl-C를 한 번 더 누르면 바로 끝납니다`,
  };
}

function datagramText({ peer, bytesIn, bytesOut, truncated }: DatagramAnswered): Text {
  const cut = truncated
    ? {
      en: " (cut: the rest did not fit into the buffer and is lost)",
      ko: "(잘림: 버퍼에 들어가지 않은 나머지는 손실)",
    }
    : sameInAll("");
  return {
    en: `Datagram from ${peer}: ${count(bytesIn, "byte")} in${cut.en}, ${count(bytesOut, "byte")} out`,
    ko: `${peer}에서 온 데이터그램: 수신 ${groupThousands(bytesIn)}바이트${cut.ko}, ` +
      `전송 ${groupThousands(bytesOut)}바이트`,
  };
}

function summaryText(event: Summary): Text {
  const { connections, cutOff } = event;
  const served = connections === 0 ? sameInAll("") : {
    en: `${count(connections, "connection")}, `,
    ko: `연결 ${groupThousands(connections)}개, `,
  };
  const cut = cutOff === 0 ? sameInAll("") : {
    en: `; ${count(cutOff, "connection")} cut off`,
    ko: `; 강제로 닫은 연결 ${groupThousands(cutOff)}개`,
  };
  const [what, took] = [trafficText(event), formatDuration(event.durationMs)];
  return {
    en: `Served ${served.en}${what.en} in ${took}${cut.en}`,
    ko: `처리 결과: ${served.ko}${what.ko}, ${took}${cut.ko}`,
  };
}
