/** Each rule both ways: what it accuses, and what looks alike and is honest. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Claim } from '../../claims/claim.ts';
import type { Finding } from '../finding.ts';
import { checkClaims, type CheckedDocument } from './check.ts';

type Given = Partial<Claim> & { value?: number | null };

/** A claim of the market's size in 2024, with what is told otherwise. */
function claim({ value = 50.44e9, ...given }: Given = {}): Claim {
  const digits = value === null ? 4 : Math.max(2, String(Math.abs(value)).replace(/0+$/, '').replace('.', '').length);
  const size = value === null || value === 0 ? 1 : 10 ** (Math.floor(Math.log10(Math.abs(value))) - digits + 1);
  return {
    quote: String(value),
    start: 0,
    end: 5,
    paragraph: 0,
    textStart: 0,
    textEnd: 5,
    sentenceStart: 0,
    sentenceEnd: 20,
    metric: 'market_size',
    measure: 'level',
    low: value,
    high: value,
    bound: 'exact',
    step: size,
    unit: 'money',
    currency: 'CNY',
    scale: 1e9,
    scaleWord: 'billion',
    period: '2024',
    basePeriod: null,
    region: null,
    entity: null,
    shareOf: null,
    status: 'actual',
    statusAsWorded: 'actual',
    citations: [],
    ...given,
  };
}
const over = (value: number, more: Given = {}): Claim => claim({ value, ...more, low: value, high: null, bound: 'over' });
/** A document whose claims stand in sentences of their own. */
function doc(source: string, claims: Claim[], more: { publishedAt?: string; text?: string; familyId?: string } = {}): CheckedDocument {
  return {
    familyId: more.familyId ?? source,
    claims: claims.map((each, at) => ({
      ...each,
      start: at * 10,
      end: at * 10 + 5,
      ...(more.text === undefined && { sentenceStart: at * 100, sentenceEnd: at * 100 + 50, paragraph: at }),
    })),
    document: {
      title: `On ${source}`,
      source,
      author: null,
      publishedAt: more.publishedAt ?? '2025-08-13',
      zone: null,
      language: 'en',
      url: null,
      start: 0,
      end: 100,
      paragraphs:
        more.text === undefined
          ? []
          : [{ index: 0, kind: 'text', group: null, text: more.text, start: 0, end: 100, map: [[0, 0]], anchor: 'p0-0000000000000000' }],
    },
  };
}
const accused = (findings: readonly Finding[]): Finding[] => findings.filter(({ disposition }) => disposition === 'contradiction');
const notes = (findings: readonly Finding[]): string[] =>
  findings.filter(({ disposition }) => disposition === 'note').map(({ hypotheses }) => hypotheses[0]!.code);
/** Kinds of what is accused, and the first code of each. */
const verdicts = (documents: CheckedDocument[]): string[] =>
  accused(checkClaims(documents)).map(({ kind, hypotheses }) => `${kind} ${hypotheses[0]!.code}`);
const offOf = (documents: CheckedDocument[], finding: Finding): (number | null)[] =>
  finding.hypotheses[0]!.off.map(({ claim: { document, claim: at } }) => documents[document]!.claims[at]!.low);

const users = (value: number, more: Given = {}): Claim =>
  claim({ value, metric: 'users', unit: 'people', currency: null, period: '2025-06', ...more });

