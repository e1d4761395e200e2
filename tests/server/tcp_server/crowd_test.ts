import { assertEquals } from "@std/assert";
import type { Endpoint } from "../../../lib/protocol/endpoint.ts";
import { startProcess } from "../../support/process.ts";
import { dial, exchange } from "../../support/sockets.ts";

const many = 2000;

/** So many clients at once, each of which was answered. */
async function crowd(endpoint: Endpoint): Promise<Deno.TcpConn[]> {
  const connections = await Promise.all(Array.from({ length: many }, () => dial(endpoint)));
  const replies = await Promise.all(
    connections.map((connection) => exchange(connection, "a").catch(() => "")),
  );
  assertEquals(replies.filter((reply) => reply !== "A").length, 0, "clients that were rejected");
  return connections;
}

Deno.test("as many clients as the server has places have one each when as many others have just closed", async () => {
  const args = ["--port=0", `--max-connections=${many}`, "--backlog=4096", "--json"];
  await using server = startProcess(["server", "tcp", ...args]);
  const [, port] = await server.waitFor(/"event":"ready".*"port":(\d+)/);
  const endpoint = { host: "127.0.0.1", port: Number(port) };
  for (let round = 0; round < 3; round++) {
    const connections = await crowd(endpoint);
    for (const connection of connections) connection.close();
  }
});
