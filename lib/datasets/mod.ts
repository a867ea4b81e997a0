/**
 * Where data come from: public data sets by name, and published tables that come with the package.
 *
 * @module
 */
export type { AnyStandIn } from "./any_stand_in.ts";
export type { DownloadOptions } from "./download.ts";
export { landmarkModels, type TrainedModel } from "./landmark_models.ts";
export { download, list, type Listed, load, loaded, type LoadOptions, path } from "./load.ts";
export {
  type HoffmannApproach1,
  type HoffmannApproaches23,
  type HoffmannExponents,
  type HoffmannModel,
  type LandmarkModel,
  type PorianExponent,
  publishedTable,
  type PublishedTables,
} from "./published.ts";
export type { DataSet, PinnedFile } from "./registry.ts";
export type { ModelsStandIn } from "./models_stand_in.ts";
export type { RepeatedStandIn } from "./repeated_stand_in.ts";
export type { StandIn } from "./stand_in.ts";
export type { StepsStandIn } from "./steps_stand_in.ts";
