import type { Endpoint } from "../../../protocol/endpoint.ts";
import type { Transport } from "../../../protocol/transport.ts";
import { groupThousands } from "../../../base/numbers.ts";
import type { LoadPlan } from "../../../measure/load/plan.ts";
import { safeWindow } from "../../../measure/load/receive_queue.ts";
import { smallestNumberedBytes } from "../../../measure/load/template.ts";
import {
  familyExclusion,
  familyOf,
  refuseLongDatagram,
  refuseTogether,
  requireWorker,
} from "../../line/flag_checks.ts";
import type { LoadFlags } from "./flags.ts";
import { UsageError } from "../../line/usage_error.ts";

const defaultDurationMs = 10_000;
const defaultTimeoutMs: Record<Transport, number> = { tcp: 10_000, udp: 1000 };

/** All that may be unanswered is kept, to be compared with its reply. */
const mostUnansweredBytes = 1_073_741_824;

/** @throws {UsageError} When the flags do not go together. */
export function planFrom(
  { transport, endpoint }: { transport: Transport; endpoint: Endpoint },
  values: LoadFlags,
): LoadPlan {
  checkExclusions(values);
  checkSizes(transport, endpoint.host, values);
  checkWorkers(values);
  const { connections, messages, size: sizes, rate, pipeline, warmup: warmupMs, newConnection } = values;
  return {
    transport,
    endpoint,
    family: familyOf(values),
    connections,
    durationMs: values.duration ?? (messages === undefined ? defaultDurationMs : undefined),
    messages,
    warmupMs,
    sizes,
    rate,
    newConnection,
    pipeline,
    window: safeWindow(sizes.highest),
    verify: !values.noVerify,
    timeoutMs: values.timeout ?? defaultTimeoutMs[transport],
  };
}

function checkExclusions(values: LoadFlags): void {
  const { workers } = values;
  const isTraced = values.trace || values.explain || values.showData;
  refuseTogether([
    ["--duration", values.duration !== undefined, "--messages", values.messages !== undefined],
    ["--verify", values.verify, "--no-verify", values.noVerify],
    ["--new-connection", values.newConnection, "--pipeline", values.pipeline > 1],
    ["--workers", workers > 1, "--trace, --explain, --show-data", isTraced],
    familyExclusion(values),
  ]);
}

function checkSizes(transport: Transport, host: string, values: LoadFlags): void {
  const { size: { lowest, highest }, connections, pipeline } = values;
  if (transport === "udp") {
    if (lowest < smallestNumberedBytes) {
      throw new UsageError({
        en: `--size ${lowest}: a datagram needs ${smallestNumberedBytes} bytes or more to carry its number`,
        ko: `--size ${lowest}: 데이터그램이 번호를 담으려면 ${smallestNumberedBytes}바이트 이상이어야 합니다`,
      });
    }
    refuseLongDatagram(highest, host, familyOf(values));
  }
  const unansweredBytes = connections * pipeline * highest;
  if (unansweredBytes > mostUnansweredBytes) {
    const bytes = groupThousands(unansweredBytes);
    throw new UsageError({
      en: `up to ${bytes} bytes could wait for replies at the same time, too many to keep in memory`,
      ko: `최대 ${bytes}바이트가 한꺼번에 응답을 기다릴 수 있어 메모리에 다 담을 수 없습니다`,
    }, {
      en: "choose fewer connections, a smaller --pipeline or a smaller --size",
      ko: "연결 수나 --pipeline, --size를 줄이세요",
    });
  }
}

function checkWorkers({ workers, connections }: LoadFlags): void {
  if (workers === 1) return;
  if (workers > connections) {
    throw new UsageError({
      en: `--workers ${workers}: a thread without a connection has nothing to do`,
      ko: `--workers ${workers}: 연결이 없는 스레드는 할 일이 없습니다`,
    }, {
      en: "choose at least as many --connections as threads",
      ko: "--connections를 스레드 수 이상으로 정하세요",
    });
  }
  requireWorker("load");
}
