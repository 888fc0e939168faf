import * as fc from 'fast-check';
import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import { sentenceIn } from './sentences.ts';

const en = {
  texts: {
    greeting: 'Hello {{name}}',
    left_one: '{{count}} clip left',
    left_other: '{{count}} clips left',
    'dotted.key': '{{ a }}{{b}}',
    only: 'English',
    refused: 'No: $t(why.{{reason}}) {{clause}}',
    'why.over': 'it is over for {{name}}.',
  },
  plurals: new Intl.PluralRules('en'),
};
const zh = { texts: { greeting: '你好，{{name}}', left_other: '还剩 {{count}} 条' }, plurals: new Intl.PluralRules('zh-CN') };

test('a sentence is filled in, and what is not given leaves nothing', () => {
  expect(sentenceIn([en], 'greeting', { name: '$&' })).toBe('Hello $&');
  expect(sentenceIn([en], 'greeting')).toBe('Hello ');
  expect(sentenceIn([en], 'nowhere')).toBeNull();
});

test('the plural is the one of the language', () => {
  expect(sentenceIn([en], 'left', { count: 1 })).toBe('1 clip left');
  expect(sentenceIn([en], 'left', { count: 0 })).toBe('0 clips left');
  expect(sentenceIn([zh], 'left', { count: 1 })).toBe('还剩 1 条');
});

test('a sentence may hold another, which is chosen by what is given', () => {
  expect(sentenceIn([en], 'refused', { reason: 'over', name: '{{clause}} $t(only)', clause: 'L1' })).toBe(
    'No: it is over for {{clause}} $t(only). L1',
  );
  expect(sentenceIn([en], 'refused', { reason: 'unheard_of' })).toBe('No:');
  const round = { texts: { a: '1 $t(b)', b: '2 $t(a)' }, plurals: en.plurals };
  expect(sentenceIn([round], 'a')).toBe('1 2 1 2');
});

test('a gap in a young language is filled by the one behind it', () => {
  expect(sentenceIn([zh, en], 'only')).toBe('English');
});

test('says what i18next says on the server', async () => {
  const peer = createInstance();
  await peer.init({
    resources: { en: { translation: en.texts } },
    lng: 'en',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  } as Parameters<typeof peer.init>[0]);
  const words = fc.string().filter((text) => !/\{\{|\$t\(/.test(text));
  fc.assert(
    fc.property(fc.constantFrom('greeting', 'left', 'dotted.key', 'only'), words, words, fc.nat(), (key, name, a, count) => {
      const params = { name, a, b: a, count };
      expect(sentenceIn([en], key, params)).toBe(peer.t(key, params));
    }),
  );
});
