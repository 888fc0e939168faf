/** A page's frame: head, policy, and texts that are made safe for HTML. */
import { script } from './script.ts';
import type { Style } from './style.ts';

/** A text as HTML, safe between tags and in double quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
}

export type Meta = {
  readonly language: string;
  readonly title: string;
  readonly description: string;
  readonly style: Style;
  readonly bodyClass: string;
  /** Absolute; null where there is no address to share. */
  readonly canonical: string | null;
  readonly image: string | null;
  readonly site: string;
};

const rightToLeft = /^(ar|fa|he|ur|ug)(-|$)/i;

/** The whole page. `body` is HTML. */
export function frame(meta: Meta, body: string): string {
  const [title, description] = [escapeHtml(meta.title), escapeHtml(meta.description)];
  const tag = (property: string, content: string | null): string =>
    content ? `<meta property="${property}" content="${escapeHtml(content)}">` : '';
  return `<!doctype html>
<html lang="${escapeHtml(meta.language)}" dir="${rightToLeft.test(meta.language) ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover"><title>${title}</title>
<meta name="description" content="${description}"><meta name="robots" content="noindex">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0c0a0b"><meta name="theme-color" media="(prefers-color-scheme: light)" content="#f6f1e9">
<meta name="format-detection" content="telephone=no"><link rel="icon" href="data:,">
${tag('og:type', 'video.other')}${tag('og:title', meta.title)}${tag('og:description', meta.description)}${tag('og:site_name', meta.site || null)}${tag('og:url', meta.canonical)}${tag('og:image', meta.image)}${meta.image ? '<meta name="twitter:card" content="summary_large_image">' : ''}
<style>${meta.style.text}</style></head><body class="${meta.bodyClass}">${body}<script>${script.text}</script></body></html>`;
}

/** The policy of our pages: their own style and script by hash, pictures and video from here, forms to here, nothing else. */
export function policyFor(style: Style): string {
  return [
    "default-src 'none'",
    `style-src ${style.hash}`,
    `script-src ${script.hash}`,
    "img-src 'self' data:",
    "media-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
