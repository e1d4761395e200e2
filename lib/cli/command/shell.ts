import { onAbort, unlessAborted } from "../../base/abort.ts";
import type { Bytes } from "../../base/bytes.ts";
import { timer } from "../../base/clock.ts";
import { Failure } from "../../protocol/failure.ts";
import { lectureTimeoutMs } from "../../protocol/transport.ts";
import { duration } from "../../setting/types.ts";
import { Network, socketNumbers } from "../../net/network.ts";
import { stopCode, unlessStopped } from "../ending.ts";
import { reportOf } from "../error_report.ts";
import { defineCommand } from "../line/command.ts";
import { reportFlags, traceFlags } from "../line/common_flags.ts";
import { exitCode } from "../exit_code.ts";
import { formatOf } from "../host/format.ts";
import { type FlagValues, valueFlag } from "../line/flag.ts";
import type { Host } from "../host/host.ts";
import { refuseOperands } from "../line/operands.ts";
import { Explanations } from "./shell/explanations.ts";
import { runLine } from "./shell/interpreter.ts";
import { type ShellSinkOptions, shellSinks } from "./shell/sinks.ts";
import { Workspace } from "./shell/workspace.ts";
import { UsageError } from "../line/usage_error.ts";

const prompt = "capsock> ";

/** Whoever waits longer than this for the first time is told how to get out. */
const firstWaitMs = 1000;

const flags = {
  timeout: valueFlag(duration(), { help: "how long a call may wait", initialText: "10s in a script" }),
  explain: traceFlags.explain,
  json: reportFlags.json,
};

type ShellFlags = FlagValues<typeof flags>;

export const shell = defineCommand({
  name: "shell",
  summary: "type the socket calls one by one",
  operands: [],
  about: [
    "Makes each socket call as it is typed and shows what came of it: listen, accept, connect, bind, send, recv, sendto, recvfrom, shutdown, close. `help` lists them, `help CALL` tells all about one. `&` at the end of a line lets a call wait in the background; Ctrl-C interrupts a call, Ctrl-D ends the shell.",
    "Lines from a pipe are a script: it ends at the first line that fails, with that failure's exit code.",
  ],
  flags,
  examples: [
    ["capsock shell", "begin with: help"],
    ["capsock shell < exercise.txt", "the lines of a script"],
    ["printf 'listen tcp 0\\nstatus\\n' | capsock shell", "port 0: any free one"],
  ],
  async run({ positionals, flags: values }, host) {
    refuseOperands("shell", positionals);
    return await (host.input.isTerminal ? runTyped : runScript)(values, host);
  },
});

/** Runs lines that a person types: a line that fails is told, and the next one comes. */
async function runTyped(flags: ShellFlags, host: Host): Promise<number> {
  const editor = await host.input.editor({
    prompt,
    onInterrupt: (typed) => {
      if (workspace.interrupt()) return;
      if (typed !== "") editor.discard();
      else workspace.note("type quit, or press Ctrl-D");
    },
  });
  const workspace = openWorkspace(host, flags, {
    isScript: false,
    above: editor.above,
    timeoutMs: flags.timeout,
  });
  // Also in the middle of a call that waits.
  editor.closed.then(() => workspace.interrupt());
  using _stop = onAbort(host.stop.signal, editor.close);
  workspace.report({ event: "begun" });
  const lines = editor.lines();
  let isTold = false;
  const tellOfWait = (): void => {
    if (!isTold) workspace.note("it waits; Ctrl-C interrupts it");
    isTold = true;
  };
  try {
    for (let next = await lines.next(); !next.done; next = await lines.next()) {
      using _waiting = timer(host.clock, firstWaitMs, tellOfWait);
      await runLine(next.value, 0, workspace).catch((error: unknown) => {
        workspace.report({ event: "error", error: known(error), line: 0 });
      });
      if (workspace.isEnded) return exitCode.ok;
    }
    return exitCode.ok;
  } finally {
    workspace.end();
    editor.close();
  }
}

/** Runs the lines of a script, up to the first one that fails. */
async function runScript(flags: ShellFlags, host: Host): Promise<number> {
  const { language, stop, stop: { signal } } = host;
  const timeoutMs = flags.timeout ?? lectureTimeoutMs;
  const workspace = openWorkspace(host, flags, { isScript: true, above: (write) => write(), timeoutMs });
  using _ = onAbort(signal, () => void workspace.interrupt());
  const run = async (text: Bytes, line: number): Promise<number> => {
    try {
      await runLine(text, line, workspace);
      return exitCode.ok;
    } catch (thrown) {
      const error = known(thrown);
      workspace.report({ event: "error", error, line });
      return reportOf(error, language).code;
    }
  };
  try {
    return await unlessStopped(stop, async () => {
      const lines = host.input.lines();
      for (let number = 1; !workspace.isEnded; number++) {
        const next = await unlessAborted(lines.next(), signal);
        if (next.done) break;
        const code = await run(next.value, number);
        if (signal.aborted) break;
        if (code !== exitCode.ok) return code;
        const { failed } = workspace.jobs;
        // The line that waited for it is not wrong; it was told already.
        if (failed !== undefined) return reportOf(failed.error, language).code;
      }
      return stopCode(stop);
    });
  } finally {
    for (const { text, line } of workspace.jobs.running) {
      workspace.note(`line ${line}: ${text} did not come back`);
    }
    workspace.end();
  }
}

function openWorkspace(
  host: Host,
  flags: ShellFlags,
  { timeoutMs, ...place }: Omit<ShellSinkOptions, "explanations"> & { timeoutMs: number | undefined },
): Workspace {
  const { clock, language } = host;
  const explanations = new Explanations(language, flags.explain);
  const nextId = socketNumbers();
  return new Workspace({
    clock,
    report: shellSinks[formatOf(flags)](host, { explanations, ...place }),
    explanations,
    language,
    columns: () => host.out.columns,
    timeoutMs,
    networks: (observer) => ({
      server: new Network({ clock, nextId, observer, side: "server" }),
      client: new Network({ clock, nextId, observer, side: "client" }),
    }),
  });
}

/** @throws What is neither a failure of a socket nor a wrong line. */
function known(error: unknown): Failure | UsageError {
  if (error instanceof Failure || error instanceof UsageError) return error;
  throw error;
}
