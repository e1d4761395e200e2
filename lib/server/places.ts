/** Counts how many more clients the server may serve at the same time. */
export interface Places {
  /** Takes a place for one client. @returns False when no place is free. */
  take(): boolean;
  free(): void;
}

/** `count` places of one server. */
export function ownPlaces(count: number): Places {
  let taken = 0;
  return {
    take: () => taken < count && ++taken > 0,
    free: () => void taken--,
  };
}

/**
 * `count` places that servers in several threads share.
 *
 * @param memory 4 bytes of shared memory, zero at first, the same for all threads.
 */
export function sharedPlaces(memory: SharedArrayBuffer, count: number): Places {
  const taken = new Int32Array(memory);
  return {
    take: () => {
      if (Atomics.add(taken, 0, 1) < count) return true;
      Atomics.sub(taken, 0, 1);
      return false;
    },
    free: () => void Atomics.sub(taken, 0, 1),
  };
}

export function sharedPlacesMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
}
