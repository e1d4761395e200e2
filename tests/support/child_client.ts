import { systemClock } from "../../lib/thread/system_clock.ts";
import { Network } from "../../lib/net/network.ts";
import { encodeText } from "../../lib/base/bytes.ts";

// A client that sends and reads without a pause to the port it is given, until the server has enough of it.

const print = (line: string): Promise<number> => Deno.stdout.write(encodeText(`${line}\n`));
const endpoint = { host: "127.0.0.1", port: Number(Deno.args[0]) };
const network = new Network({ clock: systemClock(), side: "client" });
const connection = await network.connectTcp(endpoint, { timeoutMs: 10_000 });
const receiveAll = async (): Promise<void> => {
  const buffer = new Uint8Array(65_536);
  for (let count = 0; (await connection.read(buffer)) !== null; count++) {
    if (count === 0) await print("first reply");
  }
};
const sendAll = async (): Promise<void> => {
  const chunk = encodeText("again and again ".repeat(512));
  for (;;) await connection.write(chunk);
};
await Promise.allSettled([receiveAll(), sendAll()]);
await print("over");
