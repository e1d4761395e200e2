import type { Text } from "../base/text.ts";
import type { Side } from "./event.ts";

/** What a table calls each side. */
export const sideNames: Readonly<Record<Side, Text>> = {
  client: { en: "client", ko: "클라이언트" },
  server: { en: "server", ko: "서버" },
};
