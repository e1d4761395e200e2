/**
 * Korean particles change with the sound that the word before them ends in. A word that is filled in when the
 * program runs (a number, an address, a name) is followed by the right one with these functions.
 */

/** Particles after a consonant and after a vowel; `으로` also gives way to `로` after ㄹ. */
const pairs = {
  "을": "를",
  "이": "가",
  "은": "는",
  "과": "와",
  "으로": "로",
  "이라": "라",
  "이나": "나",
} as const;

export type Particle = keyof typeof pairs;

export function isParticle(text: string): text is Particle {
  return Object.hasOwn(pairs, text);
}

type Ending = "vowel" | "ㄹ" | "consonant";

const firstSyllable = 0xac00;
const lastSyllable = 0xd7a3;
const finalConsonants = 28;
const finalRieul = 8;

/** How digits are read: 영 일 이 삼 사 오 육 칠 팔 구. */
const digitEndings: readonly Ending[] = [
  "consonant",
  "ㄹ",
  "vowel",
  "consonant",
  "vowel",
  "vowel",
  "consonant",
  "ㄹ",
  "ㄹ",
  "vowel",
];

/** How single letters are read (엘, 엠, 엔, 알; all others end in a vowel). */
const letterEndings: Readonly<Record<string, Ending>> = { l: "ㄹ", r: "ㄹ", m: "consonant", n: "consonant" };

/** Words and units of this program whose sound differs from their last letter. */
const wordEndings: Readonly<Record<string, Ending>> = {
  // 초, 밀리초, 분, 바이트
  "s": "vowel",
  "ms": "vowel",
  "m": "consonant",
  "µs": "vowel",
  "B": "vowel",
  "KiB": "vowel",
  "MiB": "vowel",
  // 퍼센트
  "%": "vowel",
  // 로컬호스트, 커넥트, 리슨, 바인드, 셧다운, 클로즈, 리시브, 센드, 억셉트, 소켓
  "localhost": "vowel",
  "connect": "vowel",
  "accept": "vowel",
  "bind": "vowel",
  "send": "vowel",
  "socket": "consonant",
  "close": "vowel",
  "sendto": "vowel",
  "recv": "vowel",
  "recvfrom": "consonant",
  "echo": "vowel",
  "discard": "vowel",
  "server": "vowel",
  "client": "vowel",
  "trace": "vowel",
};

/** `word` with the particle that follows it: `withParticle("포트", "을")` is `포트를`. */
export function withParticle(word: string, particle: Particle): string {
  return word + particleAfter(word, particle);
}

/** The form of `particle` that follows `word`. Brackets, quotes and blanks at its end are not read. */
export function particleAfter(word: string, particle: Particle): string {
  const ending = endingOf(word);
  if (ending === "vowel" || (ending === "ㄹ" && particle === "으로")) return pairs[particle];
  return particle;
}

function endingOf(word: string): Ending {
  const text = word.normalize("NFC").replace(/[^\p{Letter}\p{Number}%]+$/u, "");
  const last = text.at(-1) ?? "";
  const code = last.codePointAt(0) ?? 0;
  if (code >= firstSyllable && code <= lastSyllable) return endingOfSyllable(code);
  const latin = /[\p{Script=Latin}µ%]+$/u.exec(text)?.[0] ?? "";
  if (Object.hasOwn(wordEndings, latin)) return wordEndings[latin]!;
  if (/^[0-9]$/.test(last)) return endingOfNumber(/[0-9,]+$/.exec(text)![0]);
  // A name in capitals is read letter by letter. Other names end with the sound of their last letter.
  if (/^[A-Z]+$/.test(latin) || latin.length === 1) return letterEndings[last.toLowerCase()] ?? "vowel";
  return latin === "" ? "vowel" : endingOfWord(latin.toLowerCase());
}

function endingOfSyllable(code: number): Ending {
  const final = (code - firstSyllable) % finalConsonants;
  return final === 0 ? "vowel" : final === finalRieul ? "ㄹ" : "consonant";
}

/** A number is read as a whole: 십, 백, 천, 만 and 억 end in a consonant, and so does 영. */
function endingOfNumber(digits: string): Ending {
  return digitEndings[Number(digits.at(-1))]!;
}

function endingOfWord(word: string): Ending {
  if (/(l|le)$/.test(word)) return "ㄹ";
  return /(m|n|ng|me|ne|[^aeiou][ckp]|[aeiou][bckp]|et|at|ot)$/.test(word) ? "consonant" : "vowel";
}
