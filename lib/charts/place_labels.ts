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

/**
 * A place for each label beside its point, where it covers neither a point nor another label nor
 * the panel's edge; `null` where there is none, and the point goes without.
 *
 * First come, first served: put the important ones first.
 *
 * @param options `avoid`: further places to keep clear of where that is possible, such as points
 * along a line.
 */
export function placeLabels(
  anchors: readonly Anchor[],
  { width, height, fontSize = 10, avoid = [], bold = false, gap = 7 }: {
    width: number;
    height: number;
    fontSize?: number;
    avoid?: readonly Place[];
    bold?: boolean;
    /** Pixels between a point's middle and its label. */
    gap?: number;
  },
): (Place | null)[] {
  const boxes: Box[] = [];
  return anchors.map((anchor) => {
    const w = textWidth(anchor.text, fontSize, bold), half = fontSize * 0.62;
    // A label across a line is better than none: the second round forgets about lines.
    for (const points of [[...anchors, ...avoid], anchors]) {
      for (const [side, dy] of spots) {
        const left = anchor.x + (side > 0 ? gap : side < 0 ? -gap - w : -w / 2);
        const middle = anchor.y + dy;
        const box = { left, right: left + w, top: middle - half, bottom: middle + half };
        const outside = left < 3 || box.right > width - 3 || box.top < 2 || box.bottom > height - 2;
        if (outside || boxes.some((other) => meet(box, other))) continue;
        if (points.some((point) => point !== anchor && covers(box, point))) continue;
        boxes.push(box);
        return { x: left, y: middle };
      }
    }
    return null;
  });
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Right, left, above, below, then the corners. */
const spots: readonly (readonly [side: number, dy: number])[] = [
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

function covers({ left, right, top, bottom }: Box, { x, y }: Place): boolean {
  return x > left - 4 && x < right + 4 && y > top - 4 && y < bottom + 4;
}

function meet(a: Box, b: Box): boolean {
  return a.left < b.right + 2 && b.left < a.right + 2 && a.top < b.bottom && b.top < a.bottom;
}
