import type { Text } from "../base/text.ts";
import { type FailureKind, failureKinds } from "./failure_kind.ts";

const korean: Readonly<Record<FailureKind, string>> = {
  "refused": "거부됨",
  "timeout": "시간 초과",
  "reset": "연결 끊김(RST)",
  "aborted": "수립 전에 중단됨",
  "closed": "상대측이 닫음",
  "unknown-host": "이름의 주소 없음",
  "unreachable": "경로 없음",
  "in-use": "주소 사용 중",
  "not-local": "이 컴퓨터의 주소 아님",
  "privileged-port": "포트 권한 없음",
  "denied": "허용 안 됨",
  "broken-pipe": "이미 닫힌 연결",
  "too-large": "크기 초과",
  "exhausted": "시스템 자원 부족",
  "output": "출력 실패",
  "other": "기타 오류",
};

/** What a table calls a failure, in a word or two. A kind that is not ours keeps its own name. */
export function failureName(kind: string): Text {
  const known = failureKinds.find((name) => name === kind);
  const inKorean = known === undefined ? kind : korean[known];
  return { en: kind, ko: inKorean };
}
