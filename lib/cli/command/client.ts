import { lectureTimeoutMs } from "../../protocol/transport.ts";
import { expectations, framings } from "../../protocol/reply/reply.ts";
import type { TalkResult } from "../../client/talk.ts";
import { codeOfCauses, isStop } from "../ending.ts";
import { defineCommand } from "../line/command.ts";
import { reportFlags } from "../line/common_flags.ts";
import { anyText, duration, oneOf, portNumber, wholeNumber } from "../../setting/types.ts";
import { listFlag, switchFlag, valueFlag } from "../line/flag.ts";
import { familyExclusion, familyOf, refuseTogether } from "../line/flag_checks.ts";
import { formatOf } from "../host/format.ts";
import { observerFor } from "../host/observer.ts";
import { parseReachOperands, transportOperand } from "../line/operands.ts";
import { messageBytes } from "./client/lines.ts";
import { ClientRun, retriesInTerminal } from "./client/run.ts";
import { clientSinks } from "./client/sinks.ts";

const flags = {
  message: listFlag(anyText("TEXT"), { short: "m", help: "send TEXT and end" }),
  timeout: valueFlag(duration(), {
    help: "for a reply, or an attempt to connect",
    initial: lectureTimeoutMs,
  }),
  retries: valueFlag(wholeNumber(0, 1_000_000), {
    only: "tcp",
    help: "further attempts after a refused one",
    initialText: `${retriesInTerminal} if typed, else 0`,
  }),
  retryDelay: valueFlag(duration(0), { only: "tcp", help: "pause before the next attempt", initial: 1000 }),
  expect: valueFlag(oneOf(expectations), { help: "what a right reply is", initial: "upper" }),
  framing: valueFlag(oneOf(framings), {
    only: "tcp",
    help: "what ends a message on the stream",
    initial: "raw",
  }),
  localPort: valueFlag(portNumber(1), { help: "send from this port (the lecture: 20825, 21758)" }),
  ipv4: switchFlag({ short: "4", help: "only IPv4 addresses" }),
  ipv6: switchFlag({ short: "6", help: "only IPv6 addresses" }),
  escapes: switchFlag({ help: "\\r \\n \\t \\0 \\xNN \\\\ stand for bytes" }),
  hex: switchFlag({ help: "show the bytes both ways, as hex and text" }),
  ...reportFlags,
};

export const client = defineCommand({
  name: "client",
  summary: "type a line, read the reply and its time",
  operands: [transportOperand, { usage: "[target]" }],
  about: [
    "Runs the lecture's client. In a terminal it asks for lines, from a pipe it reads them, -m sends one and ends. Each reply is shown with its response time. Without a target: localhost and the lecture's port.",
  ],
  flags,
  examples: [
    ["capsock client tcp", "talk to `capsock server tcp`"],
    ["capsock client tcp 192.0.2.7:10825 -m hello", "one line, for a script"],
    ["printf 'a\\nb\\n' | capsock client udp", "lines from a pipe"],
    ["capsock client tcp :80 --framing crlf --expect any", "a server that is no capsock"],
  ],
  async run({ positionals, flags: values }, host) {
    const { transport, endpoint } = parseReachOperands("client", positionals);
    refuseTogether([familyExclusion(values)]);
    // Read before anything is opened: a wrong escape must not cost a connection.
    const messages = values.message.map((text) => messageBytes(text, values.escapes));
    const report = clientSinks[formatOf(values)](host, values);
    const run = new ClientRun(values, familyOf(values), messages, host, report, observerFor(values, host));
    const result = await run.talkTo(transport, endpoint).catch((error: unknown): TalkResult => {
      if (isStop(error, host.stop)) return {};
      throw error;
    });
    if (run.isScripted && host.stop.code !== undefined) return host.stop.code;
    return codeOfCauses(result.last === undefined ? [] : [result.last]);
  },
});
