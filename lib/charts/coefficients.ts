import { InputError, significant, unknownName } from "../text/mod.ts";
import { logChannel } from "./channels.ts";
import type { Chart } from "./chart.ts";
import { figure, type FigureOptions } from "./figure.ts";
import { type TextLayer, withHalo } from "./halo.ts";
import { logAxis, tidy } from "./log_axis.ts";
import { placeLabels } from "./place_labels.ts";
import type { ChartFit } from "./sources.ts";
import type { Encoding } from "./spec.ts";
import { axisTitle, symbol } from "./symbols.ts";
import { ink, palette } from "./theme.ts";

/** What {@linkcode coefficients} can be told. */
export interface CoefficientsOptions extends FigureOptions {
  /** The coefficient across. @default {"alpha"} */
  readonly x?: string;
  /** The coefficient upwards. @default {"beta"} */
  readonly y?: string;
  /** Published coefficients to compare with. */
  readonly presets?: readonly {
    readonly title: string;
    readonly coef: Readonly<Record<string, number>> | null;
  }[];
  /** At most so many draws are drawn, evenly picked. @default {1500} */
  readonly most?: number;
}

/**
 * How well two coefficients of a fit are known together: one point per resampled fit, the estimate,
 * and published values with their names.
 *
 * A long narrow cloud means that the runs determine a combination of the two better than either.
 *
 * @throws {InputError} If the fit has no draws, or no coefficient of that name.
 *
 * @example The cloud of a small sweep
 * ```ts
 * import assert from "node:assert/strict";
 * import { coefficients } from "isoflop/charts";
 * import { chinchilla, fitLaw, grid, presetNamed, simulate } from "isoflop";
 *
 * const epoch = presetNamed("chinchilla:epoch");
 * const design = grid({ N: [1e8, 3e8, 1e9, 3e9], D: [1e9, 1e10, 1e11] });
 * const runs = simulate(epoch, design, { noise: 0.003, seed: 1 });
 * const fit = fitLaw(runs, chinchilla, { bootstrap: { draws: 50, seed: 1 } });
 * const chart = coefficients(fit, { presets: [epoch] });
 * assert.match(chart.description, /published: Epoch 2024 0\.3478, 0\.3658/);
 * ```
 */
