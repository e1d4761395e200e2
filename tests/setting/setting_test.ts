import { assertEquals } from "@std/assert";
import { sameInAll } from "../../lib/base/text.ts";
import { setting } from "../../lib/setting/setting.ts";
import { duration, oneOf } from "../../lib/setting/types.ts";
import { pureTest } from "../support/property.ts";

pureTest("a setting's default is written by its type, unless it depends on something", () => {
  const help = { en: "how long to wait", ko: "기다리는 시간" };
  assertEquals(setting(duration(), { help, initial: 5000 }).initialText, sameInAll("5s"));
  const initialText = { en: "the peer's", ko: "상대측의 값" };
  assertEquals(setting(duration(), { help, initialText }).initialText, initialText);
  const { initial, initialText: none } = setting(duration(), { help });
  assertEquals([initial, none], [undefined, sameInAll("")]);
});

pureTest("choices are listed once: by the help, or in the place of the value", () => {
  const colours = oneOf(["red", "green", "blue"]);
  const { help, placeholder } = setting(colours, { initial: "red" });
  assertEquals(help, { en: "red, green or blue", ko: "red, green, blue 중 하나" });
  assertEquals(placeholder, "NAME");
  assertEquals(setting(colours, { help: sameInAll("of the line") }).placeholder, "red|green|blue");
  assertEquals(setting(oneOf(["red", "green"]), {}).help, { en: "red or green", ko: "red, green 중 하나" });
});
