import { formatDuration } from "../../../base/duration.ts";
import { formatEndpoint } from "../../../protocol/endpoint.ts";
import { Failure } from "../../../protocol/failure.ts";
import type { Language } from "../../../base/text.ts";
import { type ErrorReport, reportOf } from "../../error_report.ts";
import type { UsageError } from "../../line/usage_error.ts";

/** Here nobody waits for a reply: a receive waits for whatever comes. */
const timeoutHints = {
  en: {
    accept: "nobody has connected; --timeout waits longer",
    recv: "nothing was sent, or it was lost; what comes later stays for the next receive",
  },
  ko: {
    accept: "연결 요청이 없었습니다. --timeout으로 더 기다릴 수 있습니다",
    recv: "상대측이 보내지 않았거나 손실되었습니다. 나중에 오는 것은 다음 수신에서 받습니다",
  },
} as const;

/** What a line came to that failed or was wrong. */
export function shellReportOf(error: Failure | UsageError, language: Language): ErrorReport {
  const isTimeout = error instanceof Failure && error.kind === "timeout";
  return { ...reportOf(error, language), ...(isTimeout && timeoutReport(error, language)) };
}

function timeoutReport(
  { attempt: { call, endpoint, transport, deadlineMs } }: Failure,
  language: Language,
): Pick<ErrorReport, "message" | "hint"> | undefined {
  if (endpoint === undefined || deadlineMs === undefined) return undefined;
  const place = formatEndpoint(endpoint);
  const time = `within ${formatDuration(deadlineMs)}`;
  const hints = timeoutHints[language];
  if (call === "accept") return { message: `no connection on ${place} ${time}`, hint: hints.accept };
  if (call !== "recv" && call !== "recvfrom") return undefined;
  return {
    message: `nothing came ${transport === "tcp" ? "from" : "to"} ${place} ${time}`,
    hint: hints.recv,
  };
}
