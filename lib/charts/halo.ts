import type { Encoding, Layer, Mark } from "./spec.ts";
import { ink } from "./theme.ts";

/** A layer of text with its own data. */
export interface TextLayer {
  /** One record per text. */
  readonly data: { readonly values: object[] };
  /** What else each record holds. */
  readonly transform?: NonNullable<Layer["transform"]>;
  /** Size, colour and place. */
  readonly mark: Mark & { readonly type: "text" };
  /** Where, and which field holds the text. */
  readonly encoding: Encoding;
}

/** A layer of text twice: first its outline in the paper's colour, so that lines pass behind it. */
export function withHalo(layer: TextLayer): Layer[] {
  const outline = { stroke: ink.paper, strokeWidth: 3.5, strokeJoin: "round" } as const;
  return [{ ...layer, mark: { ...layer.mark, ...outline } }, layer];
}
