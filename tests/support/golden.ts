import { assertEquals } from "@std/assert";
import { columnsOf } from "../../lib/report/columns.ts";

const folder = new URL("../golden/", import.meta.url);

/** The screens that golden files are kept of, in columns. */
export const screenWidths = [60, 80, 120] as const;

/**
 * Compares a screen with `tests/golden/NAME.txt`, and checks that no line of it is wider than the screen. With
 * CAPSOCK_GOLDEN=write it writes the file instead: read the difference before it is committed.
 */
export async function assertGolden(name: string, text: string, columns: number): Promise<void> {
  const tooWide = text.split("\n").filter((line) => columnsOf(line) > columns);
  assertEquals(tooWide, [], `${name} is wider than ${columns} columns`);
  const file = new URL(`${name}.txt`, folder);
  if (Deno.env.get("CAPSOCK_GOLDEN") === "write") {
    await Deno.mkdir(folder, { recursive: true });
    await Deno.writeTextFile(file, text);
  }
  assertEquals(text, await Deno.readTextFile(file), `tests/golden/${name}.txt differs`);
}
