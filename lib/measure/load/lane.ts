import type { Failure } from "../../protocol/failure.ts";

/** One way for messages: a connection, a socket, or a place for connections that come and go. */
export interface Lane {
  readonly isOpen: boolean;
  /**
   * Sends the next message and tells the pacer when there is room for another.
   *
   * @param startMs When it should have left: its latency is counted from there.
   */
  send(startMs: number, nowMs: number): void;
  /** Gives up what has been waiting for a reply for too long. */
  expire(nowMs: number): void;
  /** The warm-up is over: what was sent up to now is not counted, whatever still becomes of it. */
  restart(): void;
  /** Closes it. What is unanswered is lost. */
  end(failure?: Failure): void;
}
