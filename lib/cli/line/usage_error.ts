import type { Text } from "../../base/text.ts";

/** The command line is wrong: nothing was opened, and nothing will be. */
export class UsageError extends Error {
  override readonly name = "UsageError";

  /** @param hint What to write instead. */
  constructor(readonly text: Text, readonly hint?: Text) {
    super(text.en);
  }
}
