import { assertMatch } from "@std/assert";
import { program, startProgram } from "../../../support/process.ts";
import { receive, scriptedServer, send, untilGone } from "../../../support/scripted_server.ts";
import { inTerminal, noTerminal } from "../../../support/terminal.ts";

Deno.test({
  name: "client tcp in a terminal shows what the server says first when it comes, above the prompt",
  ignore: noTerminal !== undefined,
  async fn() {
    const isAsking = Promise.withResolvers<void>();
    await using server = scriptedServer(async (connection) => {
      await isAsking.promise;
      await send(connection, "220 welcome\r\n");
      await receive(connection);
      await send(connection, "250 ok\r\n");
      await untilGone(connection);
    });
    const target = `127.0.0.1:${server.endpoint.port}`;
    const flags = ["--lang", "en", "--framing", "crlf", "--expect", "any"];
    await using client = startProgram(inTerminal([...program, "client", "tcp", target, ...flags]));
    await client.waitFor(/Input lowercase sentence: /);
    isAsking.resolve();
    await client.waitFor(/The server spoke first: 220 welcome\r\n.*Input lowercase sentence: /);
    await client.write("HELO x\r");
    await client.waitFor(/Reply from server: 250 ok\r\n/);
    await client.write("\x04");
    const { stdout } = await client.finished();
    // deno-lint-ignore no-control-regex
    const screen = stdout.replace(/\x1b\[[0-9;]*[A-Za-z]/g, "");
    assertMatch(
      screen,
      /220 welcome\r+\nInput lowercase sentence: HELO x[\r\n]+Reply from server: 250 ok\r+\n/,
    );
  },
});
