import type { Bytes } from "../base/bytes.ts";
import type { Failure } from "../protocol/failure.ts";

/** The result of one line. */
export type LineResult =
  | {
    readonly kind: "reply";
    readonly bytes: Bytes;
    readonly matches: boolean;
    readonly extraBytes: number;
    readonly mayBeLate?: true;
    readonly rttMs: number;
  }
  | {
    readonly kind: "failure";
    readonly failure: Failure;
    /** What had come of the reply. */
    readonly received: Bytes;
    /** Whether another line can be sent. */
    readonly canGoOn: boolean;
  }
  | { readonly kind: "nothing-sent" };

/** Sends a line and waits for its reply, over whatever transport. */
export interface LineClient {
  /**
   * Sends `line` and waits for its reply. One at a time.
   *
   * @param onSent Is called when the line is given to the socket: also when the client is closed before the reply.
   * @throws An abort error, if the client was closed meanwhile.
   */
  exchange(line: Bytes, onSent?: () => void): Promise<LineResult>;
  /** Resolves when the server can send nothing more. Over UDP that cannot be known: it never resolves. */
  readonly ended: Promise<void>;
  /** Why the server can send nothing more; `undefined` while it can. */
  readonly endFailure: Failure | undefined;
  /** Closes the socket. */
  close(): void;
}
