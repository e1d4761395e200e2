import type { LoadResult } from "../../measure/load/result.ts";
import { formatDuration } from "../../base/duration.ts";
import { wrap } from "../columns.ts";
import { clip } from "../clip.ts";
import { percent } from "../figures.ts";
import { picture } from "../svg/picture.ts";
import { label } from "../svg/shapes.ts";
import { columnWidth } from "../svg/style.ts";
import type { LoadWords } from "./en.ts";
import { limitText } from "./limit_text.ts";
import { settingText, targetText } from "./setting_text.ts";
import { drawLatencyPanel, latencyPanelFoot } from "./svg/latency_panel.ts";
import type { Frame } from "./svg/frame.ts";
import { colours, style } from "./svg/style.ts";
import { drawTimePanels, timePanelFoot } from "./svg/time_panels.ts";
import { latencyText, rateText } from "./units.ts";

/** Pixels; no text is smaller than 16. */
const width = 800;
const margin = 28;
const left = 116;
const right = 752;
const lineHeight = 24;
const panelHead = 50;
const latencyHeight = 300;
const timeHeight = 130;

/** Letters of the title are larger by a quarter. */
const titleColumns = Math.floor((width - 2 * margin) / (columnWidth * 1.25));
const textColumns = Math.floor((width - 2 * margin) / columnWidth);

/** Latency by percentile, and rate and 99th percentile over time. */
export function loadSvg(result: LoadResult, words: LoadWords): string {
  const title = clip(words.picture.title(targetText(result, words)), titleColumns);
  const facts = wrap([...settingText(result, words), ...factWords(result, words)].join(", "), textColumns);
  const limits = wrap(limitText(result, words).limit, textColumns);
  const head = [
    label([margin, margin + 20], title, "title"),
    ...[...facts, ...limits].map((text, index) =>
      label([margin, margin + 50 + index * lineHeight], text, index < facts.length ? "faint" : "limit")
    ),
  ];
  const [latency, rates, p99] = frames(margin + 20 + head.length * lineHeight, result.latency.count > 0);
  // Runs at different times have no common time axis.
  const hasTimes = result.messagesPerSecond !== undefined;
  return picture({
    title,
    description: describe(result, words),
    width,
    height: (hasTimes ? p99.bottom + timePanelFoot : latency.bottom + latencyPanelFoot) + margin / 2,
    style,
    colours,
    elements: [
      ...head,
      drawLatencyPanel(latency, result.latency, words),
      ...(hasTimes ? [drawTimePanels(rates, p99, result, words)] : []),
    ],
  });
}

function frames(start: number, hasLatencies: boolean): [Frame, Frame, Frame] {
  const frame = (top: number, height: number): Frame => ({ left, right, top, bottom: top + height });
  const latency = frame(start + panelHead, hasLatencies ? latencyHeight : timeHeight);
  const rates = frame(latency.bottom + (hasLatencies ? latencyPanelFoot : 10) + panelHead, timeHeight);
  return [latency, rates, frame(rates.bottom + panelHead + 10, timeHeight)];
}

function factWords(result: LoadResult, words: LoadWords): string[] {
  const { picture, stoppedEarly } = words;
  const {
    counts: { messages, sent, lost, unanswered },
    durationMs,
    periods,
    messagesPerSecond,
    setting,
    wasStopped,
  } = result;
  const took = formatDuration(durationMs < 1000 ? durationMs : Math.round(durationMs));
  const isTold = lost > 0 || setting.transport === "udp";
  return [
    messagesPerSecond === undefined
      ? picture.messagesApart(messages, took, periods.length)
      : picture.messages(messages, took, rateText(messagesPerSecond)),
    ...(isTold && sent > 0 ? [picture.lost(lost, percent((lost / sent) * 100))] : []),
    ...(setting.loop === "open" ? [picture.fromSchedule] : []),
    ...(unanswered === 0 ? [] : [words.unanswered(unanswered)]),
    ...(wasStopped ? [stoppedEarly] : []),
  ];
}

/** The picture in words. */
function describe(result: LoadResult, words: LoadWords): string {
  const { picture } = words;
  const summary = result.latency.summary();
  const { limit } = limitText(result, words);
  const facts = factWords(result, words).join(", ");
  if (summary === undefined) return `${facts}; ${limit}`;
  const { p50, p90, p99, p999, max } = summary;
  const latencies = Object.entries({ "50": p50, "90": p90, "99": p99, "99.9": p999, "100": max })
    .map(([percent, ms]) => picture.within(percent, latencyText(ms)));
  return `${facts}; ${picture.latency(latencies.join(", "))}; ${limit}`;
}
