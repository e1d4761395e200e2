/** The progress of a run. */
export interface LoadProgress {
  readonly atMs: number;
  readonly messages: number;
  readonly messagesPerSecond: number;
  readonly p99Ms: number;
  readonly lost: number;
  readonly isWarmup: boolean;
  /** After the end: how many replies are missing, and how long they are waited for at most. */
  readonly wait?: { readonly messages: number; readonly longestMs: number };
}
