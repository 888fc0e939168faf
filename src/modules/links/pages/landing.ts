/** The landing page: it sells the drama, hands over the code, and opens the app. Whole in one answer, and whole without script. */
import { languages, translator } from '../../../platform/i18n.ts';
import type { System } from '../contract.ts';
import { textFor } from '../viewer.ts';
import { escapeHtml, frame } from './html.ts';
import { styleFor } from './style.ts';

export type Landing = {
  readonly texts: readonly { readonly language: string; readonly title: string; readonly tagline: string }[];
  readonly code: string;
  readonly codeShown: string;
  readonly hasPoster: boolean;
  readonly hasTeaser: boolean;
  readonly brand: string;
  readonly accent: string | null;
  /** Where the page's own addresses are below, e.g. `/s/abcd2345`. */
  readonly path: string;
  readonly origin: string;
  /** Where the page that asks for a code is, e.g. `/s/find`. */
  readonly findPath: string;
  readonly system: System;
  /** The language that is shown; the texts' nearest to it, and the interface in it where we have it. */
  readonly language: string | null;
  readonly links: {
    readonly app: string | null;
    readonly ios: string | null;
    readonly android: string | null;
    readonly web: string | null;
  };
  /** The link is meant to open the app: script tries it at once. */
  readonly openNow: boolean;
  /** The click that this page answers; null for previews and where it could not be kept. */
  readonly clickId: string | null;
  /** Ask before anything of the visitor is kept. */
  readonly ask: boolean;
};

/** The page as HTML, at most 30 KB. */
export function landingPage(page: Landing): string {
  const text = textFor(page.texts, page.language);
  const t = translator(page.language ?? text.language);
  const style = styleFor(page.accent);
  const e = escapeHtml;
  const poster = (width: number): string => `${page.path}/poster?w=${width}`;
  const hero = page.hasPoster
    ? `<img src="${poster(720)}" srcset="${poster(360)} 360w,${poster(720)} 720w,${poster(1080)} 1080w" sizes="(min-width:56rem) 26rem,100vw" alt="${e(t('landing.poster', { title: text.title }))}" fetchpriority="high" decoding="async">`
    : '';
  const play = page.hasTeaser
    ? `<a class="play" href="#teaser"><span><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 1.5v13l11-6.5z"/></svg></span>${e(t('landing.teaser'))}</a>`
    : '';
  const body = `<main><div class="hero">${hero}${play}</div>
<div class="bar">${page.brand ? `<span class="brand">${e(page.brand)}</span>` : ''}${languageSwitch(page, text.language)}</div>
<div class="side"><div class="words"><h1 lang="${e(text.language)}">${e(text.title)}</h1>${text.tagline ? `<p class="tagline" lang="${e(text.language)}">${e(text.tagline)}</p>` : ''}</div>
${ticket(page, t)}
${actions(page, t)}
${note(page, t)}
<footer><a href="${page.findPath}">${e(t('landing.other_code'))}</a></footer></div>
${page.hasTeaser ? `<section class="teaser" id="teaser" aria-label="${e(t('landing.teaser'))}"><a href="#" aria-label="${e(t('landing.close'))}">×</a><video src="${page.path}/teaser" controls playsinline preload="none"${page.hasPoster ? ` poster="${poster(720)}"` : ''}></video></section>` : ''}</main>`;
  return frame(
    {
      language: text.language,
      title: text.title,
      description: text.tagline || t('landing.description', { code: page.codeShown }),
      style,
      bodyClass: `${page.hasPoster ? 'posted' : 'bare'}${page.hasTeaser ? ' played' : ''}`,
      canonical: `${page.origin}${page.path}`,
      image: page.hasPoster ? `${page.origin}${poster(1080)}` : null,
      site: page.brand,
    },
    body,
  );
}

type Translate = ReturnType<typeof translator>;

