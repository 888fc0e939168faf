import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { somePlacement, someTerms } from '../../../../test/support/attribution.ts';
import { minorDigits } from '../../../platform/money.ts';
import { currencies, statuses, type Rule } from '../words/contract.ts';
import { earnOf, sharePool } from './earn.ts';
import { orderState, type OrderEvent } from './order.ts';
import { better, decide, type Facts, type Question, type Trace } from './rules.ts';

const at = (iso: string): Date => new Date(iso);
const noon = at('2026-06-15T12:00:00Z');
const hour = 3_600_000;

function facts(...placements: ReturnType<typeof somePlacement>[]): Facts {
  return { placements: new Map(placements.map((each) => [each.placementId, each])), accounts: new Map() };
}
const question = (change: Partial<Question> = {}): Question => ({
  kind: 'order',
  occurredAt: noon,
  windowAt: noon,
  installBeginAt: null,
  country: 'CN',
  workId: 'wrk_a',
  notes: [],
  ...change,
});
const trace = (rule: Rule, placementId: string, hoursBefore: number, change: Partial<Trace> = {}): Trace => ({
  rule,
  placementId,
  at: new Date(noon.getTime() - hoursBefore * hour),
  touchId: `${rule}-${placementId}-${hoursBefore}`,
  touchKind: rule === 'code' ? 'search' : 'click',
  country: 'CN',
  consent: true,
  ...change,
});

test('the words of money in the contract are those of the house', () => {
  expect([...currencies].sort()).toEqual(Object.keys(minorDigits).sort());
});

