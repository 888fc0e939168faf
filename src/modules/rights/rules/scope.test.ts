import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateIn } from '../../../platform/time.ts';
import { outsideOf, startOfDay, timed, touches, type Point, type Scope } from './scope.ts';
import { territories } from './words.ts';

test('territories are the 249 of ISO 3166, each once, each one that has a name', () => {
  expect(new Set(territories).size).toBe(249);
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  expect(territories.filter((each) => names.of(each) === undefined)).toEqual([]);
});

test('a day begins when its date does, whatever clocks do that night', () => {
  const zones = ['Asia/Shanghai', 'America/Sao_Paulo', 'America/New_York', 'Africa/Cairo', 'Pacific/Apia', 'Australia/Lord_Howe', 'UTC'];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.date({ min: new Date('2012-02-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
      (zone, at) => {
        const day = dateIn(zone, at);
        const start = startOfDay(zone, day);
        expect(dateIn(zone, new Date(start))).toBe(day);
        expect(dateIn(zone, new Date(start - 1)) < day).toBe(true);
      },
    ),
  );
  // Brazil's clocks skipped midnight; Samoa skipped the day.
  expect(new Date(startOfDay('America/Sao_Paulo', '2018-11-04')).toISOString()).toBe('2018-11-04T03:00:00.000Z');
  expect(startOfDay('Pacific/Apia', '2011-12-30')).toBe(startOfDay('Pacific/Apia', '2011-12-31'));
  expect(() => startOfDay('UTC', '2026-13-01')).toThrow(RangeError);
  expect(() => startOfDay('Mars/Olympus', '2026-01-01')).toThrow(RangeError);
});

test('a language range holds for what is below it, and a promise about a part touches the whole', () => {
  const scope = (languages: Scope['languages']): Scope => ({
    territories: { of: 'world', except: [] },
    languages,
    platforms: 'all',
    media: 'all',
    window: { from: null, until: null, zone: 'UTC' },
  });
  const at = (language: string): Point => ({ territory: 'CN', language, platform: 'p', medium: 'm', at: new Date(0) });
  expect(outsideOf(timed(scope(['zh'])), at('zh-Hans-CN'))).toBeNull();
  expect(outsideOf(timed(scope(['ZH-cn'])), at('zh-CN'))).toBeNull();
  expect(outsideOf(timed(scope(['zh'])), at('zha'))).toBe('outside_language');
  expect(outsideOf(timed(scope(['zh-CN'])), at('zh'))).toBe('outside_language');
  expect(touches(timed(scope(['zh-CN'])), at('zh'))).toBe(true);
  expect(touches(timed(scope(['zh-CN'])), at('zh-TW'))).toBe(false);
});