function ticket(page: Landing, t: Translate): string {
  if (!page.code) return '';
  const e = escapeHtml;
  return `<section class="ticket" aria-labelledby="code-title"><h2 id="code-title">${e(t('landing.code'))}</h2>
<div class="code"><output data-code="${e(page.code)}">${e(page.codeShown)}</output><button class="copy" type="button" hidden data-done="${e(t('landing.copied'))}">${e(t('landing.copy'))}</button></div>
<p class="how">${e(t('landing.how'))}</p></section>`;
}

function actions(page: Landing, t: Translate): string {
  const { app, ios, android, web } = page.links;
  const e = escapeHtml;
  const store = page.system === 'ios' ? ios : page.system === 'android' ? android : null;
  const fallback = store ?? web;
  const desk = page.system !== 'ios' && page.system !== 'android' && page.system !== 'harmony';
  const out: string[] = [];
  const add = (href: string | null, key: string, extra = ''): void => {
    if (href) out.push(`<a class="go" href="${e(href)}"${extra}>${e(t(key))}</a>`);
  };
  // An app's own scheme says nothing where the app is not there: the store, or the web, follows.
  if (!desk) add(app, 'landing.open_app', fallback && app ? ` data-store="${e(fallback)}"${page.openNow ? ' data-now' : ''}` : '');
  if (desk) add(web, 'landing.web');
  if (page.system === 'ios' || desk) add(ios, 'landing.app_store');
  if (page.system === 'android' || desk) add(android, 'landing.play');
  if (!desk) add(web, 'landing.web');
  return out.length > 0 ? `<nav class="actions">${out.join('')}</nav>` : '';
}

function note(page: Landing, t: Translate): string {
  if (!page.ask || !page.clickId) return '';
  const e = escapeHtml;
  const button = (answer: string, key: string): string => `<button name="consent" value="${answer}">${e(t(key))}</button>`;
  return `<aside class="note"><p>${e(t('landing.consent'))}</p><form method="post" action="${page.path}/consent"><input type="hidden" name="click" value="${e(page.clickId)}">${button('no', 'landing.consent_no')}${button('yes', 'landing.consent_yes')}</form></aside>`;
}

const names: Record<string, string> = {
  en: 'English',
  zh: '中文',
  ja: '日本語',
  ko: '한국어',
  es: 'Español',
  pt: 'Português',
  id: 'Indonesia',
  th: 'ไทย',
  vi: 'Tiếng Việt',
  fr: 'Français',
  de: 'Deutsch',
  ar: 'العربية',
  ru: 'Русский',
  ms: 'Melayu',
  tr: 'Türkçe',
  hi: 'हिन्दी',
  it: 'Italiano',
};

/** The languages of the drama's texts and of the interface, one of each; a few, so that the bar stays one line. */
function languageSwitch(page: Landing, shown: string): string {
  const primary = (tag: string): string => tag.split('-')[0]!.toLowerCase();
  const current = primary(page.language ?? shown);
  const tags = [...page.texts.map(({ language }) => language), ...languages()];
  const distinct = tags.filter((tag, index) => tags.findIndex((other) => primary(other) === primary(tag)) === index);
  const chosen = distinct.sort((a, b) => Number(primary(b) === current) - Number(primary(a) === current)).slice(0, 4);
  if (chosen.length < 2) return '';
  const items = chosen
    .sort()
    .map((tag) =>
      primary(tag) === current
        ? `<span aria-current="true" lang="${escapeHtml(tag)}">${names[primary(tag)] ?? escapeHtml(tag)}</span>`
        : `<a href="${page.path}?lang=${encodeURIComponent(tag)}${page.clickId ? `&amp;seen=${page.clickId}` : ''}" hreflang="${escapeHtml(tag)}" lang="${escapeHtml(tag)}">${names[primary(tag)] ?? escapeHtml(tag)}</a>`,
    );
  return `<nav class="languages" aria-label="${escapeHtml(translator(page.language)('landing.languages'))}">${items.join('')}</nav>`;
}
