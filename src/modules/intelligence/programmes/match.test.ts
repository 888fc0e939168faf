import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WorkFacts } from './judge.ts';
import { matchProgramme, type Matchable } from './match.ts';
import { phaseOn, spansOf } from './phases.ts';
import { condition, workProfile, type Condition, type ProgrammeItem } from './words/contract.ts';
import { worthOf } from './worth.ts';

const said = <T>(value: T) => ({ value, passages: [] });
const facts = (profile: object = {}, more: Partial<WorkFacts> = {}): WorkFacts => ({
  kind: 'micro_drama',
  making: 'acted',
  released: false,
  episodes: { count: 60, complete: true },
  minutes: { count: 90, complete: true },
  filing: { state: 'missing', until: null },
  profile: workProfile.parse(profile),
  ...more,
});
const programme = (conditions: Condition[], more: Partial<Matchable<never>> = {}): Matchable<never> => {
  const item: ProgrammeItem<never> = {
    id: 'a',
    text: said('给予奖励'),
    supports: said(['production']),
    conditions: conditions.map(said),
    rate: null,
    amount: null,
    caps: [],
  };
  return { validFrom: '2026-01-01', validUntil: '2026-12-31', windows: [], conditions: [], caps: [], items: [item], ...more };
};
const today = '2026-06-01';
const regions = ['Hangzhou', 'Zhejiang', "Xi'an", 'Linping District', '某个没有的地方'];
const minor = fc.bigInt(0n, 10n ** 12n).map(String);
const conditions: fc.Arbitrary<Condition> = fc.oneof(
  fc.constantFrom(...regions).map((region): Condition => ({ kind: 'registered_in', region })),
  fc.record({
    kind: fc.constant('shot_in' as const),
    region: fc.constantFrom(...regions),
    shareBps: fc.option(fc.integer({ min: 0, max: 10_000 })),
    days: fc.option(fc.integer({ min: 1, max: 60 })),
  }),
  fc.constantFrom(...regions).map((region): Condition => ({ kind: 'filed_in', region })),
  fc.constant<Condition>({ kind: 'filed' }),
  fc.constant<Condition>({ kind: 'tier', tiers: ['key'] }),
  fc.constant<Condition>({ kind: 'broadcast_on', platforms: ['Hongguo'] }),
  fc.constant<Condition>({ kind: 'broadcast' }),
  fc.constant<Condition>({ kind: 'overseas', places: [] }),
  minor.map((amountMinor): Condition => ({ kind: 'revenue_at_least', amountMinor, currency: 'CNY' })),
  minor.map((amountMinor): Condition => ({ kind: 'investment_at_least', amountMinor, currency: 'CNY' })),
  fc.constantFrom('national' as const, 'provincial' as const).map((level): Condition => ({ kind: 'award', level, name: null })),
  fc.constant<Condition>({ kind: 'company_size', size: 'above_size' }),
  fc.constant<Condition>({ kind: 'theme', themes: ['文旅'] }),
  fc.constant<Condition>({ kind: 'other', text: '信用良好' }),
);
const profiles = fc.record({
  registeredRegion: fc.option(fc.constantFrom(...regions)),
  filingRegion: fc.option(fc.constantFrom(...regions)),
  tier: fc.option(fc.constantFrom('key', 'ordinary')),
  shooting: fc.option(
    fc.array(fc.record({ region: fc.constantFrom(...regions), days: fc.integer({ min: 1, max: 40 }) }), { minLength: 1, maxLength: 4 }),
  ),
  budget: fc.option(fc.record({ amountMinor: minor, currency: fc.constantFrom('CNY', 'USD') })),
  revenue: fc.option(fc.record({ amountMinor: minor, currency: fc.constant('CNY') })),
  platforms: fc.option(fc.subarray(['红果', '抖音'])),
  overseas: fc.option(fc.subarray(['United States'])),
  awards: fc.option(
    fc.subarray([
      { name: '某奖', level: 'provincial' as const },
      { name: '另一奖', level: null },
    ]),
  ),
  companySize: fc.option(fc.constantFrom('above_size', 'micro')),
  themes: fc.option(fc.subarray(['文旅', '都市'])),
});

