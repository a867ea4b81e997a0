const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** The text with the five characters that mean something to HTML written as entities. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character]!);
}

/** The text with Markdown's table separator and HTML's brackets defused, on one line. */
export function escapeMarkdown(text: string): string {
  return text.replaceAll(/([\\|`*_<>])/g, "\\$1").replaceAll(/\s*[\r\n]+\s*/g, " ");
}

/** A value as JSON that may stand inside a `<script>` element. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}
