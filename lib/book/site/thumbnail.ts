import UPNG from "upng-js";

/** The functions of the (untyped) codec that are used here. */
const codec = UPNG as unknown as {
  decode(file: ArrayBuffer): { width: number; height: number };
  toRGBA8(image: object): ArrayBuffer[];
  encode(frames: ArrayBuffer[], width: number, height: number, colours: number): ArrayBuffer;
};

/** A picture no wider than `width` pixels: means over the pixels that fall into one, 64 colours. */
export function thumbnail(
  png: Uint8Array<ArrayBuffer>,
  width: number,
): { png: Uint8Array<ArrayBuffer>; width: number; height: number } {
  const image = codec.decode(png.slice().buffer);
  const from = new Uint8Array(codec.toRGBA8(image)[0]!);
  const scale = Math.max(1, image.width / width);
  const [w, h] = [Math.round(image.width / scale), Math.round(image.height / scale)];
  const to = new Uint8Array(4 * w * h);
  for (let y = 0; y < h; y++) {
    const rows = [
      Math.floor(y * scale),
      Math.min(Math.ceil((y + 1) * scale), image.height),
    ] as const;
    for (let x = 0; x < w; x++) {
      const columns = [
        Math.floor(x * scale),
        Math.min(Math.ceil((x + 1) * scale), image.width),
      ] as const;
      for (let c = 0; c < 4; c++) {
        let sum = 0, n = 0;
        for (let row = rows[0]; row < rows[1]; row++) {
          for (let column = columns[0]; column < columns[1]; column++, n++) {
            sum += from[4 * (row * image.width + column) + c]!;
          }
        }
        to[4 * (y * w + x) + c] = n ? sum / n : 255;
      }
    }
  }
  return { png: new Uint8Array(codec.encode([to.buffer], w, h, 64)), width: w, height: h };
}