describe('the law of three values', () => {
  test('with nothing known there is no no: every condition is unknown and says which fact would settle it', () => {
    fc.assert(
      fc.property(fc.array(conditions, { minLength: 1, maxLength: 6 }), (asked) => {
        const [item] = matchProgramme(programme(asked), facts(), today).items;
        expect(item!.answer).toBe('unknown');
        for (const { answer, fact } of item!.reasons) {
          expect(answer).toBe('unknown');
          expect(fact).not.toBe('catalogue');
        }
      }),
    );
  });

  test('an answer is that of its reasons: a no needs one, a yes has nothing else', () => {
    fc.assert(
      fc.property(fc.array(conditions, { minLength: 1, maxLength: 6 }), profiles, (asked, profile) => {
        const [item] = matchProgramme(programme(asked), facts(profile), today).items;
        const answers = item!.reasons.map(({ answer }) => answer);
        expect(item!.reasons).toHaveLength(asked.length);
        if (item!.answer === 'yes') expect(new Set(answers)).toEqual(new Set(['yes']));
        if (item!.answer === 'no') expect(answers).toContain('no');
        if (item!.answer === 'unknown') {
          expect(answers).toContain('unknown');
          expect(answers).not.toContain('no');
        }
      }),
      { numRuns: 500 },
    );
  });

  test('what is learnt changes an unknown, never a yes or a no, unless it says something else of the same fact', () => {
    fc.assert(
      fc.property(conditions, profiles, (asked, profile) => {
        const known = Object.entries(profile).filter(([, value]) => value !== null);
        for (const [name] of known) {
          const less = { ...profile, [name]: null };
          const before = matchProgramme(programme([asked]), facts(less), today).items[0]!.answer;
          const after = matchProgramme(programme([asked]), facts(profile), today).items[0]!.answer;
          if (before !== 'unknown') expect(after).toBe(before);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a city lies in its province; a province does not say which of its cities', () => {
    const answer = (place: string, region: string) =>
      matchProgramme(programme([{ kind: 'registered_in', region }]), facts({ registeredRegion: place }), today).answer;
    expect(answer('Hangzhou', 'Zhejiang')).toBe('yes');
    expect(answer('Linping District', 'Hangzhou')).toBe('yes');
    expect(answer('Zhejiang', 'Hangzhou')).toBe('unknown');
    expect(answer("Xi'an", 'Hangzhou')).toBe('no');
    expect(answer('某个没有的地方', 'Hangzhou')).toBe('unknown');
  });

  test('the share of shooting days is of all days that are known', () => {
    const asked: Condition = { kind: 'shot_in', region: 'Hangzhou', shareBps: 5000, days: null };
    const answer = (here: number, there: number) =>
      matchProgramme(
        programme([asked]),
        facts({
          shooting: [
            { region: 'Hangzhou', days: here },
            { region: "Xi'an", days: there },
          ],
        }),
        today,
      ).answer;
    expect(answer(5, 5)).toBe('yes');
    expect(answer(4, 5)).toBe('no');
  });

  test('every condition that can be kept can be judged', () => {
    for (const option of condition.options) expect(option.shape.kind.value).toBeTypeOf('string');
  });
});

describe('time', () => {
  test('what is over is expired, what comes is not yet, whatever else is so', () => {
    const asked: Condition[] = [{ kind: 'registered_in', region: 'Hangzhou' }];
    expect(matchProgramme(programme(asked, { validUntil: '2026-05-31' }), facts({ registeredRegion: 'Hangzhou' }), today).answer).toBe(
      'expired',
    );
    expect(matchProgramme(programme(asked, { validFrom: '2026-07-01' }), facts({ registeredRegion: 'Hangzhou' }), today).answer).toBe(
      'not_yet',
    );
    const yearly = [{ from: '2025-03-01', until: '2025-03-31', yearly: true }];
    expect(
      matchProgramme(programme(asked, { windows: yearly, validUntil: '2028-12-31' }), facts({ registeredRegion: 'Hangzhou' }), today),
    ).toMatchObject({ answer: 'not_yet', until: '2027-03-31' });
    expect(phaseOn({ validFrom: null, validUntil: null, windows: yearly }, '2026-03-15')).toMatchObject({
      phase: 'open',
      nextDeadline: '2026-03-31',
    });
  });

  test('a window over the turn of the year falls into both, and none outlasts the programme', () => {
    const dated = { validFrom: null, validUntil: '2027-01-10', windows: [{ from: '2025-12-01', until: '2026-01-31', yearly: true }] };
    expect(spansOf(dated, '2026-01-01', '2027-12-31')).toEqual([
      { from: '2025-12-01', until: '2026-01-31' },
      { from: '2026-12-01', until: '2027-01-10' },
    ]);
  });
});

describe('worth', () => {
  const rate = { lowBps: 3000, highBps: 3000, of: 'costs' as const };
  test('never passes a cap, never is low above high, and is exact', () => {
    fc.assert(
      fc.property(minor, fc.integer({ min: 0, max: 10_000 }), fc.array(minor, { maxLength: 3 }), (budget, bps, caps) => {
        const given = {
          rate: { lowBps: bps, highBps: bps, of: 'costs' as const },
          amount: null,
          caps: caps.map((amountMinor) => ({ amountMinor, currency: 'CNY', per: null })),
        };
        const worth = worthOf(given, facts({ budget: { amountMinor: budget, currency: 'CNY' } }))!;
        const plain = (BigInt(budget) * BigInt(bps)) / 10_000n;
        const least = caps.reduce((low, cap) => (BigInt(cap) < low ? BigInt(cap) : low), plain);
        expect(worth.high).toBe(least);
        expect(worth.low).toBe(least);
      }),
    );
  });
  test('without the base only the cap bounds it, and says so', () => {
    const worth = worthOf({ rate, amount: null, caps: [{ amountMinor: '5000000', currency: 'CNY', per: 'project' }] }, facts());
    expect(worth).toMatchObject({ low: null, high: 5_000_000n, steps: [{ code: 'rate_of_unknown' }, { code: 'cap' }] });
  });
  test('a sum per episode is counted by episodes', () => {
    const amount = { lowMinor: '100', highMinor: '200', currency: 'CNY', per: 'episode' as const };
    expect(worthOf({ rate: null, amount, caps: [] }, facts())).toMatchObject({ low: 6000n, high: 12_000n });
  });
});
