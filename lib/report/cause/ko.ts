import type { FailureKind } from "../../protocol/failure_kind.ts";

/** 요약에서 세는 원인. */
export const causesKo: Record<FailureKind, string> = {
  "refused": "연결 거부",
  "timeout": "시간 초과",
  "reset": "연결 끊김(RST)",
  "aborted": "연결 중단",
  "closed": "상대측이 닫음(FIN)",
  "unknown-host": "알 수 없는 호스트",
  "unreachable": "경로 없음",
  "in-use": "주소 사용 중",
  "not-local": "이 컴퓨터의 주소 아님",
  "privileged-port": "권한이 필요한 포트",
  "denied": "허용되지 않음",
  "broken-pipe": "이미 닫힌 연결",
  "too-large": "너무 큼",
  "exhausted": "자원 부족",
  "output": "출력 실패",
  "other": "기타",
};