export function coefficients(
  fit: ChartFit,
  {
    x = "alpha",
    y = "beta",
    presets = [],
    most = 1500,
    title = `${symbol(x)} and ${symbol(y)} of the resampled fits`,
    width = 420,
    height = 360,
  }: CoefficientsOptions = {},
): Chart {
  const { draws } = fit;
  if (!draws) {
    throw new InputError({
      cannot: "draw the cloud of coefficients",
      needs: "a fit with bootstrap draws",
      found: "a fit without",
      cure: "fit again with { bootstrap: { draws: 1000, seed: 1 } }",
    });
  }
  const xs = column(draws.coef, x), ys = column(draws.coef, y);
  const step = Math.max(1, Math.ceil(xs.length / most));
  const cloud = Array.from({ length: Math.ceil(xs.length / step) }, (_, i) => ({
    x: tidy(xs[i * step]!),
    y: tidy(ys[i * step]!),
  })).filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y));
  const estimate = { x: tidy(fit.coef[x]!), y: tidy(fit.coef[y]!) };
  const published = presets.flatMap(({ title, coef }) =>
    coef?.[x] === undefined || coef[y] === undefined
      ? []
      : [{ title, x: tidy(coef[x]), y: tidy(coef[y]) }]
  );

  const everything = [...cloud, estimate, ...published];
  const across = axisFor(x, everything.map((point) => point.x), width, false);
  const up = axisFor(y, everything.map((point) => point.y), height, true);
  const named = [{ title: "this fit", ...estimate }, ...published];
  const anchors = named.map((point) => ({
    x: width * across.share(point.x),
    y: height * (1 - up.share(point.y)),
    text: point.title,
  }));
  const places = placeLabels(anchors, { width, height, fontSize: 11, bold: true, gap: 11 });
  const labels = places.flatMap((place, i) =>
    place
      ? [{
        x: tidy(across.value(place.x / width)),
        y: tidy(up.value(1 - place.y / height)),
        text: named[i]!.title,
      }]
      : []
  );
  const at: Encoding = {
    x: { field: "x", type: "quantitative" },
    y: { field: "y", type: "quantitative" },
  };
  const tooltip = [
    { field: "x", title: symbol(x), format: ".4~g" },
    { field: "y", title: symbol(y), format: ".4~g" },
  ];
  const text: TextLayer = {
    data: { values: labels },
    mark: {
      type: "text",
      align: "left",
      baseline: "middle",
      fontSize: 11,
      fontWeight: "bold",
      color: ink.text,
    },
    encoding: { ...at, text: { field: "text", type: "nominal" } },
  };
  return figure({
    width,
    height,
    layer: [
      {
        data: { values: cloud },
        mark: { type: "circle", size: 14, opacity: 0.3, color: palette[0], clip: true },
        encoding: {
          x: { field: "x", ...across.channel },
          y: { field: "y", ...up.channel },
          tooltip,
        },
      },
      {
        data: { values: [estimate] },
        mark: {
          type: "point",
          shape: "cross",
          filled: true,
          size: 190,
          fill: ink.law,
          stroke: ink.paper,
          opacity: 1,
        },
        encoding: { ...at, tooltip },
      },
      {
        data: { values: published },
        mark: {
          type: "point",
          shape: "diamond",
          filled: true,
          size: 60,
          fill: palette[1],
          stroke: ink.paper,
          strokeWidth: 1,
          opacity: 1,
        },
        encoding: { ...at, tooltip: [{ field: "title", title: "Published" }, ...tooltip] },
      },
      ...withHalo(text),
    ],
  }, {
    title,
    subtitle: cloud.length < draws.count
      ? `${cloud.length} of ${draws.count} resampled fits; cross: the fit itself`
      : `${draws.count} resampled fits; cross: the fit itself`,
    description: `Bootstrap draws of ${symbol(x)} and ${symbol(y)}: the fit has ${symbol(x)} = ${
      significant(estimate.x, 4)
    } and ${symbol(y)} = ${significant(estimate.y, 4)}${
      published.length
        ? `; published: ${
          published.map((p) => `${p.title} ${significant(p.x, 4)}, ${significant(p.y, 4)}`)
            .join("; ")
        }`
        : ""
    }.`,
    laws: [fit],
  });
}

/** A and B span factors, the rest differences. */
function axisFor(name: string, values: readonly number[], pixels: number, vertical: boolean): {
  channel: NonNullable<Encoding["x"]>;
  share(value: number): number;
  value(share: number): number;
} {
  if (name === "A" || name === "B") {
    const axis = logAxis(values, "ratio", { pixels, vertical });
    const [low, high] = axis.domain;
    return {
      channel: logChannel(axis, axisTitle(name)),
      share: (value) => Math.log(value / low) / Math.log(high / low),
      value: (share) => low * (high / low) ** share,
    };
  }
  const low = Math.min(...values), high = Math.max(...values);
  const margin = (high - low || Math.abs(low) || 1) * 0.05;
  const [start, end] = [tidy(low - margin), tidy(high + margin)];
  return {
    channel: {
      type: "quantitative",
      title: axisTitle(name),
      scale: { domain: [start, end], nice: false, zero: false },
      axis: { tickCount: 8 },
    },
    share: (value) => (value - start) / (end - start),
    value: (share) => start + share * (end - start),
  };
}

function column(coef: Readonly<Record<string, Float64Array>>, name: string): Float64Array {
  const found = Object.hasOwn(coef, name) ? coef[name] : undefined;
  if (found) return found;
  throw unknownName("draw the coefficient", name, Object.keys(coef));
}
