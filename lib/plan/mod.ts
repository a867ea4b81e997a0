/**
 * A fitted law, or a published one, becomes a decision: how large a model, on how many tokens.
 *
 * @module
 */
export { allocate } from "./allocate.ts";
export { budgetFor } from "./budget_for.ts";
export { type Allocation, AllocationCost, costOfAllocation } from "./cost_of_allocation.ts";
export { lossAt } from "./loss_at.ts";
export { Plan, type PlanIntervals, type PlanOptions, type Quantities } from "./plan.ts";
export type { PlanSource } from "./policy.ts";
