import { sameInAll, type Text } from "../../base/text.ts";

/** The command line is wrong: nothing was opened, and nothing will be. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly text: Text;
  readonly hint: Text | undefined;

  /** @param hint What to write instead. */
  constructor(text: Text | string, hint?: Text | string) {
    const sentence = typeof text === "string" ? sameInAll(text) : text;
    super(sentence.en);
    this.text = sentence;
    this.hint = typeof hint === "string" ? sameInAll(hint) : hint;
  }
}
