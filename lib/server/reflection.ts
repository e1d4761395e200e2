/**
 * Ports on which a service answers whatever comes: two such services that answer each other never stop. A
 * datagram that claims to come from one of them is not answered (CERT advisory CA-1996-01).
 */
const loopingPorts: Record<number, string> = {
  7: "echo",
  13: "daytime",
  17: "quote of the day",
  19: "character generator",
  37: "time",
};

/** Why a datagram from `sourcePort` must not be answered, or `undefined` when it may be. */
export function whyNotAnswered(
  sourcePort: number,
  ownPort: number,
  options: { answerSamePort: boolean },
): string | undefined {
  if (sourcePort === 0) return "its source port is 0, where nothing can be sent to";
  const looping = loopingPorts[sourcePort];
  if (looping !== undefined) {
    return `its source is port ${sourcePort} (${looping}), which would answer for ever`;
  }
  if (sourcePort === ownPort && !options.answerSamePort) {
    return `its source is port ${sourcePort} as ours, perhaps a server like this one; --answer-same-port answers`;
  }
  return undefined;
}