describe('who is credited', () => {
  test('a code beats a click, which beats the account that sold it, which beats a likeness, however old they are within their windows', () => {
    const known = facts(...['a', 'b', 'c', 'd'].map((id) => somePlacement(id)));
    const all = [trace('probabilistic', 'd', 1), trace('account', 'c', 2), trace('click', 'b', 3), trace('code', 'a', 4)];
    for (let count = 4; count > 0; count--)
      expect(decide(question(), all.slice(0, count), known).placementId).toBe(all[count - 1]!.placementId);
  });

  const rules = fc.constantFrom<Rule>('code', 'click', 'account', 'probabilistic');
  const anyTrace = fc
    .record({
      rule: rules,
      placementId: fc.constantFrom('a', 'b', 'c', 'gone'),
      hours: fc.integer({ min: -5, max: 1000 }),
      kind: fc.constantFrom('click', 'search', 'view'),
      consent: fc.boolean(),
      id: fc.option(fc.constantFrom('t1', 't2', 't3'), { nil: null }),
    })
    .map(({ rule, placementId, hours, kind, consent, id }): Trace => {
      const made = trace(rule, placementId, hours, { touchKind: kind as Trace['touchKind'], consent });
      // A touch is of one placement and one time, wherever it was found.
      return id === null ? { ...made, touchId: null } : { ...made, touchId: `${id}-${placementId}-${hours}-${kind}-${consent}` };
    });
  const known = facts(
    somePlacement('a'),
    somePlacement('b', { settings: { territories: ['US'] } }),
    somePlacement('c', { validFrom: at('2026-06-10T00:00:00Z'), validUntil: at('2026-06-14T00:00:00Z') }),
  );

  test('the same traces in any order, and told twice, are decided alike', () => {
    fc.assert(
      fc.property(fc.array(anyTrace, { maxLength: 20 }), fc.infiniteStream(fc.nat()), (traces, random) => {
        const shuffled = [...traces, ...traces.slice(0, 3)]
          .map((each) => ({ each, key: random.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each);
        expect(decide(question(), shuffled, known)).toEqual(decide(question(), traces, known));
      }),
    );
  });

  test('the winner is good and no other good one is better; every candidate says why; one that fails passes the credit on', () => {
    fc.assert(
      fc.property(fc.array(anyTrace, { maxLength: 20 }), (traces) => {
        const { winner, candidates, placementId } = decide(question(), traces, known);
        expect(placementId).toBe(winner?.placementId ?? null);
        for (const each of candidates) expect(each.reasons.length).toBeGreaterThan(0);
        const good = candidates.filter(({ verdict }) => verdict !== 'rejected');
        expect(winner === null).toBe(good.length === 0);
        for (const each of good) if (each !== winner) expect(better(winner!, each)).toBeLessThan(0);
        if (winner) {
          const without = traces.filter((each) => each.touchId !== winner.touchId || better(each, winner) !== 0);
          expect(decide(question(), without, known).placementId).toBe(
            good.find((each) => each !== winner && better(each, winner) !== 0)?.placementId ?? null,
          );
        }
      }),
    );
  });

  test('the order of traces is total: two that differ are never level', () => {
    fc.assert(
      fc.property(anyTrace, anyTrace, (a, b) => {
        const [ab, ba] = [better(a, b), better(b, a)];
        expect(Math.sign(ab)).toBe(-Math.sign(ba) || 0);
        if (ab === 0) expect([a.rule, a.placementId, a.touchId, a.at]).toEqual([b.rule, b.placementId, b.touchId, b.at]);
      }),
    );
  });

  const refusals: [string, Parameters<typeof somePlacement>[1], Partial<Trace>, Partial<Question>][] = [
    ['after_conversion', {}, { at: at('2026-06-15T12:00:01Z') }, {}],
    ['outside_window', {}, { at: at('2026-06-08T11:59:59Z') }, {}],
    ['campaign_not_started', { settings: { startsAt: at('2026-06-16T00:00:00Z') } }, {}, {}],
    ['campaign_ended', { settings: { endsAt: at('2026-06-15T10:00:00Z') } }, {}, {}],
    ['campaign_not_published', { campaign: { states: [{ from: at('2026-06-15T11:30:00Z'), state: 'published' }] } }, {}, {}],
    ['embargo', { settings: { embargoUntil: at('2026-06-15T11:30:00Z') } }, {}, {}],
    ['territory', { settings: { territories: ['US', 'GB'] } }, {}, {}],
    ['channel', { settings: { channels: ['kuaishou'] } }, {}, {}],
    ['claim_not_yet', { validFrom: at('2026-06-15T11:30:00Z') }, {}, {}],
    ['claim_ended', { validUntil: at('2026-06-15T10:30:00Z') }, {}, {}],
    ['account_not_filed', { settings: { requireFiledAccount: true }, accountId: 'cac_a' }, {}, {}],
    ['work_differs', {}, {}, { workId: 'wrk_b' }],
    ['click_after_install_began', {}, {}, { kind: 'install', installBeginAt: at('2026-06-15T10:59:00Z') }],
    ['no_consent', {}, { rule: 'probabilistic', consent: false }, {}],
  ];
  test.each(refusals)('%s is a reason, and alone it is enough', (code, change, more, asked) => {
    const { candidates, placementId } = decide(question(asked), [trace('click', 'a', 1, more)], facts(somePlacement('a', change)));
    expect(candidates[0]!.reasons.map((each) => each.code)).toEqual([code]);
    expect(placementId).toBeNull();
  });

  test('an account that was approved when the touch was left counts, whatever became of it', () => {
    const placement = somePlacement('a', { settings: { requireFiledAccount: true }, accountId: 'cac_a' });
    const filed = new Map([['cac_a', [{ from: at('2026-06-01T00:00:00Z'), until: at('2026-06-15T11:30:00Z') }]]]);
    expect(decide(question(), [trace('click', 'a', 1)], { ...facts(placement), accounts: filed }).placementId).toBe('a');
    expect(decide(question(), [trace('click', 'a', 0.1)], { ...facts(placement), accounts: filed }).placementId).toBeNull();
  });

  test('after the end conversions of earlier touches count within their windows, and paused campaigns go on', () => {
    const states = [
      { from: at('2026-01-01T00:00:00Z'), state: 'published' as const },
      { from: at('2026-06-14T00:00:00Z'), state: 'paused' as const },
      { from: at('2026-06-15T11:00:00Z'), state: 'ended' as const },
    ];
    const ended = facts(somePlacement('a', { campaign: { states } }));
    expect(decide(question(), [trace('click', 'a', 2)], ended).placementId).toBe('a');
    expect(decide(question(), [trace('click', 'a', 0.5)], ended).placementId).toBeNull();
  });

  test('windows are those that held when the touch was left', () => {
    const terms = [
      { from: at('2026-01-01T00:00:00Z'), version: 1, terms: someTerms() },
      {
        from: at('2026-06-15T00:00:00Z'),
        version: 2,
        terms: someTerms({ windows: { codeDays: 1, clickHours: 1, accountDays: 0, probabilisticHours: 0 } }),
      },
    ];
    const changed = facts(somePlacement('a', { campaign: { terms } }));
    expect(decide(question(), [trace('click', 'a', 13)], changed).placementId).toBe('a');
    expect(decide(question(), [trace('click', 'a', 2)], changed).placementId).toBeNull();
  });
});

describe('the state of an order', () => {
  const event = fc.record({
    eventId: fc.constantFrom('1', '2', '3', '4', '5', '6', '7'),
    type: fc.constantFrom<OrderEvent['type']>('order', 'refund'),
    occurredAt: fc.date({ min: at('2026-06-01T00:00:00Z'), max: at('2026-06-03T00:00:00Z'), noInvalidDate: true }),
    changedAt: fc.constantFrom(at('2026-06-02T00:00:00Z'), at('2026-06-03T00:00:00Z')),
    status: fc.option(fc.constantFrom(...statuses), { nil: null }),
    amountMinor: fc.option(fc.bigInt({ min: 0n, max: 10_000n }), { nil: null }),
    refundedMinor: fc.option(fc.bigInt({ min: 0n, max: 10_000n }), { nil: null }),
    currency: fc.constant('CNY'),
  });
  // Of one id there is one event: the log keeps the first.
  const events = fc.uniqueArray(event, { selector: ({ eventId }) => eventId, minLength: 1, maxLength: 7 });

  test('any order of arrival, and any event told again, gives the same state', () => {
    fc.assert(
      fc.property(
        events.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }))),
        ([list, told]) => {
          expect(orderState(told)).toEqual(orderState(list));
        },
      ),
    );
  });

  test('never more is given back than was paid, and the status says how much', () => {
    fc.assert(
      fc.property(events, (list) => {
        const { status, amountMinor, refundedMinor } = orderState(list);
        expect(refundedMinor >= 0n && refundedMinor <= amountMinor).toBe(true);
        if (status === 'paid') expect(refundedMinor).toBe(0n);
        if (status === 'partly_refunded') expect(refundedMinor > 0n && refundedMinor < amountMinor).toBe(true);
        if (status === 'refunded') expect(refundedMinor).toBe(amountMinor);
      }),
    );
  });
});

