/** How many more clients may be served at once. */
export interface Places {
  /** Takes a place for one client. @returns False when there is none left. */
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
 * `count` places that servers in several threads take from together.
 *
 * @param memory Of 4 bytes, zero, given to all of them.
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
