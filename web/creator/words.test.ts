import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeFormat } from '../shared/i18n/format.ts';
import { businessDay, channelPlacements, daysBefore, earnedOf, inLanguage, moneyWords, payParts, titleFor } from './words.ts';

const t = Object.assign((key: string, params?: Record<string, unknown>) => `${key}(${Object.values(params ?? {}).join()})`, {
  exists: () => true,
});
const i18n = { t, language: 'en', format: makeFormat('en', t) };
const nothing = { currency: 'CNY', orderShareBps: 0, renewalShareBps: 0, adRevenueShareBps: 0, perInstallMinor: null, perOrderMinor: null };

describe('titles', () => {
  const texts = [
    { language: 'zh-CN', title: '火' },
    { language: 'en', title: 'Fire' },
  ];
  test('come in the language, else in the language of another region, else in the first there is', () => {
    expect(titleFor(texts, 'en')).toBe('Fire');
    expect(titleFor(texts, 'en-GB')).toBe('Fire');
    expect(titleFor(texts, 'zh-TW')).toBe('火');
    expect(titleFor(texts, 'ja')).toBe('火');
    expect(titleFor([], 'en')).toBe('');
    expect(inLanguage([], 'en')).toBeUndefined();
  });
});

describe('pay in one line', () => {
  test('names each way that pays, and no other', () => {
    expect(payParts(i18n, { ...nothing, orderShareBps: 4050, perInstallMinor: '200', perOrderMinor: '0' })).toEqual([
      'creator.pay.order_share(40.5%)',
      'creator.pay.per_install(¥2.00)',
    ]);
    expect(payParts(i18n, nothing)).toEqual([]);
  });
});

test('placements of channels come in the campaign’s order, whatever the order of the answer', () => {
  const placements = [
    { channel: 'tiktok', offerId: null },
    { channel: 'douyin', offerId: 'ofr_1' },
    { channel: 'kuaishou', offerId: null },
    { channel: 'douyin', offerId: null },
  ];
  const campaign = { channels: ['douyin', 'kuaishou', 'tiktok'] };
  fc.assert(
    fc.property(fc.shuffledSubarray(placements, { minLength: 4 }), (shuffled) => {
      expect(channelPlacements({ placements: shuffled, campaign }).map(({ channel }) => channel)).toEqual(campaign.channels);
    }),
  );
});

describe('money', () => {
  test('of several currencies stands side by side and is never added', () => {
    expect(
      moneyWords(i18n, [
        { currency: 'CNY', minor: '1250' },
        { currency: 'USD', minor: 300n },
      ]),
    ).toBe('¥12.50 + $3.00');
    expect(
      moneyWords(i18n, [
        { currency: 'CNY', minor: '0' },
        { currency: 'USD', minor: '5' },
      ]),
    ).toBe('$0.05');
    expect(moneyWords(i18n, [{ currency: 'CNY', minor: '0' }])).toBe('¥0.00');
    expect(moneyWords(i18n, [])).toBe('–');
  });
  test('earned is exact, however large', () => {
    const minor = fc.bigInt({ min: 0n, max: 10n ** 20n });
    fc.assert(
      fc.property(minor, minor, minor, (a, b, c) => {
        const money = [{ currency: 'CNY', estimatedMinor: String(a), onHoldMinor: String(b), payableMinor: String(c) }];
        expect(earnedOf(money)).toEqual([{ currency: 'CNY', minor: a + b + c }]);
      }),
    );
  });
});

describe('days', () => {
  test('are those of the business zone', () => {
    expect(businessDay(new Date('2026-11-21T15:59:59Z'))).toBe('2026-11-21');
    expect(businessDay(new Date('2026-11-21T16:00:00Z'))).toBe('2026-11-22');
  });
  test('are counted back over months and years', () => {
    expect(daysBefore('2026-03-01', 1)).toBe('2026-02-28');
    expect(daysBefore('2026-01-01', 6)).toBe('2025-12-26');
  });
});
