import { ink } from "./theme.ts";

/** A layer of text twice: first its outline in the paper's colour, so that lines pass behind it. */
export function withHalo<T extends { mark: object }>(layer: T): object[] {
  const outline = { stroke: ink.paper, strokeWidth: 3.5, strokeJoin: "round" };
  return [{ ...layer, mark: { ...layer.mark, ...outline } }, layer];
}
