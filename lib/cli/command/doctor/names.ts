import type { Text } from "../../../base/text.ts";
import { isLoopback } from "../../../protocol/endpoint.ts";
import { toFailure } from "../../../net/failure.ts";
import { edition } from "../../../net/permissions.ts";
import { systemResolver } from "../../../net/resolver.ts";
import type { Look } from "./finding.ts";

function found(addresses: string): Text {
  return {
    en: `the system resolves localhost to ${addresses}`,
    ko: `시스템이 찾은 localhost의 주소: ${addresses}`,
  };
}

const nothing: Text = {
  en: "the system finds no address for localhost",
  ko: "시스템이 localhost의 주소를 찾지 못함",
};

const askedNobody: Text = {
  en: "localhost is 127.0.0.1 and ::1; this edition asks no name server",
  ko: "localhost는 127.0.0.1과 ::1입니다. 이 에디션은 네임 서버에 묻지 않습니다",
};

export const names: Look = {
  title: { en: "names", ko: "이름" },
  look: async () => {
    if (edition() === "capsock-loopback") return [{ ok: true, detail: askedNobody }];
    const attempt = { call: "resolve", transport: "tcp", endpoint: { host: "localhost", port: 0 } } as const;
    try {
      const addresses = await systemResolver("localhost");
      const ok = addresses.length > 0 && addresses.every(isLoopback);
      return [{ ok, detail: addresses.length > 0 ? found(addresses.join(", ")) : nothing }];
    } catch (error) {
      return [{ ok: false, detail: toFailure(error, attempt).text }];
    }
  },
};
