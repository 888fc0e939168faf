import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeSentences, numbersOf } from './merge.ts';
import { themeOf } from './themes.ts';

const said = (text: string, familyId: string) => ({ text, language: 'en' as const, familyId, source: text });

describe('sentences of many documents', () => {
  it('are one where they say nearly the same, and a story’s copies are one source', () => {
    const merged = mergeSentences([
      said('The micro-drama market reached 50.5 billion yuan in 2024, surpassing film box office.', 'a'),
      said('In 2024 the micro-drama market reached 50.5 billion yuan, surpassing the film box office.', 'a'),
      said('The micro-drama market reached 50.5 billion yuan in 2024.', 'b'),
      said('The micro-drama market reached 505 billion yuan in 2024.', 'c'),
    ]);
    expect(merged.map(({ others, sources }) => [others.length, sources])).toEqual([
      [2, 2],
      [0, 1],
    ]);
  });

  it('keep every sentence once, and never join different numbers', () => {
    const text = fc.tuple(fc.constantFrom('users reached', 'the market grew to', 'cities gave'), fc.integer({ min: 0, max: 4 }));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 30 }), (all) => {
        const merged = mergeSentences(all.map(([words, number], at) => said(`${words} ${number} in micro dramas`, String(at))));
        expect(merged.reduce((sum, { others }) => sum + 1 + others.length, 0)).toBe(all.length);
        for (const { lead, others } of merged) for (const other of others) expect(numbersOf(other.text)).toEqual(numbersOf(lead.text));
      }),
    );
  });

  it('are told by theme', () => {
    expect(themeOf('The user base is expected to reach 696 million.', '', ['users'])).toBe('users');
    expect(themeOf('郑州对优秀作品给予奖励和补贴。', '政府举措', ['subsidy'])).toBe('support');
    expect(themeOf('Chinese apps occupy eight of the Top 100 overseas.', 'Going abroad')).toBe('overseas');
    expect(themeOf('基金规模2亿元。', '', ['fund_size'])).toBe('capital');
    expect(themeOf('It was a quiet week.', '')).toBe('other');
  });
});
