/**
 * Clients: connect and try again, send a line, find its reply, check a target. The way of a line: `talk()`
 * takes it from an iterator and gives it to a `LineClient`; that one sends it, takes what comes out of its
 * `Inbox` and measures the time. Over TCP a reply reader (`protocol/reply/`) says when the reply is whole;
 * over UDP a datagram is. The result is reported as an event (`event.ts`). No text is made here, and
 * nothing here knows of servers.
 *
 * @module
 */
import { onAbort, untilAborted } from "../base/abort.ts";
import type { Bytes } from "../base/bytes.ts";
import type { Clock } from "../base/clock.ts";
import type { Failure } from "../protocol/failure.ts";
import type { FailureKind } from "../protocol/failure_kind.ts";
import type { ClientEvent, LineFailed } from "./event.ts";
import type { LineClient } from "./line_client.ts";

export interface TalkOptions {
  readonly clock: Clock;
  readonly report: (event: ClientEvent) => void;
  /** Ends the talk in the middle of whatever it does. */
  readonly stop: AbortSignal;
  /** The end of the connection ends the lines and is told as a failure: for lines that are typed. */
  readonly endsWithConnection: boolean;
}

/** The result of the talk: the last line that failed decides. */
export interface TalkResult {
  readonly last?: FailureKind | "mismatch";
}

/**
 * Sends every line and reports the result. It goes on after a missing reply, as the lecture's client does, and
 * ends when the lines end, the connection does, or `stop` is aborted. It closes the client.
 */
export async function talk(
  client: LineClient,
  lines: AsyncIterator<Bytes>,
  options: TalkOptions,
): Promise<TalkResult> {
  const { clock, report, stop } = options;
  const startMs = clock.now();
  const talk = new Talk(client, lines, options);
  const close = (): void => client.close();
  try {
    using _ = onAbort(stop, close);
    await talk.run();
  } catch (error) {
    if (!stop.aborted) throw error;
  } finally {
    close();
  }
  const { sent, replies, last } = talk;
  report({ event: "summary", sent, replies, durationMs: clock.now() - startMs });
  return last === undefined ? {} : { last };
}

class Talk {
  sent = 0;
  replies = 0;
  last: TalkResult["last"];

  constructor(
    readonly client: LineClient,
    readonly lines: AsyncIterator<Bytes>,
    readonly options: TalkOptions,
  ) {}

  async run(): Promise<void> {
    while (!this.options.stop.aborted) {
      const line = await this.#nextLine();
      if (this.options.stop.aborted) return;
      if (line === undefined) return this.#noticeEnd();
      if (!await this.#exchange(line)) return;
    }
  }

  /** The next line; `undefined` when there is none, or when `stop` is aborted: a pipe may stay silent. */
  async #nextLine(): Promise<Bytes | undefined> {
    const next = await untilAborted(this.lines.next(), this.options.stop);
    return next?.done ? undefined : next?.value;
  }

  #noticeEnd(): void {
    const { endFailure } = this.client;
    if (endFailure && this.options.endsWithConnection) this.#fail({ number: this.sent }, endFailure);
  }

  /** @returns Whether another line can follow. */
  async #exchange(line: Bytes): Promise<boolean> {
    const result = await this.client.exchange(line, () => this.sent++);
    if (result.kind === "nothing-sent") return true;
    const number = this.sent;
    if (result.kind === "failure") {
      this.#fail({ number, sent: line }, result.failure, result.received);
      return result.canGoOn;
    }
    this.replies++;
    if (!result.matches) this.last = "mismatch";
    const { bytes: text, rttMs, matches, extraBytes, mayBeLate } = result;
    const extra = extraBytes > 0 ? { extraBytes } : {};
    this.options.report({
      event: "reply",
      number,
      sent: line,
      text,
      bytes: text.length,
      rttMs,
      matches,
      ...extra,
      ...(mayBeLate && { mayBeLate }),
    });
    return true;
  }

  #fail(
    line: Pick<LineFailed, "number" | "sent">,
    { kind, text: message, attempt }: Failure,
    received?: Bytes,
  ): void {
    this.last = kind;
    const receivedBytes = received?.length ?? 0;
    this.options.report({
      event: "failure",
      ...line,
      kind,
      message,
      attempt,
      receivedBytes,
      ...(received !== undefined && receivedBytes > 0 && { received }),
    });
  }
}
