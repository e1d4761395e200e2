import { columnsOf, pad, wrap } from "../report/columns.ts";
import { type Language, sameInAll, type Text } from "../base/text.ts";

/** A row of the table that `capsock help exit-codes` shows. Only help and the manual page load this file. */
export interface ExitCodeRow {
  readonly code: string;
  readonly meaning: Text;
  /** What other programs end with for the same. */
  readonly elsewhere: Text;
}

export const exitCodeRows: readonly ExitCodeRow[] = [
  {
    code: "0",
    meaning: {
      en: "it worked; a server or client that was told to stop has stopped",
      ko: "성공. 종료 요청을 받은 서버나 클라이언트가 끝난 것도 포함",
    },
    elsewhere: { en: "all: 0", ko: "모두: 0" },
  },
  {
    code: "1",
    meaning: {
      en: "the check failed; or targets failed for different reasons",
      ko: "검사 실패, 또는 대상마다 실패한 원인이 다름",
    },
    elsewhere: sameInAll("ping: 1"),
  },
  {
    code: "2",
    meaning: {
      en: "the command line is wrong; nothing was opened",
      ko: "명령줄이 잘못됨. 아무것도 열지 않았음",
    },
    elsewhere: sameInAll("curl: 2, ping: 2"),
  },
  {
    code: "3",
    meaning: {
      en: "refused: nothing is listening there, or a firewall rejected it",
      ko: "거부됨: 연결 요청을 기다리는 프로그램이 없거나 방화벽이 거부",
    },
    elsewhere: sameInAll("curl: 7"),
  },
  {
    code: "4",
    meaning: { en: "timed out: no answer in time", ko: "응답 대기 시간 초과: 시간제한 안에 응답이 없음" },
    elsewhere: sameInAll("curl: 28, timeout: 124"),
  },
  {
    code: "5",
    meaning: {
      en: "connection lost: reset, or closed before the reply",
      ko: "연결 끊김: RST를 받았거나 응답 전에 닫힘",
    },
    elsewhere: sameInAll("curl: 52, 56"),
  },
  {
    code: "6",
    meaning: { en: "unknown host: the name has no address", ko: "알 수 없는 호스트: 이름에 주소가 없음" },
    elsewhere: sameInAll("curl: 6, ping: 2"),
  },
  {
    code: "7",
    meaning: {
      en: "unreachable: no route to that host or network",
      ko: "도달 불가: 그 호스트나 네트워크로 가는 경로가 없음",
    },
    elsewhere: sameInAll("curl: 7, ping: 2"),
  },
  {
    code: "8",
    meaning: {
      en: "cannot bind: the address is in use, is not this machine's, or needs privileges",
      ko: "바인드 불가: 주소가 사용 중이거나, 이 컴퓨터의 주소가 아니거나, 권한이 필요",
    },
    elsewhere: sameInAll("curl: 45"),
  },
  {
    code: "9",
    meaning: {
      en: "not permitted: this executable may not use that address",
      ko: "허용되지 않음: 이 실행 파일은 그 주소를 쓸 수 없음",
    },
    elsewhere: sameInAll("-"),
  },
  {
    code: "70",
    meaning: { en: "a defect in capsock; please report it", ko: "capsock의 결함. 알려 주세요" },
    elsewhere: sameInAll("sysexits: 70"),
  },
  {
    code: "71",
    meaning: {
      en: "the system ran out of something: file descriptors, memory, disk",
      ko: "시스템 자원 부족: 파일 디스크립터, 메모리, 디스크",
    },
    elsewhere: sameInAll("sysexits: 71"),
  },
  {
    code: "129",
    meaning: {
      en: "stopped by a hang-up (SIGHUP) before it was done",
      ko: "끝나기 전에 터미널이 끊겨(SIGHUP) 중단됨",
    },
    elsewhere: { en: "shells: 129", ko: "셸: 129" },
  },
  {
    code: "130",
    meaning: { en: "stopped by Ctrl-C before it was done", ko: "끝나기 전에 Ctrl-C로 중단됨" },
    elsewhere: { en: "shells: 130", ko: "셸: 130" },
  },
  {
    code: "143",
    meaning: { en: "stopped by SIGTERM before it was done", ko: "끝나기 전에 SIGTERM으로 중단됨" },
    elsewhere: { en: "shells: 143", ko: "셸: 143" },
  },
];

const headings: Readonly<Record<Language, readonly [string, string, string]>> = {
  en: ["code", "meaning", "elsewhere"],
  ko: ["코드", "뜻", "다른 프로그램"],
};

/** The table in lines that fit `width`. */
export function exitCodePage(language: Language, width: number): string {
  const rows = [
    headings[language],
    ...exitCodeRows.map(({ code, meaning, elsewhere }) =>
      [code.padStart(4), meaning[language], elsewhere[language]] as const
    ),
  ];
  const [codes, meanings, others] = [0, 1, 2].map((column) =>
    Math.max(...rows.map((row) => columnsOf(row[column]!)))
  ) as [number, number, number];
  const room = Math.min(meanings, width - codes - others - 4);
  const indent = " ".repeat(codes + 2);
  return rows.flatMap(([code, meaning, elsewhere]) => {
    const [first = "", ...more] = wrap(meaning, room);
    return [`${code}  ${pad(first, room)}  ${elsewhere}`, ...more.map((line) => indent + line)];
  }).join("\n");
}
