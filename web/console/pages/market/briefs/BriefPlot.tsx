/** The drawing of a briefing's chart. The table below it has every value, so that nobody has to see it. */
import type { BriefChart } from '../../../../../src/modules/intelligence/briefs/contract.ts';
import type { Unit } from '../../../../../src/modules/intelligence/quantities/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { figureText, periodText } from '../kit/figures.ts';
import { plotOf } from './plot.ts';
import './brief-plot.css';

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

export function BriefPlot({ chart: { points, unit, currency } }: { chart: BriefChart }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { periods, dots, line, ticks } = plotOf(points);
  if (periods.length < 2) return null;
  const text = (low: number | null, high: number | null, bare = false): string =>
    figureText(i18n, { low, high, bound: low === null ? 'under' : high === null ? 'over' : 'exact', unit: bareUnit(unit, bare), currency });
  return (
    <div className="brief-plot" aria-hidden="true">
      <div className="brief-plot-box">
        {ticks.map(({ value, y }) => (
          <span key={value} className="brief-plot-tick" style={{ bottom: percent(y) }}>
            <small>{text(value, value, currency === null)}</small>
          </span>
        ))}
        <svg viewBox="0 0 100 100" preserveAspectRatio="none">
          <polyline points={line.map(({ x, y }) => `${x * 100},${100 - y * 100}`).join(' ')} vectorEffect="non-scaling-stroke" />
        </svg>
        {dots.map(({ point, x, y }) => (
          <span
            key={`${point.period} ${point.low} ${point.high} ${point.status}`}
            className={`brief-plot-dot is-${point.status}${point.broken ? ' is-broken' : ''}`}
            style={{ left: percent(x), bottom: percent(y) }}
            title={[periodText(i18n, point.period), text(point.low, point.high), t(`market.status.${point.status}`)].join(' · ')}
          />
        ))}
      </div>
      <div className="brief-plot-periods">
        {periods.map(({ period, x }) => (
          <small key={period} style={{ left: percent(x) }}>
            {periodText(i18n, period)}
          </small>
        ))}
      </div>
    </div>
  );
}

/** On an axis money without a currency is a number: that none is named stands in the table. */
const bareUnit = (unit: string, bare: boolean): Unit => (unit === 'money' && bare ? 'count' : (unit as Unit));
