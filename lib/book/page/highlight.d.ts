// The part of highlight.js that is used. The package's own declarations name a file that its exports
// hide, and every `deno check` would warn about it.
declare const hljs: {
  registerLanguage(name: string, language: unknown): void;
  getLanguage(name: string): unknown;
  highlight(code: string, options: { language: string; ignoreIllegals?: boolean }): {
    readonly value: string;
  };
};
export default hljs;
