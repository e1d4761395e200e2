import type { Transport } from "../../lib/protocol/transport.ts";
import type { Laboratory, Place, RunningServer } from "./laboratory.ts";

/** The options of the load generator. */
export interface RequestLoad {
  readonly transport: Transport;
  readonly connections: number;
  readonly messageBytes: number;
  /** How many messages each connection may have unanswered. */
  readonly depth: number;
  /** Whether it gives up its processor while it waits for replies. */
  readonly waits?: boolean;
}

/** The output of `load`. */
interface Told {
  requests: number;
  seconds: number;
  stolen: number;
  rttMedianUs: number;
  lost: number;
  cpuMs: number;
  ownCpuMs: number;
  peakBytes: number;
}

export type RequestFigures = {
  stolen: number;
  perSecond: number;
  cpuUsPerRequest: number;
  rttMedianUs: number;
  lost: number;
  peakBytes: number;
  /** The figures of the load generator itself. */
  ownCpuUsPerRequest: number;
};

/** Sends requests to a server for some seconds and returns the result. */
export async function measureRequests(
  laboratory: Laboratory,
  { pid, port }: RunningServer,
  { transport, connections, messageBytes, depth, waits = false }: RequestLoad,
  duration: number,
  place: Place = {},
): Promise<RequestFigures> {
  const numbers = [pid, port, connections, messageBytes, depth, duration].map(String);
  const { requests, seconds, stolen, cpuMs, ownCpuMs, ...told } = await laboratory.load<Told>("load", [
    transport,
    ...numbers,
    waits ? "wait" : "spin",
  ], place);
  return {
    ...told,
    stolen: stolen / seconds,
    perSecond: requests / seconds,
    cpuUsPerRequest: cpuMs * 1000 / requests,
    ownCpuUsPerRequest: ownCpuMs * 1000 / requests,
  };
}
