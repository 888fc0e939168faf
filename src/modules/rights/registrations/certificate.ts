/** The certificate of a registration: one A4 page that says what was registered, by whom and when, and the list of files after it. */
import QRCode from 'qrcode';
import { translator, type Translator } from '../../../platform/i18n.ts';
import type { RegisteredAsset, RegistrationDetail, RegisteredOwner } from './contract.ts';
import { escape, hashHtml, instantText, paperStyle } from './paper.ts';

/** A list of more would be a book; the bundle's manifest has them all. */
const mostListed = 1000;

const style = `${paperStyle}
@page { size: A4; margin: 14mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 9px; color: #78716c; } }
body { max-width: 182mm; padding: 20px; }
.sheet { border: 1.5px solid #44403c; outline: .5px solid #a8a29e; outline-offset: 3px; padding: 11mm 12mm 9mm; margin: 4px; }
.mast { display: flex; justify-content: space-between; gap: 16px; font-size: 11px; letter-spacing: .04em; color: #57534e; }
h1 { font-size: 25px; line-height: 1.3; font-weight: 600; text-align: center; margin: 9mm 0 3px; letter-spacing: .08em; }
:lang(zh) h1 { letter-spacing: .3em; text-indent: .3em; }
.subject { text-align: center; font-size: 18px; line-height: 1.4; margin: 7mm auto 1mm; max-width: 150mm; overflow-wrap: anywhere; }
.lead { text-align: center; max-width: 145mm; margin: 0 auto 7mm; }
h2 { font-size: 13px; font-weight: 600; margin: 6mm 0 1.5mm; break-after: avoid; }
dl { display: grid; grid-template-columns: 30mm 1fr; gap: 3px 10px; margin: 0; }
dt { color: #57534e; } dd { margin: 0; overflow-wrap: anywhere; }
dd code { font-size: 10px; } th { white-space: nowrap; } .day { white-space: nowrap; } .at { width: 46mm; }
.share { font-variant-numeric: tabular-nums; white-space: nowrap; }
.proof { display: flex; gap: 8mm; align-items: center; margin-top: 7mm; padding-top: 5mm; border-top: 1px solid #a8a29e; }
.proof svg { width: 30mm; height: 30mm; flex: none; }
.warn { border-inline-start: 3px solid #b45309; padding: 2px 0 2px 10px; margin-top: 3mm; }
.files { break-before: page; padding-top: 2mm; }
.files td { font-size: 10px; } .files code { font-size: 9px; } .files .size { text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums; }
@media print { body { padding: 0; max-width: none; } .sheet { margin: 3px; padding: 8mm 10mm 7mm; } h1 { margin-top: 6mm; } h2 { margin-top: 5mm; } }
@media (max-width: 640px) { body { padding: 8px; } .sheet { padding: 18px 14px; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 6px; } .proof { flex-direction: column; align-items: flex-start; } h1 { margin-top: 20px; } }
`;

