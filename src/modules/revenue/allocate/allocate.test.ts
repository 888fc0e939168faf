import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addCost, after, allocate, freshState, refundLines, type Item, type Line, type State } from './allocate.ts';
import { bps, fraction, one, zero } from './fraction.ts';
import { faultsOf, type Plan, type Step } from './plan.ts';

const item = (amountMinor: bigint, more: Partial<Item> = {}): Item => ({
  id: 'i',
  amountMinor,
  creator: 'crt_lin',
  agency: 'agy_star',
  terms: { creator: bps(3000n), agency: bps(500n) },
  ...more,
});
const sum = (lines: readonly Line[]): bigint => lines.reduce((total, line) => total + line.amountMinor, 0n);
const of = (lines: readonly Line[], payee: string): bigint => sum(lines.filter((line) => line.payee === payee));

const contract: Plan = {
  currency: 'CNY',
  steps: [
    { kind: 'fee', id: 'channel', party: 'payee:channel', of: 'gross', rate: bps(1000n), fixedMinor: 0n },
    { kind: 'recover', id: 'traffic', from: 'pot', to: 'role:operator', rate: bps(5000n), advanceMinor: 0n, cost: 'traffic' },
    {
      kind: 'split',
      id: 'split',
      tiers: [
        {
          upToMinor: 100_000n,
          parts: [
            { party: 'role:creator', share: 'terms', otherwise: 'role:operator' },
            { party: 'role:agency', share: 'terms', otherwise: 'role:creator' },
            { party: 'payee:author', share: { n: 1n, d: 3n } },
            { party: 'role:studio', share: 'rest' },
          ],
        },
        {
          upToMinor: null,
          parts: [
            { party: 'role:creator', share: 'terms', otherwise: 'role:operator' },
            { party: 'payee:author', share: { n: 1n, d: 2n } },
            { party: 'role:studio', share: 'rest' },
          ],
        },
      ],
    },
    { kind: 'recover', id: 'guarantee', from: 'payee:author', to: 'role:studio', rate: one, advanceMinor: 5000n, cost: null },
    { kind: 'cap', id: 'cap', party: 'role:creator', mostMinor: 50_000n, per: 'all', excessTo: 'role:studio' },
  ],
};

test('a contract’s plan is a good one, and divides 100 yuan as it reads', () => {
  expect(faultsOf(contract)).toEqual([]);
  const { lines } = allocate(contract, freshState, item(10_000n));
  expect(lines).toEqual([
    { step: 'channel', payee: 'payee:channel', amountMinor: 1000n },
    // What the campaign promised of the order, whatever the channel took.
    { step: 'split', payee: 'crt_lin', amountMinor: 3000n },
    { step: 'split', payee: 'agy_star', amountMinor: 500n },
    // The author's third of 9,000 goes to the studio until the guarantee of 50 yuan is recouped.
    { step: 'split', payee: 'role:studio', amountMinor: 2500n },
    { step: 'guarantee', payee: 'role:studio', amountMinor: 3000n },
  ]);
});

test('costs are paid back first, at most half of what is left each time', () => {
  const owed = addCost(contract, freshState, 'traffic', 6000n);
  const first = allocate(contract, owed, item(10_000n));
  expect(
    of(
      first.lines.filter(({ step }) => step === 'traffic'),
      'role:operator',
    ),
  ).toBe(4500n);
  const second = allocate(contract, first.state, item(10_000n));
  expect(
    of(
      second.lines.filter(({ step }) => step === 'traffic'),
      'role:operator',
    ),
  ).toBe(1500n);
  const third = allocate(contract, second.state, item(10_000n));
  expect(third.lines.some(({ step }) => step === 'traffic')).toBe(false);
});

test('an order across a tier’s edge is divided by both tiers', () => {
  const state: State = { ...freshState, arrived: { split: 99_100n }, recovered: { guarantee: 5000n } };
  const { lines } = allocate(contract, state, item(2000n));
  // 1,800 come to the split: 900 in the first tier, 900 in the second.
  expect(of(lines, 'payee:author')).toBe(300n + 450n);
  // Half of what was promised of the order: the second tier promises the agency nothing.
  expect(of(lines, 'agy_star')).toBe(50n);
  expect(sum(lines)).toBe(2000n);
});

test('roles that nobody fills go where the plan says', () => {
  const { lines } = allocate(contract, freshState, item(10_000n, { creator: null, agency: null, terms: { creator: null, agency: null } }));
  expect(of(lines, 'crt_lin')).toBe(0n);
  const alone = allocate(contract, freshState, item(10_000n, { agency: null })).lines;
  expect(of(alone, 'crt_lin')).toBe(3000n + 500n);
});

