import { assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { printParseErrorCode } from "jsonc-parser";
import { jsonMistake } from "../../../../lib/cli/command/check/json_mistake.ts";
import { parsePlan } from "../../../../lib/cli/command/check/plan.ts";
import { UsageError } from "../../../../lib/cli/line/usage_error.ts";
import { pureTest } from "../../../support/property.ts";

const mistakes: readonly [plan: string, en: string, ko: string][] = [
  [" ", "the plan on standard input is empty", "표준 입력으로 받은 검사 계획이 비어 있습니다"],
  [
    "{",
    'plan, line 1: not JSON: the closing "}" is missing',
    '검사 계획 1번째 줄: JSON이 아닙니다: 닫는 괄호 "}"가 없습니다',
  ],
  [
    '{"targets": [":1"],}',
    "plan, line 1: not JSON: a key in double quotes is missing",
    "검사 계획 1번째 줄: JSON이 아닙니다: 큰따옴표로 묶은 키가 있어야 합니다",
  ],
  [
    "targets:\n- :1",
    "plan, line 1: not JSON: an unknown word; a text must be in double quotes",
    "검사 계획 1번째 줄: JSON이 아닙니다: 알 수 없는 단어입니다. 문자열은 큰따옴표로 묶으세요",
  ],
  ["[]", "plan, line 1: a plan must be an object", "검사 계획 1번째 줄: 검사 계획은 객체여야 합니다"],
  ["{}", 'plan, line 1: "targets" is missing', '검사 계획 1번째 줄: "targets"가 없습니다'],
  [
    '{"targets": []}',
    'plan, line 1: "targets" must be an array of at least one target',
    '검사 계획 1번째 줄: "targets"는 대상이 하나 이상인 배열이어야 합니다',
  ],
  [
    '{\n"targets": [5]}',
    "plan, line 2: a target must be a text or an object",
    "검사 계획 2번째 줄: 대상은 문자열이나 객체여야 합니다",
  ],
  ['{"targets": [{}]}', 'plan, line 1: "target" is missing', '검사 계획 1번째 줄: "target"이 없습니다'],
  [
    '{"targets": [{"target": 5}]}',
    'plan, line 1: "target" must be a text',
    '검사 계획 1번째 줄: "target"은 문자열이어야 합니다',
  ],
  [
    '{"targets": [{"target": ":1", "expectUpper": "yes"}]}',
    'plan, line 1: "expectUpper" must be true or false',
    '검사 계획 1번째 줄: "expectUpper"는 true나 false여야 합니다',
  ],
  [
    '{"targets": [{"target": ":1", "xyz": 1}]}',
    'plan, line 1: "xyz" is not known',
    '검사 계획 1번째 줄: 알 수 없는 키입니다: "xyz"',
  ],
  [
    '{"target": []}',
    'plan, line 1: "target" is not known; did you mean "targets"?',
    '검사 계획 1번째 줄: 알 수 없는 키입니다: "target". 혹시 "targets"입니까?',
  ],
  [
    '{"targets": [":1"],\n"targets": [":2"]}',
    'plan, line 2: "targets" is given twice',
    '검사 계획 2번째 줄: "targets"가 두 번 나옵니다',
  ],
  [
    '{"targets": [{"target": ":1", "expect": "a", "expectExact": "b"}]}',
    "plan, line 1: only one expectation can be given",
    "검사 계획 1번째 줄: 기대하는 응답은 하나만 지정할 수 있습니다",
  ],
  [
    '{"targets": [{"target": ":1", "expectUpper": true}]}',
    "plan, line 1: there is nothing to compare the reply with: give something to send",
    "검사 계획 1번째 줄: 응답과 비교할 내용이 없습니다. 보낼 텍스트를 지정하세요",
  ],
  [
    '{"targets": [{"target": ":1", "expectRegex": "(a"}]}',
    'plan, line 1: "(a" is not a regular expression',
    '검사 계획 1번째 줄: 올바른 정규식이 아닙니다: "(a"',
  ],
];

pureTest("what is wrong with a plan is said with its line, in both languages", () => {
  for (const [plan, en, ko] of mistakes) {
    const { text, hint } = assertThrows(() => parsePlan(plan, { escapes: false }), UsageError, "", plan);
    assertEquals(text, { en, ko });
    assertStringIncludes(hint!.en, "a plan looks like {");
    assertStringIncludes(hint!.ko, "검사 계획의 예: {");
  }
});

pureTest("every mistake that the parser knows is said in words of both languages", () => {
  for (let error = 1; printParseErrorCode(error) !== "<unknown ParseErrorCode>"; error++) {
    const { en, ko } = jsonMistake({ error });
    const code = printParseErrorCode(error);
    assertMatch(en, /^not JSON: [a-z]/, code);
    assertMatch(ko, /^JSON이 아닙니다: /, code);
  }
});