describe('scale', () => {
  test('亿 read as billion is one finding of all that slipped in a series, with what each would be', () => {
    const documents = [
      doc('A', [claim({ value: 3.68e9, period: '2021' }), claim()]),
      doc('B', [
        claim({ value: 3.68e9, period: '2021' }),
        claim({ value: 101.7e9, period: '2022' }),
        claim({ value: 373.9e9, period: '2023' }),
        over(500e9),
        claim({ value: 680e9, period: '2025', status: 'forecast', statusAsWorded: 'forecast' }),
      ]),
      doc('C', [claim({ value: 50.5e9 })]),
    ];
    const [finding, ...rest] = accused(checkClaims(documents));
    expect(rest).toEqual([]);
    expect([finding!.kind, finding!.hypotheses[0]!.code]).toEqual(['scale', 'scale_yi_as_billion']);
    expect(offOf(documents, finding!).toSorted()).toEqual([101.7e9, 373.9e9, 500e9, 680e9].toSorted());
    const would = finding!.hypotheses[0]!.off.map(({ low }) => low).toSorted((a, b) => a! - b!);
    expect(would).toEqual([10.17e9, 37.39e9, 50e9, 68e9]);
  });
  test('a tenth, a thousandth and ten thousand times are told from one another', () => {
    for (const [factor, code] of [
      [0.1, 'scale_billion_as_yi'],
      [1000, 'scale_factor'],
      [1e4, 'scale_wan'],
    ] as const)
      expect(verdicts([doc('A', [claim()]), doc('B', [claim()]), doc('C', [claim({ value: 50.44e9 * factor })])])).toEqual([
        `scale ${code}`,
      ]);
  });
  test('a young market that grows fast, and another place or kind that is smaller, are nobody’s slip', () => {
    expect(
      verdicts([
        doc('A', [
          claim({ value: 3.68e9, period: '2021' }),
          claim({ value: 10.17e9, period: '2022' }),
          claim({ value: 37.39e9, period: '2023' }),
        ]),
      ]),
    ).toEqual([]);
    expect(
      verdicts([
        doc('A', [claim()]),
        doc('B', [claim({ value: 5.04e9, region: 'Zhengzhou' }), claim({ value: 5.04e9, entity: 'AI micro-dramas' })]),
      ]),
    ).toEqual([]);
  });
});

describe('rounding, bounds and who may differ', () => {
  test('roundings are noted, and what a bound allows is not even that', () => {
    const documents = [
      doc('A', [claim()]),
      doc('B', [claim({ value: 50.5e9 })]),
      doc('C', [over(50e9)]),
      doc('D', [claim({ value: 51e9, low: null, high: 51e9, bound: 'nearly' })]),
    ];
    expect([verdicts(documents), notes(checkClaims(documents))]).toEqual([[], ['note_rounding']]);
  });
  test('“nearly 70 %” of 68.4 % and of 62 % stand beside their counts', () => {
    const rate = claim({
      value: 0.7,
      low: null,
      high: 0.7,
      bound: 'nearly',
      metric: 'penetration',
      measure: 'share',
      unit: 'share',
      currency: null,
      period: '2025-06',
      shareOf: 'internet_users',
    });
    expect(verdicts([doc('A', [users(696e6), rate])])).toEqual([]);
  });
  test('more than another allows is a bound', () => {
    expect(verdicts([doc('A', [claim()]), doc('B', [over(70e9)])])).toEqual(['bound bound_below']);
  });
  test('ranges that do not meet are accused, those that do are not; one that runs downwards is', () => {
    const range = (low: number, high: number): Claim =>
      claim({ metric: 'production_cost', low, high, bound: 'range', value: low, step: 10_000 });
    const of = (low: number, high: number): Claim => ({ ...range(low, high), low, high });
    expect(verdicts([doc('A', [of(400_000, 700_000)]), doc('B', [of(900_000, 1_200_000)])])).toEqual(['range range_apart']);
    expect(verdicts([doc('A', [of(400_000, 700_000)]), doc('B', [of(600_000, 900_000)])])).toEqual([]);
    expect(verdicts([doc('A', [of(600_000, 300_000)])])).toEqual(['range range_upside_down']);
  });
  test('sources that nothing reconciles are accused; analysts’ estimates, one document and its copies are not', () => {
    expect(verdicts([doc('A', [claim()]), doc('B', [claim()]), doc('C', [claim({ value: 43.1e9 })])])).toEqual(['source source_differs']);
    const estimate = claim({ value: 43.1e9, status: 'estimate', statusAsWorded: 'estimate' });
    expect(verdicts([doc('A', [claim()]), doc('B', [claim()]), doc('C', [estimate])])).toEqual([]);
    expect(verdicts([doc('A', [claim(), claim({ value: 43.1e9 })])])).toEqual([]);
    const copies = ['1', '2', '3'].map((name) => doc(name, [claim({ value: 43.1e9 })], { familyId: 'one' }));
    const [finding] = accused(checkClaims([...copies, doc('A', [claim()]), doc('B', [claim()])]));
    // Three copies are one source against two.
    expect(finding!.hypotheses[0]!.off).toHaveLength(1);
    expect(finding!.claims).toHaveLength(5);
  });
  test('forecasters, vintages and what came of them are notes', () => {
    const forecast = (value: number): Claim => claim({ value, period: '2026', status: 'forecast', statusAsWorded: 'forecast' });
    const documents = [
      doc('A', [forecast(60e9)]),
      doc('B', [forecast(75e9)]),
      doc('C', [claim({ value: 66e9, period: '2026' })], { publishedAt: '2027-02-01' }),
    ];
    expect([verdicts(documents), notes(checkClaims(documents))]).toEqual([[], ['note_forecasters', 'note_outcome']]);
  });
});

