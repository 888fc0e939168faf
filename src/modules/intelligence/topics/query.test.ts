import { describe, expect, it } from 'vitest';
import { topicFilters } from './contract.ts';
import { placesOf } from './programmes.ts';
import { explain, fits, matchable, readTopicQuery } from './query.ts';

const anything = topicFilters.parse({});
const document = (title: string, text: string, language: 'zh' | 'en' = 'zh') =>
  matchable(
    {
      title,
      language,
      publishedAt: '2025-08-13',
      paragraphs: [
        { kind: 'text', text },
        { kind: 'leftover', text: 'Search 搜索' },
      ],
    },
    { sourceId: 'msr_1', claims: [{ metric: 'market_size', region: 'China' }], day: '2025-01-01' },
  );
const takes = (query: string, of: ReturnType<typeof document>): boolean => fits(readTopicQuery(query)!, anything, of);

describe('a topic’s query', () => {
  const chinese = document('郑州出台政策', '微短剧市场规模达到505亿元,竖屏短剧用户增长。');
  const english = document('Funds look at micro-dramas', 'Micro-short dramas reached a market size of 50.5 billion yuan.', 'en');

  it('finds either language by the words of one', () => {
    for (const query of ['微短剧', 'micro drama', '微短剧 市场规模', '微短剧市场规模', 'micro-short dramas, market size']) {
      expect(takes(query, chinese), query).toBe(true);
      expect(takes(query, english), query).toBe(true);
    }
    expect(takes('微短剧 补贴', english)).toBe(false);
  });

  it('takes one of several, leaves out what must not be, and phrases as they stand', () => {
    expect(takes('短剧 补贴|市场规模', english)).toBe(true);
    expect(takes('短剧 -郑州', chinese)).toBe(false);
    expect(takes('短剧 -郑州', english)).toBe(true);
    expect(takes('“出台政策”', chinese)).toBe(true);
    expect(takes('"look at micro"', english)).toBe(true);
    expect(takes('"look micro"', english)).toBe(false);
    expect(takes('fund', english)).toBe(true);
    expect(takes('und', english)).toBe(false);
    expect(takes('搜索', chinese)).toBe(false);
    expect(takes('', english)).toBe(true);
  });

  it('refuses what only leaves out, and more terms than can be meant', () => {
    expect(readTopicQuery('-微短剧')).toBeNull();
    expect(readTopicQuery(Array.from({ length: 13 }, (_, at) => `w${at}`).join(' '))).toBeNull();
  });

  it('is narrowed by language, day, source, metric and place', () => {
    const passes = (given: object): boolean => fits(readTopicQuery('短剧')!, topicFilters.parse(given), chinese);
    expect(passes({ language: 'zh', from: '2025-08-13', until: '2025-08-13', sourceIds: ['msr_1'] })).toBe(true);
    expect(passes({ metrics: ['market_size', 'users'], regions: ['China'] })).toBe(true);
    expect([{ language: 'en' }, { from: '2025-08-14' }, { until: '2025-08-12' }, { sourceIds: ['msr_2'] }].map(passes)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect([{ metrics: ['users'] }, { regions: ['Zhengzhou'] }].map(passes)).toEqual([false, false]);
  });

  it('says what else it looks for', () => {
    const [term] = readTopicQuery('微短剧')!.terms.map(explain);
    expect(term).toMatchObject({ words: ['微短剧'], not: false });
    expect(term!.also).toEqual(expect.arrayContaining(['竖屏短剧', 'micro-short drama']));
  });
});

describe('the places that a topic is of', () => {
  const of = (query: string, regions: string[] = []) => placesOf(readTopicQuery(query), { regions });

  it('are those of its filters, and terms that are nothing but places', () => {
    expect(of('微短剧 补贴')).toEqual([]);
    expect(of('杭州 微短剧 补贴')).toEqual(['Hangzhou']);
    expect(of('杭州|郑州 micro-dramas', ['Shanghai'])).toEqual(['Shanghai', 'Hangzhou', 'Zhengzhou']);
    expect(of('Hangzhou subsidies')).toEqual(['Hangzhou']);
  });

  it('are not those that must not be, may as well be a word, or are everywhere', () => {
    expect(of('微短剧 -杭州')).toEqual([]);
    expect(of('杭州|短剧基地 微短剧')).toEqual([]);
    expect(of('中国 微短剧')).toEqual([]);
    expect(of('海外 微短剧')).toEqual([]);
  });
});
