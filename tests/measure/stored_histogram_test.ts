import { assertLess, assertThrows } from "@std/assert";
import { decodeBase64, encodeBase64 } from "@std/encoding/base64";
import { deflateSync, inflateSync } from "node:zlib";
import { Latencies } from "../../lib/measure/latencies.ts";
import { checkStoredHistogram } from "../../lib/measure/stored_histogram.ts";
import { propertyTest, pureTest } from "../support/property.ts";

function stored(latenciesMs: readonly number[]): string {
  const latencies = new Latencies();
  latenciesMs.forEach((ms) => latencies.record(ms));
  return latencies.store()!.histogram;
}

/** The histogram of a stored one, changed within: lengths and checksums of the form around it are right. */
function changed(change: (bytes: Uint8Array, view: DataView) => Uint8Array | void): string {
  const compressed = decodeBase64(stored([0.5, 12, 2500]));
  const { buffer } = compressed.slice();
  const length = new DataView(buffer).getInt32(4);
  const inner = new Uint8Array(inflateSync(compressed.subarray(8, 8 + length)));
  const inside = change(inner, new DataView(inner.buffer)) ?? inner;
  return wrapped(deflateSync(inside));
}

function wrapped(stream: Uint8Array, length = stream.length): string {
  const bytes = new Uint8Array(8 + stream.length);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, 0x1c849314);
  view.setInt32(4, length);
  bytes.set(stream, 8);
  return encodeBase64(bytes);
}

const head = 40;

const damaged: Record<string, string> = {
  "counts of no length": changed((_, view) => view.setInt32(4, 0)),
  "counts of a negative length": changed((_, view) => view.setInt32(4, -1)),
  "counts of an enormous length": changed((_, view) => view.setInt32(4, 2 ** 31 - 1)),
  "a stream of a negative length": wrapped(deflateSync(new Uint8Array(50)), -1),
  "a stream of an enormous length": wrapped(deflateSync(new Uint8Array(50)), 2 ** 31 - 1),
  "a stream that is none": wrapped(new Uint8Array(50)),
  "300 MB of zeros": wrapped(deflateSync(new Uint8Array(300_000_000))),
  "no digits": changed((_, view) => view.setInt32(12, 0)),
  "a lowest value of 0": changed((_, view) => view.setBigInt64(16, 0n)),
  "a negative highest value": changed((_, view) => view.setBigInt64(24, -1n)),
  "a highest value beyond all": changed((_, view) => view.setBigInt64(24, 2n ** 62n)),
  "another format": changed((_, view) => view.setInt32(0, 0x1c849303)),
  "a zero run that leads beyond the last place": changed((bytes) => bytes.fill(0xff, head, head + 9)),
  "a last number that is cut off": changed((bytes) => bytes.fill(0xff, bytes.length - 1)),
  "nothing": "",
};

pureTest(
  "a damaged histogram is refused at once, before anything is decoded or inflated without bounds",
  () => {
    for (const [what, text] of Object.entries(damaged)) {
      const startMs = performance.now();
      assertThrows(() => checkStoredHistogram(text), RangeError, "histogram", what);
      assertLess(performance.now() - startMs, 500, what);
    }
  },
);

pureTest("the shortest, the longest and the fullest histogram is a stored histogram", () => {
  checkStoredHistogram(stored([0]));
  checkStoredHistogram(stored([Infinity]));
  checkStoredHistogram(stored(Array.from({ length: 5000 }, (_, index) => index * index * 0.37)));
});

propertyTest("every histogram that can be stored is a stored histogram", 50, (random) => {
  checkStoredHistogram(
    stored(Array.from({ length: 1 + Math.floor(random() * 50) }, () => 10 ** (random() * 16 - 3))),
  );
});

const whole = (() => {
  const latencies = new Latencies();
  [0.5, 12, 2500].forEach((ms) => latencies.record(ms));
  return latencies.store()!;
})();

propertyTest("a histogram with any byte within changed is restored or refused, and soon", 300, (random) => {
  const histogram = changed((bytes) => {
    bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  });
  const startMs = performance.now();
  try {
    Latencies.restore({ ...whole, histogram });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  assertLess(performance.now() - startMs, 500, histogram);
});
