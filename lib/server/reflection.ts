import type { Text } from "../base/text.ts";

/**
 * Ports of services that reply to every datagram. Two such services would reply to each other forever, so a
 * datagram that claims to come from one of these ports gets no reply (CERT advisory CA-1996-01).
 */
const loopingPorts: Record<number, string> = {
  7: "echo",
  13: "daytime",
  17: "qotd",
  19: "chargen",
  37: "time",
};

/** Why a datagram from `sourcePort` must not get a reply, or `undefined` when it may. */
export function whyNotAnswered(
  sourcePort: number,
  ownPort: number,
  options: { answerSamePort: boolean },
): Text | undefined {
  if (sourcePort === 0) {
    return {
      en: "its source port is 0, and nothing can be sent to port 0",
      ko: "발신지 포트가 0번인데, 0번 포트로는 전송할 수 없습니다",
    };
  }
  const looping = loopingPorts[sourcePort];
  if (looping !== undefined) {
    return {
      en: `its source is port ${sourcePort} (${looping}), and the two would reply to each other forever`,
      ko: `발신지가 ${sourcePort}번 포트(${looping})라서 서로 끝없이 응답하게 됩니다`,
    };
  }
  if (sourcePort === ownPort && !options.answerSamePort) {
    return {
      en:
        `its source port is ${sourcePort} like this server's, so two servers might reply to each other forever; ` +
        "--answer-same-port replies anyway",
      ko: `발신지 포트가 이 서버와 같은 ${sourcePort}번이라서 두 서버가 서로 끝없이 응답할 수 있습니다. ` +
        "그래도 응답하려면 --answer-same-port를 쓰세요",
    };
  }
  return undefined;
}
