import { type Bytes, encodeText } from "../../base/bytes.ts";
import { pause } from "../../base/clock.ts";
import type { Endpoint } from "../../protocol/endpoint.ts";
import { formatEndpoint } from "../../protocol/endpoint.ts";
import { unescapeBytes } from "../../base/escapes.ts";
import { Failure } from "../../protocol/failure.ts";
import { lectureTimeoutMs } from "../../protocol/transport.ts";
import { expectations, framings } from "../../protocol/reply/reply.ts";
import { Network } from "../../net/network.ts";
import { giveUpNetwork } from "../../net/permissions.ts";
import type { UdpSocket } from "../../net/socket.ts";
import { bindFor } from "../../client/bind.ts";
import { connectTcp } from "../../client/connect.ts";
import type { ClientEvent, LineFailed } from "../../client/event.ts";
import type { LineClient } from "../../client/line_client.ts";
import { talk, type TalkResult } from "../../client/talk.ts";
import { TcpClient } from "../../client/tcp_client.ts";
import { UdpClient } from "../../client/udp_client.ts";
import { clientOutput } from "../../report/client/text.ts";
import { hintFor } from "../../report/hint/hint.ts";
import type { Language } from "../../report/language.ts";
import { jsonLine } from "../../report/json.ts";
import { defineCommand } from "../line/command.ts";
import { reportFlags } from "../line/common_flags.ts";
import { exitCode, exitCodeFor } from "../exit_code.ts";
import {
  choiceFlag,
  countFlag,
  durationFlag,
  type FlagValues,
  portFlag,
  switchFlag,
  textsFlag,
} from "../line/flag.ts";
import { familyExclusion, familyOf, refuseTogether } from "../line/flag_checks.ts";
import type { Host } from "../host/host.ts";
import { observerFor } from "../host/observer.ts";
import { asUsage, parseReachOperands, transportOperand } from "../line/operands.ts";

const prompt = "Input lowercase sentence: ";

/** In a terminal the client waits for a server that is started a little later, as the lecture's does. */
const retriesInTerminal = 10;

const flags = {
  message: textsFlag({ short: "m", placeholder: "TEXT", help: "send TEXT and end" }),
  timeout: durationFlag({
    help: "for a reply, or an attempt to connect",
    initial: lectureTimeoutMs,
    initialText: "10s",
    lowestMs: 1,
  }),
  retries: countFlag({
    only: "tcp",
    help: "further attempts after a refused one",
    initial: undefined,
    initialText: "10 if typed, else 0",
    lowest: 0,
    highest: 1_000_000,
  }),
  retryDelay: durationFlag({
    only: "tcp",
    help: "pause before the next attempt",
    initial: 1000,
    initialText: "1s",
  }),
  expect: choiceFlag(expectations, { help: "what a right reply is", initial: "upper" }),
  framing: choiceFlag(framings, { only: "tcp", help: "what ends a message on the stream", initial: "raw" }),
  localPort: portFlag({ lowest: 1, help: "send from this port (the lecture: 20825, 21758)" }),
  ipv4: switchFlag({ short: "4", help: "only IPv4 addresses" }),
  ipv6: switchFlag({ short: "6", help: "only IPv6 addresses" }),
  escapes: switchFlag({ help: "\\r \\n \\t \\0 \\xNN \\\\ stand for bytes" }),
  hex: switchFlag({ help: "show the bytes both ways, as hex and text" }),
  ...reportFlags,
};

type ClientFlags = FlagValues<typeof flags>;

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
    const messages = values.message.map((text) => messageBytes(text, values));
    const result = await (transport === "tcp" ? runTcp : runUdp)(endpoint, values, messages, host);
    return exitCodeOf(result, host, messages.length > 0 || !host.input.isTerminal);
  },
});

async function runTcp(
  endpoint: Endpoint,
  values: ClientFlags,
  messages: Bytes[],
  host: Host,
): Promise<TalkResult | undefined> {
  const report = reporter(values, host);
  const isTyped = messages.length === 0 && host.input.isTerminal;
  try {
    const connection = await connectTcp(networkFor(values, host), endpoint, {
      clock: host.clock,
      timeoutMs: values.timeout,
      retries: values.retries ?? (isTyped ? retriesInTerminal : 0),
      retryDelayMs: values.retryDelay,
      family: familyOf(values),
      localPort: values.localPort,
      stop: host.stop.signal,
      report,
    });
    await giveUpNetwork();
    const { framing, expect: expectation, timeout: timeoutMs } = values;
    const client = new TcpClient(connection, { clock: host.clock, framing, expectation, timeoutMs, report });
    return await talkOver(client, values, messages, host, report);
  } catch (error) {
    if (host.stop.signal.aborted && !(error instanceof Failure)) return undefined;
    throw error;
  }
}

