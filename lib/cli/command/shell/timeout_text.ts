import { formatDuration } from "../../../base/duration.ts";
import { withParticle } from "../../../base/korean.ts";
import { formatEndpoint } from "../../../protocol/endpoint.ts";
import { Failure } from "../../../protocol/failure.ts";
import type { Language, Text } from "../../../base/text.ts";
import { type ErrorReport, reportOf } from "../../error_report.ts";
import type { UsageError } from "../../line/usage_error.ts";

/** Here nobody waits for a reply: a receive waits for whatever comes. */
const hints = {
  accept: {
    en: "no client connected; --timeout can wait longer",
    ko: "연결한 클라이언트가 없습니다. --timeout으로 더 기다릴 수 있습니다",
  },
  recv: {
    en: "the peer sent nothing, or it was lost; the next receive gets what comes later",
    ko: "상대측이 보내지 않았거나 손실되었습니다. 나중에 오는 것은 다음 수신에서 받습니다",
  },
} satisfies Record<string, Text>;

/** The report of a line that failed or was wrong. */
export function shellReportOf(error: Failure | UsageError, language: Language): ErrorReport {
  const isTimeout = error instanceof Failure && error.kind === "timeout";
  return { ...reportOf(error, language), ...(isTimeout && timeoutReport(error, language)) };
}

function timeoutReport(
  { attempt: { call, endpoint, transport, deadlineMs } }: Failure,
  language: Language,
): Pick<ErrorReport, "message" | "hint"> | undefined {
  if (endpoint === undefined || deadlineMs === undefined) return undefined;
  const [place, limit] = [formatEndpoint(endpoint), formatDuration(deadlineMs)];
  const report = (message: Text, hint: Text) => ({ message: message[language], hint: hint[language] });
  if (call === "accept") {
    return report({
      en: `no client connected to ${place} within ${limit}`,
      ko: `${limit} 안에 ${withParticle(place, "으로")} 온 연결 요청이 없습니다`,
    }, hints.accept);
  }
  if (call !== "recv" && call !== "recvfrom") return undefined;
  return report(
    transport === "tcp"
      ? {
        en: `nothing came from ${place} within ${limit}`,
        ko: `${limit} 안에 ${place}에서 온 데이터가 없습니다`,
      }
      : {
        en: `nothing came to ${place} within ${limit}`,
        ko: `${limit} 안에 ${withParticle(place, "으로")} 온 데이터그램이 없습니다`,
      },
    hints.recv,
  );
}
