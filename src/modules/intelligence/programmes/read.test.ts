import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readProgrammes } from './read.ts';
import { cityNotice, documentOf, reportOnIt } from './testing.ts';
import type { Passage, ProgrammeFact, Said } from './words/contract.ts';

const quoteOf = (document: typeof cityNotice, { passages }: Said<unknown>): string[] =>
  passages.map(({ paragraph, start, end }) => document.paragraphs[paragraph]!.text.slice(start, end));
function passagesIn(value: unknown): Passage[] {
  if (Array.isArray(value)) return value.flatMap(passagesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, own]) => (key === 'passages' ? (own as Passage[]) : passagesIn(own)));
}

describe('a city’s notice', () => {
  const [fact, ...others] = readProgrammes(cityNotice, []) as [ProgrammeFact, ...ProgrammeFact[]];
  const item = (words: string) => fact.items.filter(({ text }) => text.value.includes(words));

  test('is one programme with its name, number, giver, place and days', () => {
    expect(others).toEqual([]);
    expect(fact).toMatchObject({
      name: { value: '杭州市促进微短剧产业发展若干措施' },
      kind: { value: 'policy' },
      giver: { value: { name: '杭州市人民政府办公室', level: 'city' } },
      region: { value: 'Hangzhou' },
      documentNumber: { value: '杭政办函〔2025〕18号' },
      issuedOn: { value: '2025-06-10' },
      validFrom: { value: '2025-07-01' },
      validUntil: { value: '2028-06-30' },
      windows: [{ value: { from: '2025-03-01', until: '2025-03-31', yearly: true } }],
      pot: { value: { lowMinor: '5000000000', highMinor: null, currency: 'CNY', per: 'year' } },
      url: { value: 'https://wh.example.gov.cn/apply' },
      caps: [{ value: { amountMinor: '500000000', currency: 'CNY', per: 'company_year' } }],
    });
    expect(quoteOf(cityNotice, fact.validUntil!)).toEqual(['有效期三年', '2025年7月1日']);
  });

  test('says who is eligible at all, and keeps what it does not understand in its own words', () => {
    expect(fact.conditions.map(({ value }) => value)).toEqual([
      { kind: 'registered_in', region: 'Hangzhou' },
      { kind: 'other', text: '具有独立法人资格' },
      { kind: 'other', text: '信用记录良好' },
    ]);
  });

  test('has rates with their bases, caps with what they are counted for, and the share of shooting days', () => {
    const [shooting] = item('取景');
    expect(shooting).toMatchObject({
      rate: { value: { lowBps: 3000, highBps: 3000, of: 'shooting_costs' } },
      caps: [{ value: { amountMinor: '50000000', per: 'project' } }, { value: { amountMinor: '200000000', per: 'company_year' } }],
      conditions: [{ value: { kind: 'shot_in', region: 'Hangzhou', shareBps: 5000, days: null } }],
      supports: { value: ['shooting'] },
    });
  });

  test('parts what is given for several levels into items of their own', () => {
    expect(
      item('国家级').map(({ amount, conditions }) => [
        amount!.value.lowMinor,
        conditions.map(({ value }) => 'level' in value && value.level),
      ]),
    ).toEqual([
      ['100000000', ['national']],
      ['50000000', ['provincial']],
      ['20000000', ['municipal']],
    ]);
  });

  test('takes a sum that must be reached for a threshold and not for a gift', () => {
    expect(item('分账票房')[0]).toMatchObject({ amount: { value: { lowMinor: '20000000' } } });
    expect(item('分账票房')[0]!.conditions.map(({ value }) => value)).toContainEqual({
      kind: 'revenue_at_least',
      amountMinor: '500000000',
      currency: 'CNY',
    });
    expect(item('贷款利息')[0]!.conditions.map(({ value }) => value.kind)).toEqual([
      'investment_at_least',
      'episodes_at_least',
      'minutes_at_least',
    ]);
    expect(item('海外')[0]!.conditions.map(({ value }) => value)).toContainEqual({
      kind: 'overseas_revenue_at_least',
      amountMinor: '100000000',
      currency: 'USD',
    });
  });
});

