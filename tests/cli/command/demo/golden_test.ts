import { demoSinks } from "../../../../lib/cli/command/demo/sinks.ts";
import { languages, type Text } from "../../../../lib/base/text.ts";
import { lessons } from "../../../../lib/lesson/lessons.ts";
import { perform } from "../../../../lib/lesson/perform.ts";
import type { SocketEvent } from "../../../../lib/protocol/event.ts";
import { Explainer } from "../../../../lib/report/explain/explainer.ts";
import { noPaint } from "../../../../lib/report/paint.ts";
import { systemClock } from "../../../../lib/thread/system_clock.ts";
import { assertGolden, screenWidths } from "../../../support/golden.ts";
import { capsock, TestHost } from "../../../support/host.ts";

type Told = { readonly event: "step" | "note"; readonly text: Text } | SocketEvent;

/** What the lesson on TCP tells, with figures and an order that are the same in every run. */
async function toldByTcp(): Promise<{ told: Told[]; seen: Text[] }> {
  const told: Told[] = [];
  const seen = await perform(lessons.tcp, {
    clock: systemClock(),
    stop: new AbortController().signal,
    step: (text) => Promise.resolve(void told.push({ event: "step", text })),
    note: (text) => told.push({ event: "note", text }),
    observe: ({ data: _, ...event }) => told.push(event),
  });
  const [server, client] = ["accept", "connect"].map((call) => {
    const found = told.find((each) => each.event === "socket" && each.call === call) as SocketEvent;
    return new RegExp(`\\b${found.local!.split(":")[1]}\\b`, "g");
  });
  const fixed = (text: string): string =>
    text.replace(server!, "10825").replace(client!, "52144")
      .replace(/\d+\.\d{3} ms/g, "0.500 ms").replace(/(?<![\d.])\d+ ms/g, "300 ms");
  const both = ({ en, ko }: Text): Text => ({ en: fixed(en), ko: fixed(ko) });
  let at = 0;
  return {
    told: inFixedOrder(told).map((each) => {
      if (each.event !== "socket") return { ...each, text: both(each.text) };
      const { local, peer } = each;
      return {
        ...each,
        at: at += 10,
        tookMs: each.call === "accept" ? 300 : 0.5,
        ...(local !== undefined && { local: fixed(local) }),
        ...(peer !== undefined && { peer: fixed(peer) }),
      };
    }),
    seen: seen!.map(both),
  };
}

/** Between two sentences, calls of two sides can return in any order: here they stand by their sockets. */
function inFixedOrder(told: readonly Told[]): Told[] {
  const ordered: Told[] = [];
  let calls: SocketEvent[] = [];
  const flush = (): void => {
    ordered.push(...calls.toSorted((a, b) => a.socket.localeCompare(b.socket)));
    calls = [];
  };
  for (const each of told) {
    if (each.event === "socket") {
      calls.push(each);
      continue;
    }
    flush();
    ordered.push(each);
  }
  flush();
  return ordered;
}

Deno.test("the lesson on TCP fits screens of 60, 80 and 120 columns in both languages", async () => {
  const { told, seen } = await toldByTcp();
  const next = [{ command: "capsock help socket", shows: { en: "Read the page.", ko: "설명을 읽습니다." } }];
  for (const language of languages) {
    for (const columns of screenWidths) {
      const host = new TestHost(["--lang", language], { isTerminal: true, columns, paint: noPaint });
      const report = demoSinks.text(host, await Explainer.load(language));
      told.forEach(report);
      report({ event: "summary", seen, next });
      await assertGolden(`demo-tcp.${language}.${columns}`, host.stdout.text, columns);
    }
  }
});

Deno.test("the list of lessons fits screens of 60, 80 and 120 columns in both languages", async () => {
  for (const language of languages) {
    for (const columns of screenWidths) {
      const { stdout } = await capsock(["demo", "--lang", language], "", { columns });
      await assertGolden(`demo.${language}.${columns}`, stdout, columns);
    }
  }
});
