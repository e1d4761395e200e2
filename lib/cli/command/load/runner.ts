import type { Endpoint } from "../../../protocol/endpoint.ts";
import type { Failure } from "../../../protocol/failure.ts";
import type { LoadProgress } from "../../../measure/load/progress.ts";
import type { LoadResult } from "../../../measure/load/result.ts";

/** What puts load on a server: the generator of this thread, or those of several. */
export interface LoadRunner {
  /** Where messages really go; known when it is prepared. */
  readonly peer: Endpoint;
  /** The last failure of a connection or a socket. */
  readonly failure: Failure | undefined;
  /** Whether the run was not stopped, and had no connection left at its end. */
  readonly isCutOff: boolean;
  /** @throws {Failure} When the server cannot be reached at all. The reason of the stop when stopped. */
  prepare(): Promise<void>;
  /** @returns Nothing when it was stopped before anything was measured. */
  run(report: (progress: LoadProgress) => void): Promise<LoadResult | undefined>;
}
