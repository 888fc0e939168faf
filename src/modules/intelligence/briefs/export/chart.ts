/** A small chart of a briefing as SVG: values by period, what is expected hollow. Only digits stand in it, so that no font is missing. */
import { monthsOf } from '../../asking/periods.ts';
import type { BriefChart } from '../contract.ts';

const width = 720;
const height = 260;
const edge = { left: 64, right: 24, top: 20, bottom: 40 };

/** The scale that values are written in beside the chart: 1e8 of 亿, 1e9 of billion … */
export function scaleOf(chart: Pick<BriefChart, 'points' | 'unit'>, language: 'zh' | 'en'): { size: number; word: string } {
  if (chart.unit === 'share' || chart.unit === 'points') return { size: 0.01, word: '%' };
  const most = Math.max(...chart.points.map(({ low, high }) => Math.abs(high ?? low ?? 0)));
  const scales: [number, string][] =
    language === 'zh'
      ? [
          [1e8, '亿'],
          [1e4, '万'],
        ]
      : [
          [1e9, 'billion'],
          [1e6, 'million'],
          [1e3, 'thousand'],
        ];
  const [size, word] = scales.find(([power]) => most >= power) ?? [1, ''];
  return { size, word };
}

/** A value as text in a scale: `36.8`, `30–50`, `>5` where it is open above, `<7` below. */
export function valueText({ low, high }: { low: number | null; high: number | null }, size: number): string {
  const text = (value: number): string => String(Number((value / size).toPrecision(6)));
  if (low !== null && high !== null) return low === high ? text(low) : `${text(low)}–${text(high)}`;
  return low !== null ? `>${text(low)}` : high !== null ? `<${text(high)}` : '';
}

/** The chart, 720 by 260. Logarithmic where the largest is more than fifty times the smallest: a slip of ten is seen either way. */
export function chartSvg(chart: Pick<BriefChart, 'points' | 'unit'>, language: 'zh' | 'en'): string {
  const { size } = scaleOf(chart, language);
  const periods = [...new Set(chart.points.map(({ period }) => period))].toSorted(
    (a, b) => (monthsOf(a)?.until ?? 0) - (monthsOf(b)?.until ?? 0),
  );
  const valueOf = ({ low, high }: { low: number | null; high: number | null }): number =>
    (low !== null && high !== null ? (low + high) / 2 : (low ?? high ?? 0)) / size;
  const values = chart.points.map(valueOf);
  const top = Math.max(...values);
  const positive = values.filter((value) => value > 0);
  const logarithmic = positive.length === values.length && top / Math.min(...positive) > 50;
  const bottom = logarithmic ? Math.min(...positive) / 2 : Math.min(0, ...values);
  const at = (value: number): number => {
    const share = logarithmic ? Math.log(value / bottom) / Math.log((top * 1.2) / bottom) : (value - bottom) / (top * 1.1 - bottom || 1);
    return height - edge.bottom - share * (height - edge.top - edge.bottom);
  };
  const step = (width - edge.left - edge.right) / Math.max(1, periods.length);
  const x = (period: string): number => edge.left + step * (periods.indexOf(period) + 0.5);
  const solid = chart.points.filter(({ status }) => status === 'actual' || status === 'estimate');
  const line = periods.flatMap((period) => {
    const own = solid.filter((point) => point.period === period);
    // Where sources differ the line goes through none of them.
    return own.length === 1 ? [`${x(period).toFixed(1)},${at(valueOf(own[0]!)).toFixed(1)}`] : [];
  });
  const dots = chart.points.map((point) => {
    const filled = solid.includes(point);
    const [cx, cy] = [x(point.period).toFixed(1), at(valueOf(point)).toFixed(1)];
    const label = `<text x="${cx}" y="${Number(cy) - 10}" text-anchor="middle" font-size="12">${escapeXml(valueText(point, size))}</text>`;
    return `<circle cx="${cx}" cy="${cy}" r="4.5" fill="${filled ? '#1d4ed8' : '#fff'}" stroke="#1d4ed8" stroke-width="1.5"/>${label}`;
  });
  const labels = periods.map(
    (period) => `<text x="${x(period).toFixed(1)}" y="${height - 16}" text-anchor="middle" font-size="12">${escapeXml(period)}</text>`,
  );
  const base = height - edge.bottom;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Arial, Liberation Sans, DejaVu Sans, sans-serif" fill="#292524">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<line x1="${edge.left}" y1="${base}" x2="${width - edge.right}" y2="${base}" stroke="#a8a29e"/>`,
    line.length > 1 ? `<polyline points="${line.join(' ')}" fill="none" stroke="#1d4ed8" stroke-opacity=".4"/>` : '',
    ...dots,
    ...labels,
    '</svg>',
  ].join('');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
