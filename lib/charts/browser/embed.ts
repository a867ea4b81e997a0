// The script of the offline pages: bundled for browsers by `vegaBundle()`, never run by Deno.
import embed from "vega-embed";

Object.assign(globalThis, { isoflopEmbed: embed });
