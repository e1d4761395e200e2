import { noSocket, type Side } from "../protocol/event.ts";
import { actsAtStart, type Call, type RecordedCall } from "./call.ts";

/** `at` and `tookMs` are written with three decimals: their difference can be off by this much. */
const roundingMs = 0.002;

/** Successive calls in the input that can come from one program. */
interface Run {
  readonly side: Side;
  readonly labels: Set<string>;
  readonly births: Set<string>;
  readonly lines: number[];
  lastAt: number;
  /** The time of its last call. */
  part: number;
  program: number;
}

/**
 * Finds the programs that made the calls: the recordings of several may stand in one input. A program's clock
 * never goes back, it gives each socket a new number, and it tells when it ends: after that another program
 * opens the sockets. Both sides come from one program if their numbers differ and their times fit: a lesson, or a proxy.
 */
export function assignPrograms(calls: readonly RecordedCall[]): Call[] {
  const runs: Run[] = [];
  const current = new Map<Side, Run>();
  calls.forEach((call, line) => {
    let run = current.get(call.side);
    if (run === undefined || call.at < run.lastAt || isBornAgain(call, run)) {
      run = {
        side: call.side,
        labels: new Set(),
        births: new Set(),
        lines: [],
        lastAt: 0,
        part: call.part,
        program: runs.length,
      };
      runs.push(run);
      current.set(call.side, run);
    }
    note(call, run, line);
  });
  joinSides(calls, runs);
  const programOf = new Map(runs.flatMap(({ lines, program }) => lines.map((line) => [line, program])));
  const programs = [...new Set(runs.map(({ program }) => program))];
  return withMoments(
    calls.map((call, line) => ({ ...call, program: programs.indexOf(programOf.get(line)!) })),
  );
}

/** A call that opens a socket. One that failed opens none, and can follow another that failed. */
function birthOf({ call, socket }: RecordedCall): string | undefined {
  if (socket === noSocket) return undefined;
  return call === "bind" || call === "listen" || call === "connect" ? `${call} ${socket}` : undefined;
}

function isBornAgain(call: RecordedCall, { births, labels, part }: Run): boolean {
  const birth = birthOf(call);
  if (birth !== undefined && (births.has(birth) || call.part !== part)) return true;
  return call.accepted !== undefined && labels.has(call.accepted);
}

function note(call: RecordedCall, run: Run, line: number): void {
  const birth = birthOf(call);
  if (birth !== undefined) run.births.add(birth);
  if (call.call !== "resolve" && call.socket !== noSocket) run.labels.add(call.socket);
  if (call.accepted !== undefined) run.labels.add(call.accepted);
  run.lines.push(line);
  run.lastAt = call.at;
  run.part = call.part;
}

function joinSides(calls: readonly RecordedCall[], runs: readonly Run[]): void {
  const clients = new Set(runs.filter(({ side }) => side === "client"));
  for (const server of runs.filter(({ side }) => side === "server")) {
    const client = [...clients].find((run) => areOneProgram(calls, server, run));
    if (client === undefined) continue;
    client.program = server.program;
    clients.delete(client);
  }
}

function areOneProgram(calls: readonly RecordedCall[], server: Run, client: Run): boolean {
  if (!server.labels.isDisjointFrom(client.labels)) return false;
  if (calls[server.lines[0]!]!.part !== calls[client.lines[0]!]!.part) return false;
  const lines = [...server.lines, ...client.lines].sort((a, b) => a - b);
  return lines.every((line, index) => index === 0 || calls[lines[index - 1]!]!.at <= calls[line]!.at);
}

/** If a call begins when the previous one returns, rounding must not make it begin earlier. */
function withMoments(calls: readonly (RecordedCall & { program: number })[]): Call[] {
  const lastAt = new Map<string, number>();
  return calls.map((call) => {
    const socket = `${call.program} ${call.socket}`;
    const last = lastAt.get(socket) ?? 0;
    const start = call.at - call.tookMs;
    const moment = !actsAtStart[call.call]
      ? call.at
      : start < last && last - start < roundingMs
      ? last
      : start;
    lastAt.set(socket, call.at);
    return { ...call, moment };
  });
}
