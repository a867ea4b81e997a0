import { initWasm, Resvg } from "@resvg/resvg-wasm";
import UPNG from "upng-js";
import { bytes, shippedFonts } from "./fonts.ts";
import { once } from "./once.ts";
import { withDensity } from "./png_density.ts";

/** A picture, and the size at which it is meant to be seen. */
export interface Picture {
  /** The file's bytes. */
  readonly png: Uint8Array<ArrayBuffer>;
  /** Width in CSS pixels: the file has `scale` times as many. */
  readonly width: number;
  /** Height in CSS pixels. */
  readonly height: number;
}

/**
 * An SVG document as a PNG with at most 256 colours, drawn with the shipped fonts alone: the same
 * bytes on every machine.
 *
 * @param svg The document; its `width` and `height` are the size in CSS pixels.
 * @param scale Pixels of the file per CSS pixel.
 * @param onPaper Whether the file says how large it is to be printed.
 */
export async function svgToPng(svg: string, scale: number, onPaper = false): Promise<Picture> {
  const fontBuffers = await tools();
  const resvg = new Resvg(svg, {
    fitTo: { mode: "zoom", value: scale },
    // Without a font resvg drops all text and says nothing.
    font: { fontBuffers, loadSystemFonts: false, defaultFontFamily: "DejaVu Sans" },
    background: "#ffffff",
  });
  const image = resvg.render();
  try {
    const pixels = new Uint8Array(image.pixels);
    const file = encoder.encode([pixels.buffer], image.width, image.height, 256);
    return {
      png: onPaper ? withDensity(new Uint8Array(file), scale * 96) : new Uint8Array(file),
      width: Math.round(image.width / scale),
      height: Math.round(image.height / scale),
    };
  } finally {
    image.free();
    resvg.free();
  }
}

/** The one function of the (untyped) encoder that is used here. */
const encoder = UPNG as unknown as {
  encode(frames: ArrayBuffer[], width: number, height: number, colours: number): ArrayBuffer;
};

/** Starts the renderer and reads the fonts, once per process. */
const tools = once(async () => {
  const [wasm, { normal, bold }] = await Promise.all([
    bytes(import.meta.resolve("npm:@resvg/resvg-wasm@^2.6.2/index_bg.wasm")),
    shippedFonts(),
  ]);
  await initWasm(wasm);
  return [normal, bold];
});
