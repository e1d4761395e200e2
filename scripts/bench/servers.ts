import type { Transport } from "../../lib/protocol/limits.ts";
import type { Tools } from "./tools.ts";

/** A server that can be measured: it answers in capitals and prints its port as its first line. */
export interface ServerKind {
  readonly name: "C" | "capsock" | "Node" | "Python";
  /** The program and its arguments; `undefined` where this machine lacks what it needs. */
  command(tools: Tools, transport: Transport): string[] | undefined;
  /** Finds the port in the first line. */
  port(line: string): number;
}

const c: ServerKind = {
  name: "C",
  command: ({ c }, transport) => [c("server"), transport],
  port: Number,
};

const capsock: ServerKind = {
  name: "capsock",
  command: ({ capsock }, transport) => {
    const limit = transport === "tcp" ? ["--max-connections", "20000"] : [];
    return [...capsock, "server", transport, "--port", "0", "--quiet", "--json", ...limit];
  },
  port: (line) => (JSON.parse(line) as { port: number }).port,
};

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

export const serverKinds = { c, capsock, node, python } satisfies Record<string, ServerKind>;
