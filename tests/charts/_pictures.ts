/** The committed pictures of the gallery: what they are drawn with, and how two are compared. */
import UPNG from "upng-js";
import type { Chart } from "isoflop/charts";

/** Where the pictures are. */
export const folder = new URL("./pictures/", import.meta.url);

/** A picture of a chart, one pixel of the file for each pixel of the page. */
export async function pictureOf(chart: Chart): Promise<Uint8Array<ArrayBuffer>> {
  return (await chart.png({ scale: 1 })).png;
}

/** The one function of the (untyped) decoder that is used here. */
const decoder = UPNG as unknown as {
  decode(file: ArrayBuffer): { width: number; height: number };
  toRGBA8(image: object): ArrayBuffer[];
};

/**
 * The share of pixels in which two pictures differ by more than a fifth of the range in red, green or
 * blue; 1 for pictures of two sizes.
 */
export function difference(one: Uint8Array<ArrayBuffer>, other: Uint8Array<ArrayBuffer>): number {
  const [a, b] = [one, other].map((file) => decoder.decode(file.slice().buffer));
  if (a!.width !== b!.width || a!.height !== b!.height) return 1;
  const [p, q] = [a!, b!].map((image) => new Uint8Array(decoder.toRGBA8(image)[0]!));
  let different = 0;
  for (let i = 0; i < p!.length; i += 4) {
    const far = [0, 1, 2].some((channel) => Math.abs(p![i + channel]! - q![i + channel]!) > 51);
    if (far) different++;
  }
  return different / (p!.length / 4);
}
