// The grammar of one language, handed on without a look inside.
declare const language: unknown;
export default language;
