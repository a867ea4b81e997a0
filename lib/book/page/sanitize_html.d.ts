// The part of sanitize-html that is used; the package brings no declarations of its own.
declare function sanitizeHtml(html: string, options: {
  readonly allowedTags: readonly string[];
  readonly allowedAttributes: Readonly<
    Record<string, readonly (string | { name: string; values: readonly string[] })[]>
  >;
  readonly allowedStyles: Readonly<Record<string, Readonly<Record<string, readonly RegExp[]>>>>;
  readonly allowedSchemes: readonly string[];
  readonly allowedSchemesByTag: Readonly<Record<string, readonly string[]>>;
  readonly allowProtocolRelative: boolean;
}): string;
export default sanitizeHtml;
