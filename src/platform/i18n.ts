import { readdirSync, readFileSync } from 'node:fs';
import { createInstance, type i18n } from 'i18next';

/** The texts that people read, on the server: mails, the API's page, the command line. Files of `locales/`, one a language. */
export type Translator = (key: string, params?: Record<string, unknown>) => string;

const folder = new URL('../../locales/', import.meta.url);
const fallbackLanguage = 'en';
let loaded: i18n | null = null;

function instance(): i18n {
  if (loaded) return loaded;
  const made = createInstance();
  const resources: Record<string, { translation: Record<string, string> }> = {};
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('.json')) continue;
    resources[file.slice(0, -'.json'.length)] = {
      translation: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Record<string, string>,
    };
  }
  void made.init({
    resources,
    fallbackLng: fallbackLanguage,
    // Keys are flat and hold dots; texts go into mails and pages that escape for themselves.
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  loaded = made;
  return made;
}

/** The languages there is a file for, by their tags, in alphabetical order. */
export function languages(): string[] {
  return Object.keys(instance().options.resources ?? {}).sort();
}

/** Sentences in one language; an unknown language gives English, an unknown key gives the key. */
export function translator(language: string | null | undefined): Translator {
  return instance().getFixedT(nearest(language ?? '') ?? fallbackLanguage) as Translator;
}

/** The language of ours that a reader likes best, from an Accept-Language header (RFC 9110, 12.5.4); English when none is ours. */
export function negotiateLanguage(acceptLanguage: string | null | undefined): string {
  const wanted = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...settings] = part.trim().split(';');
      const quality = settings.map((setting) => /^\s*q=([\d.]+)\s*$/.exec(setting)?.[1]).find(Boolean);
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((each) => each.tag !== '' && each.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    const ours = nearest(tag);
    if (ours) return ours;
  }
  return fallbackLanguage;
}

// `zh`, `zh-TW` and `zh-Hans-CN` find `zh-CN` where nothing is nearer: a Chinese reader is better off than with English.
function nearest(tag: string): string | null {
  const ours = languages();
  const lower = tag.toLowerCase();
  const primary = lower.split('-')[0]!;
  return (
    ours.find((each) => each.toLowerCase() === lower) ??
    ours.find((each) => each.toLowerCase() === primary) ??
    (primary === '' ? null : ours.find((each) => each.toLowerCase().startsWith(`${primary}-`))) ??
    null
  );
}
