/** Figures, dates and lengths as a language writes them. */
import type { Translate } from './i18n.ts';
import { formatMoney } from './money.ts';

export type Format = {
  number(value: number, digits?: number): string;
  percent(part: number, digits?: number): string;
  /** An amount of minor units, exact; `short` where there is no room. */
  money(minor: string | bigint, currency: string, short?: boolean): string;
  /** A country by its two letters, in the language's words. */
  country(code: string): string;
  /** Binary steps with decimal names, as file managers show them. */
  bytes(bytes: number): string;
  /** `2:05` or `1:02:05`; with tenths `0:03.4`. For players and tables. */
  clock(ms: number, tenths?: boolean): string;
  /** `1 h 5 min`, `3 min 20 s`, in the language's short units. For sentences. */
  span(ms: number): string;
  date(instant: string | number): string;
  dateTime(instant: string | number): string;
  /** The day of the books, in the business zone, wherever the reader is: an entry at a month's end counts in that month. */
  businessDate(instant: string | number): string;
  /** `3 minutes ago`; a date once older than a month. */
  ago(instant: string | number, nowMs: number): string;
  list(items: readonly string[]): string;
  languageName(tag: string): string;
};

/** The clock's digits do not depend on the language: editors read `1:02:05` everywhere. */
export function clockOf(ms: number, tenths = false): string {
  const total = tenths ? Math.round(ms / 100) / 10 : Math.round(ms / 1000);
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = total % 60;
  const secondsText = tenths ? seconds.toFixed(1).padStart(4, '0') : String(seconds).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${secondsText}` : `${minutes}:${secondsText}`;
}

/** Chinese is told apart by its script, as readers do, and not by a country: 简体中文, not 中文（中国）. */
export function scriptTag(tag: string): string {
  const locale = new Intl.Locale(tag).maximize();
  return locale.language === 'zh' && locale.script ? `zh-${locale.script}` : tag;
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

/** The formats of one language; made once and kept by the caller. */
export function makeFormat(language: string, t: Translate): Format {
  const numbers = new Map<number, Intl.NumberFormat>();
  const numberFormat = (digits: number) => {
    let one = numbers.get(digits);
    if (!one) numbers.set(digits, (one = new Intl.NumberFormat(language, { maximumFractionDigits: digits })));
    return one;
  };
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 0 }).format(value);
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const businessDate = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'Asia/Shanghai' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const names = new Intl.DisplayNames([language], { type: 'language' });
  const countries = new Intl.DisplayNames([language], { type: 'region' });

  return {
    number: (value, digits = 0) => numberFormat(digits).format(value),
    percent: (part, digits = 0) => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: digits }).format(part),
    money: (minor, currency, short = false) => formatMoney(language, minor, currency, short),
    country: (code) => {
      try {
        return countries.of(code) ?? code;
      } catch {
        return code;
      }
    },
    bytes: (bytes) => {
      const step = Math.min(byteUnits.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
      const value = bytes / 2 ** (10 * step);
      return new Intl.NumberFormat(language, {
        style: 'unit',
        unit: byteUnits[step]!,
        unitDisplay: 'short',
        maximumFractionDigits: step === 0 || value >= 100 ? 0 : 1,
      }).format(value);
    },
    clock: clockOf,
    span: (ms) => {
      const seconds = Math.max(0, Math.round(ms / 1000));
      if (seconds < 60) return unit(seconds, 'second');
      const minutes = Math.floor(seconds / 60);
      if (minutes < 10) return [unit(minutes, 'minute'), seconds % 60 ? unit(seconds % 60, 'second') : ''].join(' ').trim();
      if (minutes < 60) return unit(Math.round(seconds / 60), 'minute');
      return [unit(Math.floor(minutes / 60), 'hour'), minutes % 60 ? unit(minutes % 60, 'minute') : ''].join(' ').trim();
    },
    date: (instant) => date.format(new Date(instant)),
    dateTime: (instant) => dateTime.format(new Date(instant)),
    businessDate: (instant) => businessDate.format(new Date(instant)),
    ago: (instant, nowMs) => {
      const seconds = (new Date(instant).getTime() - nowMs) / 1000;
      const past = Math.abs(seconds);
      if (past < 45) return t('time.just_now');
      if (past < 3600) return relative.format(Math.round(seconds / 60), 'minute');
      if (past < 86_400) return relative.format(Math.round(seconds / 3600), 'hour');
      if (past < 30 * 86_400) return relative.format(Math.round(seconds / 86_400), 'day');
      return date.format(new Date(instant));
    },
    list: (items) => new Intl.ListFormat(language).format(items),
    languageName: (tag) => {
      try {
        return names.of(scriptTag(tag)) ?? tag;
      } catch {
        return tag;
      }
    },
  };
}
