/** Why a call that waited came back without a result: nothing is wrong with its socket. */
export class GivenUp extends Error {
  override readonly name = "GivenUp";

  /** @param why `stopped` when another line of the script has failed. */
  constructor(readonly why: "interrupted" | "closed" | "stopped") {
    super(why);
  }
}
