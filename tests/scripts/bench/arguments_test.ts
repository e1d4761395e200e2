import { assertEquals } from "@std/assert";
import { type Asked, readArguments } from "../../../scripts/bench/arguments.ts";

const names = ["tcp", "workers", "udp"];

function wrong(...args: string[]): string {
  const asked = readArguments(args, names);
  return asked.does === "wrong" ? asked.wrong : asked.does;
}

Deno.test({ name: "readArguments() measures every table without --only", permissions: "none" }, () => {
  const expected: Asked = {
    does: "measure",
    only: names,
    isJson: false,
    settings: { rounds: 5, seconds: 1, executable: undefined, against: undefined },
  };
  assertEquals(readArguments([], names), expected);
});

Deno.test({ name: "readArguments() takes every flag, in both spellings", permissions: "none" }, () => {
  const line = "--runs 3 --seconds=0.5 --executable dist/capsock --against=/old/capsock --json --only udp";
  assertEquals(readArguments(line.split(" "), names), {
    does: "measure",
    only: ["udp"],
    isJson: true,
    settings: { rounds: 3, seconds: 0.5, executable: "dist/capsock", against: "/old/capsock" },
  });
});

Deno.test({
  name: "readArguments() measures each named table once, in the order of all",
  permissions: "none",
}, () => {
  const asked = readArguments(["--only", "udp", "--only", "tcp", "--only", "udp"], names);
  assertEquals(asked.does === "measure" && asked.only, ["tcp", "udp"]);
});

Deno.test({ name: "readArguments() names the nearest table, or all of them", permissions: "none" }, () => {
  assertEquals(wrong("--only", "worker"), "there is no table worker: did you mean workers?");
  assertEquals(
    wrong("--only", "tcp", "--only", "anything"),
    "there is no table anything: there are tcp, workers, udp",
  );
});

Deno.test({
  name: "readArguments() refuses what it does not know, with the nearest flag",
  permissions: "none",
}, () => {
  assertEquals(wrong("--runz", "3"), "--runz is not understood: did you mean --runs?");
  assertEquals(wrong("--agains=PATH"), "--agains=PATH is not understood: did you mean --against?");
  assertEquals(wrong("--entirely-different"), "--entirely-different is not understood");
  assertEquals(wrong("upd"), "upd is not understood: one table is measured with --only udp");
});

Deno.test({ name: "readArguments() refuses values that measure nothing", permissions: "none" }, () => {
  for (const text of ["0", "-1", "2.5", "many"]) {
    assertEquals(wrong(`--runs=${text}`), `--runs takes a whole number from 1 on, not ${text}`);
  }
  for (const text of ["0", "-1", "long", "Infinity"]) {
    assertEquals(wrong(`--seconds=${text}`), `--seconds takes a number above 0, not ${text}`);
  }
  assertEquals(wrong("--against"), "--against needs a value");
  assertEquals(wrong("--only"), "--only needs a value");
  assertEquals(wrong("--runs", "1", "--runs", "2"), "--runs stands more than once");
});

Deno.test({ name: "readArguments() gives help whatever else is wrong", permissions: "none" }, () => {
  assertEquals(readArguments(["--help", "--only", "nothing", "--runz"], names), { does: "help" });
});
