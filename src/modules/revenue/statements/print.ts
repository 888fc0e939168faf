/** A statement as one page that stands alone and prints well: A4, heads that come again on every sheet, figures in columns. */
import { translator, type Translator } from '../../../platform/i18n.ts';
import { businessZone, dateIn, instantFromIso } from '../../../platform/time.ts';
import { statementTotals, type StatementDetail } from './contract.ts';
import { major, sentenceOf, stepName, type Shown } from './sheet.ts';

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign]!);

const style = `
@page { size: A4; margin: 16mm 14mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 9px; color: #666; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 190mm; padding: 16px; color: #1a1a1a; background: #fff;
  font: 12px/1.5 -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
h1 { font-size: 20px; margin: 0 0 4px; } h2 { font-size: 14px; margin: 20px 0 6px; }
p { margin: 4px 0; } .quiet { color: #595959; } .wrap { overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 4px 6px; text-align: start; vertical-align: top; border-bottom: 1px solid #ddd; overflow-wrap: anywhere; }
th { font-weight: 600; border-bottom: 1.5px solid #555; } thead { display: table-header-group; } tr { break-inside: avoid; }
.money { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
.totals { max-width: 110mm; } .totals th { font-weight: 400; border-bottom: 1px solid #ddd; }
.sum tr:last-child > * { font-weight: 600; border-top: 1.5px solid #555; border-bottom: 1.5px solid #555; }
.lines { font-size: 10.5px; } code { font: 10px/1.4 ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
@media print { body { padding: 0; max-width: none; } }
`;

/** Money for paper: the sign as a word's minus (U+2212), thousands apart. */
function shown(minor: string, currency: string): string {
  const [, sign, whole, rest] = /^(-?)(\d+)(\.\d+)?$/.exec(major(minor, currency))!;
  return `${sign ? '−' : ''}${whole!.replace(/\B(?=(\d{3})+$)/g, ',')}${rest ?? ''}`;
}

const dayOf = (iso: string): string => dateIn(businessZone, instantFromIso(iso));

/** The page, piece by piece as lines are read. */
export async function* statementPage(
  statement: StatementDetail,
  batches: AsyncIterable<readonly Shown[]>,
  language: string,
): AsyncGenerator<Uint8Array> {
  const t = translator(language);
  const { currency } = statement;
  yield Buffer.from(head(t, statement, language));
  yield Buffer.from(
    `<h2>${escape(t('statement.lines'))}</h2><table class="lines"><thead><tr>${['order', 'why']
      .map((name) => `<th>${escape(t(`statement.column.${name}`))}</th>`)
      .join('')}<th class="money">${escape(t('statement.column.amount'))}</th></tr></thead><tbody>`,
  );
  let empty = true;
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    empty = false;
    yield Buffer.from(batch.map((line) => lineRow(t, line, currency)).join(''));
  }
  if (empty) yield Buffer.from(`<tr><td colspan="3">${escape(t('statement.no_lines'))}</td></tr>`);
  yield Buffer.from(`</tbody></table>${foot(t, statement)}</body></html>\n`);
}

function head(t: Translator, statement: StatementDetail, language: string): string {
  const { currency } = statement;
  const title = t('statement.print_title', { payee: statement.payee.name, period: statement.period });
  const rows = statementTotals.map(
    (name) =>
      `<tr><th scope="row">${escape(t(`statement.total.${name}`))}</th><td class="money">${escape(shown(statement[name], currency))}</td></tr>`,
  );
  const payable = statement.payable.map(
    ({ payableOn, amountMinor }) =>
      `<tr><td>${escape(t('statement.payable_from', { day: payableOn }))}</td><td class="money">${escape(shown(amountMinor, currency))}</td></tr>`,
  );
  const replaced = statement.newest ? '' : `<p><strong>${escape(t('statement.superseded'))}</strong></p>`;
  return `<!doctype html>
<html lang="${escape(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>${escape(title)}</title><style>${style}</style></head><body>
<h1>${escape(t('statement.print_heading'))}</h1>
<p>${escape(statement.payee.name)} · ${escape(statement.period)} · ${escape(currency)}</p>
<p class="quiet">${escape(t('statement.made', { version: statement.version, day: dayOf(statement.madeAt) }))} · ${escape(statement.id)}</p>${replaced}
<h2>${escape(t('statement.totals'))}</h2><table class="totals sum"><tbody>${rows.join('')}</tbody></table>
<p class="quiet">${escape(t('statement.tax_note'))}</p>
${payable.length > 0 ? `<h2>${escape(t('statement.payable'))}</h2><table class="totals"><tbody>${payable.join('')}</tbody></table>` : ''}`;
}

function lineRow(t: Translator, line: Shown, currency: string): string {
  const { order, rule } = line;
  const facts = [
    t(`statement.order_kind.${order.kind}`),
    order.work?.title ?? order.work?.id,
    order.campaign?.name ?? order.campaign?.id,
    t('statement.order_amount', { amount: `${shown(order.amountMinor, currency)} ${currency}` }),
    dayOf(line.at),
  ];
  const plan = t('statement.plan_version', { plan: rule.planName ?? rule.planId, version: rule.version });
  return `<tr><td>${escape(order.externalId ?? order.itemId)}<br><span class="quiet">${escape(facts.filter(Boolean).join(' · '))}</span></td>
<td>${escape(t(`statement.kind.${line.kind}`))} · ${escape(stepName(t, rule))}<br>${escape(sentenceOf(t, rule.explanation))}<br><span class="quiet">${escape(plan)}</span></td>
<td class="money">${escape(shown(line.amountMinor, currency))}</td></tr>`;
}

function foot(t: Translator, { seal, id }: StatementDetail): string {
  return `<h2>${escape(t('statement.proof'))}</h2><p class="quiet">${escape(t('statement.proof_how'))}</p>
<p class="wrap"><code>hookline ledger check --head ${escape(seal.hash)}</code></p>
<p class="quiet wrap"><code>${escape(id)} · ${escape(seal.seq)} · ${escape(seal.root)}</code></p>`;
}
