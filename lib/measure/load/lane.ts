import type { Failure } from "../../protocol/failure.ts";

/** One way for messages: a connection, a socket, or a place for one new connection after another. */
export interface Lane {
  readonly isOpen: boolean;
  /**
   * Sends the next message and tells the pacer when there is room for another.
   *
   * @param startMs When it should have left. Its latency counts from there.
   */
  send(startMs: number, nowMs: number): void;
  /** Gives up what has been waiting for a reply for too long. */
  expire(nowMs: number, timeoutMs: number): void;
  /** Ends the warm-up: messages that are already sent are not counted. */
  restart(): void;
  /** Closes the lane. Unanswered messages are lost. */
  end(failure?: Failure): void;
}
