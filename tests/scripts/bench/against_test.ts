import { assertEquals } from "@std/assert";
import { againstLines } from "../../../scripts/bench/against.ts";

const spread = { median: 3, min: 2, max: 4 };

Deno.test(
  { name: "againstLines() shows what was measured beside the other executable", permissions: "none" },
  () => {
    const against = { median: 1.021, min: 0.97, max: 1.05 };
    const lines = againstLines([
      { load: "50 sockets", program: "C", figures: { perSecond: spread } },
      {
        load: "50 sockets",
        program: "capsock",
        figures: { perSecond: { ...spread, against }, lost: spread },
      },
    ]);
    assertEquals(lines.join("\n").split("\n"), [
      "",
      "in terms of the other executable: median (least–most) of the rounds' ratios",
      "",
      "load        program         perSecond  lost",
      "50 sockets  capsock  1.02 (0.97–1.05)     –",
    ]);
  },
);

Deno.test({ name: "againstLines() says nothing without another executable", permissions: "none" }, () => {
  assertEquals(againstLines([{ load: "", program: "capsock", figures: { perSecond: spread } }]), []);
});