describe('other explanations', () => {
  test('the value of another year', () => {
    const series = [claim({ value: 37.39e9, period: '2023' }), claim()];
    expect(verdicts([doc('A', series), doc('B', series), doc('C', [claim({ value: 37.39e9 })])])).toEqual(['period period_of_other']);
  });
  test('the value of a narrower market', () => {
    const free = claim({ value: 24.73e9, entity: 'free micro-dramas' });
    expect(verdicts([doc('A', [claim(), free]), doc('B', [claim()]), doc('C', [claim({ value: 24.73e9 })])])).toEqual([
      'entity entity_of_other',
    ]);
  });
  test('dollars for yuan and yuan for dollars; a currency that is left out and does not matter is none', () => {
    expect(verdicts([doc('A', [claim()]), doc('B', [claim()]), doc('C', [claim({ currency: 'USD' })])])).toEqual([
      'currency currency_mistaken',
    ]);
    expect(verdicts([doc('A', [claim()]), doc('B', [claim()]), doc('C', [claim({ value: 7.08e9, currency: null })])])).toEqual([
      'currency currency_missing',
    ]);
    expect(verdicts([doc('A', [claim()]), doc('B', [claim({ currency: null })])])).toEqual([]);
    expect(verdicts([doc('A', [claim()]), doc('B', [claim({ value: 7.08e9, currency: 'USD' })])])).toEqual([]);
  });
  test('an outlook on what was over is one slight finding a claim; targets and outlooks on what is to come are none', () => {
    const stale = claim({ statusAsWorded: 'forecast' });
    const found = checkClaims([
      doc('A', [stale, claim({ value: 0.349, measure: 'change', unit: 'share', currency: null, statusAsWorded: 'forecast' })]),
    ]);
    expect(found.map(({ kind }) => kind)).toEqual(['status', 'status']);
    expect(found.every(({ severity }) => severity < 0.3)).toBe(true);
    expect(
      verdicts([
        doc('A', [
          claim({ status: 'target', statusAsWorded: 'target' }),
          claim({ status: 'forecast', statusAsWorded: 'forecast', period: '2027' }),
        ]),
      ]),
    ).toEqual([]);
  });
});

describe('growth', () => {
  const change = (value: number): Claim =>
    claim({ value, measure: 'change', unit: 'share', currency: null, basePeriod: '2023', step: 0.001 });
  const pair = [claim({ value: 37.39e9, period: '2023' }), claim()];
  test('a change against its years', () => {
    expect(verdicts([doc('A', [...pair, change(0.349)])])).toEqual([]);
    expect(verdicts([doc('A', [...pair, change(0.61)])])).toEqual(['growth growth_change']);
    // From the years that others agree on.
    expect(verdicts([doc('A', pair), doc('B', [change(0.61)])])).toEqual(['growth growth_change']);
  });
  test('an end point that the growth mends has slipped', () => {
    expect(
      verdicts([
        doc('A', [
          claim({ value: 1.805e9, period: '2023', region: 'Zhengzhou' }),
          claim({ value: 23e9, region: 'Zhengzhou' }),
          { ...change(0.274), region: 'Zhengzhou' },
        ]),
      ]),
    ).toEqual(['scale scale_yi_as_billion']);
  });
  test('“over 13 times” is right as ratio and as increase, 29 is neither', () => {
    const multiple = (value: number): Claim => ({
      ...over(value, { measure: 'multiple', unit: 'times', currency: null, basePeriod: '2021', step: 1 }),
    });
    const ends = [claim({ value: 3.68e9, period: '2021' }), claim()];
    expect([verdicts([doc('A', [...ends, multiple(13)])]), verdicts([doc('A', [...ends, multiple(12)])])]).toEqual([[], []]);
    expect(verdicts([doc('A', [...ends, multiple(29)])])).toEqual(['growth growth_multiple']);
  });
  test('a compound rate over its years, and over those that would fit', () => {
    const rate = (value: number): Claim =>
      claim({ value, measure: 'cagr', unit: 'share', currency: null, period: '2021..2024', basePeriod: '2021', step: 0.001 });
    const ends = [claim({ value: 3.68e9, period: '2021' }), claim()];
    expect(verdicts([doc('A', [...ends, rate(1.393)])])).toEqual([]);
    expect(verdicts([doc('A', [...ends, rate(0.924)])])).toEqual(['growth growth_years']);
    expect(verdicts([doc('A', [...ends, rate(0.5)])])).toEqual(['growth growth_cagr']);
  });
});

