import { systemClock } from "../../lib/thread/system_clock.ts";
import { Network } from "../../lib/net/network.ts";
import { services } from "../../lib/protocol/service/services.ts";
import { serveTcp } from "../../lib/server/tcp_server.ts";

// A server in a process of its own, so that its memory can be told from that of its clients. For every line on
// standard input it prints a number and the resident bytes.

const clock = systemClock();
const print = (line: string): Promise<number> => Deno.stdout.write(new TextEncoder().encode(`${line}\n`));
const listener = await new Network({ clock, side: "server" }).listenTcp({ host: "127.0.0.1", port: 0 });
serveTcp(listener, services.upper, new AbortController().signal, {
  clock,
  report: () => {},
  bufferBytes: 65_536,
  maxConnections: 1000,
  graceMs: 1000,
});
await print(`port ${listener.local.port}`);
let asked = 0;
for await (const _line of Deno.stdin.readable) await print(`${++asked}: ${Deno.memoryUsage().rss}`);
