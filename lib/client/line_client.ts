import type { Bytes } from "../base/bytes.ts";
import type { Failure } from "../protocol/failure.ts";

/** What came of one line. */
export type LineResult =
  | {
    readonly kind: "reply";
    readonly bytes: Bytes;
    readonly matches: boolean;
    readonly extraBytes: number;
    readonly rttMs: number;
  }
  | {
    readonly kind: "failure";
    readonly failure: Failure;
    /** How much of the reply had come. */
    readonly receivedBytes: number;
    /** Whether another line can be sent. */
    readonly canGoOn: boolean;
  }
  | { readonly kind: "nothing-sent" };

/** Sends a line and waits for its reply, over whatever transport. */
export interface LineClient {
  /**
   * Sends `line` and waits for its reply. One at a time.
   *
   * @throws The reason of whoever closed the client meanwhile.
   */
  exchange(line: Bytes): Promise<LineResult>;
  /** Resolves when the server can send nothing more; never, where that cannot be known. */
  readonly ended: Promise<void>;
  /** Why the server can send nothing more; `undefined` as long as it can. */
  readonly endFailure: Failure | undefined;
  /** Closes the socket. */
  close(): void;
}
