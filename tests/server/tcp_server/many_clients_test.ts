import { assertEquals, assertLess } from "@std/assert";
import { type Bytes, concat, encodeText } from "../../../lib/base/bytes.ts";
import { randomInteger, seededRandom } from "../../../lib/base/random.ts";
import { upperCase } from "../../../lib/protocol/service/upper.ts";
import { assertBytes, textOf } from "../../support/bytes.ts";
import { startProgram } from "../../support/process.ts";
import { printSeed } from "../../support/property.ts";
import { startTcpServer } from "../../support/server.ts";
import { dial, exchange, readBytes, readToEnd, writeBytes } from "../../support/sockets.ts";
import { deadlineMs, within } from "../../support/within.ts";

Deno.test("serveTcp() answers 500 clients at once, every byte of 20 messages each", async () => {
  const seed = Math.trunc(Math.random() * 2 ** 32);
  printSeed(seed);
  const random = seededRandom(seed);
  const ascii = encodeText(
    Array.from({ length: 131_072 }, () => {
      return String.fromCharCode(randomInteger(random, 0x20, 0x7e));
    }).join(""),
  );
  const characters = ["a", "z", "ß", "ŉ", "é", "한", "글", "ﬃ", "😀", "ǆ", " "];
  await using server = await startTcpServer();

  const randomMessage = (): Bytes => {
    // Mostly small ones, at which buffers begin to grow; one in eight is of any size.
    const size = random() < 0.125 ? randomInteger(random, 1, 65_536) : Math.ceil(65_536 ** random());
    if (random() < 0.875) {
      const start = randomInteger(random, 0, ascii.length - size);
      return ascii.subarray(start, start + size);
    }
    // The longest of them has 4 bytes.
    const length = Math.ceil(size / 4);
    return encodeText(
      Array.from({ length }, () => characters[randomInteger(random, 0, characters.length - 1)]).join(""),
    );
  };
  const converse = async (): Promise<void> => {
    using client = await dial(server.endpoint);
    for (let number = 0; number < 20; number++) {
      const message = randomMessage();
      const expected = upperCase(message);
      const [reply] = await Promise.all([
        readBytes(client, expected.length),
        writeBytes(client, message),
      ]);
      assertBytes(reply, expected, `seed ${seed}, message ${number}`);
    }
    await client.closeWrite();
    assertEquals((await readToEnd(client)).length, 0);
  };
  // Each waits for its turn of one thread, so each needs the time of all.
  await within("500 clients", Promise.all(Array.from({ length: 500 }, converse)), 6 * deadlineMs);
  await server.log.waitFor("closed", 500);
  server.stop();
  const { connections, cutOff } = await server.summary;
  assertEquals({ connections, cutOff }, { connections: 500, cutOff: 0 });
});

Deno.test("serveTcp() serves 50 others beside a client that never reads, with memory bounded", async () => {
  const child = new URL("../../support/child_server.ts", import.meta.url).pathname;
  await using server = startProgram([Deno.execPath(), "run", "--quiet", "--allow-net", "--no-prompt", child]);
  const [, port] = await server.waitFor(/^port (\d+)$/m);
  const endpoint = { host: "127.0.0.1", port: Number(port) };
  let asked = 0;
  const residentBytes = async (): Promise<number> => {
    await server.write("memory\n");
    const [, bytes] = await server.waitFor(new RegExp(`^${++asked}: (\\d+)$`, "m"));
    return Number(bytes);
  };

  // A first round brings in the buffers and the compiled code that every later one uses again.
  const round = async (): Promise<void> => {
    const message = encodeText("x".repeat(10_000));
    await Promise.all(Array.from({ length: 50 }, async () => {
      using client = await dial(endpoint);
      for (let number = 0; number < 20; number++) {
        const [reply] = await Promise.all([
          readBytes(client, message.length),
          writeBytes(client, message),
        ]);
        assertBytes(reply, upperCase(message));
      }
    }));
  };
  await round();
  const before = await residentBytes();
  using deaf = await dial(endpoint);
  let taken = 0;
  const sending = (async () => {
    try {
      for (;;) taken += await deaf.write(new Uint8Array(1_048_576).fill(0x61));
    } catch {
      // The server has been killed.
    }
  })();
  for (let number = 0; number < 5; number++) await round();
  const grown = await residentBytes() - before;
  // What the kernel's buffers take of both directions; the server itself holds one buffer.
  assertLess(taken, 32 * 1_048_576);
  assertLess(grown, 32 * 1_048_576);
  server.kill("SIGKILL");
  await within("the connection to be reset", sending);
});

Deno.test("serveTcp() gives every client a conversation of its own", async () => {
  await using server = await startTcpServer();
  using one = await dial(server.endpoint);
  using two = await dial(server.endpoint);
  const [first, rest] = [Uint8Array.of(0xc3), Uint8Array.of(0xa9)];
  await writeBytes(one, first);
  assertEquals(await exchange(two, "x"), "X");
  await writeBytes(two, rest);
  assertEquals(await readBytes(two, 1), rest, "a stray byte, not the rest of the other's character");
  await writeBytes(one, rest);
  assertEquals(textOf(await readBytes(one, 2)), "É");
});

Deno.test("concurrent conversations do not mix their bytes when both keep their buffers full", async () => {
  await using server = await startTcpServer({ bufferBytes: 1024 });
  const talk = async (letter: string): Promise<void> => {
    using client = await dial(server.endpoint);
    const message = encodeText(letter.repeat(500_000));
    const [reply] = await Promise.all([readBytes(client, message.length), writeBytes(client, message)]);
    assertBytes(reply, concat(upperCase(message)));
  };
  await Promise.all([talk("a"), talk("b"), talk("c")]);
});