test('a cap holds over many orders, and what is above goes on', () => {
  let state: State = freshState;
  let creator = 0n;
  for (let n = 0; n < 40; n++) {
    const now = allocate(contract, state, item(10_000n));
    creator += of(now.lines, 'crt_lin');
    state = now.state;
    expect(sum(now.lines)).toBe(10_000n);
  }
  expect(creator).toBe(50_000n);
});

describe('faults', () => {
  const splitOf = (parts: (Step & { kind: 'split' })['tiers'][0]['parts']): Plan => ({
    currency: 'CNY',
    steps: [{ kind: 'split', id: 's', tiers: [{ upToMinor: null, parts }] }],
  });
  test.each([
    ['no_split', { currency: 'CNY', steps: [] } as Plan],
    ['not_whole', splitOf([{ party: 'role:studio', share: { n: 1n, d: 2n } }])],
    [
      'more_than_whole',
      splitOf([
        { party: 'role:studio', share: { n: 3n, d: 2n } },
        { party: 'role:operator', share: 'rest' },
      ]),
    ],
    [
      'two_rests',
      splitOf([
        { party: 'role:studio', share: 'rest' },
        { party: 'role:operator', share: 'rest' },
      ]),
    ],
    ['not_whole', splitOf([{ party: 'role:creator', share: 'terms' }])],
    ['after_split', { currency: 'CNY', steps: [contract.steps[2]!, contract.steps[0]!] } as Plan],
  ])('%s', (code, plan) => expect(faultsOf(plan).map((fault) => fault.code)).toContain(code));
});

// Any plan that has no fault: fees, recoveries, tiers, terms, caps, in any amounts.
const ratio = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 60, max: 97 })).map(([n, d]) => fraction(BigInt(n), BigInt(d)));
const party = fc.constantFrom(
  'role:creator',
  'role:agency',
  'role:operator',
  'role:studio',
  'payee:a',
  'payee:b',
) as fc.Arbitrary<'role:studio'>;
const anyPlan: fc.Arbitrary<Plan> = fc
  .record({
    fees: fc.array(fc.record({ party, of: fc.constantFrom('gross' as const, 'left' as const), rate: ratio, fixed: fc.nat(50) }), {
      maxLength: 3,
    }),
    costs: fc.array(fc.record({ to: party, rate: ratio, advance: fc.nat(5000) }), { maxLength: 2 }),
    edges: fc.uniqueArray(fc.integer({ min: 1, max: 9000 }), { maxLength: 3 }),
    shares: fc.array(fc.record({ party, n: fc.integer({ min: 0, max: 30 }) }), { maxLength: 3 }),
    recoups: fc.array(fc.record({ from: party, to: party, rate: ratio, advance: fc.nat(5000) }), { maxLength: 2 }),
    caps: fc.array(fc.record({ party, to: party, most: fc.nat(3000), per: fc.constantFrom('order' as const, 'all' as const) }), {
      maxLength: 2,
    }),
    terms: fc.boolean(),
  })
  .map(({ fees, costs, edges, shares, recoups, caps, terms }) => ({
    currency: 'CNY',
    steps: [
      ...fees.map((fee, n) => ({
        kind: 'fee' as const,
        id: `f${n}`,
        party: fee.party,
        of: fee.of,
        rate: fee.rate,
        fixedMinor: BigInt(fee.fixed),
      })),
      ...costs.map((cost, n) => ({
        kind: 'recover' as const,
        id: `c${n}`,
        from: 'pot' as const,
        to: cost.to,
        rate: cost.rate,
        advanceMinor: BigInt(cost.advance),
        cost: 'traffic',
      })),
      {
        kind: 'split' as const,
        id: 's',
        tiers: [...edges.sort((a, b) => a - b).map(BigInt), null].map((upToMinor, n) => ({
          upToMinor,
          parts: [
            ...(terms ? [{ party: 'role:creator' as const, share: 'terms' as const, otherwise: 'role:studio' as const }] : []),
            ...shares.map((share) => ({ party: share.party, share: { n: BigInt(share.n), d: 97n + BigInt(n) } })),
            { party: 'payee:b' as const, share: 'rest' as const },
          ],
        })),
      },
      ...recoups
        .filter((recoup) => recoup.from !== recoup.to)
        .map((recoup, n) => ({
          kind: 'recover' as const,
          id: `r${n}`,
          from: recoup.from,
          to: recoup.to,
          rate: recoup.rate,
          advanceMinor: BigInt(recoup.advance),
          cost: null,
        })),
      ...caps
        .filter((cap) => cap.party !== cap.to)
        .map((cap, n) => ({
          kind: 'cap' as const,
          id: `k${n}`,
          party: cap.party,
          mostMinor: BigInt(cap.most),
          per: cap.per,
          excessTo: cap.to,
        })),
    ],
  }));
