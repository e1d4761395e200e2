import { emptyProgram } from "./empty_program.ts";
import type { Program } from "./program.ts";
import { startProgram } from "../../tests/support/process.ts";

const runs = 15;

/** Compares start-up time and memory of the program with those of a program that does nothing. */
export async function startupReport(program: Program): Promise<string> {
  const empty = await emptyProgram();
  const ratios: number[] = [];
  const times: number[] = [];
  // In turn, so that other work of the machine affects both alike.
  for (let run = 0; run < runs; run++) {
    const ours = await timeOf([program.path, "version"]);
    times.push(ours);
    ratios.push(ours / await timeOf([empty]));
  }
  const memory = await peakMemory([program.path, "server", "tcp", "--port=0", "--for=60s"], /listening/);
  const emptyMemory = await peakMemory([await emptyProgram("waiting")]);
  const ratio = median(ratios);
  return `start-up ${median(times).toFixed(0)} ms, ${
    ratio.toFixed(2)
  } of an empty program's (wanted: at most 1.3); ` +
    `peak memory of a server ${memory}, of an empty program ${emptyMemory}`;
}

async function timeOf([command, ...args]: readonly string[]): Promise<number> {
  const startMs = performance.now();
  await new Deno.Command(command!, { args, stdout: "null", stderr: "null" }).output();
  return performance.now() - startMs;
}

async function peakMemory(command: readonly string[], ready?: RegExp): Promise<string> {
  if (Deno.build.os !== "linux") return "unknown";
  await using child = startProgram(command);
  if (ready) await child.waitFor(ready);
  else while (await stateOf(child.pid) !== "S") { /* It is still starting. */ }
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(await statusOf(child.pid))!;
  return `${(Number(kilobytes) / 1024).toFixed(0)} MiB`;
}

async function stateOf(pid: number): Promise<string> {
  return /State:\s+(\w)/.exec(await statusOf(pid))![1]!;
}

async function statusOf(pid: number): Promise<string> {
  return await Deno.readTextFile(`/proc/${pid}/status`);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
