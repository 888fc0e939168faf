import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockOf, makeFormat } from './format.ts';
import { languageName, pickLanguage } from './i18n.ts';

describe('picking a language', () => {
  const at = ['en', 'ja', 'zh-CN'];
  test('an exact wish wins over an earlier one of no language at hand', () =>
    expect(pickLanguage(['fr', 'zh-CN', 'en'], at)).toBe('zh-CN'));
  test('another region of the language is near enough', () => expect(pickLanguage(['zh-TW'], at)).toBe('zh-CN'));
  test('case does not matter', () => expect(pickLanguage(['ZH-cn'], at)).toBe('zh-CN'));
  test('nothing that fits gives English', () => expect(pickLanguage(['fr', 'de-CH'], at)).toBe('en'));
  test('what is picked is always at hand', () => {
    fc.assert(fc.property(fc.array(fc.string()), (wished) => at.includes(pickLanguage(wished, at))));
  });
});

test('a language is called by its own name', () => {
  expect(languageName('zh-CN')).toBe('简体中文');
  expect(languageName('en')).toBe('English');
  expect(languageName('ja')).toBe('日本語');
});

describe('figures', () => {
  const t = Object.assign((key: string) => key, { exists: () => true });
  test('the clock rounds up through minutes and hours', () => {
    expect(clockOf(59_600)).toBe('1:00');
    expect(clockOf(3_599_999)).toBe('1:00:00');
    expect(clockOf(3_440, true)).toBe('0:03.4');
    expect(clockOf(59_960, true)).toBe('1:00.0');
  });
  test('the clock never shows sixty seconds', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 31 }), fc.boolean(), (ms, tenths) => !/:6\d/.test(clockOf(ms, tenths))));
  });
  test('bytes are written in the unit of their size', () => {
    const format = makeFormat('en', t);
    expect(format.bytes(0)).toBe('0 byte');
    expect(format.bytes(1536)).toBe('1.5 kB');
    expect(format.bytes(5 * 1024 ** 3)).toBe('5 GB');
  });
  test('spans are written as a language writes them', () => {
    expect(makeFormat('en', t).span(65_000)).toBe('1 min 5 sec');
    expect(makeFormat('zh-CN', t).span(3_900_000)).toBe('1小时 5分钟');
  });
});
