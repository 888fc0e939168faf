/** The page for whoever has a code and no link, or a link that leads nowhere any more. */
import { translator } from '../../../platform/i18n.ts';
import { escapeHtml, frame } from './html.ts';
import { styleFor } from './style.ts';

export type Find = {
  /** Why it is shown: asked for, or instead of what is unknown, ended, asked for too often or not to be had now. */
  readonly reason: 'asked' | 'unknown_link' | 'ended' | 'unknown_code' | 'suggestion' | 'too_often' | 'unavailable';
  readonly typed: string;
  /** The code that was probably meant. */
  readonly suggestion: string | null;
  readonly path: string;
  readonly language: string | null;
  readonly brand: string;
  readonly accent: string | null;
};

/** The page as HTML. */
export function findPage(page: Find): string {
  const t = translator(page.language);
  const e = escapeHtml;
  const shown = page.language?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
  const said =
    page.reason === 'asked'
      ? ''
      : `<p class="said" role="status">${e(t(`landing.find.${page.reason}`, { code: page.typed }))}${page.suggestion ? `<br><a href="${page.path}?code=${encodeURIComponent(page.suggestion)}">${e(page.suggestion)}</a>` : ''}</p>`;
  const other = shown === 'en' ? '<a href="?lang=zh-CN" lang="zh-CN">中文</a>' : '<a href="?lang=en" lang="en">English</a>';
  const body = `<main><div class="hero"></div><div class="bar">${page.brand ? `<span class="brand">${e(page.brand)}</span>` : ''}<nav class="languages" aria-label="${e(t('landing.languages'))}">${other}</nav></div>
<div class="words desk"><h1>${e(t('landing.find.title'))}</h1><p class="tagline">${e(t('landing.find.lead'))}</p>${said}
<form class="ask" action="${page.path}"><input name="code" aria-label="${e(t('landing.code'))}" value="${e(page.typed)}" placeholder="${e(t('landing.find.placeholder'))}" maxlength="80" autocapitalize="characters" autocomplete="off" autocorrect="off" spellcheck="false" enterkeyhint="search" required><input type="hidden" name="lang" value="${shown}"><button>${e(t('landing.find.go'))}</button></form></div></main>`;
  return frame(
    {
      language: shown,
      title: t('landing.find.title'),
      description: t('landing.find.lead'),
      style: styleFor(page.accent),
      bodyClass: 'bare',
      canonical: null,
      image: null,
      site: page.brand,
    },
    body,
  );
}