describe('counting', () => {
  test('a city beyond its country, a part beyond all; overseas is no part of it', () => {
    expect(verdicts([doc('A', [claim()]), doc('B', [claim({ value: 63e9, region: 'Zhengzhou' })])])).toEqual(['identity identity_city']);
    expect(verdicts([doc('A', [claim()]), doc('B', [claim({ value: 63e9, entity: 'free micro-dramas' })])])).toEqual([
      'identity identity_part',
    ]);
    expect(
      verdicts([
        doc('A', [claim()]),
        doc('B', [claim({ value: 63e9, entity: 'overseas micro-dramas' }), claim({ value: 63e9, region: 'Overseas' })]),
      ]),
    ).toEqual([]);
  });
  test('users beyond people, payers beyond users', () => {
    expect(verdicts([doc('A', [users(1.39e9)])])).toEqual(['identity identity_beyond_people']);
    expect(verdicts([doc('A', [users(696e6)]), doc('B', [users(812e6, { metric: 'paying_users' })])])).toEqual([
      'identity identity_payers',
    ]);
    expect(
      verdicts([doc('A', [users(696e6), users(1.123e9, { metric: 'internet_users' }), users(96e6, { metric: 'paying_users' })])]),
    ).toEqual([]);
  });
  test('shares of one whole add up to one', () => {
    const share = (value: number, entity: string): Claim =>
      claim({ value, metric: 'revenue', measure: 'share', unit: 'share', currency: null, entity, step: 0.001 });
    const inOne = (values: number[]) => ({
      ...doc(
        'A',
        values.map((value, at) => share(value, ['advertising', 'paid content', 'e-commerce'][at]!)),
        { text: '' },
      ),
    });
    expect(verdicts([inOne([0.456, 0.338, 0.206])])).toEqual([]);
    expect(verdicts([inOne([0.456, 0.478, 0.266])])).toEqual(['identity identity_shares']);
  });
  test('x of y against its percentage, in both languages', () => {
    for (const text of ['In 2024, 132 of 200 titles were realist, or 71% of them.', '2024年200部作品中，132部为现实题材，占71%。']) {
      const at = (word: string, of: Partial<Claim>): Claim =>
        claim({
          value: Number.parseFloat(word),
          ...of,
          currency: null,
          step: of.unit === 'share' ? 0.01 : 1,
          textStart: text.indexOf(word),
          textEnd: text.indexOf(word) + word.length,
        });
      const parts = [at('132', { metric: 'titles', unit: 'titles' }), at('200', { metric: 'titles', unit: 'titles' })];
      const rate = (value: number): Claim => ({
        ...at('71%', { metric: 'titles', measure: 'share', unit: 'share' }),
        low: value,
        high: value,
      });
      expect(verdicts([doc('A', [...parts, rate(0.66)], { text })])).toEqual([]);
      expect(verdicts([doc('A', [...parts, rate(0.71)], { text })])).toEqual(['identity identity_proportion']);
    }
  });
});

