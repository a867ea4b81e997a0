import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { ChartSpec } from "./spec.ts";
import { textWidth } from "./text_width.ts";

// Without a canvas Vega takes every character for 0.8 of the font size, a third too wide. It lays
// out with this table instead (which its typings do not mention).
const { textMetrics } = vega as unknown as {
  textMetrics: { canvas(use: boolean): void; width: (item: TextItem, text?: string) => number };
};
textMetrics.canvas(false);
textMetrics.width = (item, text = String(item.text ?? "")) =>
  textWidth(text, item.fontSize ?? 11, item.fontWeight === "bold");

interface TextItem {
  readonly text?: unknown;
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
}

/** A Vega-Lite specification compiled, and what the compiler had to say. */
export interface Compiled {
  /** The Vega specification. */
  readonly spec: vega.Spec;
  /** Warnings; the charts of this package have none. */
  readonly warnings: readonly string[];
}

/** Compiles a specification and collects the warnings that Vega-Lite would print. */
export function compileSpec(spec: ChartSpec): Compiled {
  const warnings: string[] = [];
  const logger = collector(warnings);
  // Vega numbers the rows it is given: it gets rows of its own.
  const copy = structuredClone(spec) as unknown as TopLevelSpec;
  return { spec: compile(copy, { logger }).spec, warnings };
}

/** The specification as an SVG document; the same text on every run. */
export async function renderSvg(spec: ChartSpec): Promise<string> {
  const view = new vega.View(vega.parse(compileSpec(spec).spec), {
    renderer: "none",
    logger: collector([]),
  });
  try {
    await view.runAsync();
    const numbered = await view.toSVG();
    return renumbered(numbered);
  } finally {
    view.finalize();
  }
}

/**
 * Vega numbers clip paths and gradients through the life of the process; the file must not depend
 * on what was drawn before it.
 */
function renumbered(svg: string): string {
  const names = new Map<string, string>();
  for (const [, id] of svg.matchAll(/ id="((?:clip|gradient_?|pattern_?)[^"]*)"/g)) {
    if (!names.has(id!)) names.set(id!, `d${names.size}`);
  }
  return svg.replaceAll(/ id="([^"]*)"|url\(#([^)]*)\)|href="#([^"]*)"/g, (whole, a, b, c) => {
    const old: string = a ?? b ?? c;
    const name = names.get(old);
    return name === undefined ? whole : whole.replace(old, name);
  });
}

function collector(warnings: string[]): vega.LoggerInterface {
  const logger: vega.LoggerInterface = {
    level: ((level?: number) => level === undefined ? vega.Warn : logger) as vega.LoggerInterface[
      "level"
    ],
    error: (...args) => (warnings.push(args.map(String).join(" ")), logger),
    warn: (...args) => (warnings.push(args.map(String).join(" ")), logger),
    info: () => logger,
    debug: () => logger,
  };
  return logger;
}