async function runUdp(
  endpoint: Endpoint,
  values: ClientFlags,
  messages: Bytes[],
  host: Host,
): Promise<TalkResult> {
  const report = reporter(values, host);
  const network = networkFor(values, host);
  const [address] = await network.resolve(endpoint.host, "udp", familyOf(values));
  const peer = { host: address!, port: endpoint.port };
  const open = (port = 0): Promise<UdpSocket> => bindFor(network, peer, port);
  const socket = await open(values.localPort);
  const [local, to] = [socket.local, peer].map(formatEndpoint) as [string, string];
  report({ event: "connected", transport: "udp", local, peer: to, tookMs: 0, attempts: 1 });
  // The runtime's first timer takes it 9 ms to set up: that must not be counted as the first reply's.
  await pause(host.clock, 0);
  const client = new UdpClient(socket, peer, {
    clock: host.clock,
    expectation: values.expect,
    timeoutMs: values.timeout,
    peerName: endpoint.host,
    openFresh: values.localPort === undefined ? () => open() : undefined,
    report,
  });
  return await talkOver(client, values, messages, host, report);
}

async function talkOver(
  client: LineClient,
  values: ClientFlags,
  messages: Bytes[],
  host: Host,
  report: (event: ClientEvent) => void,
): Promise<TalkResult> {
  const isTyped = messages.length === 0 && host.input.isTerminal;
  const mistakes: string[] = [];
  const lines = linesToSend(client, values, messages, host, (mistake) => {
    mistakes.push(mistake);
    if (values.json) host.out.line(jsonLine({ event: "failure", kind: "usage", message: mistake }));
    host.err.line(`${host.err.paint.bad("capsock:")} ${mistake}`);
  });
  const { clock, stop: { signal: stop } } = host;
  const result = await talk(client, lines, { clock, report, stop, endsWithConnection: isTyped });
  // A line that could not be sent has got no right reply either.
  return result.last === undefined && mistakes.length > 0 ? { last: "mismatch" } : result;
}

async function* linesToSend(
  client: LineClient,
  values: ClientFlags,
  messages: Bytes[],
  { input }: Host,
  onMistake: (message: string) => void,
): AsyncGenerator<Bytes, undefined> {
  yield* messages;
  if (messages.length > 0) return;
  const lines = input.isTerminal ? input.typedLines(prompt, client.ended) : input.lines();
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    try {
      yield values.escapes ? unescapeBytes(next.value) : next.value;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      onMistake(error.message);
    }
  }
}

function messageBytes(text: string, { escapes }: ClientFlags): Bytes {
  const bytes = encodeText(text);
  return escapes ? asUsage(`-m ${text}`, () => unescapeBytes(bytes)) : bytes;
}

function networkFor(values: ClientFlags, host: Host): Network {
  return new Network({ clock: host.clock, side: "client", observer: observerFor(values, host) });
}

function reporter(values: ClientFlags, { out, err, language }: Host): (event: ClientEvent) => void {
  const { quiet, expect: expectation } = values;
  if (values.json) {
    return (event) => out.line(jsonLine(event.event === "failure" ? failureJson(event, language) : event));
  }
  const options = { quiet, expectation, language, isTerminal: out.isTerminal, paint: err.paint };
  return (event) => {
    const { result, notes = [] } = clientOutput(event, options);
    if (result !== undefined) out.write(result);
    notes.forEach((note) => err.line(note));
  };
}

function failureJson({ attempt, ...facts }: LineFailed, language: Language): object {
  return { ...facts, hint: hintFor({ kind: facts.kind, attempt }, language) };
}

function exitCodeOf(result: TalkResult | undefined, { stop }: Host, isScripted: boolean): number {
  if (stop.code !== undefined && isScripted) return stop.code;
  const last = result?.last;
  if (last === undefined) return exitCode.ok;
  return last === "mismatch" ? exitCode.no : exitCodeFor(last);
}
