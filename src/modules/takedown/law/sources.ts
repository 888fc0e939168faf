import type { Bilingual, Element, Source } from './contract.ts';

/** A source that was read: in the published text, or a public copy of it. */
export const read = (article: string, url: string): Source => ({ article, url, unverified: false });
/** From memory: shown as unverified until somebody has compared it with the published text. */
export const remembered = (article: string, url: string | null = null): Source => ({ article, url, unverified: true });
export const both = (en: string, zh: string): Bilingual => ({ en, 'zh-CN': zh });
export const element = (code: string, field: string, en: string, zh: string, source: Source): Element => ({
  code,
  field,
  label: both(en, zh),
  source,
});
