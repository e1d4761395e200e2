import { assertEquals, assertNotMatch } from "@std/assert";
import { noTerminal, Terminal } from "../../../support/terminal.ts";

Deno.test({
  name: "demo in a terminal goes on at each Enter, and ends with what was seen and what to try next",
  ignore: noTerminal !== undefined,
  async fn() {
    await using terminal = new Terminal(["demo", "many-clients", "--lang", "en"]);
    await terminal.shows(
      /Enter goes on to the next step, Ctrl-C ends the lesson\.\s+The server listens on one port/,
    );
    await terminal.shows(/\[Enter\] /);
    await terminal.press("\r");
    await terminal.shows(/#1 +listen [^]*Three clients connect[^]*\[Enter\] /);
    for (const step of [/All of them send/, /Then each client receives/, /The clients close/, /#1 +close/]) {
      await terminal.press("\r");
      await terminal.shows(step);
      await terminal.shows(/\[Enter\] /);
    }
    assertNotMatch(terminal.shown, /What you saw/);
    await terminal.press("\r");
    await terminal.shows(/What you saw[^]*Try next[^]*capsock demo stream/);
    assertEquals(await terminal.ended(), 0);
  },
});

Deno.test({
  name: "Ctrl-C ends a lesson in a terminal that waits for Enter with 130, and --no-step waits for none",
  ignore: noTerminal !== undefined,
  async fn() {
    {
      await using terminal = new Terminal(["demo", "many-clients", "--lang", "ko"]);
      await terminal.shows(/Ctrl-C는 실습을 끝냅니다[^]*\[Enter\] /);
      await terminal.press("\x03");
      assertEquals(await terminal.ended(), 130);
    }
    await using terminal = new Terminal(["demo", "many-clients", "--lang", "ko", "--no-step"]);
    await terminal.shows(/확인한 내용/);
    assertEquals(await terminal.ended(), 0);
    assertNotMatch(terminal.shown, /\[Enter\]/);
  },
});
