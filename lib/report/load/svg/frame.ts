/** Where something is drawn, in pixels. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where a part of an axis from the bottom of a frame is. */
export function yAt({ top, bottom }: Frame, place: number): number {
  return bottom - place * (bottom - top);
}

export function xAt({ left, right }: Frame, place: number): number {
  return left + place * (right - left);
}
