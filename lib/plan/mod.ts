/**
 * A fitted law, or a published one, becomes a decision: how large a model, on how many tokens.
 *
 * @module
 */
export {
  type Accelerator,
  acceleratorNamed,
  accelerators,
  type Precision,
  type Price,
} from "./accelerators.ts";
export { allocate, type Spending } from "./allocate.ts";
export { budgetFor } from "./budget_for.ts";
export { type Allocation, AllocationCost, costOfAllocation } from "./cost_of_allocation.ts";
export { dataWithin } from "./data_within.ts";
export { EpochLimit, type EpochsQuestion, epochsWithin } from "./epochs_within.ts";
export { type ImpliedDemand, impliedDemand } from "./implied_demand.ts";
export { lossAt } from "./loss_at.ts";
export {
  type BatchQuantities,
  Plan,
  type PlanIntervals,
  type PlanOptions,
  type PlanQuantity,
  type Quantities,
} from "./plan.ts";
export type { SizeOptions } from "./n_convention.ts";
export type { PlanSource } from "./policy.ts";
export {
  planServing,
  ServingPlan,
  type ServingQuantities,
  type ServingQuantity,
  type ServingQuestion,
} from "./plan_serving.ts";
export { type FlopPrices, flopPrices, type Prices, type Rented, type Serving } from "./serving.ts";
export { planRepeated, RepeatedPlan, type RepeatedQuestion } from "./plan_repeated.ts";
export type { RepeatedSource } from "./repetition.ts";
export {
  overheadOfSize,
  type OverheadQuantities,
  type OverheadQuestion,
  SizeOverhead,
} from "./size_overhead.ts";
export { efficientSpan, tradeOff, type TradeOffQuestion, type TradeOffRow } from "./trade_off.ts";
export { type Cluster, computeWithin, TrainingBill, trainingBill } from "./training_bill.ts";
export { pruningCost } from "./pruning_cost.ts";
