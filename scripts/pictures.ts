/**
 * Draws the pictures of the documentation: `deno task pictures`, or `deno task pictures load` for one of them.
 * `docs/tcp.svg` and `docs/udp.svg` each show a real session of the lecture's server and client, `docs/load.svg`
 * shows what a real load measured. All run over loopback at the lecture's ports, which must be free.
 */
import { lecturePorts } from "../lib/protocol/transport.ts";
import { buildDiagram } from "../lib/recording/diagram/build.ts";
import { svg } from "../lib/report/diagram/svg.ts";
import { parseRecording } from "../lib/recording/parse.ts";
import { runProcess, startProcess } from "../tests/support/process.ts";

const recorded = ["--json", "--trace"];

/** Records a server, which ends after one client or datagram, and its client. */
async function recordSession(transport: "tcp" | "udp"): Promise<string> {
  await using server = startProcess(["server", transport, "--once", ...recorded]);
  await server.waitFor(/"event":"ready"/);
  const { server: port, client: localPort } = lecturePorts[transport];
  const address = ["--local-port", String(localPort), `127.0.0.1:${port}`];
  await using client = startProcess(["client", transport, ...address, "--timeout", "500ms", ...recorded]);
  await client.write("hello\n");
  await client.waitFor(/"event":"reply"/);
  // Over UDP the server has ended before the second line is sent.
  if (transport === "udp") await server.finished();
  await client.write("goodbye\n");
  await client.endInput();
  const { stdout } = await client.finished();
  return (await server.finished()).stdout + stdout;
}

/** @throws {Error} If the session went wrong. */
function picture(recording: string): string {
  const { calls, bad } = parseRecording(recording);
  const diagram = buildDiagram(calls, "en");
  if (
    diagram === undefined || bad.length > 0 ||
    calls.some(({ failure }) => failure !== undefined && failure !== "timeout")
  ) {
    throw new Error(`this is no session to show:\n${recording}`);
  }
  return `${svg(diagram)}\n`;
}

/**
 * What 20 connections measured that sent by a schedule, which the server can keep up with.
 *
 * @throws {Error} If the machine was too busy for the program to keep the schedule: that shows nothing of the server.
 */
async function loadPicture(): Promise<string> {
  await using server = startProcess(["server", "tcp", "--quiet", "--json", "--for", "60s"]);
  await server.waitFor(/"event":"ready"/);
  const flags = ["-c", "20", "--rate", "5000", "--warmup", "1s", "-d", "10s", "--json"];
  const { stdout } = await runProcess(["load", "tcp", ...flags]);
  const [, limit] = /"limitedBy":"([^"]*)"/.exec(stdout) ?? [];
  if (limit !== "rate") throw new Error(`the machine is too busy to draw a load: limited by ${limit}`);
  return (await runProcess(["load", "--merge", "--format", "svg"], stdout)).stdout;
}

const pictures: Readonly<Record<string, () => Promise<string>>> = {
  tcp: async () => picture(await recordSession("tcp")),
  udp: async () => picture(await recordSession("udp")),
  load: loadPicture,
};

if (import.meta.main) {
  const names = Deno.args.length === 0 ? Object.keys(pictures) : Deno.args;
  for (const name of names) {
    const draw = pictures[name];
    if (draw === undefined) {
      throw new Error(`there is no picture ${name}; there are ${Object.keys(pictures).join(", ")}`);
    }
    await Deno.writeTextFile(new URL(`../docs/${name}.svg`, import.meta.url), await draw());
  }
}
