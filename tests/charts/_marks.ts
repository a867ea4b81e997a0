/** How many paths, rules and texts of an SVG by Vega are inside the groups of each kind of mark. */
export function marksIn(svg: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const part of svg.split(/<g class="mark-/).slice(1)) {
    const kind = /^(\w+) role-mark/.exec(part)?.[1];
    if (kind && kind !== "group") {
      counts[kind] = (counts[kind] ?? 0) + (part.match(/<(path|line|text)\b/g)?.length ?? 0);
    }
  }
  return counts;
}
