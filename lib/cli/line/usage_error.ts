/** The command line is wrong: nothing was opened, and nothing will be. */
export class UsageError extends Error {
  override readonly name = "UsageError";

  /** @param hint What to write instead. */
  constructor(message: string, readonly hint?: string) {
    super(message);
  }
}
