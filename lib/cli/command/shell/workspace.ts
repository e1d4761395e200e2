import type { Sink } from "../../../base/sink.ts";
import { unlessAborted } from "../../../base/abort.ts";
import { type Clock, timer } from "../../../base/clock.ts";
import { formatEndpoint } from "../../../protocol/endpoint.ts";
import type { Observer, Side, SocketEvent } from "../../../protocol/event.ts";
import type { SocketCall } from "../../../protocol/call.ts";
import { Failure } from "../../../protocol/failure.ts";
import type { Attempt } from "../../../protocol/attempt.ts";
import type { Network } from "../../../net/network.ts";
import type { Socket } from "../../../net/socket.ts";
import { withParticle } from "../../../base/korean.ts";
import { Mistake } from "../../../base/mistake.ts";
import type { Language, Text } from "../../../base/text.ts";
import { UsageError } from "../../line/usage_error.ts";
import { GivenUp } from "./given_up.ts";
import { Jobs } from "./jobs.ts";
import type { Outstanding } from "./outstanding.ts";
import type { Explanations } from "./explanations.ts";
import type { ShellEvent } from "./sinks.ts";
import type { ShellSocket } from "./sockets.ts";

export interface WorkspaceOptions {
  readonly clock: Clock;
  /** Is told all that happens. */
  readonly report: Sink<ShellEvent>;
  readonly explanations: Explanations;
  readonly language: Language;
  /** How wide a page of text may be now. */
  readonly columns: () => number;
  /** Gives a network for either side that tells `observer` its calls; both number their sockets together. */
  readonly networks: (observer: Observer) => Readonly<Record<Side, Network>>;
  /** How long a call can wait, in milliseconds; without it, for ever. */
  readonly timeoutMs: number | undefined;
}

/** What an event says about a call besides its socket and its times. */
export type Facts = Partial<Pick<SocketEvent, "peer" | "bytes" | "eof" | "truncated" | "accepted" | "data">>;

/** The workspace itself tells these: the runtime's call can return when nobody waits for it. */
const toldOnTaking: ReadonlySet<SocketCall> = new Set(["accept", "recv", "recvfrom"]);

/** The sockets of one shell, what waits on them, and what is told of them. */
export class Workspace {
  readonly clock: Clock;
  readonly report: Sink<ShellEvent>;
  readonly explanations: Explanations;
  readonly language: Language;
  readonly columns: () => number;
  readonly timeoutMs: number | undefined;
  readonly networks: Readonly<Record<Side, Network>>;
  readonly jobs: Jobs;
  readonly #sockets = new Map<string, ShellSocket>();
  #foreground: AbortController | undefined;
  readonly #ended = new AbortController();

