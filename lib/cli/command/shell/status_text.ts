import { withParticle } from "../../../base/korean.ts";
import { count, groupThousands } from "../../../base/numbers.ts";
import type { Language, Text } from "../../../base/text.ts";
import { hanging, pad } from "../../../report/columns.ts";
import type { StatusFacts } from "./sockets.ts";

const noSockets: Text = { en: "no sockets", ko: "소켓 없음" };

/** Every socket with what is known of it, in lines that fit `columns`. */
export function statusLines(
  sockets: readonly StatusFacts[],
  language: Language,
  columns: number,
): string[] {
  if (sockets.length === 0) return [noSockets[language]];
  const width = Math.max(...sockets.map(({ socket }) => socket.length));
  return sockets.flatMap((facts) => {
    const first = `${pad(facts.socket, width)}  ${facts.transport}  `;
    const indent = " ".repeat(first.length);
    return [
      ...hanging(first, place(facts)[language], columns),
      ...details(facts).flatMap((detail) => hanging(indent, detail[language], columns)),
    ];
  });
}

function place({ state, local, peer = "" }: StatusFacts): Text {
  switch (state) {
    case "listening":
      return { en: `listens on ${local}`, ko: `${local}에서 연결 요청 대기` };
    case "bound":
      return { en: `bound to ${local}`, ko: `${local}에 바인드됨` };
    case "connected":
      return { en: `${local} connected to ${peer}`, ko: `${local}, ${withParticle(peer, "과")} 연결됨` };
  }
}

function details(facts: StatusFacts): Text[] {
  const { bytesIn, bytesOut, waiting, unreadBytes, unaccepted, isShutDown, isEnded } = facts;
  const lines: Text[] = [];
  if (bytesIn !== undefined && bytesOut !== undefined) {
    lines.push({
      en: `${count(bytesOut, "byte")} sent, ${count(bytesIn, "byte")} received`,
      ko: `${groupThousands(bytesOut)}바이트 전송, ${groupThousands(bytesIn)}바이트 수신`,
    });
  }
  if (unreadBytes) {
    lines.push({
      en: `${count(unreadBytes, "byte")} ready for the next receive`,
      ko: `${groupThousands(unreadBytes)}바이트 도착, 다음 수신에서 받음`,
    });
  }
  if (unaccepted !== undefined) {
    lines.push({
      en: `a connection from ${unaccepted} is ready for the next accept`,
      ko: `${unaccepted}에서 온 연결이 다음 accept를 기다림`,
    });
  }
  if (isShutDown) lines.push({ en: "our sending side is shut down", ko: "이쪽은 전송을 끝냄(절반 닫기)" });
  if (isEnded) lines.push({ en: "the peer has ended its sending (FIN)", ko: "상대측은 전송을 끝냄(FIN)" });
  if (waiting.length > 0) {
    lines.push({ en: `waiting: ${waiting.join(", ")}`, ko: `대기 중: ${waiting.join(", ")}` });
  }
  return lines;
}
