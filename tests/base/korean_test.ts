import { assertEquals } from "@std/assert";
import { particleAfter, withParticle } from "../../lib/base/korean.ts";

Deno.test({
  name: "withParticle() follows the last sound of a Korean word",
  permissions: "none",
  fn() {
    assertEquals(withParticle("소켓", "을"), "소켓을");
    assertEquals(withParticle("포트", "을"), "포트를");
    assertEquals(withParticle("서버", "이"), "서버가");
    assertEquals(withParticle("연결", "으로"), "연결로");
    assertEquals(withParticle("연결", "은"), "연결은");
    assertEquals(withParticle("클라이언트", "과"), "클라이언트와");
    assertEquals(withParticle("데이터그램", "으로"), "데이터그램으로");
  },
});

Deno.test({
  name: "particleAfter() reads every last digit as it is said",
  permissions: "none",
  fn() {
    const expected = ["을", "을", "를", "을", "를", "를", "을", "을", "을", "를"];
    expected.forEach((particle, digit) =>
      assertEquals(particleAfter(`1082${digit}`, "을"), particle, `${digit}`)
    );
    const direction = ["으로", "로", "로", "으로", "로", "로", "으로", "로", "로", "로"];
    direction.forEach((particle, digit) =>
      assertEquals(particleAfter(`127.0.0.1:1175${digit}`, "으로"), particle, `${digit}`)
    );
  },
});

Deno.test({
  name: "particleAfter() reads units, calls and names in capitals, and skips brackets and quotes",
  permissions: "none",
  fn() {
    assertEquals(particleAfter("10 s", "을"), "를");
    assertEquals(particleAfter("250 ms", "이"), "가");
    assertEquals(particleAfter("64 KiB", "은"), "는");
    assertEquals(particleAfter("20 %", "이"), "가");
    assertEquals(particleAfter("FIN", "을"), "을");
    assertEquals(particleAfter("RST", "을"), "를");
    assertEquals(particleAfter("TCP", "을"), "를");
    assertEquals(particleAfter("URL", "으로"), "로");
    assertEquals(particleAfter("localhost", "으로"), "로");
    assertEquals(particleAfter("listen", "을"), "을");
    assertEquals(particleAfter("shutdown", "은"), "은");
    assertEquals(particleAfter("소켓(#1)", "을"), "을");
    assertEquals(particleAfter("“포트”", "이"), "가");
    assertEquals(particleAfter("[::1]:10825", "으로"), "로");
    assertEquals(particleAfter("", "을"), "를");
  },
});

Deno.test({
  name: "particleAfter() agrees with the final consonant for every Korean syllable",
  permissions: "none",
  fn() {
    for (let code = 0xac00; code <= 0xd7a3; code++) {
      const syllable = String.fromCodePoint(code);
      // In its decomposed form a syllable with a final consonant has three parts.
      const parts = [...syllable.normalize("NFD")];
      assertEquals(particleAfter(syllable, "을"), parts.length === 3 ? "을" : "를", syllable);
      const isRieul = parts[2] === "\u11af";
      assertEquals(particleAfter(syllable, "으로"), parts.length === 3 && !isRieul ? "으로" : "로", syllable);
    }
  },
});
