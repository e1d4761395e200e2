/** Takes the events of a run as they happen: writes them, draws them, counts them. */
export type Sink<E> = (event: E) => void;

/** One sink that gives each event to all of `sinks`, in their order. */
export function joined<E>(...sinks: readonly Sink<E>[]): Sink<E> {
  return (event) => {
    for (const sink of sinks) sink(event);
  };
}

/** A sink that gives `sink` only the events that it wants. */
export function filtered<E>(sink: Sink<E>, wants: (event: E) => boolean): Sink<E> {
  return (event) => {
    if (wants(event)) sink(event);
  };
}
