import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bps, one } from '../allocate/fraction.ts';
import type { Item } from '../allocate/allocate.ts';
import type { Plan } from '../allocate/plan.ts';
import { settle, type MoneyEvent, type PlanVersion, type Posting, type Settled, type Standing } from './fold.ts';

const plan: Plan = {
  currency: 'CNY',
  steps: [
    { kind: 'fee', id: 'channel', party: 'payee:channel', of: 'gross', rate: bps(1000n), fixedMinor: 0n },
    { kind: 'recover', id: 'traffic', from: 'pot', to: 'role:operator', rate: bps(5000n), advanceMinor: 0n, cost: 'traffic' },
    {
      kind: 'split',
      id: 'split',
      tiers: [
        {
          upToMinor: 50_000n,
          parts: [
            { party: 'role:creator', share: 'terms' },
            { party: 'payee:author', share: { n: 1n, d: 3n } },
            { party: 'role:studio', share: 'rest' },
          ],
        },
        {
          upToMinor: null,
          parts: [
            { party: 'role:creator', share: 'terms' },
            { party: 'payee:author', share: { n: 1n, d: 2n } },
            { party: 'role:studio', share: 'rest' },
          ],
        },
      ],
    },
    { kind: 'recover', id: 'guarantee', from: 'payee:author', to: 'role:studio', rate: one, advanceMinor: 4000n, cost: null },
  ],
};
const version: PlanVersion = { planId: 'shp_1', version: 1, plan };
const itemOf = (id: string, amount: number, creator: string): Item => ({
  id,
  amountMinor: BigInt(amount),
  creator,
  agency: null,
  terms: { creator: bps(3000n), agency: null },
});
const totals = (postings: readonly Posting[]): Record<string, bigint> => {
  const sums: Record<string, bigint> = {};
  for (const { lines } of postings) for (const line of lines) sums[line.payee] = (sums[line.payee] ?? 0n) + line.amountMinor;
  return sums;
};
const sumOf = (postings: readonly Posting[]): bigint => Object.values(totals(postings)).reduce((sum, amount) => sum + amount, 0n);
const from =
  (settled: Settled) =>
  (id: string): Standing | null =>
    settled.standings.get(id) ?? null;

const anyEvents: fc.Arbitrary<MoneyEvent[]> = fc
  .array(
    fc.record({
      amount: fc.integer({ min: 0, max: 20_000 }),
      creator: fc.constantFrom('crt_a', 'crt_b'),
      day: fc.integer({ min: 10, max: 28 }),
      refund: fc.option(fc.nat(20_000)),
      later: fc.nat(9),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((orders) =>
    orders.flatMap(({ amount, creator, day, refund, later }, n): MoneyEvent[] => [
      { kind: 'earned', id: `e${n}`, at: `2026-10-${day}T00:00:00.000Z`, item: itemOf(`i${n}`, amount, creator), plan: version },
      ...(refund === null
        ? []
        : [
            {
              kind: 'refunded' as const,
              id: `r${n}`,
              at: `2026-10-${day}T0${later}:30:00.000Z`,
              itemId: `i${n}`,
              refundedMinor: BigInt(Math.min(refund, amount)),
            },
          ]),
      ...(n % 7 === 0
        ? [
            {
              kind: 'spent' as const,
              id: `s${n}`,
              at: `2026-10-${day}T00:00:00.000Z`,
              planId: 'shp_1',
              plan,
              cost: 'traffic',
              amountMinor: 300n,
            },
          ]
        : []),
    ]),
  );

test('in an open period the same events in any order of arrival give the same postings', () => {
  fc.assert(
    fc.property(
      anyEvents.chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }))),
      ([events, shuffled]) => {
        const show = (settled: Settled): unknown =>
          JSON.stringify([settled.postings, [...settled.states]], (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
        expect(show(settle(shuffled, new Map(), () => null))).toBe(show(settle(events, new Map(), () => null)));
      },
    ),
    { numRuns: 200 },
  );
});

test('nothing is created or lost: postings sum to what was earned less what was refunded', () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      const earned = events.reduce((sum, event) => sum + (event.kind === 'earned' ? event.item.amountMinor : 0n), 0n);
      const refunded = events.reduce((sum, event) => sum + (event.kind === 'refunded' ? event.refundedMinor : 0n), 0n);
      expect(sumOf(settle(events, new Map(), () => null).postings)).toBe(earned - refunded);
    }),
    { numRuns: 300 },
  );
});

