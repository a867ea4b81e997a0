import { once } from "./once.ts";

/** A weight of the shipped font, DejaVu Sans. */
export type Weight = "normal" | "bold";

const files: Readonly<Record<Weight, string>> = {
  normal: "./fonts/DejaVuSans.ttf",
  bold: "./fonts/DejaVuSans-Bold.ttf",
};

/** The bytes of the shipped fonts, read once per process. */
export const shippedFonts = once(async () => {
  const read = async (weight: Weight) => await bytes(new URL(files[weight], import.meta.url));
  const [normal, bold] = await Promise.all([read("normal"), read("bold")]);
  return { normal, bold };
});

/** What an address holds. */
export async function bytes(url: string | URL): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}

/**
 * The style element that brings the shipped font into an SVG document, with the characters that
 * stand in it and no others: a few kilobytes in place of a megabyte and a half.
 */
export async function embeddedFonts(svg: string): Promise<string> {
  const [{ default: subset }, { Buffer }, fonts] = await Promise.all([
    import("subset-font"),
    import("node:buffer"),
    shippedFonts(),
  ]);
  const faces = await Promise.all(
    Object.entries(charactersOf(svg)).map(async ([weight, characters]) => {
      if (!characters) return "";
      const font = Buffer.from(fonts[weight as Weight]);
      const part = await subset(font, characters, { targetFormat: "woff" });
      return `@font-face{font-family:"DejaVu Sans";font-weight:${weight};` +
        `src:url(data:font/woff;base64,${new Uint8Array(part).toBase64()}) format("woff")}`;
    }),
  );
  return `<style>${faces.join("")}</style>`;
}

/** The characters of an SVG document by weight, each once and in order, so that files repeat. */
function charactersOf(svg: string): Record<Weight, string> {
  const found = { normal: new Set<string>(), bold: new Set<string>() };
  for (const [, attributes, text] of svg.matchAll(/<text([^>]*)>([\s\S]*?)<\/text>/g)) {
    const weight = /font-weight="(bold|[6-9]00)"/.test(attributes!) ? "bold" : "normal";
    for (const character of plain(text!)) found[weight].add(character);
  }
  const sorted = (set: Set<string>) => [...set].sort().join("");
  return { normal: sorted(found.normal), bold: sorted(found.bold) };
}

const entities: Readonly<Record<string, string>> = {
  ...{ "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" },
};

function plain(markup: string): string {
  return markup.replaceAll(/<[^>]*>/g, "").replaceAll(
    /&[#\w]+;/g,
    (each) => entities[each] ?? each,
  );
}
