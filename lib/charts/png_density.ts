import { crc32 } from "node:zlib";

/**
 * A PNG that says how many of its pixels make an inch, so that a page sets it at its size in
 * millimetres: the chunk pHYs, which stands after the header.
 */
export function withDensity(
  png: Uint8Array<ArrayBuffer>,
  perInch: number,
): Uint8Array<ArrayBuffer> {
  const perMetre = Math.round(perInch / 0.0254);
  const chunk = new Uint8Array(21), view = new DataView(chunk.buffer);
  view.setUint32(0, 9);
  chunk.set(new TextEncoder().encode("pHYs"), 4);
  view.setUint32(8, perMetre);
  view.setUint32(12, perMetre);
  view.setUint8(16, 1); // The unit is the metre.
  view.setUint32(17, crc32(chunk.subarray(4, 17)));
  // A signature of 8 bytes, and a header of 25.
  return Uint8Array.from([...png.subarray(0, 33), ...chunk, ...png.subarray(33)]);
}
