import { sameInAll, type Text } from "./text.ts";

/** What somebody wrote is wrong. The sentence says what, without a full stop. */
export class Mistake extends RangeError {
  override readonly name = "Mistake";

  constructor(readonly text: Text) {
    super(text.en);
  }
}

/** What a parser found wrong, for a caller that puts it into a longer sentence. */
export function mistakeText(error: RangeError): Text {
  return error instanceof Mistake ? error.text : sameInAll(error.message);
}
