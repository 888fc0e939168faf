/** What a plan remembers while many events go by: changed in place, as a campaign's caps may be counted for thousands of creators. */
import { paidFor, type Item, type State } from '../allocate/allocate.ts';
import type { Plan } from '../allocate/plan.ts';

type Counts = Record<string, bigint>;
/** A state that counts on. */
export type Memory = { readonly [K in keyof State]: Counts };

/** A memory that begins as a state was; the state stays as it is. */
export function createMemory(state: State): Memory {
  return { arrived: { ...state.arrived }, costs: { ...state.costs }, recovered: { ...state.recovered }, had: { ...state.had } };
}

/**
 * Of what a plan remembers, that which dividing an item reads: nobody else's caps, and not what has come to a split that has no
 * tiers. So a posting carries little, and nothing of others.
 */
export function readFor(plan: Plan, memory: State, item: Pick<Item, 'creator' | 'agency'>): State {
  if (!remembers(plan)) return nothing;
  const read = { arrived: {} as Counts, costs: {} as Counts, recovered: {} as Counts, had: {} as Counts };
  for (const step of plan.steps) {
    if (step.kind === 'split' && step.tiers.length > 1) copy(read.arrived, memory.arrived, step.id);
    if (step.kind === 'recover') {
      copy(read.costs, memory.costs, step.id);
      copy(read.recovered, memory.recovered, step.id);
    }
    if (step.kind === 'cap' && step.per === 'all') copy(read.had, memory.had, `${step.id} ${paidFor(step.party, item as Item)}`);
  }
  return read;
}
const nothing: State = { arrived: {}, costs: {}, recovered: {}, had: {} };

function copy(to: Counts, from: Readonly<Counts>, key: string): void {
  const value = from[key];
  if (value !== undefined && value !== 0n) to[key] = value;
}

/** Whether what came before changes how a plan divides. */
function remembers(plan: Plan): boolean {
  return plan.steps.some(
    (step) => step.kind === 'recover' || (step.kind === 'cap' && step.per === 'all') || (step.kind === 'split' && step.tiers.length > 1),
  );
}

/** Adds what an event changed, `change` being what it leaves of a fresh state. */
export function addChange(memory: Memory, change: State, sign: 1n | -1n): void {
  for (const kind of kinds) {
    const [to, from] = [memory[kind], change[kind]];
    for (const key in from) if (from[key] !== 0n) to[key] = (to[key] ?? 0n) + from[key]! * sign;
  }
}
const kinds = ['arrived', 'costs', 'recovered', 'had'] as const;
