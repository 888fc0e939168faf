/** The words of promotion: titles in the reader's language, what a campaign pays in one line, money and what adds up to it. */
import type { I18n } from '../shared/i18n/i18n.ts';

type Text = { language: string; title: string };

/** A work's title for a reader: the language itself, the same language of any region, then the first there is. */
export function titleFor(texts: readonly Text[], language: string): string {
  return inLanguage(texts, language)?.title ?? '';
}

/** The one of several texts that a reader of a language is given; undefined where there is none. */
export function inLanguage<T extends { language: string }>(texts: readonly T[], language: string): T | undefined {
  const base = language.split('-')[0];
  return texts.find((one) => one.language === language) ?? texts.find((one) => one.language.split('-')[0] === base) ?? texts[0];
}

export type Pay = {
  currency: string;
  orderShareBps: number;
  renewalShareBps: number;
  adRevenueShareBps: number;
  perInstallMinor: string | null;
  perOrderMinor: string | null;
};

const share = ({ format }: I18n, bps: number) => format.percent(bps / 10_000, 2);
const given = (minor: string | null): minor is string => minor !== null && minor !== '0';

/** What a campaign pays, each way in a few words, the heaviest first: `订单分成 40%`, `每单 ¥5.00`. */
export function payParts(i18n: I18n, pay: Pay): string[] {
  const { t, format } = i18n;
  return [
    pay.orderShareBps > 0 && t('creator.pay.order_share', { share: share(i18n, pay.orderShareBps) }),
    given(pay.perOrderMinor) && t('creator.pay.per_order', { amount: format.money(pay.perOrderMinor, pay.currency) }),
    given(pay.perInstallMinor) && t('creator.pay.per_install', { amount: format.money(pay.perInstallMinor, pay.currency) }),
    pay.adRevenueShareBps > 0 && t('creator.pay.ad_share', { share: share(i18n, pay.adRevenueShareBps) }),
    pay.renewalShareBps > 0 && t('creator.pay.renewal_share', { share: share(i18n, pay.renewalShareBps) }),
  ].filter((part) => part !== false);
}

type OfChannel = { channel: string; offerId: string | null };

/** The placements that stand for whole channels, in the campaign's order of channels; the first is the one that a page begins with. */
export function channelPlacements<P extends OfChannel>(claim: {
  placements: readonly P[];
  campaign: { channels: readonly string[] };
}): P[] {
  const order = ({ channel }: P) => claim.campaign.channels.indexOf(channel);
  return claim.placements.filter(({ offerId }) => offerId === null).sort((a, b) => order(a) - order(b));
}

type Earned = { currency: string; estimatedMinor: string; onHoldMinor: string; payableMinor: string };

/** What was earned in each currency, whatever its state: the sum of estimated, on hold and payable. */
export function earnedOf(money: readonly Earned[]): { currency: string; minor: bigint }[] {
  return money.map((one) => ({
    currency: one.currency,
    minor: BigInt(one.estimatedMinor) + BigInt(one.onHoldMinor) + BigInt(one.payableMinor),
  }));
}

/** Amounts in several currencies, one beside the other: they are never added. */
export function moneyWords({ format }: I18n, amounts: readonly { currency: string; minor: string | bigint }[], short = false): string {
  const there = amounts.filter(({ minor }) => BigInt(minor) !== 0n);
  const shown = there.length > 0 ? there : amounts.slice(0, 1);
  return shown.length === 0 ? '–' : shown.map(({ minor, currency }) => format.money(minor, currency, short)).join(' + ');
}

/** The business day on which an instant falls, in the zone in which days are counted, as `2026-11-22`. */
export function businessDay(instant: Date, zone = 'Asia/Shanghai'): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant);
}

/** A number of days before a day, both as `2026-11-22`. */
export function daysBefore(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - days);
  return at.toISOString().slice(0, 10);
}