test('a run again over what is settled posts nothing', () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      const first = settle(events, new Map(), () => null);
      const again = settle(
        events.filter(({ kind }) => kind !== 'spent'),
        first.states,
        from(first),
      );
      expect(again.postings).toEqual([]);
    }),
  );
});

test('across a close, what everybody had in all is the same within a unit an event, and the whole is the whole', () => {
  fc.assert(
    fc.property(anyEvents, fc.nat(1000), (events, cut) => {
      const flat = events.map((event): MoneyEvent =>
        event.kind === 'earned' ? { ...event, item: { ...event.item, creator: 'crt_a' } } : event,
      );
      // At equal rates: one tier, no costs, nothing to recoup.
      const [fee, , split] = plan.steps as [Plan['steps'][0], unknown, Plan['steps'][0] & { kind: 'split' }];
      const level = { ...version, plan: { ...plan, steps: [fee, { ...split, tiers: [split.tiers[1]!] }] } };
      const equal = flat
        .filter(({ kind }) => kind !== 'spent')
        .map((event): MoneyEvent => (event.kind === 'earned' ? { ...event, plan: level } : event));
      const whole = settle(equal, new Map(), () => null);
      // Any part of the events is learnt before the close, the others after it; a refund never before its order.
      const early = equal.filter((event, n) => event.kind === 'earned' && (cut >> (n % 10)) % 2 === 0);
      const first = settle(early, new Map(), () => null);
      const second = settle(
        equal.filter((event) => !early.includes(event)),
        first.states,
        from(first),
      );
      const [a, b] = [totals(whole.postings), totals([...first.postings, ...second.postings])];
      for (const payee of Object.keys(a)) expect(b[payee] ?? 0n).toBe(a[payee]);
    }),
    { numRuns: 200 },
  );
});

test('an order that was another creator’s is taken back from the one and given to the other', () => {
  const earned: MoneyEvent = { kind: 'earned', id: 'e', at: '2026-10-02T00:00:00.000Z', item: itemOf('i', 10_000, 'crt_a'), plan: version };
  const first = settle([earned], new Map(), () => null);
  const restated: MoneyEvent = {
    kind: 'restated',
    id: 'x',
    at: '2026-11-05T00:00:00.000Z',
    itemId: 'i',
    now: { item: itemOf('i', 9000, 'crt_b'), plan: version },
  };
  const second = settle([restated], first.states, from(first));
  const both = totals([...first.postings, ...second.postings]);
  expect(both.crt_a).toBe(0n);
  expect(both.crt_b).toBe(2700n);
  expect(sumOf([...first.postings, ...second.postings])).toBe(9000n);
  const gone = settle([{ ...restated, id: 'y', at: '2026-12-01T00:00:00.000Z', now: null }], second.states, from(second));
  expect(sumOf([...first.postings, ...second.postings, ...gone.postings])).toBe(0n);
});

test('a refund past a payout is a negative line, and a refund that was taken back is given again', () => {
  const earned: MoneyEvent = { kind: 'earned', id: 'e', at: '2026-10-02T00:00:00.000Z', item: itemOf('i', 10_000, 'crt_a'), plan: version };
  const first = settle([earned], new Map(), () => null);
  const refund = (id: string, at: string, refundedMinor: bigint): MoneyEvent => ({ kind: 'refunded', id, at, itemId: 'i', refundedMinor });
  const second = settle([refund('r', '2026-11-01T00:00:00.000Z', 3000n)], first.states, from(first));
  expect(totals(second.postings).crt_a).toBe(-900n);
  const third = settle([refund('r2', '2026-11-09T00:00:00.000Z', 0n)], second.states, from(second));
  expect(totals(third.postings).crt_a).toBe(900n);
});
