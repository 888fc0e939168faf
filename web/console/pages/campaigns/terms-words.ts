/** The terms of a campaign in sentences, from its figures alone: what is promised is what will be computed. */
import type { Terms } from '../../../../src/modules/campaigns/contract.ts';
import type { I18n } from '../../../shared/i18n/i18n.ts';
import { minorDigitsOf } from '../../../shared/i18n/money.ts';

export type TermsFigures = Omit<Terms, 'words'>;

/** Sentences in order: what is paid, its limits, when an order counts, when it is paid, what an agency may keep. */
export function termsSentences({ t, format }: I18n, terms: TermsFigures): string[] {
  const money = (minor: string) => format.money(minor, terms.currency);
  const share = (bps: number) => format.percent(bps / 10_000, 2);
  const pays: (string | false)[] = [
    terms.orderShareBps > 0 && t('promotion.terms.order_share', { share: share(terms.orderShareBps) }),
    terms.perOrderMinor !== null && t('promotion.terms.per_order', { amount: money(terms.perOrderMinor) }),
    terms.renewalShareBps > 0 && t('promotion.terms.renewal_share', { share: share(terms.renewalShareBps) }),
    terms.perInstallMinor !== null && t('promotion.terms.per_install', { amount: money(terms.perInstallMinor) }),
    terms.adRevenueShareBps > 0 && t('promotion.terms.ad_share', { share: share(terms.adRevenueShareBps) }),
  ];
  const paid = pays.filter((one) => one !== false);
  const windows = terms.windows;
  const spans = [
    windows.codeDays > 0 && t('promotion.terms.window_code', { count: windows.codeDays }),
    windows.clickHours > 0 && t('promotion.terms.window_click', { span: hoursWords({ t, format }, windows.clickHours) }),
    windows.accountDays > 0 && t('promotion.terms.window_account', { count: windows.accountDays }),
    windows.probabilisticHours > 0 && t('promotion.terms.window_probabilistic', { count: windows.probabilisticHours }),
  ].filter((one) => one !== false);
  return [
    paid.length > 0 ? t('promotion.terms.pays', { list: format.list(paid) }) : t('promotion.terms.pays_nothing'),
    terms.capPerOrderMinor !== null && t('promotion.terms.cap_order', { amount: money(terms.capPerOrderMinor) }),
    terms.capPerCreatorMinor !== null && t('promotion.terms.cap_creator', { amount: money(terms.capPerCreatorMinor) }),
    spans.length > 0 ? t('promotion.terms.windows', { list: format.list(spans) }) : t('promotion.terms.windows_none'),
    terms.holdDays > 0 ? t('promotion.terms.hold', { count: terms.holdDays }) : t('promotion.terms.hold_none'),
    terms.agencyShareMaxBps > 0 && t('promotion.terms.agency', { share: share(terms.agencyShareMaxBps) }),
  ].filter((one) => one !== false);
}

/** Whole days are said as days. */
function hoursWords({ t }: Pick<I18n, 't' | 'format'>, hours: number): string {
  return hours % 24 === 0 ? t('promotion.days', { count: hours / 24 }) : t('promotion.hours', { count: hours });
}

/** What one order of a usual size would bring, in minor units, by the same rules as the terms: share, fixed sum, cap. */
export function exampleOf(terms: TermsFigures): { orderMinor: bigint; earnsMinor: bigint } {
  const orderMinor = terms.currency === 'CNY' ? 990n : 10n ** BigInt(minorDigitsOf(terms.currency)) * 10n;
  const share = (orderMinor * BigInt(terms.orderShareBps)) / 10_000n + BigInt(terms.perOrderMinor ?? '0');
  const cap = terms.capPerOrderMinor === null ? null : BigInt(terms.capPerOrderMinor);
  return { orderMinor, earnsMinor: cap !== null && share > cap ? cap : share };
}

/** The headline of what a campaign pays, short enough for a table: `50% + ¥1.00/install`. */
export function payWords(
  { t, format }: Pick<I18n, 't' | 'format'>,
  pay: Pick<TermsFigures, 'currency' | 'orderShareBps' | 'adRevenueShareBps' | 'perInstallMinor' | 'perOrderMinor'>,
): string {
  const parts = [
    pay.orderShareBps > 0 && t('promotion.pay.order', { share: format.percent(pay.orderShareBps / 10_000, 2) }),
    pay.perOrderMinor !== null && t('promotion.pay.per_order', { amount: format.money(pay.perOrderMinor, pay.currency) }),
    pay.perInstallMinor !== null && t('promotion.pay.per_install', { amount: format.money(pay.perInstallMinor, pay.currency) }),
    pay.adRevenueShareBps > 0 && t('promotion.pay.ads', { share: format.percent(pay.adRevenueShareBps / 10_000, 2) }),
  ].filter((one) => one !== false);
  return parts.length > 0 ? parts.join(' + ') : t('promotion.pay.none');
}
