import { formatDuration } from "../base/duration.ts";
import { withParticle } from "../base/korean.ts";
import { count, groupThousands } from "../base/numbers.ts";
import { sameInAll, type Text } from "../base/text.ts";
import { formatEndpoint } from "./endpoint.ts";
import type { Attempt } from "./attempt.ts";
import type { FailureKind } from "./failure_kind.ts";

/** What was tried and what happened, in one sentence without a full stop. */
export function failureText(kind: FailureKind, attempt: Attempt, cause: unknown): Text {
  const where = place(attempt);
  const awaitsReply = attempt.call === "recv" || attempt.call === "recvfrom";
  if (kind === "timeout" && awaitsReply && attempt.deadlineMs !== undefined) {
    const limit = formatDuration(attempt.deadlineMs);
    return {
      en: `no reply from ${where.en} within ${limit}`,
      ko: `${limit} 안에 ${where.ko}에서 응답이 오지 않았습니다`,
    };
  }
  if (kind === "closed" && attempt.idle) {
    return { en: `${where.en} closed the connection`, ko: `${where.ko}에서 연결을 닫았습니다` };
  }
  const [tried, happened] = [triedText(attempt, where), happenedText(kind, attempt, cause)];
  return { en: `${tried.en}: ${happened.en}`, ko: `${tried.ko}: ${happened.ko}` };
}

function place({ endpoint, tried = [] }: Attempt): Text {
  if (endpoint === undefined) return { en: "the peer", ko: "상대측" };
  const address = formatEndpoint(endpoint);
  if (tried.length <= 1) return sameInAll(address);
  const all = tried.join(", ");
  return { en: `${address} (tried ${all})`, ko: `${address}(시도한 주소: ${all})` };
}

function triedText({ call, transport, endpoint }: Attempt, where: Text): Text {
  switch (call) {
    case "resolve": {
      if (endpoint === undefined) {
        return { en: "cannot resolve the name", ko: "이름의 주소를 찾을 수 없습니다" };
      }
      const { host } = endpoint;
      return { en: `cannot resolve ${host}`, ko: `${host}의 주소를 찾을 수 없습니다` };
    }
    case "bind":
    case "listen":
      return transport === "tcp"
        ? { en: `cannot listen on ${where.en}`, ko: `${where.ko}에서 연결 요청을 기다릴 수 없습니다` }
        : { en: `cannot bind to ${where.en}`, ko: `${where.ko}에 바인드할 수 없습니다` };
    case "connect":
      return { en: `cannot connect to ${where.en}`, ko: `${where.ko}에 연결할 수 없습니다` };
    case "accept":
      return {
        en: `cannot accept a connection on ${where.en}`,
        ko: `${where.ko}에서 연결 요청을 수락할 수 없습니다`,
      };
    case "recv":
    case "recvfrom":
      return { en: `cannot receive from ${where.en}`, ko: `${where.ko}에서 수신할 수 없습니다` };
    case "send":
    case "sendto":
      return { en: `cannot send to ${where.en}`, ko: `${withParticle(where.ko, "으로")} 전송할 수 없습니다` };
    case "shutdown":
      return {
        en: `cannot shut down sending to ${where.en}`,
        ko: `${withParticle(where.ko, "과")}의 연결에서 전송을 끝낼 수 없습니다`,
      };
    case "close":
      return {
        en: `cannot close the connection to ${where.en}`,
        ko: `${withParticle(where.ko, "과")}의 연결을 닫을 수 없습니다`,
      };
  }
}

function happenedText(kind: FailureKind, attempt: Attempt, cause: unknown): Text {
  const { transport, deadlineMs, family, call, edition, bytes } = attempt;
  if (transport === "udp" && kind === "refused") {
    return {
      en: "the system reports that no program is bound to that port",
      ko: "시스템이 그 포트에 바인드된 프로그램이 없다고 알려 왔습니다",
    };
  }
  switch (kind) {
    case "refused":
      return { en: "connection refused", ko: "연결이 거부되었습니다" };
    case "timeout": {
      if (deadlineMs === undefined) {
        return {
          en: "the system gave up waiting for an answer",
          ko: "시스템이 응답을 기다리다가 포기했습니다",
        };
      }
      const limit = formatDuration(deadlineMs);
      return { en: `no answer within ${limit}`, ko: `${limit} 안에 응답이 없었습니다` };
    }
    case "reset":
      return { en: "the peer reset the connection (RST)", ko: "상대측이 연결을 끊었습니다(RST)" };
    case "aborted":
      return {
        en: "the connection was aborted before it was established",
        ko: "연결이 수립되기 전에 중단되었습니다",
      };
    case "closed":
      return {
        en: "the peer closed the connection before its reply was complete",
        ko: "상대측이 응답을 다 보내기 전에 연결을 닫았습니다",
      };
    case "unknown-host":
      return family === undefined
        ? { en: "the name has no address", ko: "그 이름에 해당하는 주소가 없습니다" }
        : { en: `it has no IPv${family} address`, ko: `IPv${family} 주소가 없습니다` };
    case "unreachable":
      return { en: "no route to that host or network", ko: "그 호스트나 네트워크로 가는 경로가 없습니다" };
    case "in-use":
      return { en: "the address is already in use", ko: "주소가 이미 사용 중입니다" };
    case "not-local":
      return call === "connect"
        ? {
          en: "no address or port is left on this machine to connect from",
          ko: "이 컴퓨터에는 연결에 쓸 주소나 포트가 남아 있지 않습니다",
        }
        : { en: "that address is not one of this machine's", ko: "이 컴퓨터의 주소가 아닙니다" };
    case "privileged-port":
      return { en: "the port needs privileges", ko: "그 포트를 쓰려면 권한이 필요합니다" };
    case "denied": {
      const who = edition === undefined ? { en: "this executable", ko: "이 실행 파일" } : sameInAll(edition);
      return {
        en: `${who.en} may not use that address`,
        ko: `${withParticle(who.ko, "은")} 그 주소를 사용할 수 없습니다`,
      };
    }
    case "broken-pipe":
      return { en: "the peer has already closed the connection", ko: "상대측이 이미 연결을 닫았습니다" };
    case "too-large":
      return bytes === undefined
        ? { en: "it does not fit into one datagram", ko: "데이터그램 하나에 들어가지 않습니다" }
        : {
          en: `${count(bytes, "byte")} do not fit into one datagram`,
          ko: `${groupThousands(bytes)}바이트는 데이터그램 하나에 들어가지 않습니다`,
        };
    case "exhausted":
      return {
        en: "the system ran out of file descriptors or memory",
        ko: "시스템의 파일 디스크립터나 메모리가 부족합니다",
      };
    case "output":
      return { en: "the output cannot be written", ko: "출력을 쓸 수 없습니다" };
    case "other":
      return sameInAll(cause instanceof Error ? cause.message : String(cause));
  }
}
