import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planContent, trialInput, type PlanContent, type TrialInput, type TrialResult } from '../contract.ts';
import { contentFaults, payeesIn, signedHash } from './content.ts';
import { shareText } from './explain.ts';
import { tryContent } from './trial.ts';
import { shownState, versionOn } from './validity.ts';

const author = `pye_${'0'.repeat(25)}1`;
const content: PlanContent = planContent.parse({
  currency: 'CNY',
  waterfalls: [
    {
      kinds: ['order', 'renewal'],
      steps: [
        { kind: 'fee', id: 'channel', label: '渠道费', party: 'role:operator', of: 'gross', rate: { bps: 1000 } },
        { kind: 'recover', id: 'traffic', label: '投流', from: 'pot', to: 'role:operator', rate: { bps: 5000 }, cost: 'traffic' },
        {
          kind: 'split',
          id: 'split',
          label: '分成',
          tiers: [
            {
              upToMinor: '2000000',
              parts: [
                { party: 'role:creator', share: 'terms', otherwise: 'role:operator' },
                { party: 'role:agency', share: 'terms', otherwise: 'role:creator' },
                { party: `payee:${author}`, share: { n: '1', d: '3' } },
                { party: 'role:studio', share: 'rest' },
              ],
            },
            {
              upToMinor: null,
              parts: [
                { party: `payee:${author}`, share: { n: '1', d: '2' } },
                { party: 'role:studio', share: 'rest' },
              ],
            },
          ],
        },
        {
          kind: 'recover',
          id: 'guarantee',
          label: '保底',
          from: `payee:${author}`,
          to: 'role:studio',
          rate: { bps: 10_000 },
          advanceMinor: '100000',
        },
        { kind: 'cap', id: 'cap', label: '封顶', party: 'role:creator', mostMinor: '200000', per: 'all', excessTo: 'role:studio' },
      ],
    },
    {
      kinds: ['ad_revenue'],
      steps: [{ kind: 'split', id: 'ads', tiers: [{ upToMinor: null, parts: [{ party: 'role:studio', share: 'rest' }] }] }],
    },
  ],
});
const run = (input: object, of: PlanContent = content): TrialResult => {
  const result = tryContent(of, 1, trialInput.parse(input), new Map([[author, '林某']]));
  if ('code' in result) throw new Error(JSON.stringify(result));
  return result;
};
const paid = (result: TrialResult): Record<string, string> =>
  Object.fromEntries(result.payees.map(({ payee, amountMinor }) => [payee, amountMinor]));
const withTerms = { terms: { creator: { bps: 3000 }, agency: { bps: 500 } } };

test('10,000 yuan of orders and a refund of 300 yuan, as the contract reads', () => {
  const result = run({ items: [{ amountMinor: '1000000', refundedMinor: '30000', ...withTerms }] });
  expect(result.totals).toEqual({ grossMinor: '1000000', refundedMinor: '30000', netMinor: '970000' });
  // 10 % off the top; of 10,000 the creator was promised 35 % (no agency), capped at 2,000; the author has a third of 9,000 less 1,000 of
  // guarantee.
  expect(paid(result)).toEqual({ operator: '97000', creator: '194000', [author]: '194000', studio: '485000' });
  expect(result.payees.find(({ payee }) => payee === author)!.name).toBe('林某');
  const explained = result.lines
    .filter(({ event }) => event === 'earned')
    .map(({ step, payee, amountMinor, explanation }) => [step, payee, amountMinor, explanation.code]);
  expect(explained).toEqual([
    ['channel', 'operator', '100000', 'fee_gross'],
    ['split', 'creator', '200000', 'split_reduced'],
    ['split', author, '200000', 'split_reduced'],
    ['split', 'studio', '250000', 'split_rest_tier'],
    ['guarantee', 'studio', '100000', 'recover_advance_share'],
    ['cap', 'studio', '150000', 'cap_all'],
  ]);
  expect(result.waterfall.map(({ row, amountMinor, levelMinor }) => [row, amountMinor, levelMinor])).toEqual([
    ['gross', '1000000', '1000000'],
    ['refunds', '-30000', '970000'],
    ['fee', '-97000', '873000'],
    ['recover', '0', '873000'],
    ['split', '-630500', '242500'],
    ['recover', '-97000', '145500'],
    ['cap', '-145500', '0'],
  ]);
  expect(result.outstanding).toEqual([
    { step: 'traffic', label: '投流', leftMinor: '0' },
    { step: 'guarantee', label: '保底', leftMinor: '3000' },
  ]);
});

