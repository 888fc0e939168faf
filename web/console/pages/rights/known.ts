/** What forms offer first: platforms and languages of micro-dramas. Anything else can be written. */
import type { I18n } from '../../../shared/i18n/i18n.ts';

export const knownPlatforms = [
  'hongguo',
  'douyin',
  'kuaishou',
  'wechat',
  'bilibili',
  'tencent_video',
  'iqiyi',
  'youku',
  'mango_tv',
  'reelshort',
  'dramabox',
  'shortmax',
  'goodshort',
  'netshort',
  'youtube',
  'tiktok',
  'facebook',
  'instagram',
] as const;

/** Ranges, as contracts grant them: `zh` holds for every Chinese. */
export const knownLanguages = [
  'zh',
  'zh-CN',
  'zh-TW',
  'en',
  'es',
  'pt',
  'ja',
  'ko',
  'th',
  'id',
  'vi',
  'ms',
  'fil',
  'ar',
  'hi',
  'tr',
  'fr',
  'de',
  'it',
  'ru',
  'pl',
] as const;

/** A language range in words; a range of several scripts is not one of them. */
export function rangeWords({ t, format }: I18n, tag: string): string {
  const own = `rights.language.${tag}`;
  return t.exists(own) ? t(own) : format.languageName(tag);
}
