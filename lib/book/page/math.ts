import temml from "temml";
import { escapeHtml } from "../../text/mod.ts";

/**
 * A formula in LaTeX as MathML, which needs neither fonts nor a style sheet nor a script.
 *
 * A formula that cannot be read is shown as it was written.
 */
export function mathMl(tex: string, displayMode: boolean): string {
  try {
    const html = temml.renderToString(tex, { displayMode, throwOnError: true, annotate: false });
    // A formula that is wider than the screen is moved with the keys.
    return displayMode ? html.replace("<math ", '<math tabindex="0" ') : html;
  } catch {
    const tag = displayMode ? "pre" : "code";
    return `<${tag} class="unread-math">${escapeHtml(tex)}</${tag}>`;
  }
}
