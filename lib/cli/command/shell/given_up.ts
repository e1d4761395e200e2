/** Why a call that waited came back without a result: nothing is wrong with its socket. */
export class GivenUp extends Error {
  override readonly name = "GivenUp";

  constructor(readonly why: "interrupted" | "closed") {
    super(why);
  }
}