describe('what is earned', () => {
  const paid = (amountMinor: bigint, refundedMinor = 0n) =>
    ({ kind: 'order', status: refundedMinor === 0n ? 'paid' : 'partly_refunded', amountMinor, refundedMinor, currency: 'CNY' }) as const;

  test('parts sum to what creator and agency have together, which never is more than was left of the order with the fixed sums', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10_000_000n }),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        fc.option(fc.bigInt({ min: 0n, max: 5000n }), { nil: null }),
        fc.option(fc.bigInt({ min: 0n, max: 20_000n }), { nil: null }),
        (amount, refundedPercent, orderShareBps, agencyBps, perOrder, cap) => {
          const refunded = (amount * BigInt(refundedPercent)) / 101n;
          const terms = someTerms({
            orderShareBps,
            perOrderMinor: perOrder?.toString() ?? null,
            capPerOrderMinor: cap?.toString() ?? null,
          });
          const earned = earnOf(paid(amount, refunded), terms, agencyBps);
          if (!earned) return;
          const whole = earned.creatorMinor + earned.agencyMinor;
          expect(earned.parts.reduce((sum, part) => sum + part.amountMinor, 0n)).toBe(whole);
          expect(whole >= 0n && whole <= amount + (perOrder ?? 0n)).toBe(true);
          if (cap !== null) expect(whole <= cap).toBe(true);
          // Exact to the unit: the share of what was left, give or take the rounding of the whole and of the refund.
          if (perOrder === null && cap === null) {
            const exact = ((amount - refunded) * BigInt(orderShareBps)) / 10_000n;
            expect(whole - exact >= -1n && whole - exact <= 2n).toBe(true);
          }
        },
      ),
    );
  });

  test('an order in another currency earns its share in that, and no sums that are fixed in the terms’ own', () => {
    const terms = someTerms({ perOrderMinor: '500', capPerOrderMinor: '1' });
    expect(earnOf({ ...paid(1000n), currency: 'USD' }, terms, 0)).toEqual({
      currency: 'USD',
      creatorMinor: 400n,
      agencyMinor: 0n,
      parts: [{ kind: 'order_share', amountMinor: 400n }],
    });
  });

  test('a refund of the whole leaves nothing, and what is unpaid or called off earns nothing', () => {
    const terms = someTerms({ perOrderMinor: '500' });
    for (const status of ['refunded', 'unpaid', 'cancelled'] as const) expect(earnOf({ ...paid(1000n), status }, terms, 0)).toBeNull();
  });

  test('the shares of a pool and what is nobody’s sum to the pool, whatever the counts', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { maxLength: 50 }),
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        (amount, list, nobodys) => {
          const shares = sharePool(amount, 'CNY', list, nobodys);
          const sum = shares.reduce((total, share) => total + share, 0n);
          expect(sum <= amount).toBe(true);
          const all = list.reduce((total, each) => total + each, nobodys);
          for (const [index, share] of shares.entries()) {
            const floor = (amount * list[index]!) / all;
            expect(share === floor || share === floor + 1n).toBe(true);
          }
        },
      ),
    );
  });
});
