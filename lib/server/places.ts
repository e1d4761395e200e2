/** Counts how many more clients the server may serve at the same time. */
export interface Places {
  /** Takes a place for one client. @returns False when no place is free. */
  take(): boolean;
  free(): void;
  /** How many were freed so far. */
  readonly freed: number;
}

/** `count` places of one server. */
export function ownPlaces(count: number): Places {
  let taken = 0;
  let freed = 0;
  return {
    take: () => taken < count && ++taken > 0,
    free: () => {
      taken--;
      freed++;
    },
    get freed() {
      return freed;
    },
  };
}

/** Where the counts are in shared memory. */
const [taken, freed] = [0, 1];

/**
 * `count` places that servers in several threads share.
 *
 * @param memory From {@linkcode sharedPlacesMemory}, the same for all threads.
 */
export function sharedPlaces(memory: SharedArrayBuffer, count: number): Places {
  const counts = new Int32Array(memory);
  return {
    take: () => {
      if (Atomics.add(counts, taken, 1) < count) return true;
      Atomics.sub(counts, taken, 1);
      return false;
    },
    free: () => {
      Atomics.sub(counts, taken, 1);
      Atomics.add(counts, freed, 1);
    },
    get freed() {
      return Atomics.load(counts, freed);
    },
  };
}

export function sharedPlacesMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
}
