import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../ledger/index.ts';
import { allocate, after, freshState, type Item, type State } from '../allocate/allocate.ts';
import { bps, fraction } from '../allocate/fraction.ts';
import type { Plan, Step } from '../allocate/plan.ts';
import { lessTax } from './conclude.ts';
import { divide } from './divide.ts';
import { createWaiting } from './late.ts';
import { addChange, createMemory, readFor } from './memory.ts';
import { firstInstantAfter, lastInstantOf, monthsOn } from './period.ts';
import { contentText, type PostingContent } from './posting.ts';

const split = (tiered: boolean): Step => ({
  kind: 'split',
  id: 'split',
  tiers: [
    ...(tiered
      ? [
          {
            upToMinor: 5000n,
            parts: [
              { party: 'role:creator' as const, share: 'terms' as const },
              { party: 'role:studio' as const, share: 'rest' as const },
            ],
          },
        ]
      : []),
    {
      upToMinor: null,
      parts: [
        { party: 'role:creator', share: 'terms' },
        { party: 'role:agency', share: 'terms', otherwise: 'role:creator' },
        { party: 'payee:author', share: { n: 1n, d: 3n } },
        { party: 'role:studio', share: 'rest' },
      ],
    },
  ],
});
const anyPlan: fc.Arbitrary<Plan> = fc
  .record({ recovers: fc.boolean(), tiered: fc.boolean(), capped: fc.option(fc.constantFrom('order' as const, 'all' as const)) })
  .map(({ recovers, tiered, capped }) => ({
    currency: 'CNY',
    steps: [
      { kind: 'fee', id: 'fee', party: 'role:operator', of: 'gross', rate: bps(700n), fixedMinor: 3n },
      ...(recovers
        ? [
            {
              kind: 'recover' as const,
              id: 'back',
              from: 'pot' as const,
              to: 'role:operator' as const,
              rate: bps(4000n),
              advanceMinor: 900n,
              cost: 'traffic',
            },
          ]
        : []),
      split(tiered),
      ...(capped
        ? [
            {
              kind: 'cap' as const,
              id: 'cap',
              party: 'role:creator' as const,
              mostMinor: 800n,
              per: capped,
              excessTo: 'role:studio' as const,
            },
          ]
        : []),
    ],
  }));
const anyItem = fc
  .record({
    amount: fc.constantFrom(0n, 1n, 7n, 990n, 1990n, 2990n),
    creator: fc.constantFrom('crt_a', 'crt_b', null),
    agency: fc.constantFrom('agy_a', 'agy_b', null),
    promised: fc.nat(40),
  })
  .map(({ amount, creator, agency, promised }): Item => ({
    id: 'i',
    amountMinor: amount,
    creator,
    agency: creator && agency,
    terms: {
      creator: creator && amount > 0n ? fraction((amount * BigInt(promised)) / 100n, amount) : null,
      agency: creator && agency && amount > 0n ? fraction(amount / 20n, amount) : null,
    },
  }));

test('an order that is divided like others before it is divided as if it were alone, and leaves what it would leave', () => {
  fc.assert(
    fc.property(anyPlan, fc.array(anyItem, { minLength: 1, maxLength: 30 }), (plan, items) => {
      const memory = createMemory(freshState);
      let state: State = freshState;
      for (const item of items) {
        const alone = allocate(plan, state, item);
        const divided = divide(plan, readFor(plan, memory, item), item);
        addChange(memory, divided.change, 1n);
        expect(divided.lines).toEqual(alone.lines);
        state = alone.state;
        for (const step of plan.steps) {
          expect(memory.arrived[step.id] ?? 0n).toBe(state.arrived[step.id] ?? 0n);
          expect(memory.recovered[step.id] ?? 0n).toBe(state.recovered[step.id] ?? 0n);
        }
      }
      for (const key of Object.keys(memory.had)) expect(memory.had[key]).toBe(state.had[key]);
      expect(after(plan, freshState, items[0]!, [], 1n).costs).toEqual({});
    }),
    { numRuns: 300 },
  );
});

test('a content is written as canonical JSON writes it', () => {
  const text = fc.option(fc.string());
  const counts = fc.dictionary(
    fc.string({ minLength: 1 }).map((key) => `k${key}`),
    fc.bigInt().map(String),
  );
  fc.assert(
    fc.property(
      fc.record({
        kind: fc.constantFrom('earned' as const, 'refunded' as const, 'taken_back' as const),
        at: fc.string(),
        plan: fc.record({ id: fc.string(), version: fc.nat(), hash: fc.string() }),
        item: fc.record({
          id: fc.string(),
          kind: fc.constantFrom('order' as const, 'ad_revenue' as const),
          sourceId: text,
          externalId: text,
          workId: text,
          campaignId: text,
          occurredAt: fc.string(),
          currency: fc.string(),
          amountMinor: fc.string(),
          creator: text,
          agency: text,
          creatorTermsMinor: text,
          agencyTermsMinor: text,
          capMinor: text,
        }),
        before: fc.record({ arrived: counts, costs: counts, recovered: counts, had: counts }),
        takenBack: fc.option(fc.record({ fromMinor: fc.string(), toMinor: fc.string() })),
      }),
      (content: PostingContent) => {
        expect(contentText(content)).toBe(canonicalJson(content));
      },
    ),
  );
});

test('what waits comes out in its order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), (numbers) => {
      const waiting = createWaiting<number>((a, b) => a - b);
      for (const number of numbers) waiting.add(number);
      const out: number[] = [];
      for (let next = waiting.take(); next !== undefined; next = waiting.take()) out.push(next);
      expect(out).toEqual(numbers.toSorted((a, b) => a - b));
    }),
  );
});

test('tax lowers the days in proportion to what they bring, and all of them sum to what is left', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('2026-10-01', '2026-10-02', '2026-10-03'), fc.bigInt(-500n, 9000n)),
      fc.nat(100),
      (days, percent) => {
        const brought = Object.values(days).reduce((sum, amount) => sum + (amount > 0n ? amount : 0n), 0n);
        const net = Object.values(days).reduce((sum, amount) => sum + amount, 0n);
        const withheld = (brought * BigInt(percent)) / 100n;
        const left = Object.values(lessTax(new Map(Object.entries(days)), withheld)).reduce((sum, amount) => sum + BigInt(amount), 0n);
        expect(left).toBe(net - withheld);
      },
    ),
  );
});

test('months of the business zone', () => {
  expect([monthsOn('2026-01', -1), monthsOn('2026-12', 1), monthsOn('2026-10', -22)]).toEqual(['2025-12', '2027-01', '2024-12']);
  expect(firstInstantAfter('2026-09').toISOString()).toBe('2026-09-30T16:00:00.000Z');
  expect(lastInstantOf('2026-09').toISOString()).toBe('2026-09-30T15:59:59.999Z');
});