test('a report names the programme that it tells of, and no more than it says', () => {
  const facts = readProgrammes(reportOnIt, []);
  expect(facts).toHaveLength(1);
  expect(facts[0]).toMatchObject({
    name: { value: '杭州市促进微短剧产业发展若干措施' },
    region: { value: 'Hangzhou' },
    validFrom: null,
    validUntil: null,
    windows: [],
    pot: { value: { lowMinor: '5000000000' } },
  });
});

test('an English digest tells of a fund and of a city’s subsidy with its caps', () => {
  const digest = documentOf(
    'Micro-drama capital this week',
    `
# Group 1: Funds
The Yingtan Modern Industry Guidance Fund announced a sub-fund for micro-short dramas. The fund has a target size of 200 million RMB.
# Group 2: Policies
Zhengzhou offers subsidies of up to 30% of production costs for micro-dramas, capped at 500,000 yuan per project and 2 million yuan per company per year.
Users spend more time on short dramas than a year ago, and the market grew by 34.9%.
`,
  );
  const [fund, policy, ...rest] = readProgrammes(digest, []);
  expect(rest).toEqual([]);
  expect(fund).toMatchObject({
    kind: { value: 'fund' },
    region: { value: 'Yingtan' },
    pot: { value: { highMinor: '20000000000', currency: 'CNY' } },
    items: [],
  });
  expect(policy).toMatchObject({
    region: { value: 'Zhengzhou' },
    items: [
      {
        rate: { value: { lowBps: null, highBps: 3000, of: 'costs' } },
        caps: [{ value: { amountMinor: '50000000', per: 'project' } }, { value: { amountMinor: '200000000', per: 'company_year' } }],
      },
    ],
  });
});

test('documents that speak of no support, or of no micro-drama, tell of no programme', () => {
  expect(readProgrammes(documentOf('微短剧用户突破6亿', '截至2024年12月，微短剧用户规模达6.62亿人。'), [])).toEqual([]);
  expect(
    readProgrammes(documentOf('郑州市工业企业扶持若干措施', '对规模以上工业企业给予50万元奖励。本措施有效期至2027年12月31日。'), []),
  ).toEqual([]);
});

test('whatever a text holds, every passage lies within its paragraph and no value is without one', () => {
  const clause = fc.constantFrom(
    '对在本市取景拍摄的微短剧',
    '按制作成本的30%给予补贴',
    '每部最高不超过50万元',
    '给予100万元一次性奖励',
    '自2025年7月1日起施行',
    '有效期至2027年12月31日',
    '申报时间：2025年9月1日至9月30日',
    '每年3月',
    '同一企业每年不超过200万元',
    '，',
    '。',
    '；',
    '１２３',
    '壹佰万元',
    '《若干措施》',
    '杭州市',
    'capped at 2 million yuan',
    '😀',
    '一、支持剧本创作',
    '\n',
    '分别给予10万元、5万元',
    '国家级、省级',
  );
  fc.assert(
    fc.property(fc.array(clause, { maxLength: 40 }), fc.boolean(), (clauses, notice) => {
      const document = documentOf(notice ? '杭州市促进微短剧发展若干措施' : '微短剧一周动态', `本措施支持微短剧。\n${clauses.join('')}`);
      for (const fact of readProgrammes(document, [])) {
        for (const { paragraph, start, end } of passagesIn(fact)) {
          const { text } = document.paragraphs[paragraph]!;
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
        for (const one of [
          fact.name,
          fact.kind,
          fact.validFrom,
          fact.validUntil,
          fact.pot,
          fact.region,
          ...fact.windows,
          ...fact.caps,
          ...fact.conditions,
          ...fact.items.flatMap((own) => [own.text, own.supports, own.rate, own.amount, ...own.caps, ...own.conditions]),
        ])
          if (one !== null) expect(one.passages.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 300 },
  );
});
