/**
 * Draws the pictures of the documentation: `deno task pictures`. `docs/tcp.svg` and `docs/udp.svg` each show a
 * real session of the lecture's server and client, `docs/load.svg` what a real load came to, all over loopback at
 * the lecture's ports, which must be free.
 */
import { lecturePorts } from "../lib/protocol/transport.ts";
import { buildDiagram } from "../lib/recording/diagram/build.ts";
import { svg } from "../lib/report/diagram/svg.ts";
import { parseRecording } from "../lib/recording/parse.ts";
import { runProcess, startProcess } from "../tests/support/process.ts";

const recorded = ["--json", "--trace"];

/** What a server, which ends after one client or datagram, and a client recorded. */
async function recordSession(transport: "tcp" | "udp"): Promise<string> {
  await using server = startProcess(["server", transport, "--once", ...recorded]);
  await server.waitFor(/"event":"ready"/);
  const { server: port, client: localPort } = lecturePorts[transport];
  const address = ["--local-port", String(localPort), `127.0.0.1:${port}`];
  await using client = startProcess(["client", transport, ...address, "--timeout", "500ms", ...recorded]);
  await client.write("hello\n");
  await client.waitFor(/"event":"reply"/);
  // Over UDP nobody is there any more for the second line.
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
  if (diagram === undefined || bad.length > 0 || calls.some(({ failure }) => failure !== undefined)) {
    throw new Error(`this is no session to show:\n${recording}`);
  }
  return `${svg(diagram)}\n`;
}

/** What 20 connections came to that sent by a schedule: with a server that has time to spare. */
async function loadPicture(): Promise<string> {
  await using server = startProcess(["server", "tcp", "--quiet", "--json", "--for", "60s"]);
  await server.waitFor(/"event":"ready"/);
  const flags = ["-c", "20", "--rate", "5000", "--warmup", "1s", "-d", "10s", "--format", "svg"];
  return (await runProcess(["load", "tcp", ...flags])).stdout;
}

if (import.meta.main) {
  for (const transport of ["tcp", "udp"] as const) {
    const file = new URL(`../docs/${transport}.svg`, import.meta.url);
    await Deno.writeTextFile(file, picture(await recordSession(transport)));
  }
  await Deno.writeTextFile(new URL("../docs/load.svg", import.meta.url), await loadPicture());
}
