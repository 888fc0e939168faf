/** Where a certificate's QR leads: whether its root is registered here, for a reader who knows nothing of the house. */
import { languages, translator } from '../../../platform/i18n.ts';
import type { RootVerification } from './contract.ts';
import { escape, hashHtml, instantText, paperStyle } from './paper.ts';

const style = `${paperStyle}
:root { color-scheme: light dark; }
body { max-width: 720px; padding: 32px 20px; font-size: 15px; }
h1 { font-size: 24px; line-height: 1.35; margin: 4px 0 12px; } h2 { font-size: 16px; margin: 28px 0 6px; }
p + p { margin-top: 8px; } code { font-size: 14px; }
.mark { display: inline-block; padding: 2px 12px; border-radius: 999px; font-weight: 600; font-size: 13px; }
.yes { background: #dcfce7; color: #14532d; } .no { background: #fef3c7; color: #78350f; }
@media (prefers-color-scheme: dark) { body { background: #171717; color: #f5f5f4; } .quiet { color: #a8a29e; } th, td { border-color: #404040; } thead th { border-color: #78716c; } .yes { background: #14532d; color: #dcfce7; } .no { background: #78350f; color: #fef3c7; } a { color: #93c5fd; } }
`;

/** The page; null stands for a text that is no root. */
export function rootPage(found: RootVerification | null, language: string): string {
  const t = translator(language);
  const known = found?.registered === true;
  const title = t(known ? 'root_page.registered' : 'root_page.unknown');
  const others = languages()
    .filter((other) => other !== language)
    .map((other) => `<a lang="${other}" href="?language=${other}">${escape(translator(other)('root_page.language'))}</a>`);
  const stamps =
    found?.stamps.map(
      ({ at, signer, anchor, fingerprint }) =>
        `<tr><td>${escape(instantText(at, language))}</td><td>${escape(signer)}${
          anchor === null ? '' : `<br><span class="quiet">${escape(t('certificate.leads_to', { anchor }))}</span>`
        }${fingerprint === null ? '' : `<br><code style="font-size:11px">${escape(fingerprint)}</code>`}</td></tr>`,
    ) ?? [];
  const table = `<table><thead><tr><th>${escape(t('certificate.column.time'))}</th><th>${escape(t('certificate.column.authority'))}</th></tr></thead><tbody>${stamps.join('')}</tbody></table>`;
  const body = known
    ? `<p>${escape(t('root_page.registered_text', { at: instantText(found.registeredAt!, language), count: found.leaves! - 1 }))}</p>
<h2>${escape(t('certificate.stamps'))}</h2>${stamps.length > 0 ? table : `<p>${escape(t('certificate.not_stamped'))}</p>`}
<h2>${escape(t('root_page.how'))}</h2><p>${escape(t('root_page.how_text'))}</p>`
    : `<p>${escape(t(found === null ? 'root_page.no_root' : 'root_page.unknown_text'))}</p>`;
  return `<!doctype html>
<html lang="${escape(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>${escape(title)}</title><style>${style}</style></head><body><main>
<p class="mark ${known ? 'yes' : 'no'}">${escape(t(known ? 'root_page.yes' : 'root_page.no'))}</p>
<h1>${escape(title)}</h1>
${found === null ? '' : `<p>${hashHtml(found.root)}</p>`}
${body}
<p class="quiet" style="margin-top:32px">Hookline · ${others.join(' · ')}</p>
</main></body></html>
`;
}
