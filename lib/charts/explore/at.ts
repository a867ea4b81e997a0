/** Two fields as position channels of a layer whose axes another layer has set. */
export function at(x: string, y: string): {
  x: { field: string; type: "quantitative" };
  y: { field: string; type: "quantitative" };
} {
  return { x: { field: x, type: "quantitative" }, y: { field: y, type: "quantitative" } };
}
