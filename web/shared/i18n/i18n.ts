/**
 * Languages: every file in locales/ is one, loaded when picked. A further language needs only its file.
 * The browser's wish is followed until a person picks; the pick is remembered on this device.
 */
import { useSyncExternalStore } from 'react';
import { makeFormat, scriptTag, type Format } from './format.ts';
import { sentenceIn, type Texts } from './sentences.ts';

const files = import.meta.glob<{ default: Record<string, string> }>('../../../locales/*.json');
const byLanguage = new Map(Object.entries(files).map(([path, load]) => [path.replace(/^.*\/|\.json$/g, ''), load]));
const kept = 'hookline.language';
const fallback = 'en';

/** Every language there is a file for. */
export const languages: readonly string[] = [...byLanguage.keys()].sort();

export type Translate = {
  (key: string, params?: Record<string, unknown>): string;
  exists(key: string, params?: Record<string, unknown>): boolean;
};
export type I18n = { t: Translate; language: string; format: Format };

/** The best of the languages at hand for the languages wished: an exact match, then the same language of any region. */
export function pickLanguage(wished: readonly string[], available: readonly string[]): string {
  for (const wish of wished) {
    const exact = available.find((one) => one.toLowerCase() === wish.toLowerCase());
    if (exact) return exact;
    const base = wish.split('-')[0]!.toLowerCase();
    const near = available.find((one) => one.split('-')[0]!.toLowerCase() === base);
    if (near) return near;
  }
  return available.includes(fallback) ? fallback : (available[0] ?? fallback);
}

/** A language's name for itself: 简体中文, English. */
export function languageName(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(scriptTag(language)) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

type Loaded = { texts: Texts; plurals: Intl.PluralRules };
const loaded = new Map<string, Loaded>();
let present = fallback;

async function load(language: string): Promise<void> {
  if (loaded.has(language)) return;
  const file = await byLanguage.get(language)!();
  loaded.set(language, { texts: file.default, plurals: new Intl.PluralRules(language) });
}

type MoreWords = (language: string) => Promise<Texts>;
const more = new Set<MoreWords>();
const added = new Map<string, Set<MoreWords>>();

/** Words that only some pages say: known when this resolves, and brought along whenever another language is picked. */
export async function addWords(words: MoreWords): Promise<void> {
  more.add(words);
  await Promise.all([addTo(present), isComplete(present) ? null : addTo(fallback)]);
}

async function addTo(language: string): Promise<void> {
  const here = added.get(language) ?? new Set();
  added.set(language, here);
  for (const words of more) {
    if (here.has(words)) continue;
    const texts = await words(language);
    const before = loaded.get(language)!;
    loaded.set(language, { ...before, texts: { ...before.texts, ...texts } });
    here.add(words);
    snapshot = null;
  }
}

/** Starts with the language remembered or wished. English is behind it, where a young translation has a gap. */
export async function startI18n(): Promise<void> {
  const language = pickLanguage(
    [localStorage.getItem(kept), ...navigator.languages].filter((one) => one !== null),
    languages,
  );
  await changeLanguage(language, false);
}

/** Switches language; remembered on this device unless told not to. */
export async function changeLanguage(language: string, remember = true): Promise<void> {
  await Promise.all([load(language), isComplete(language) ? null : load(fallback)]);
  await Promise.all([addTo(language), isComplete(language) ? null : addTo(fallback)]);
  present = language;
  if (remember) localStorage.setItem(kept, language);
  document.documentElement.lang = language;
  snapshot = null;
  for (const listener of listeners) listener();
}

/** The two languages that the house keeps complete need no other behind them. */
function isComplete(language: string): boolean {
  return language === 'en' || language === 'zh-CN';
}

const listeners = new Set<() => void>();
let snapshot: I18n | null = null;

/** The present language outside of components, e.g. in loaders. */
export function currentI18n(): I18n {
  if (snapshot) return snapshot;
  const language = present;
  const inOrder = [loaded.get(language), loaded.get(fallback)].filter((one) => one !== undefined);
  const t: Translate = Object.assign((key: string, params?: Record<string, unknown>) => sentenceIn(inOrder, key, params) ?? key, {
    exists: (key: string, params?: Record<string, unknown>) => sentenceIn(inOrder, key, params) !== null,
  });
  snapshot = { t, language, format: makeFormat(language, t) };
  return snapshot;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Words and figures in the reader's language; the component is drawn anew when it changes. */
export function useI18n(): I18n {
  return useSyncExternalStore(subscribe, currentI18n);
}
