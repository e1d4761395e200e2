import { Failure } from "../protocol/failure.ts";

/**
 * How a call failed; `undefined` when it did not.
 *
 * @throws What is no failure of a socket.
 */
export async function failureIn(call: Promise<unknown>): Promise<Failure | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}
