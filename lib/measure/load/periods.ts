/** When one run was measured. */
export interface Period {
  /** Milliseconds since 1970, by the clock of its machine. `undefined` in the results of older versions. */
  readonly startedAtMs: number | undefined;
  readonly durationMs: number;
}

/** Whether several runs were at the same time, so that their rates add up. */
export type Timing = "together" | "apart" | "unknown";

/** Runs are together when all of them went on for this part of the whole time: nobody starts two at one moment. */
const commonPart = 0.8;

type Known = Period & { readonly startedAtMs: number };

/** Runs that are known to be apart stay apart, whatever others were. */
export function timingOf(periods: readonly Period[]): Timing {
  if (periods.length === 1) return "together";
  const known = periods.filter(isKnown);
  if (known.length > 1) {
    const starts = known.map(({ startedAtMs }) => startedAtMs);
    const ends = known.map(({ startedAtMs, durationMs }) => startedAtMs + durationMs);
    const commonMs = Math.min(...ends) - Math.max(...starts);
    if (commonMs < commonPart * (Math.max(...ends) - Math.min(...starts))) return "apart";
  }
  return known.length < periods.length ? "unknown" : "together";
}

/** The time in which at least one of the runs went on; of runs without a start, the longest. */
export function coveredMs(periods: readonly Period[]): number {
  const known = periods.filter(isKnown).sort((one, other) => one.startedAtMs - other.startedAtMs);
  const originMs = known[0]?.startedAtMs ?? 0;
  let coveredMs = 0;
  let endMs = 0;
  for (const { startedAtMs, durationMs } of known) {
    // From the first start on: times since 1970 would cost digits.
    const fromMs = Math.max(endMs, startedAtMs - originMs);
    const untilMs = Math.max(fromMs, startedAtMs - originMs + durationMs);
    coveredMs += untilMs - fromMs;
    endMs = untilMs;
  }
  return Math.max(coveredMs, ...periods.map(({ durationMs }) => durationMs));
}

/** From the first start to the last end; of runs without a start, the longest. */
export function spanMs(periods: readonly Period[]): number {
  const known = periods.filter(isKnown);
  if (known.length === 0) return coveredMs(periods);
  const originMs = Math.min(...known.map(({ startedAtMs }) => startedAtMs));
  return Math.max(...known.map(({ startedAtMs, durationMs }) => startedAtMs - originMs + durationMs));
}

/** Several threads of one run: they began together. */
export function joinedPeriod(periods: readonly Period[]): Period {
  const starts = periods.filter(isKnown).map(({ startedAtMs }) => startedAtMs);
  return {
    startedAtMs: starts.length === 0 ? undefined : Math.min(...starts),
    durationMs: Math.max(...periods.map(({ durationMs }) => durationMs)),
  };
}

function isKnown(period: Period): period is Known {
  return period.startedAtMs !== undefined;
}
