import type { Transport } from "../../lib/protocol/limits.ts";
import type { Laboratory, Place, RunningServer } from "./laboratory.ts";

/** What the load generator does. */
export interface RequestLoad {
  readonly transport: Transport;
  readonly connections: number;
  readonly messageBytes: number;
  /** Messages on the way on each connection. */
  readonly depth: number;
}

/** What `load` prints. */
interface Told {
  requests: number;
  seconds: number;
  stolen: number;
  rttMedianUs: number;
  lost: number;
  cpuMs: number;
  peakBytes: number;
}

export type RequestFigures = {
  stolen: number;
  perSecond: number;
  cpuUsPerRequest: number;
  rttMedianUs: number;
  lost: number;
  peakBytes: number;
};

/** Sends requests to a server for so many seconds and gives what that came to. */
export async function measureRequests(
  laboratory: Laboratory,
  { pid, port }: RunningServer,
  { transport, connections, messageBytes, depth }: RequestLoad,
  duration: number,
  place: Place = {},
): Promise<RequestFigures> {
  const numbers = [pid, port, connections, messageBytes, depth, duration].map(String);
  const { requests, seconds, stolen, cpuMs, ...told } = await laboratory.load<Told>("load", [
    transport,
    ...numbers,
  ], place);
  return {
    ...told,
    stolen: stolen / seconds,
    perSecond: requests / seconds,
    cpuUsPerRequest: cpuMs * 1000 / requests,
  };
}
