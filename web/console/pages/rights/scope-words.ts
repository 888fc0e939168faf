/** Scopes, days and shares of contracts in sentences. */
import type { RightKind, ScopeWords } from '../../../../src/modules/rights/words/contract.ts';
import type { I18n } from '../../../shared/i18n/i18n.ts';
import { rangeWords } from './known.ts';
import { territoryName } from './WorldMap.tsx';
import { regions, summarise } from './world.ts';

/** A calendar date as it is written, wherever the reader is. */
export const dayWords = ({ format }: I18n, day: string): string => format.date(`${day}T12:00:00`);

const dayMs = 86_400_000;
/** So many days after a day (or before). */
export const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

const inWords = (i18n: I18n, named: readonly string[], single: readonly string[]): string =>
  i18n.format.list([...named.map((name) => i18n.t(`rights.region.${name}`)), ...single.map((one) => territoryName(i18n, one))]);

/** A set of territories as a contract names it: regions, single ones, or the world but for some. */
export function territorySetWords(i18n: I18n, territories: readonly string[]): string {
  if (territories.length === 0) return i18n.t('rights.scope.nowhere');
  const { base, regions: named, territories: single, except } = summarise(territories);
  if (base === 'list') return inWords(i18n, named, single);
  if (named.length + except.length === 0) return i18n.t('rights.scope.world');
  return i18n.t('rights.scope.world_except', { list: inWords(i18n, named, except) });
}

/** What a scope's territories come to, by code. */
export function territoriesOf({ of, except }: ScopeWords['territories'], world: readonly string[]): string[] {
  return (of === 'world' ? world : of).filter((one) => !except.includes(one));
}

export function territoriesWords(i18n: I18n, { of, except }: ScopeWords['territories']): string {
  const without = summarise(except);
  const exceptions = inWords(i18n, without.regions, without.territories);
  if (of === 'world') return except.length === 0 ? i18n.t('rights.scope.world') : i18n.t('rights.scope.world_except', { list: exceptions });
  const words = territorySetWords(i18n, of);
  return except.length === 0 ? words : i18n.t('rights.scope.but_for', { words, list: exceptions });
}

export function languagesWords(i18n: I18n, languages: ScopeWords['languages']): string {
  if (languages === 'all') return i18n.t('rights.scope.all_languages');
  return i18n.format.list(languages.map((tag) => rangeWords(i18n, tag)));
}

/** A platform by the name that readers know it by, where it is a known one. */
export function platformWords({ t }: I18n, name: string): string {
  const key = `rights.platform.${name.toLowerCase()}`;
  return t.exists(key) ? t(key) : name;
}

export function platformsWords(i18n: I18n, platforms: ScopeWords['platforms']): string {
  if (platforms === 'all') return i18n.t('rights.scope.all_platforms');
  return i18n.format.list(platforms.map((name) => platformWords(i18n, name)));
}

export function mediaWords({ t, format }: I18n, media: ScopeWords['media']): string {
  if (media === 'all') return t('rights.scope.all_media');
  return format.list(media.map((medium) => t(`rights.medium.${medium}`)));
}

/** A window by its first and its last day; the zone is said where it is not the house's. */
export function windowWords(i18n: I18n, { from, until, zone }: ScopeWords['window']): string {
  const { t } = i18n;
  const params = { from: from === null ? '' : dayWords(i18n, from), to: until === null ? '' : dayWords(i18n, dayAfter(until, -1)) };
  const form = from === null ? (until === null ? 'open' : 'until') : until === null ? 'from' : 'both';
  const words = t(`rights.scope.window_${form}`, params);
  if (form === 'open' || zone === 'Asia/Shanghai') return words;
  return t('rights.scope.in_zone', { words, zone: zone.replaceAll('_', ' ') });
}

export const rightWords = ({ t }: I18n, right: RightKind): string => t(`rights.right.${right}`);

/** A scope in one sentence, of what narrows it alone. */
export function scopeWords(i18n: I18n, scope: ScopeWords): string {
  const parts = [
    territoriesWords(i18n, scope.territories),
    scope.languages !== 'all' && languagesWords(i18n, scope.languages),
    scope.platforms !== 'all' && platformsWords(i18n, scope.platforms),
    scope.media !== 'all' && mediaWords(i18n, scope.media),
    (scope.window.from !== null || scope.window.until !== null) && windowWords(i18n, scope.window),
  ].filter((part) => part !== false);
  return parts.join(i18n.t('rights.scope.join'));
}

/** `2/3` as a share of one, for lengths of pictures alone: what is written stays the fraction. */
export function shareSize(share: string): number {
  const [n, d] = share.split('/').map(Number);
  return n! / d!;
}

/** An exact share as people write it: a whole, a percentage of at most two decimals where it is exactly one, else the fraction. */
export function shareWords({ t, language }: Pick<I18n, 't' | 'language'>, share: string): string {
  const [n, d] = share.split('/').map(BigInt) as [bigint, bigint];
  if (n === d) return t('rights.share.whole');
  if ((n * 10_000n) % d !== 0n) return share;
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 });
  return t('rights.share.both', { fraction: share, percent: percent.format(Number((n * 10_000n) / d) / 10_000) });
}

/** Whether a region is wholly in a set. */
export const hasRegion = (name: string, wanted: ReadonlySet<string>): boolean => regions[name]!.every((one) => wanted.has(one));

const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });
/** The day of the house's zone that an instant lies in. */
export const instantDay = (instant: string): string => shanghai.format(new Date(instant));