test('costs are paid back first, an agency has its share, and earlier revenue fills tiers', () => {
  const costs = run({ items: [{ amountMinor: '1000000' }], costs: [{ cost: 'traffic', amountMinor: '600000' }] });
  expect(costs.lines.find(({ step }) => step === 'traffic')).toMatchObject({
    payee: 'operator',
    amountMinor: '450000',
    explanation: { code: 'recover_cost_pot', params: { rate: '50%', outstanding: '6000.00', left: '1500.00' } },
  });
  expect(costs.outstanding[0]).toMatchObject({ leftMinor: '150000' });
  const agency = run({ items: [{ amountMinor: '100000', agency: true, ...withTerms }] });
  expect(paid(agency)).toMatchObject({ creator: '30000', agency: '5000' });
  expect(agency.lines.find(({ payee }) => payee === 'creator')!.explanation).toMatchObject({
    code: 'split_terms_tier',
    params: { promised: '300.00', of: '1000.00', rate: '30%', pot: '900.00', tier: 1 },
  });
  const cut = run({ items: [{ amountMinor: '100000', terms: { creator: { bps: 9000 } } }] });
  // A third of the 900 is the author's: of the promised 900 only 600 are left.
  expect(cut.lines.find(({ payee }) => payee === 'creator')).toMatchObject({
    amountMinor: '60000',
    explanation: { code: 'split_terms_cut_tier', params: { promised: '900.00' } },
  });
  const later = run({ items: [{ amountMinor: '1000000' }], prior: [{ kind: 'order', amountMinor: '2000000' }] });
  // 18,000 came before, so that 2,000 are in the first tier and 7,000 in the second.
  expect(later.lines.find(({ step, payee }) => step === 'split' && payee === author)).toMatchObject({
    amountMinor: (66_667 + 350_000).toString(),
    explanation: { code: 'split_tiers', params: { pot: '9000.00', rates: '1/3 · 50%' } },
  });
});

test('an order without a creator says where their share goes', () => {
  const named = structuredClone(content);
  const split = named.waterfalls[0]!.steps[2] as PlanContent['waterfalls'][0]['steps'][0] & { kind: 'split' };
  split.tiers[0]!.parts[0]!.share = { bps: 2000 };
  const result = run({ items: [{ amountMinor: '100000', creator: false }] }, named);
  expect(result.lines.find(({ step, payee }) => step === 'split' && payee === 'operator')).toMatchObject({
    amountMinor: '18000',
    explanation: { code: 'split_no_creator_tier', params: { rate: '20%', pot: '900.00', tier: 1 } },
  });
});

test('a kind that no waterfall divides, and a cost that none pays back, are told', () => {
  const of = (input: object) => tryContent(content, 1, trialInput.parse(input), new Map());
  expect(of({ items: [{ kind: 'fixed_fee', amountMinor: '1' }] })).toEqual({ code: 'kind_not_covered', kind: 'fixed_fee' });
  expect(of({ items: [{ amountMinor: '1' }], costs: [{ cost: 'lunch', amountMinor: '1' }] })).toEqual({
    code: 'cost_unknown',
    cost: 'lunch',
  });
});

const amount = fc.integer({ min: 0, max: 5_000_000 });
const anyInput: fc.Arbitrary<TrialInput> = fc
  .record({
    items: fc.array(
      fc.record({
        kind: fc.constantFrom('order', 'renewal', 'ad_revenue'),
        amount,
        back: amount,
        creator: fc.boolean(),
        agency: fc.boolean(),
        share: fc.integer({ min: 0, max: 10_000 }),
      }),
      { minLength: 1, maxLength: 8 },
    ),
    prior: amount,
    cost: amount,
  })
  .map(({ items, prior, cost }) =>
    trialInput.parse({
      items: items.map(({ kind, amount: of, back, creator, agency, share }) => ({
        kind,
        amountMinor: String(of),
        refundedMinor: String(back % (of + 1)),
        creator,
        agency: creator && agency,
        terms: { creator: { bps: share }, agency: { bps: 10_000 - share } },
      })),
      prior: [{ kind: 'order', amountMinor: String(prior) }],
      costs: [{ cost: 'traffic', amountMinor: String(cost) }],
    }),
  );

test('whatever is tried, payees and lines sum to the net, the waterfall ends at nothing, and every line has its sentence', async () => {
  const texts = await Promise.all(
    ['en', 'zh-CN'].map(
      async (name) =>
        JSON.parse(await readFile(new URL(`../../../../locales/${name}.json`, import.meta.url), 'utf8')) as Record<string, string>,
    ),
  );
  fc.assert(
    fc.property(anyInput, (input) => {
      const result = tryContent(content, 1, input, new Map());
      if ('code' in result) throw new Error(result.code);
      const sum = (of: readonly { amountMinor: string }[]): bigint => of.reduce((all, each) => all + BigInt(each.amountMinor), 0n);
      expect(sum(result.payees)).toBe(BigInt(result.totals.netMinor));
      expect(sum(result.lines)).toBe(BigInt(result.totals.netMinor));
      expect(result.waterfall.at(-1)!.levelMinor).toBe('0');
      for (const { explanation } of result.lines)
        for (const text of texts) {
          const sentence = text[`revenue.explain.${explanation.code}`];
          expect(sentence, explanation.code).toBeDefined();
          for (const [, name] of sentence!.matchAll(/\{\{(\w+)\}\}/g)) expect(explanation.params, explanation.code).toHaveProperty(name!);
        }
    }),
    { numRuns: 200 },
  );
});

