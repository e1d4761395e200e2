import { assertEquals } from "@std/assert";
import { encodeText } from "../../../lib/base/bytes.ts";
import { judge, type Judgement, type Requirement } from "../../../lib/protocol/reply/requirement.ts";
import { pureTest } from "../../support/property.ts";

const cases: [Requirement, string, Judgement][] = [
  [{ kind: "anything" }, "", "open"],
  [{ kind: "anything" }, "x", "pass"],
  [{ kind: "contains", text: "ready" }, "220 rea", "open"],
  [{ kind: "contains", text: "ready" }, "220 rerereready", "pass"],
  [{ kind: "contains", text: "" }, "", "open"],
  [{ kind: "exact", text: "OK" }, "", "open"],
  [{ kind: "exact", text: "OK" }, "O", "open"],
  [{ kind: "exact", text: "OK" }, "OK", "pass-if-over"],
  [{ kind: "exact", text: "OK" }, "OK\n", "fail"],
  [{ kind: "exact", text: "OK" }, "NO", "fail"],
  [{ kind: "regex", pattern: /^2\d\d /u }, "22", "open"],
  [{ kind: "regex", pattern: /^2\d\d /u }, "220 x", "pass"],
  [{ kind: "upper", sent: "straße" }, "STRA", "open"],
  [{ kind: "upper", sent: "straße" }, "STRASSE", "pass-if-over"],
  [{ kind: "upper", sent: "straße" }, "straße", "fail"],
];

pureTest("judge() decides on a growing reply as soon as it can be decided", () => {
  for (const [requirement, reply, judgement] of cases) {
    assertEquals(judge(requirement, encodeText(reply)), judgement, `${JSON.stringify(requirement)} ${reply}`);
  }
});
