import { textWidth } from "./text_width.ts";

/** A point that asks for a label, in pixels from the panel's upper left corner. */
export interface Anchor {
  /** Pixels from the left. */
  readonly x: number;
  /** Pixels from the top. */
  readonly y: number;
  /** The label. */
  readonly text: string;
}

/** Where a label starts (its left end, at half its height), in pixels. */
export interface Place {
  /** Pixels from the left. */
  readonly x: number;
  /** Pixels from the top. */
  readonly y: number;
}

/** Where a label stands. */
export interface LabelPlace extends Place {
  /** Where a line from the point to the label ends, if the label is too far away to do without. */
  readonly leader?: Place;
}

/**
 * A place for each label beside its point, where it covers neither a point nor another label nor
 * the panel's edge; `null` where there is none, and the point goes without.
 *
 * First come, first served: put the important ones first.
 */
export function placeLabels(
  anchors: readonly Anchor[],
  {
    width,
    height,
    fontSize = 10,
    points = [],
    avoid = [],
    bold = false,
    gap = 7,
    leaders = false,
  }: {
    width: number;
    height: number;
    fontSize?: number;
    /** Further points that no label may cover. */
    points?: readonly Place[];
    /** Places to keep clear of where that is possible, such as points along a line. */
    avoid?: readonly Place[];
    bold?: boolean;
    /** Pixels between a point's middle and its label. */
    gap?: number;
    /** Whether a label may stand further away, with a line to its point. */
    leaders?: boolean;
  },
): (LabelPlace | null)[] {
  const boxes: Box[] = [], lines: Place[] = [];
  const hard = [...anchors, ...points], soft = [...hard, ...avoid];
  // Whoever finds a place at once takes it, so that leaders run between labels and not before them.
  const placed = anchors.map((anchor) => beside(anchor, soft) ?? beside(anchor, hard));
  if (!leaders) return placed;
  return anchors.map((anchor, i) =>
    placed[i] ?? farSpots.reduce<LabelPlace | null>(
      (found, ring) => found ?? afar(anchor, ring, soft) ?? afar(anchor, ring, hard),
      null,
    )
  );

  /** The first spot beside a point where the label covers none of the obstacles. */
  function beside(anchor: Anchor, obstacles: readonly Place[]): LabelPlace | null {
    for (const spot of spots) {
      const box = boxAt(anchor, spot);
      // With leaders to fall back on, a label stands where it can be nobody else's.
      const mine = leaders ? distance(box, anchor) + 2 : 0;
      if (!isFree(box, anchor, obstacles, mine)) continue;
      boxes.push(box);
      return { x: box.left, y: (box.top + box.bottom) / 2 };
    }
    return null;
  }

  /** The first spot of a ring that a line from the point reaches without touching anything. */
  function afar(
    anchor: Anchor,
    ring: readonly Spot[],
    obstacles: readonly Place[],
  ): LabelPlace | null {
    for (const spot of ring) {
      const [side, dy] = spot, box = boxAt(anchor, spot), y = (box.top + box.bottom) / 2;
      if (!isFree(box, anchor, obstacles, 9)) continue;
      const leader = {
        x: side > 0 ? box.left - 2 : side < 0 ? box.right + 2 : anchor.x,
        y: side !== 0 ? y : dy < 0 ? box.bottom : box.top,
      };
      const line = between(anchor, leader);
      const inTheWay = [...others(anchor), ...lines];
      const blocked = line.some((q) =>
        boxes.some((other) => covers(other, q, 1)) ||
        inTheWay.some((p) => Math.hypot(p.x - q.x, p.y - q.y) < 5)
      );
      if (blocked) continue;
      boxes.push(box);
      lines.push(...line);
      return { x: box.left, y, leader };
    }
    return null;
  }

  function boxAt({ x, y, text }: Anchor, [side, dy, dx = 0]: Spot): Box {
    const w = textWidth(text, fontSize, bold), half = fontSize * 0.62, away = gap + dx;
    const left = x + (side > 0 ? away : side < 0 ? -away - w : -w / 2);
    return { left, right: left + w, top: y + dy - half, bottom: y + dy + half };
  }

  function isFree(
    box: Box,
    anchor: Anchor,
    obstacles: readonly Place[],
    clearance: number,
  ): boolean {
    return box.left >= 3 && box.right <= width - 3 && box.top >= 2 && box.bottom <= height - 2 &&
      !boxes.some((other) => meet(box, other)) &&
      !obstacles.some((p) => p !== anchor && covers(box, p)) &&
      !lines.some((p) => covers(box, p)) &&
      !(clearance > 0 && others(anchor).some((p) => distance(box, p) < clearance));
  }

  /** Points elsewhere: those in the same spot share whatever is written beside it. */
  function others(anchor: Anchor): Place[] {
    return hard.filter((p) => Math.hypot(p.x - anchor.x, p.y - anchor.y) > 5);
  }
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

type Spot = readonly [side: number, dy: number, dx?: number];

/** Right, left, above, below, then the corners. */
const spots: readonly Spot[] = [
  [1, 0],
  [-1, 0],
  [0, -12],
  [0, 12],
  [1, -8],
  [1, 8],
  [-1, -8],
  [-1, 8],
  [1, -14],
  [1, 14],
  [-1, -14],
  [-1, 14],
];

/** Further away in every direction: near, and not so near. */
const farSpots: readonly (readonly Spot[])[] = [[22, 34, 48], [64, 84, 104]].map((ring) =>
  ring.flatMap((far) => [
    [0, far],
    [0, -far],
    [1, far, far / 3],
    [-1, -far, far / 3],
    [1, -far, far / 3],
    [-1, far, far / 3],
    [1, far / 2, far / 2],
    [-1, -far / 2, far / 2],
    [1, -far / 2, far / 2],
    [-1, far / 2, far / 2],
    [1, far / 4, far],
    [-1, -far / 4, far],
    [1, -far / 4, far],
    [-1, far / 4, far],
  ])
);

/** Points along a straight line, both ends left out. */
function between(a: Place, b: Place): Place[] {
  const steps = Math.max(2, Math.ceil(Math.hypot(a.x - b.x, a.y - b.y) / 6));
  return Array.from({ length: steps - 1 }, (_, i) => {
    const share = (i + 1) / steps;
    return { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) };
  });
}

function covers({ left, right, top, bottom }: Box, { x, y }: Place, near = 4): boolean {
  return x > left - near && x < right + near && y > top - near && y < bottom + near;
}

function distance({ left, right, top, bottom }: Box, { x, y }: Place): number {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
}

function meet(a: Box, b: Box): boolean {
  return a.left < b.right + 2 && b.left < a.right + 2 && a.top < b.bottom && b.top < a.bottom;
}
