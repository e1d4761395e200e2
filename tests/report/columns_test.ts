import { assertEquals } from "@std/assert";
import { columnsOf, hanging, pad } from "../../lib/report/columns.ts";
import { pureTest } from "../support/property.ts";

pureTest("columnsOf() counts the columns that a terminal uses", () => {
  const cases: [string, number][] = [
    ["", 0],
    ["hello", 5],
    ["한글", 4],
    ["연결 요청 대기(listen)", 22],
    ["日本", 4],
    ["é", 1],
    ["e\u0301", 1],
    ["Ａ", 2],
    ["🙂", 2],
    ["→ …", 3],
  ];
  for (const [text, columns] of cases) assertEquals(columnsOf(text), columns, text);
});

pureTest("pad() fills up to the column, and never cuts", () => {
  assertEquals(pad("ab", 4), "ab  ");
  assertEquals(pad("한", 4), "한  ");
  assertEquals(pad("e\u0301", 3), "e\u0301  ");
  assertEquals(pad("abcd", 4), "abcd");
  assertEquals(pad("한글 글", 4), "한글 글");
});

pureTest("hanging() begins after its first words, and goes on under them or after its own indent", () => {
  assertEquals(hanging("사용법: ", "capsock client tcp", 16), [
    "사용법: capsock",
    "        client",
    "        tcp",
  ]);
  assertEquals(hanging("  ", "하나 둘 셋", 10, "    "), ["  하나", "    둘 셋"]);
  assertEquals(hanging("a ", "b c", Infinity), ["a b c"]);
});