const anyItem = fc
  .record({
    amount: fc.nat(20_000),
    creator: fc.option(fc.constantFrom('crt_1', 'crt_2')),
    agency: fc.option(fc.constant('agy_1')),
    terms: ratio,
  })
  .map(({ amount, creator, agency, terms }) => item(BigInt(amount), { creator, agency, terms: { creator: terms, agency: zero } }));

test('whatever the plan and the orders, every minor unit goes to somebody, none is negative, advances are recouped once', () => {
  fc.assert(
    fc.property(anyPlan, fc.array(anyItem, { minLength: 1, maxLength: 12 }), (plan, items) => {
      expect(faultsOf(plan)).toEqual([]);
      let state = addCost(plan, freshState, 'traffic', 700n);
      for (const each of items) {
        const now = allocate(plan, state, each);
        expect(sum(now.lines)).toBe(each.amountMinor);
        expect(now.lines.every(({ amountMinor }) => amountMinor > 0n)).toBe(true);
        state = now.state;
      }
      for (const step of plan.steps)
        if (step.kind === 'recover') {
          const most = step.advanceMinor + (state.costs[step.id] ?? 0n);
          expect((state.recovered[step.id] ?? 0n) <= most).toBe(true);
        }
    }),
    { numRuns: 400 },
  );
});

test('refunds in any portions take back the same, a whole refund takes back all, and the state is as before', () => {
  fc.assert(
    fc.property(anyPlan, anyItem, fc.array(fc.nat(20_000), { maxLength: 4 }), (plan, each, cuts) => {
      const given = allocate(plan, freshState, each);
      const stops = [...cuts.map((cut) => BigInt(cut) % (each.amountMinor + 1n)).sort((a, b) => (a < b ? -1 : 1)), each.amountMinor];
      let before = 0n;
      let state = given.state;
      const back = new Map<string, bigint>();
      for (const stop of stops) {
        const lines = refundLines(given.lines, stop, before);
        expect(sum(lines)).toBe(stop - before);
        for (const line of lines) back.set(`${line.step} ${line.payee}`, (back.get(`${line.step} ${line.payee}`) ?? 0n) + line.amountMinor);
        state = after(plan, state, each, lines, -1n);
        before = stop;
      }
      for (const line of given.lines) expect(back.get(`${line.step} ${line.payee}`) ?? 0n).toBe(line.amountMinor);
      const left = [state.arrived, state.recovered, state.had].flatMap((record) => Object.values(record));
      expect(left.every((amount) => amount === 0n)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('where the pot has it, a promise is kept to the unit; where it has not, all that is left is given', () => {
  const promise = fc.record({
    amount: fc.integer({ min: 1, max: 50_000 }),
    promised: fc.nat(50_000),
    fee: fc.nat(10_000),
    fixed: fc.nat(96),
  });
  fc.assert(
    fc.property(promise, ({ amount, promised, fee, fixed }) => {
      const share = fraction(BigInt(fixed), 97n);
      const plan: Plan = {
        currency: 'CNY',
        steps: [
          { kind: 'fee', id: 'f', party: 'role:operator', of: 'gross', rate: bps(BigInt(fee)), fixedMinor: 0n },
          {
            kind: 'split',
            id: 's',
            tiers: [
              {
                upToMinor: null,
                parts: [
                  { party: 'payee:author', share },
                  { party: 'role:creator', share: 'terms' },
                  { party: 'role:studio', share: 'rest' },
                ],
              },
            ],
          },
        ],
      };
      const whole = BigInt(amount);
      const wanted = BigInt(promised % (amount + 1));
      const { lines } = allocate(plan, freshState, item(whole, { terms: { creator: fraction(wanted, whole), agency: null } }));
      expect(sum(lines)).toBe(whole);
      // In units of 1/(10,000 × 97): what fees and the author leave.
      const free = whole * BigInt(10_000 - fee) * BigInt(97 - fixed);
      const given = of(lines, 'crt_lin');
      if (wanted * 970_000n <= free) expect(given).toBe(wanted);
      else {
        expect(given * 970_000n > free - 970_000n && given * 970_000n < free + 970_000n).toBe(true);
        expect(of(lines, 'role:studio') <= 1n).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
