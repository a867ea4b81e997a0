import { kaplanFrontiers, type Law, laws, llama3Frontiers, type Preset } from "../../laws/mod.ts";
import { escapeHtml, significant } from "../../text/mod.ts";
import { mathMl } from "../page/math.ts";
import { type PageLink, shell } from "../page/shell.ts";

/** How the page is spoken of. */
export const numbersSide = {
  text: "Published numbers",
  href: "numbers.html",
  about: "the coefficients of every law, as they were printed, each with its table or equation.",
};

/** Every published coefficient that the package knows, with a link to where it stands. */
export async function numbersPage(links: readonly PageLink[]): Promise<string> {
  const known = Object.values(laws).map((law): [Law, Preset[]] => [law, Object.values(law.presets)])
    .filter(([, presets]) => presets.length > 0);
  const frontiers = [...Object.values(kaplanFrontiers), ...Object.values(llama3Frontiers)];
  const main = `<h1>${numbersSide.text}</h1>
<p>The coefficients as the papers print them, or as their authors' own files have them. The name in the second column is what <code>presetNamed</code> and the command line take. Coefficients of different rows must not be mixed, and those of different tokenizers not be compared.</p>
${known.map(([law, presets]) => lawSection(law, presets)).join("\n")}
<h2 id="frontiers">Frontiers alone</h2>
<p>The best size and the best number of tokens for a compute C in FLOP, where no law was printed with them.</p>
${table(frontiers)}`;
  return await shell({ title: numbersSide.text, links, main, style });
}

function lawSection(law: Law, presets: readonly Preset[]): string {
  const units = law.coefNames.map((name) => {
    const unit = law.units[name];
    return unit && unit !== "–" ? `<code>${escapeHtml(name)}</code>: ${escapeHtml(unit)}` : "";
  }).filter(Boolean).join("; ");
  return `<h2 id="${escapeHtml(law.name)}">${escapeHtml(law.name)}</h2>
${mathMl(law.tex, true)}
<p class="units">${units}</p>
${table(presets)}`;
}

function table(presets: readonly Preset[]): string {
  const rows = presets.map((preset) => {
    const { paper, where, url } = preset.source;
    return `<tr><td>${escapeHtml(preset.title)}</td><td><code>${escapeHtml(preset.name)}</code></td>
<td class="values">${values(preset)}</td>
<td><a href="${escapeHtml(url)}">${escapeHtml(`${paper}, ${where}`)}</a></td></tr>`;
  });
  return `<div class="wide" tabindex="0"><table>
<thead><tr><th>published by</th><th>name</th><th>numbers</th><th>where</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div>`;
}

/** The coefficients of a law, or the powers of a frontier. */
function values(preset: Preset): string {
  // A preset without N and D refuses to be asked for a frontier.
  const shown = preset.coef
    ? Object.entries(preset.coef).map(([name, value]) => `${escapeHtml(name)} = ${plainly(value)}`)
    : [["N*", preset.frontier.N] as const, ["D*", preset.frontier.D] as const].map((
      [name, power],
    ) => `${name} = ${significant(power.coef, 4)} · C<sup>${significant(power.exponent, 5)}</sup>`);
  return shown.map((each) => `<span>${each}</span>`).join(" ");
}

/** Seven digits without noughts at the end: a printed .34 is not .3400000. */
function plainly(value: number): string {
  const rounded = Number(value.toPrecision(7));
  return Math.abs(rounded) < 1e6 ? String(rounded) : rounded.toExponential().replace("e+", "e");
}

const style = `
.values span { display: inline-block; white-space: nowrap; margin-right: .9em; }
.units { font: .875rem/1.5 var(--sans); color: var(--muted); }
td code { white-space: nowrap; }
@media (min-width: 74rem) { .page:not(:has(.contents)) { grid-template-columns: minmax(0, 62rem); } main > p { max-width: 46rem; } }
`;