describe('faults over all waterfalls', () => {
  const codes = (of: PlanContent, known = new Set([author])): string[] => contentFaults(of, known).map(({ code }) => code);
  test('a good one has none, and names its payees', () => {
    expect(codes(content)).toEqual([]);
    expect(payeesIn(content)).toEqual([author]);
  });
  test('a kind divided twice, a name that two steps have, a cost paid back twice, a payee who is not there', () => {
    const twice = { ...content, waterfalls: [content.waterfalls[0]!, content.waterfalls[0]!] };
    expect(new Set(codes(twice))).toEqual(new Set(['kind_repeated', 'id_in_two_waterfalls', 'cost_repeated']));
    expect(codes(content, new Set())).toEqual(['payee_unknown']);
  });
  test('every fault has its sentence in both languages', async () => {
    const source = await readFile(new URL('../allocate/plan.ts', import.meta.url), 'utf8');
    const told = [...source.matchAll(/(?:fault|push)\((?:\{ step: '', code: )?(?:step\.from === 'pot' \? )?'(\w+)'/g)].map(
      ([, code]) => code!,
    );
    expect(told.length).toBeGreaterThan(10);
    for (const name of ['en', 'zh-CN']) {
      const texts = JSON.parse(await readFile(new URL(`../../../../locales/${name}.json`, import.meta.url), 'utf8')) as Record<
        string,
        string
      >;
      for (const code of told) expect(texts[`revenue.fault.${code}`], code).toBeDefined();
    }
  });
});

test('what is signed has one hash whatever the order of its keys, and another when anything in it changes', () => {
  const turned = Object.fromEntries(Object.entries(content).toReversed()) as PlanContent;
  expect(signedHash(turned, '2026-12-01', null)).toBe(signedHash(content, '2026-12-01', null));
  expect(signedHash(content, '2026-12-02', null)).not.toBe(signedHash(content, '2026-12-01', null));
  expect(signedHash({ ...content, words: '另有约定' }, '2026-12-01', null)).not.toBe(signedHash(content, '2026-12-01', null));
});

test('shares are read as percent where that is exact, as a small fraction, or nearly', () => {
  expect(
    [
      { n: 1n, d: 3n },
      { n: 1n, d: 2n },
      { n: 7n, d: 10_000n },
      { n: 1n, d: 1n },
      { n: 0n, d: 1n },
      { n: 100n, d: 333n },
    ].map(shareText),
  ).toEqual(['1/3', '50%', '0.07%', '100%', '0%', '≈30.03%']);
});

describe('which version holds', () => {
  const version = (n: number, effective_from: string, effective_until: string | null = null, state = 'agreed' as const) => ({
    version: n,
    state,
    effective_from,
    effective_until,
  });
  const versions = [
    version(1, '2026-01-01'),
    version(2, '2026-03-01', '2026-06-01'),
    { ...version(3, '2026-02-01'), state: 'declined' as const },
  ];
  test.each([
    ['2025-12-31', null],
    ['2026-01-01', 1],
    ['2026-02-28', 1],
    ['2026-03-01', 2],
    ['2026-05-31', 2],
    ['2026-06-01', null],
  ])('on %s: %s', (day, expected) => expect(versionOn(versions, day)?.version ?? null).toBe(expected));
  test('is called by the day', () => {
    const shown = (day: string) => versions.map((each) => shownState(each, versions, day));
    expect(shown('2025-12-01')).toEqual(['upcoming', 'upcoming', 'declined']);
    expect(shown('2026-02-01')).toEqual(['effective', 'upcoming', 'declined']);
    expect(shown('2026-04-01')).toEqual(['superseded', 'effective', 'declined']);
    expect(shown('2026-07-01')).toEqual(['superseded', 'ended', 'declined']);
  });
  test('one that was agreed later takes the place of all before it from its first day on', () => {
    const later = [version(1, '2026-01-01'), version(2, '2026-03-01'), version(3, '2026-02-01')];
    expect(versionOn(later, '2026-03-05')?.version).toBe(3);
    expect(later.map((each) => shownState(each, later, '2026-01-05'))).toEqual(['effective', 'superseded', 'upcoming']);
  });
});
