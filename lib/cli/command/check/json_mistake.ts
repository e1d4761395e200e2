import { type ParseError, printParseErrorCode } from "jsonc-parser";
import type { Text } from "../../../base/text.ts";

const comment: Text = { en: "comments are not allowed", ko: "주석은 쓸 수 없습니다" };
const number: Text = { en: "a number is not complete", ko: "수가 완전하지 않습니다" };

/** What the parser of plans finds, by its own names. */
const mistakes: Readonly<Record<string, Text>> = {
  InvalidSymbol: {
    en: "an unknown word; a text must be in double quotes",
    ko: "알 수 없는 단어입니다. 문자열은 큰따옴표로 묶으세요",
  },
  InvalidNumberFormat: number,
  UnexpectedEndOfNumber: number,
  PropertyNameExpected: {
    en: "a key in double quotes is missing",
    ko: "큰따옴표로 묶은 키가 있어야 합니다",
  },
  ValueExpected: { en: "a value is missing", ko: "값이 있어야 합니다" },
  ColonExpected: { en: 'a colon ":" is missing', ko: '콜론 ":"이 있어야 합니다' },
  CommaExpected: {
    en: 'a comma "," or a closing bracket is missing',
    ko: '쉼표 ","나 닫는 괄호가 있어야 합니다',
  },
  CloseBraceExpected: { en: 'the closing "}" is missing', ko: '닫는 괄호 "}"가 없습니다' },
  CloseBracketExpected: { en: 'the closing "]" is missing', ko: '닫는 괄호 "]"가 없습니다' },
  EndOfFileExpected: {
    en: "something stands after the end of the plan",
    ko: "검사 계획이 끝난 뒤에 다른 내용이 있습니다",
  },
  InvalidCommentToken: comment,
  UnexpectedEndOfComment: comment,
  UnexpectedEndOfString: {
    en: "a text has no closing double quote on its line",
    ko: "같은 줄에 문자열을 닫는 큰따옴표가 없습니다",
  },
  InvalidUnicode: {
    en: "four hexadecimal digits are missing after \\u",
    ko: "\\u 뒤에는 16진수 네 자리가 있어야 합니다",
  },
  InvalidEscapeCharacter: {
    en: "the character after a backslash is not known",
    ko: "역슬래시 뒤의 글자를 알 수 없습니다",
  },
  InvalidCharacter: {
    en: "a text has a control character; write it with a backslash, as \\t",
    ko: "문자열에 제어 문자가 있습니다. \\t처럼 역슬래시로 쓰세요",
  },
};

/** Why a text is not JSON. */
export function jsonMistake({ error }: Pick<ParseError, "error">): Text {
  const mistake = mistakes[printParseErrorCode(error)];
  if (mistake === undefined) return { en: "not JSON", ko: "JSON이 아닙니다" };
  return { en: `not JSON: ${mistake.en}`, ko: `JSON이 아닙니다: ${mistake.ko}` };
}