/** A world that says one thing: years of a market that grows, told by many with roundings, bounds, growth and parts. */
const world = fc.record({
  start: fc.double({ min: 2, max: 6, noNaN: true }),
  growth: fc.array(fc.double({ min: 0.9, max: 3.8, noNaN: true }), { minLength: 4, maxLength: 4 }),
  part: fc.double({ min: 0.02, max: 0.6, noNaN: true }),
  tellers: fc.array(
    fc.array(
      fc.record({ year: fc.nat({ max: 4 }), how: fc.constantFrom('exact', 'rounded', 'over', 'nearly', 'growth', 'part', 'city') }),
      { minLength: 1, maxLength: 6 },
    ),
    {
      minLength: 2,
      maxLength: 8,
    },
  ),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

function tell({ start, growth, part, tellers }: World): CheckedDocument[] {
  const levels = [Math.round(start * 1e3) * 1e6];
  for (const each of growth) levels.push(Math.round((levels.at(-1)! * each) / 1e7) * 1e7);
  return tellers.map((said, at) =>
    doc(
      `S${at}`,
      said.flatMap(({ year, how }): Claim[] => {
        const value = levels[year]!;
        const period = String(2020 + year);
        const size = 10 ** (Math.floor(Math.log10(value)) - 1);
        const floor = Math.floor(value / size) * size;
        const ceiling = Math.ceil(value / size) * size;
        if (how === 'exact') return [claim({ value, period, step: 1e7 })];
        if (how === 'rounded') return [claim({ value: Math.round(value / size) * size, period, step: size })];
        if (how === 'over') return [over(floor, { period, step: size })];
        if (how === 'nearly') return [claim({ value: ceiling, period, step: size, low: null, high: ceiling, bound: 'nearly' })];
        if (how === 'part')
          return [claim({ value: Math.round((value * part) / 1e6) * 1e6, period, entity: 'free micro-dramas', step: 1e6 })];
        if (how === 'city') return [claim({ value: Math.round((value * part * 0.2) / 1e6) * 1e6, period, region: 'Zhengzhou', step: 1e6 })];
        if (year === 0) return [];
        const change = Math.round((value / levels[year - 1]! - 1) * 1e3) / 1e3;
        return [
          claim({ value: change, measure: 'change', unit: 'share', currency: null, period, basePeriod: String(2019 + year), step: 0.001 }),
        ];
      }),
      { publishedAt: '2026-03-01' },
    ),
  );
}

describe('many worlds', () => {
  test('one that is consistent is never accused', () => {
    fc.assert(
      fc.property(world, (given) => {
        expect(verdicts(tell(given))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
  test('the order of the documents changes nothing', () => {
    const slip = fc.record({ given: world, seed: fc.nat(), off: fc.constantFrom(0.1, 10, 1.3) });
    const say = (documents: CheckedDocument[]): string[] =>
      checkClaims(documents).map(({ kind, severity, ratio, claims }) =>
        [kind, severity, ratio, ...claims.map(({ document, claim: at }) => documents[document]!.document.source! + at)].join(' '),
      );
    fc.assert(
      fc.property(slip, ({ given, seed, off }) => {
        const documents = [...tell(given), doc('Slip', [claim({ value: 40e9 * off, period: '2023' })])];
        const shuffled = documents
          .map((each, at) => ({ each, key: ((at + 1) * (seed + 7919)) % 10_007 }))
          .toSorted((a, b) => a.key - b.key);
        expect(say(shuffled.map(({ each }) => each))).toEqual(say(documents));
      }),
      { numRuns: 150 },
    );
  });
  test('a planted slip is found, first, as what it is', () => {
    const planted = fc.record({
      value: fc.integer({ min: 1001, max: 9998 }).filter((each) => each % 10 !== 0),
      power: fc.constantFrom(1, -1, 2, 3),
      sources: fc.integer({ min: 2, max: 6 }),
    });
    fc.assert(
      fc.property(planted, ({ value, power, sources }) => {
        const right = Array.from({ length: sources }, (_, at) => doc(`S${at}`, [claim({ value: value * 1e7 })]));
        const documents = [...right, doc('Off', [claim({ value: value * 1e7 * 10 ** power })])];
        const [first, ...rest] = accused(checkClaims(documents));
        expect([rest.length, first!.kind, offOf(documents, first!)]).toEqual([0, 'scale', [value * 1e7 * 10 ** power]]);
      }),
    );
  });
});
