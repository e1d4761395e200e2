import { onAbort } from "../../base/abort.ts";
import type { Bytes } from "../../base/bytes.ts";
import { pause, timer } from "../../base/clock.ts";
import type { Text } from "../../base/text.ts";
import { Failure } from "../../protocol/failure.ts";
import { lectureTimeoutMs } from "../../protocol/transport.ts";
import { duration } from "../../setting/types.ts";
import { Network } from "../../net/network.ts";
import { SocketNumbers } from "../../net/socket_numbers.ts";
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

/** After the first wait that is longer than this, the shell says how to interrupt a call. */
const firstWaitMs = 1000;

const flags = {
  timeout: valueFlag(duration(), {
    help: { en: "how long a call can wait", ko: "호출 하나가 기다릴 수 있는 시간" },
    initialText: { en: "10s in a script", ko: "스크립트에서 10s" },
  }),
  explain: traceFlags.explain,
  json: reportFlags.json,
};

const howToEnd: Text = {
  en: "type quit or press Ctrl-D to end the shell",
  ko: "셸을 끝내려면 quit을 입력하거나 Ctrl-D를 누르세요",
};
const callWaits: Text = {
  en: "the call waits; Ctrl-C interrupts it",
  ko: "호출이 대기합니다. Ctrl-C를 누르면 중단합니다",
};

type ShellFlags = FlagValues<typeof flags>;

export const shell = defineCommand({
  name: "shell",
  summary: { en: "type the socket calls one by one", ko: "소켓 호출을 하나씩 직접 입력" },
  operands: [],
  about: [
    {
      en:
        "Makes each socket call as you type it and shows the result: listen, accept, connect, bind, send, recv, sendto, recvfrom, shutdown, close. `help` lists them, `help CALL` explains one. `&` at the end of a line lets a call wait in the background. Ctrl-C interrupts a call, Ctrl-D ends the shell.",
      ko:
        "소켓 호출을 입력하면 바로 실행하고 결과를 보여 줍니다: listen, accept, connect, bind, send, recv, sendto, recvfrom, shutdown, close. `help`는 목록을, `help CALL`은 호출 하나의 설명을 보여 줍니다. 줄 끝에 `&`를 붙이면 그 호출은 백그라운드에서 기다립니다. Ctrl-C는 호출을 중단하고, Ctrl-D는 셸을 끝냅니다.",
    },
    {
      en:
        "Lines from a pipe are a script. It stops at the first line that fails, with the exit code of that failure.",
      ko: "파이프에서 온 줄은 스크립트입니다. 처음 실패한 줄에서 멈추며, 종료 코드는 그 실패의 코드입니다.",
    },
  ],
  flags,
  examples: [
    ["capsock shell", { en: "start with: help", ko: "help부터 입력" }],
    ["capsock shell < exercise.txt", { en: "run a script", ko: "스크립트 실행" }],
    ["printf 'listen tcp 0\\nstatus\\n' | capsock shell", {
      en: "port 0: any free port",
      ko: "포트 0: 빈 포트",
    }],
  ],
  async run({ positionals, flags: values }, host) {
    refuseOperands("shell", positionals, "input");
    const explanations = await Explanations.load(host.language, values.explain);
    return await (host.input.isTerminal ? runTyped : runScript)(values, host, explanations);
  },
});

/** Runs lines that a person types: a line that fails is told, and the next one comes. */
async function runTyped(flags: ShellFlags, host: Host, explanations: Explanations): Promise<number> {
  const editor = await host.input.editor({
    prompt,
    onInterrupt: (typed) => {
      if (workspace.interrupt()) return;
      if (typed !== "") editor.discard();
      else workspace.note(howToEnd);
    },
  });
  const workspace = openWorkspace(host, flags, {
    isScript: false,
    explanations,
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
    if (!isTold) workspace.note(callWaits);
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
async function runScript(flags: ShellFlags, host: Host, explanations: Explanations): Promise<number> {
  const { language, stop: { signal } } = host;
  const timeoutMs = flags.timeout ?? lectureTimeoutMs;
  const workspace = openWorkspace(host, flags, {
    isScript: true,
    explanations,
    above: (write) => write(),
    timeoutMs,
  });
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
  const { jobs } = workspace;
  const failure = jobs.failure.then(() => workspace.stopWaiting());
  try {
    const lines = host.input.lines();
    for (let number = 1; !workspace.isEnded; number++) {
      const next = await Promise.race([failure, lines.next()]);
      const line: Bytes | undefined = next?.value;
      const running = jobs.running.length;
      const code = line === undefined ? exitCode.ok : await run(line, number);
      // A call in the background that fails at once does so before the next line.
      if (jobs.running.length > running) await pause(host.clock, 0);
      signal.throwIfAborted();
      // The line that was to come next is not wrong; what failed was told already.
      if (jobs.failed !== undefined) return reportOf(jobs.failed.error, language).code;
      if (code !== exitCode.ok) return code;
      if (line === undefined) break;
    }
    return exitCode.ok;
  } finally {
    for (const { text, line } of jobs.running) {
      workspace.note({
        en: `line ${line}: ${text} did not return`,
        ko: `${line}번째 줄: ${text} 호출이 끝나지 않았습니다`,
      });
    }
    workspace.end();
  }
}

function openWorkspace(
  host: Host,
  flags: ShellFlags,
  { timeoutMs, ...options }: ShellSinkOptions & { timeoutMs: number | undefined },
): Workspace {
  const { clock, language } = host;
  const numbers = new SocketNumbers();
  return new Workspace({
    clock,
    report: shellSinks[formatOf(flags)](host, options),
    explanations: options.explanations,
    language,
    columns: () => host.out.columns,
    timeoutMs,
    networks: (observer) => ({
      server: new Network({ clock, numbers, observer, side: "server" }),
      client: new Network({ clock, numbers, observer, side: "client" }),
    }),
  });
}

/** @throws What is neither a failure of a socket nor a wrong line. */
function known(error: unknown): Failure | UsageError {
  if (error instanceof Failure || error instanceof UsageError) return error;
  throw error;
}
