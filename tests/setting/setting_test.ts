import { assertEquals } from "@std/assert";
import { setting } from "../../lib/setting/setting.ts";
import { duration, oneOf } from "../../lib/setting/types.ts";
import { pureTest } from "../support/property.ts";

pureTest("a setting's default is written by its type, unless it depends on something", () => {
  const help = "how long to wait";
  assertEquals(setting(duration(), { help, initial: 5000 }).initialText, "5s");
  assertEquals(setting(duration(), { help, initialText: "the peer's" }).initialText, "the peer's");
  const { initial, initialText } = setting(duration(), { help });
  assertEquals([initial, initialText], [undefined, ""]);
});

pureTest("choices are listed once: by the help, or in the place of the value", () => {
  const colours = oneOf(["red", "green", "blue"]);
  const { help, placeholder } = setting(colours, { initial: "red" });
  assertEquals([help, placeholder], ["red, green or blue", "NAME"]);
  assertEquals(setting(colours, { help: "of the line" }).placeholder, "red|green|blue");
  assertEquals(setting(oneOf(["red", "green"]), {}).help, "red or green");
});
