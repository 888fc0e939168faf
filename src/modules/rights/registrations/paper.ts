/** What pages of evidence have in common: escaping, hashes that can be compared by eye, times that say their zone. */
import { businessZone, dateIn } from '../../../platform/time.ts';

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign]!);

/** In eights, as people compare them; copied, the spaces are none. */
export const hashHtml = (hash: string): string =>
  `<code>${(hash.match(/.{1,8}/g) ?? []).map((eight) => `<span>${escape(eight)}</span>`).join('<wbr>')}</code>`;

/** An instant in the house's zone and in UTC, which authorities use. */
export function instantText(iso: string, language: string): string {
  const at = new Date(iso);
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: businessZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  }).format(at);
  const local = `${dateIn(businessZone, at)} ${time}`;
  return `${local}${language.startsWith('zh') ? '（北京时间）' : ' (UTC+8)'} · ${at.toISOString().slice(11, 19)} UTC`;
}

export const paperStyle = `
* { box-sizing: border-box; }
body { margin: 0 auto; color: #1c1917; background: #fff;
  font: 12px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
h1, h2, p { margin: 0; }
code { font: 11px/1.5 ui-monospace, Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
code span + wbr + span { margin-inline-start: .6ch; }
.quiet { color: #57534e; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 4px 6px; text-align: start; vertical-align: top; border-bottom: 1px solid #e7e5e4; overflow-wrap: anywhere; }
th { font-weight: 600; } thead { display: table-header-group; } tr { break-inside: avoid; }
thead th { border-bottom: 1.5px solid #57534e; }
`;
