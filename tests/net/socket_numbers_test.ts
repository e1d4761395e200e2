import { assertEquals } from "@std/assert";
import { SocketNumbers } from "../../lib/net/socket_numbers.ts";
import { pureTest } from "../support/property.ts";

pureTest("SocketNumbers gives a number that came back to the next socket, the lowest first", () => {
  const numbers = new SocketNumbers();
  const taken = Array.from({ length: 5 }, () => numbers.take());
  assertEquals(taken, ["#1", "#2", "#3", "#4", "#5"]);
  ["#4", "#2", "#5"].forEach((id) => numbers.giveBack(id));
  assertEquals(Array.from({ length: 4 }, () => numbers.take()), ["#2", "#4", "#5", "#6"]);
});

pureTest("SocketNumbers puts a prefix before every number", () => {
  const numbers = new SocketNumbers("3#");
  numbers.giveBack(numbers.take());
  assertEquals([numbers.take(), numbers.take()], ["3#1", "3#2"]);
});
