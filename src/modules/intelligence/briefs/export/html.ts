import type { BriefDetail, BriefSection } from '../contract.ts';
import { chartSvg } from './chart.ts';
import type { Words } from './words.ts';

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign]!);

const style = `
@page { size: A4; margin: 18mm 16mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 178mm; padding: 24px 16px; color: #1c1917; background: #fff;
  font: 13px/1.65 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
h1 { font-size: 24px; line-height: 1.3; margin: 0 0 4px; } h2 { font-size: 16px; margin: 24px 0 8px; break-after: avoid; } h3 { font-size: 13px; margin: 12px 0 4px; break-after: avoid; }
p { margin: 0 0 8px; white-space: pre-line; } ul, ol { margin: 0; padding-inline-start: 20px; } li { margin: 0 0 6px; break-inside: avoid; overflow-wrap: anywhere; }
figure { margin: 0 0 12px; break-inside: avoid; } svg { width: 100%; height: auto; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; } th, td { text-align: start; padding: 3px 6px; border-bottom: 1px solid #e7e5e4; }
sup { font-size: 10px; } sup a { color: #1d4ed8; text-decoration: none; } small { color: #57534e; } .broken { color: #b91c1c; }
@media print { body { padding: 0; max-width: none; } }
`;

/** A page that prints on A4: everything in it, nothing fetched. */
export function briefHtml(brief: BriefDetail, words: Words): string {
  const sections = brief.sections.map(
    (section) => `<section><h2>${escape(section.heading)}</h2>${bodyOf(section, brief, words)}</section>`,
  );
  return `<!doctype html><html lang="${brief.language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<title>${escape(brief.title)}</title><style>${style}</style></head><body><h1>${escape(brief.title)}</h1><p><small>${escape(words.byline)}</small></p>${sections.join('')}</body></html>`;
}

function bodyOf(section: BriefSection, brief: BriefDetail, words: Words): string {
  if (section.kind === 'text')
    return `<p><small>${escape(words.t('intelligence.brief.own_words'))}</small></p>${section.body
      .split(/\n{2,}/)
      .map((part) => `<p>${escape(part)}</p>`)
      .join('')}`;
  if (section.kind === 'sources')
    return `<ol>${brief.sources.map((source) => `<li id="s${source.number}" value="${source.number}"${source.intact ? '' : ' class="broken"'}>${escape(words.sourceLine(source))}</li>`).join('')}</ol>`;
  if (section.kind === 'figures')
    return section.charts
      .map((chart) => {
        const head = ['period', 'value', 'status', 'source']
          .map((name) => `<th>${escape(words.t(`intelligence.brief.column.${name}`))}</th>`)
          .join('');
        const rows = words.rowsOf(chart).map(({ period, value, status }, at) => {
          const point = chart.points[at]!;
          return `<tr${point.broken ? ' class="broken"' : ''}><td>${escape(period)}</td><td>${escape(value)}</td><td>${escape(status)}</td><td>${links([point.number])}</td></tr>`;
        });
        return `<figure><h3>${escape(words.chartTitle(chart))}</h3>${chartSvg(chart, brief.language)}<table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></figure>`;
      })
      .join('');
  return `<ul>${section.items
    .map((item) => {
      const notes = words.notesOf(item).map((note) => `<br><small${item.broken > 0 ? ' class="broken"' : ''}>${escape(note)}</small>`);
      return `<li>${escape(item.text)} ${links(item.numbers)}${notes.join('')}</li>`;
    })
    .join('')}</ul>`;
}

function links(numbers: readonly number[]): string {
  return numbers.map((number) => `<sup><a href="#s${number}">[${number}]</a></sup>`).join('');
}
