import type { Transport } from "../../lib/protocol/transport.ts";
import { otherOf } from "./measured.ts";
import type { RelayTool, Tools } from "./tools.ts";

/** A server that can be measured. It replies in capitals and prints its port in its first line. */
export interface ServerKind {
  readonly name: string;
  /**
   * How long its processes take to end after a measurement, in milliseconds. They must not disturb the next
   * one.
   */
  readonly settleMs?: number;
  /** The program and its arguments; `undefined` if this machine lacks something for it. */
  command(tools: Tools, transport: Transport): string[] | undefined;
  /** Finds the port in the first line. */
  port(line: string): number;
  /** The same server of the other executable. It is measured right after this one. */
  readonly other?: ServerKind;
}

const c: ServerKind = {
  name: "C",
  command: ({ c }, transport) => [c("server"), transport],
  port: Number,
};

function capsockWith(name: string, ...flags: string[]): ServerKind {
  const kind = (name: string, program: (tools: Tools) => string[] | undefined): ServerKind => ({
    name,
    command: (tools, transport) => {
      const capsock = program(tools);
      if (capsock === undefined) return undefined;
      const limit = transport === "tcp" ? ["--max-connections", "20000"] : [];
      return [...capsock, "server", transport, "--port", "0", "--quiet", "--json", ...limit, ...flags];
    },
    port: (line) => (JSON.parse(line) as { port: number }).port,
  });
  return { ...kind(name, ({ capsock }) => capsock), other: kind(otherOf(name), ({ other }) => other) };
}

const capsock = capsockWith("capsock");
const capsockWorkers = capsockWith("capsock --workers 2", "--workers", "2");
const capsockBuffer = capsockWith("capsock --buffer 256KiB", "--buffer", "256KiB");

const node: ServerKind = {
  name: "Node",
  command: ({ hasNode, source }, transport) => {
    return hasNode ? ["node", source("server.mjs"), transport] : undefined;
  },
  port: Number,
};

const python: ServerKind = {
  name: "Python",
  command: ({ hasPython, source }, transport) => {
    return hasPython ? ["python3", source("server.py"), transport] : undefined;
  },
  port: Number,
};

/** These programs do not print their port. This chooses a free one and prints it when the program listens. */
function relay(tool: RelayTool, command: (port: number) => string): ServerKind {
  return {
    name: tool,
    settleMs: 1500,
    command: ({ has }) => {
      if (!has(tool)) return undefined;
      const port = freePort();
      return ["sh", "-c", `ulimit -n 4096; (sleep 0.5; echo ${port}) & exec ${command(port)}`];
    },
    port: Number,
  };
}

/** Without buffering: otherwise it would wait for 4 KiB. */
const capitals = "stdbuf -o0 tr a-z A-Z";

const socat = relay("socat", (port) => {
  return `socat TCP-LISTEN:${port},bind=127.0.0.1,fork,nodelay,backlog=511 EXEC:"${capitals}"`;
});

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/** Servers with one process each. Every bench can compare them. */
export const serverKinds = {
  c,
  capsock,
  capsockWorkers,
  capsockBuffer,
  node,
  python,
  socat,
} satisfies Record<string, ServerKind>;

/** The servers that reply over both transports, each with one thread. */
export const mainKinds: readonly ServerKind[] = [c, capsock, node, python];