/** The certificate as a page that stands alone, in `en` or `zh-CN`. */
export async function certificatePage(of: RegistrationDetail, assets: readonly RegisteredAsset[], language: string): Promise<string> {
  const t = translator(language);
  const qr = await QRCode.toString(of.verifyUrl, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' });
  const title = t(of.basis === 'work' ? 'certificate.title' : 'certificate.title_captures');
  return `<!doctype html>
<html lang="${escape(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>${escape(`${title} · ${of.work.title}`)}</title><style>${style}</style></head><body>
<div class="sheet">
<div class="mast"><span>Hookline</span><span>${escape(t('certificate.number', { number: of.number }))} · ${escape(of.id)}</span></div>
<h1>${escape(title)}</h1>
<p class="subject">${escape(t('certificate.subject', { title: of.work.title }))}</p>
<p class="lead quiet">${escape(t(of.basis === 'work' ? 'certificate.lead' : 'certificate.lead_captures', { count: of.assets }))}</p>
${facts(t, of, language)}
${owners(t, of)}
${stamps(t, of, language)}
<div class="proof">${qr}<div><h2 style="margin-top:0">${escape(t('certificate.verify'))}</h2>
<p>${escape(t('certificate.verify_how'))}</p><p><code>${escape(of.verifyUrl)}</code></p>
<p class="quiet">${escape(t('certificate.limits'))}</p></div></div>
</div>
${files(t, of, assets)}
</body></html>
`;
}

function facts(t: Translator, of: RegistrationDetail, language: string): string {
  const sums = of.contents.map(({ kind, count }) => t(`certificate.contents.${kind}`, { count })).join(t('certificate.comma'));
  const rows: [string, string][] = [
    ['kind', escape(t(`certificate.kind.${of.work.kind}`))],
    ['contents', escape(sums)],
    ['root', hashHtml(of.root)],
    ['registered', escape(instantText(of.registeredAt, language))],
    ['by', escape(of.registeredBy)],
    ...of.identifiers.map(({ scheme, value }): [string, string] => [scheme, `<code>${escape(value)}</code>`]),
    ...(of.iscc === null ? [] : [['iscc', `<code>${escape(of.iscc)}</code>`] as [string, string]]),
  ];
  return `<dl>${rows.map(([name, html]) => `<dt>${escape(t(`certificate.fact.${name}`))}</dt><dd>${html}</dd>`).join('')}</dl>`;
}

/** Rights that the same people own in the same shares are one line. */
function owners(t: Translator, of: RegistrationDetail): string {
  const heading = `<h2>${escape(t('certificate.owners'))}</h2>`;
  if (of.owners.length === 0) return `${heading}<p class="quiet">${escape(t('certificate.no_owners'))}</p>`;
  const lines = Map.groupBy(of.owners, ({ name, share, from, until }) => JSON.stringify([name, share, from, until]));
  const rows = [...lines.values()].map((same) => {
    const { name, share, from, until } = same[0]!;
    const rights = same.map(({ right }) => t(`rights.right.${right}`)).join(t('certificate.comma'));
    return `<tr><td>${escape(name)}</td><td>${escape(rights)}</td><td class="share">${escape(shareText({ share }))}</td><td class="day">${escape(
      until === null ? t('certificate.since', { from }) : t('certificate.period', { from, until }),
    )}</td></tr>`;
  });
  const head = ['owner', 'rights', 'share', 'when'].map((name) => `<th>${escape(t(`certificate.column.${name}`))}</th>`).join('');
  return `${heading}<table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>
<p class="quiet">${escape(t('certificate.days_of', { zone: of.zone }))}</p>`;
}

/** 1/1 is all of it, and a third stays a third. */
function shareText({ share }: Pick<RegisteredOwner, 'share'>): string {
  const [n, d] = share.split('/').map(BigInt) as [bigint, bigint];
  const exact = (n * 10_000n) % d === 0n;
  return exact ? `${Number((n * 10_000n) / d) / 100}%` : share;
}

function stamps(t: Translator, of: RegistrationDetail, language: string): string {
  const heading = `<h2>${escape(t('certificate.stamps'))}</h2>`;
  const made = of.stamps.filter(({ state }) => state === 'stamped');
  if (made.length === 0)
    return `${heading}<p class="warn">${escape(t(of.state === 'stamping' ? 'certificate.stamping' : 'certificate.not_stamped'))}</p>`;
  const rows = made.map(
    ({ at, signer, anchor, fingerprint, serial }) =>
      `<tr><td class="at">${escape(instantText(at!, language))}</td><td>${escape(signer ?? '')}<br><span class="quiet">${escape(
        anchor === null ? t('certificate.no_anchor') : t('certificate.leads_to', { anchor }),
      )}</span>${fingerprint === null ? '' : `<br><code>${escape(fingerprint)}</code>`}<br><span class="quiet">${escape(t('certificate.serial', { serial: serial ?? '' }))}</span></td></tr>`,
  );
  const head = ['time', 'authority'].map((name) => `<th>${escape(t(`certificate.column.${name}`))}</th>`).join('');
  return `${heading}<table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function files(t: Translator, of: RegistrationDetail, assets: readonly RegisteredAsset[]): string {
  const rows = assets
    .slice(0, mostListed)
    .map(
      ({ position, path, bytes, sha256 }) =>
        `<tr><td>${position}</td><td>${escape(path.replace(/^files\//, ''))}<br><code>${sha256}</code></td><td class="size">${escape(t('certificate.bytes', { count: bytes, bytes: bytes.toLocaleString('en') }))}</td></tr>`,
    );
  const more = assets.length - rows.length;
  const head = ['leaf', 'file', 'size']
    .map((name) => `<th${name === 'size' ? ' class="size"' : ''}>${escape(t(`certificate.column.${name}`))}</th>`)
    .join('');
  return `<section class="files"><h2>${escape(t('certificate.files', { count: of.assets }))}</h2>
<p class="quiet">${escape(t('certificate.files_how'))}</p>
<table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>
${more > 0 ? `<p class="quiet">${escape(t('certificate.more', { count: more }))}</p>` : ''}</section>`;
}
