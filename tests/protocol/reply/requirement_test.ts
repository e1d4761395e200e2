import { assertEquals } from "@std/assert";
import { encodeText } from "../../../lib/base/bytes.ts";
import {
  type DecidedAtOnce,
  describeRequirement,
  judge,
  type Judgement,
  type Requirement,
} from "../../../lib/protocol/reply/requirement.ts";
import { pureTest } from "../../support/property.ts";

const cases: [DecidedAtOnce, string, Judgement][] = [
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
  [{ kind: "upper", sent: "straße" }, "STRA", "open"],
  [{ kind: "upper", sent: "straße" }, "STRASSE", "pass-if-over"],
  [{ kind: "upper", sent: "straße" }, "straße", "fail"],
];

pureTest("judge() decides on a growing reply as soon as it can be decided", () => {
  for (const [requirement, reply, judgement] of cases) {
    assertEquals(judge(requirement, encodeText(reply)), judgement, `${JSON.stringify(requirement)} ${reply}`);
  }
});

pureTest("describeRequirement() says in both languages how a reply differs from what it must be", () => {
  const described: [Requirement, string, string][] = [
    [{ kind: "anything" }, "the reply is empty", "응답이 비어 있습니다"],
    [{ kind: "contains", text: "OK" }, 'the reply does not contain "OK"', '응답에 "OK"가 없습니다'],
    [{ kind: "exact", text: "준비됨" }, 'the reply is not "준비됨"', '응답이 "준비됨"과 다릅니다'],
    [
      { kind: "regex", pattern: /^2/u },
      "the reply does not match /^2/u",
      "응답이 정규식 /^2/u와 맞지 않습니다",
    ],
    [
      { kind: "upper", sent: "a" },
      "the reply is not the upper-case form of what was sent",
      "응답이 보낸 내용을 대문자로 바꾼 것이 아닙니다",
    ],
  ];
  for (const [requirement, en, ko] of described) assertEquals(describeRequirement(requirement), { en, ko });
});
