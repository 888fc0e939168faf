import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readQuery } from './query.ts';
import { aliasRuns, countTerms, foldedText, hashOf, phraseTerms, tokensOf } from './words.ts';

const folded = (text: string): string => foldedText(tokensOf(text)).trim();

test('width, case, plurals, hyphens and separators of thousands fold away, and breaks stay', () => {
  expect(folded('ＡＩ微短剧：Micro-Short Dramas earned 1,024.5 m')).toBe('ai 微短剧 | micro short drama earned 1024.5 m');
  expect(folded("Xi'an’s studios")).toBe(folded('xians studio'));
});

test('tokens point at where they stand in the text as it was given', () => {
  const text = '２０２４年 𠮷野家 Dramas';
  expect(tokensOf(text).map(({ start, end }) => text.slice(start, end))).toEqual(['２０２４', '年', '𠮷', '野', '家', 'Dramas']);
});

test('every stretch of signs of a text is found by its terms', () => {
  const sign = fc.constantFrom(...'微短剧市场规模达亿元中国用户', 'ai ', 'market ', 'size ', '，');
  fc.assert(
    fc.property(fc.array(sign, { minLength: 2, maxLength: 40 }), fc.nat(), fc.nat(), (signs, from, size) => {
      const tokens = tokensOf(signs.join(''));
      const some = tokens.slice(from % tokens.length, (from % tokens.length) + 1 + (size % 4));
      if (some.length === 0 || some.some(({ text }) => text === '|')) return;
      const terms = countTerms(tokens);
      expect(phraseTerms(some).every((term) => terms.has(term))).toBe(true);
      expect(folded(signs.join(''))).toContain(foldedText(some).trim());
    }),
  );
});

test('words of both languages mean the same group, the longest first', () => {
  const groupsIn = (text: string) => aliasRuns(tokensOf(text)).map(({ groups }) => groups[0]);
  for (const word of ['微短剧', '竖屏短剧', '短剧', 'micro-short dramas', 'Micro Drama', 'short dramas'])
    expect(groupsIn(word)).toEqual(['micro_drama']);
  expect(groupsIn('市场规模')).toEqual(['market_size']);
  expect(groupsIn('中国微短剧市场规模')).toEqual(['china', 'micro_drama', 'market_size']);
  expect(groupsIn('happy applications')).toEqual(['platform']);
});

test('a query is words, phrases in quotes, and words that must not be', () => {
  const query = readQuery('微短剧市场规模 "用户 规模" -海外 −"box office"');
  expect(query.must.map((word) => word.folded)).toEqual(['微短剧', '市场规模', '用户规模']);
  expect(query.must[2]!.groups).toEqual([]);
  expect(query.not.map((word) => word.folded)).toEqual(['海外', 'box office']);
  expect(query.also).toContain('market size');
  expect(readQuery(' “” - ！').must).toEqual([]);
  expect(readQuery('规').must[0]!.terms).toEqual([hashOf('规')]);
});

test('no query makes the reader fail, and what it reads is bounded', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const { must, not, also } = readQuery(text);
      expect(must.length).toBeLessThanOrEqual(8);
      expect(not.length).toBeLessThanOrEqual(8);
      expect(also.length).toBeLessThanOrEqual(12);
    }),
  );
});
