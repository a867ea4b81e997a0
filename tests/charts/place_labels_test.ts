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

Deno.test("placeLabels() never covers further points, not even for want of another place", () => {
  const points = [20, 35, 50, 65, 80].flatMap((y) =>
    Array.from({ length: 100 }, (_, i) => ({ x: i * 2, y }))
  );
  const anchors = [{ x: 100, y: 50, text: "1e20" }];
  assert.deepEqual(placeLabels(anchors, { width: 200, height: 100, points }), [null]);
});

Deno.test("placeLabels() draws leaders out of a crowd, each free of labels, points and leaders", () => {
  const size = { width: 400, height: 300 };
  const anchors = Array.from({ length: 16 }, (_, i) => ({
    x: 150 + (i * 0.754877666 % 1) * 100,
    y: 110 + (i * 0.569840296 % 1) * 80,
    text: `model ${i}`,
  }));
  const near = placeLabels(anchors, size).filter((place) => place !== null).length;
  const places = placeLabels(anchors, { ...size, leaders: true });
  const boxes = places.flatMap((place, i) =>
    place
      ? [{ left: place.x, right: place.x + textWidth(anchors[i]!.text, 10), y: place.y, i }]
      : []
  );
  assert.ok(boxes.length > near, `${boxes.length}, ${near} without leaders`);
  const leaders = places.flatMap((place, i) =>
    place?.leader ? [{ from: anchors[i]!, to: place.leader, i }] : []
  );
  assert.ok(leaders.length > 3);
  for (const { from, to, i } of leaders) {
    const own = boxes.find((box) => box.i === i)!;
    assert.ok(to.x >= own.left - 3 && to.x <= own.right + 3 && Math.abs(to.y - own.y) < 7);
    for (let share = 0; share <= 1; share += 0.02) {
      const x = from.x + share * (to.x - from.x), y = from.y + share * (to.y - from.y);
      for (const box of boxes) {
        const inside = x > box.left && x < box.right && Math.abs(y - box.y) < 5;
        assert.ok(box.i === i || !inside, `leader of ${i} through label ${box.i}`);
      }
    }
  }
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

Deno.test("spreadLabels() moves labels alike around their middle, and not at all without need", () => {
  const at = (ends: number[], height = 300) =>
    spreadLabels(ends.map((at, series) => ({ at, series, text: "" })), { height, gap: 15 })
      .map((label) => label.at);
  assert.deepEqual(at([100, 100, 100]), [85, 100, 115]);
  assert.deepEqual(at([40, 100, 200]), [40, 100, 200]);
  assert.deepEqual(at([0, 0, 0]), [0, 15, 30]);
  assert.deepEqual(at([300, 300]), [285, 300]);
});