  constructor({ clock, report, explanations, language, columns, networks, timeoutMs }: WorkspaceOptions) {
    this.clock = clock;
    this.report = report;
    this.explanations = explanations;
    this.language = language;
    this.columns = columns;
    this.timeoutMs = timeoutMs;
    this.networks = networks((event) => this.#observe(event));
    this.jobs = new Jobs(({ text, line }, error) => {
      if (error instanceof GivenUp) this.#noteGivenUp(text, error);
      else this.report({ event: "error", error, line });
    });
  }

  get sockets(): ShellSocket[] {
    return [...this.#sockets.values()];
  }

  /** Whether somebody said quit. */
  get isEnded(): boolean {
    return this.#ended.signal.aborted;
  }

  add(socket: ShellSocket): void {
    this.#sockets.set(socket.id, socket);
  }

  /**
   * The socket that somebody named `#2` or `2`.
   *
   * @throws {UsageError} If there is none.
   */
  socket(word: string | undefined): ShellSocket {
    if (word === undefined) throw new Mistake({ en: "the socket is missing", ko: "소켓 번호가 빠졌습니다" });
    if (!/^#?[0-9]+$/.test(word)) {
      throw new Mistake({
        en: `"${word}" is not a socket; write #1 or 1`,
        ko: `소켓 번호가 아닙니다: "${word}". #1 또는 1처럼 쓰세요`,
      });
    }
    const id = word.startsWith("#") ? word : `#${word}`;
    const socket = this.#sockets.get(id);
    if (socket !== undefined) return socket;
    throw new UsageError(
      { en: `there is no socket ${id}`, ko: `소켓 ${withParticle(id, "이")} 없습니다` },
      { en: "`status` lists the sockets", ko: "`status`는 소켓 목록을 보여 줍니다" },
    );
  }

  close(socket: ShellSocket): void {
    this.#sockets.delete(socket.id);
    socket.close();
  }

  /** Makes a call and waits for it. After an interrupt it returns without a result. */
  async foreground(text: string, act: (signal: AbortSignal) => Promise<void> | void): Promise<void> {
    const controller = new AbortController();
    this.#foreground = controller;
    try {
      await act(AbortSignal.any([controller.signal, this.#ended.signal]));
    } catch (error) {
      if (!(error instanceof GivenUp)) throw error;
      this.#noteGivenUp(text, error);
    } finally {
      this.#foreground = undefined;
    }
  }

  /** Starts a call and does not wait for it. */
  background(text: string, line: number, act: (signal: AbortSignal) => Promise<void> | void): void {
    const begin = async (): Promise<void> => await act(this.#ended.signal);
    this.jobs.add({ text, line }, begin());
  }

  /** Ends the wait of the call in the foreground. @returns Whether there was one. */
  interrupt(): boolean {
    this.#foreground?.abort(new GivenUp("interrupted"));
    return this.#foreground !== undefined;
  }

  /** As {@linkcode interrupt}, where the reason was told already. */
  stopWaiting(): void {
    this.#foreground?.abort(new GivenUp("stopped"));
  }

  /** Gives up what waits and closes every socket. */
  end(): void {
    this.#ended.abort(new GivenUp("closed"));
    this.sockets.forEach((socket) => this.close(socket));
  }

  /**
   * Waits for what an outstanding call of the runtime brings, and tells it as the call that was typed.
   *
   * @param facts What came, as an event says it.
   * @throws {Failure} What the call throws; `timeout` when our own deadline passed.
   * @throws {GivenUp} When it was interrupted, or the socket was closed.
   */
  async take<T>(
    socket: ShellSocket,
    call: SocketCall,
    outstanding: Outstanding<T>,
    start: () => Promise<T>,
    facts: (value: T) => Facts,
    signal: AbortSignal,
  ): Promise<T> {
    if (outstanding.isAwaited) {
      const waiting = `${call} ${socket.id}`;
      throw new UsageError(
        { en: `${waiting} is already waiting`, ko: `${withParticle(waiting, "이")} 이미 대기하고 있습니다` },
        {
          en: "`wait` waits until that call returns",
          ko: "`wait`는 그 호출이 끝날 때까지 기다립니다",
        },
      );
    }
    const startMs = this.clock.now();
    const { peer, local } = socket.socket as Socket & { peer?: typeof socket.socket.local };
    const attempt: Attempt = { call, transport: socket.transport, endpoint: peer ?? local };
    try {
      const value = await this.bounded((until) => outstanding.take(start, until), attempt, socket, signal);
      this.tell(socket, call, startMs, facts(value));
      return value;
    } catch (error) {
      if (error instanceof Failure) this.tell(socket, call, startMs, {}, error);
      throw error;
    }
  }

  /** Makes a call that ends with the workspace's deadline, with `signal`, and with the socket. */
  async bounded<T>(
    run: (until: AbortSignal) => Promise<T>,
    attempt: Attempt,
    socket: ShellSocket,
    signal: AbortSignal,
  ): Promise<T> {
    const deadline = new AbortController();
    const { timeoutMs: deadlineMs } = this;
    using _ = deadlineMs === undefined ? undefined : timer(this.clock, deadlineMs, () => {
      deadline.abort(new Failure("timeout", { ...attempt, deadlineMs }));
    });
    const until = AbortSignal.any([signal, deadline.signal, socket.closed]);
    return await unlessAborted(run(until), until);
  }

  /** Tells a call on a socket that returned now. */
  tell(socket: ShellSocket, call: SocketCall, startMs: number, facts: Facts, failure?: Failure): void {
    const at = this.clock.now();
    const { local } = socket.socket;
    this.report({
      event: "socket",
      at,
      side: socket.side,
      socket: socket.id,
      transport: socket.transport,
      call,
      local: formatEndpoint(local),
      ...(socket.kind === "connection" && { peer: formatEndpoint(socket.socket.peer) }),
      ...facts,
      tookMs: at - startMs,
      ...(failure && { failure: failure.kind }),
      ...(failure?.attempt.deadlineMs !== undefined && { deadlineMs: failure.attempt.deadlineMs }),
    });
  }

  /** Says something about the run. */
  note(text: Text): void {
    this.report({ event: "note", text });
  }

  #observe(event: SocketEvent): void {
    if (toldOnTaking.has(event.call)) return;
    const socket = this.#sockets.get(event.socket);
    if (socket !== undefined && event.failure === undefined) socket.bytesOut += event.bytes ?? 0;
    this.report(event);
  }

  #noteGivenUp(text: string, { why }: GivenUp): void {
    if (why === "stopped") return;
    const [call = ""] = text.split(/\s/);
    if (why === "closed") {
      if (!this.isEnded) {
        this.note({
          en: `${text} returned: its socket was closed`,
          ko: `소켓이 닫혀 ${text} 호출이 끝났습니다`,
        });
      }
    } else if (toldOnTaking.has(call as SocketCall)) {
      this.note({
        en: `${text} was interrupted; the next ${call} gets what comes later`,
        ko: `${text} 호출을 중단했습니다. 나중에 오는 것은 다음 ${withParticle(call, "이")} 받습니다`,
      });
    } else {
      this.note({ en: `${text} was interrupted`, ko: `${text} 호출을 중단했습니다` });
    }
  }
}
