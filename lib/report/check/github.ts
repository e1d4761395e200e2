import { formatDuration } from "../../base/duration.ts";
import { type CheckFormat, noLines } from "./format.ts";

/** Workflow commands of GitHub Actions: an annotation for each target. */
export const github: CheckFormat = {
  begin: noLines,
  target: ({ target, ok, tookMs, cause }, _, { language }) => {
    const level = ok ? "notice" : "error";
    const took = formatDuration(tookMs);
    const message = cause?.message ?? { en: `answered after ${took}`, ko: `${took} 만에 응답함` };
    const title = escapeProperty(`capsock check ${target.text}`);
    return [`::${level} title=${title}::${escapeData(message[language])}`];
  },
  end: noLines,
};

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
