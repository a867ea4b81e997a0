import { type LogAxis, tidy } from "./log_axis.ts";
import type { Place } from "./place_labels.ts";

/** Between values and pixels of a panel. */
export interface Plane {
  /** Where a point stands, in pixels from the upper left corner. */
  place(x: number, y: number): Place;
  /** The values at a place, with six digits. */
  values(place: Place): { readonly x: number; readonly y: number };
}

/** The panel of two axes; labels are placed in pixels and drawn at values. */
export function plane(
  { domain: [left, right] }: LogAxis,
  { domain: [bottom, top] }: LogAxis,
  { width, height }: { width: number; height: number },
): Plane {
  return {
    place: (x, y) => ({
      x: (width * Math.log(x / left)) / Math.log(right / left),
      y: height * (1 - Math.log(y / bottom) / Math.log(top / bottom)),
    }),
    values: ({ x, y }) => ({
      x: tidy(left * (right / left) ** (x / width)),
      y: tidy(bottom * (top / bottom) ** (1 - y / height)),
    }),
  };
}

/** The same with a linear horizontal axis. */
export function halfLogPlane(
  [left, right]: readonly [number, number],
  y: LogAxis,
  { width, height }: { width: number; height: number },
): Plane {
  const upright = plane({ ...y, domain: [1, 10] }, y, { width, height });
  return {
    place: (x, up) => ({
      x: (width * (x - left)) / (right - left),
      y: upright.place(1, up).y,
    }),
    values: (place) => ({
      x: tidy(left + (right - left) * (place.x / width)),
      y: upright.values(place).y,
    }),
  };
}
