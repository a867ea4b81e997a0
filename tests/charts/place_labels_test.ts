import assert from "node:assert/strict";
import { placeLabels } from "../../lib/charts/place_labels.ts";
import { spreadLabels } from "../../lib/charts/end_labels.ts";
import { textWidth } from "../../lib/charts/text_width.ts";

Deno.test("placeLabels() keeps labels off each other, off points and inside the panel", () => {
  const size = { width: 400, height: 300 };
  // A Weyl sequence: even, and the same every time.
  const anchors = Array.from({ length: 60 }, (_, i) => ({
    x: (i * 0.754877666 % 1) * size.width,
    y: (i * 0.569840296 % 1) * size.height,
    text: `model ${i}`,
  }));
  const boxes = placeLabels(anchors, size).flatMap((place, i) =>
    place
      ? [{ left: place.x, right: place.x + textWidth(anchors[i]!.text, 10), y: place.y, i }]
      : []
  );
  assert.ok(boxes.length > 30, `${boxes.length} of 60`);
  for (const a of boxes) {
    assert.ok(a.left >= 0 && a.right <= size.width && a.y >= 0 && a.y <= size.height);
    for (const b of boxes) {
      const apart = a.i === b.i || a.right < b.left || b.right < a.left || Math.abs(a.y - b.y) > 10;
      assert.ok(apart, `${a.i} and ${b.i}`);
    }
    for (const p of anchors) {
      assert.ok(p.x < a.left || p.x > a.right || Math.abs(p.y - a.y) > 5, `${a.i}`);
    }
  }
});

Deno.test("placeLabels() goes over a line rather than without a label", () => {
  const along = Array.from({ length: 100 }, (_, i) => ({ x: i * 2, y: 50 }));
  const crowded = along.flatMap(({ x }) => [20, 35, 50, 65, 80].map((y) => ({ x, y })));
  const anchors = [{ x: 100, y: 50, text: "Chinchilla" }];
  assert.deepEqual(placeLabels(anchors, { width: 200, height: 100, avoid: crowded }), [
    { x: 107, y: 50 },
  ]);
});

Deno.test("spreadLabels() gives each label its own line, in the order of the ends", () => {
  const labels = [100, 101, 99, 300, 298].map((at, series) => ({ at, series, text: `${series}` }));
  const spread = spreadLabels(labels, { height: 300 });
  assert.deepEqual(spread.map(({ series }) => series), [2, 0, 1, 4, 3]);
  spread.forEach(({ at }, i) => {
    assert.ok(at <= 300);
    if (i) assert.ok(at - spread[i - 1]!.at >= 15);
  });
});
