import { UsageError } from "../../line/usage_error.ts";
import type { ShellCall } from "./call.ts";
import { refuseMore } from "./addresses.ts";

export const status: ShellCall = {
  usage: "status",
  summary: "every socket and what it waits for",
  prepare(words, workspace) {
    refuseMore(words);
    return () =>
      workspace.report({ event: "status", sockets: workspace.sockets.map((socket) => socket.status()) });
  },
};

export const explain: ShellCall = {
  usage: "explain on|off",
  summary: "a sentence or two under every call",
  prepare(words, workspace) {
    const wanted = words.next();
    refuseMore(words);
    if (wanted !== "on" && wanted !== "off") throw new RangeError("on or off?");
    return () => {
      workspace.explanations.areWanted = wanted === "on";
    };
  },
};

export const wait: ShellCall = {
  usage: "wait",
  summary: "until all background calls are back",
  prepare(words, workspace) {
    refuseMore(words);
    return (signal) => workspace.jobs.wait(signal);
  },
};

export const quit: ShellCall = {
  usage: "quit",
  summary: "close all and end; Ctrl-D too",
  prepare(words, workspace) {
    refuseMore(words);
    return () => workspace.end();
  },
};

/** What people type who know the calls of C: what stands for it here. */
const elsewhere: Readonly<Record<string, string>> = {
  socket: "a socket is made along with its first call: listen tcp, bind udp or connect tcp",
  read: "write recv #SOCKET",
  write: "write send #SOCKET TEXT",
  exit: "write quit",
};

export function unknownCall(name: string, meant: string | undefined): UsageError {
  const known = Object.hasOwn(elsewhere, name) ? elsewhere[name] : undefined;
  const hint = known ?? (meant === undefined ? "`help` lists the calls" : `did you mean ${meant}?`);
  return new UsageError(`unknown call ${JSON.stringify(name)}`, hint);
}
