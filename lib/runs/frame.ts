import type * as polars from "nodejs-polars";

/** A polars `DataFrame`. */
// By way of its function: the declaration itself drags all of polars into the documentation.
export type Frame = ReturnType<(typeof polars)["default"]["DataFrame"]>;
