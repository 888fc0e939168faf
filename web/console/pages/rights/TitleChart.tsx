/** A chain of title drawn: time to the right, shares stacked to one; where they are not one, it is hatched. */
import type { TitleOfRight } from '../../../../src/modules/rights/register/contract.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { dayWords, instantDay, shareSize } from './scope-words.ts';

const height = 64;
const width = 1000;

export function TitleChart({ name, title, at }: { name: string; title: TitleOfRight; at: string }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { periods } = title;
  const first = Date.parse(periods[0]!.from);
  const lastEdge = Date.parse(periods.at(-1)!.from);
  const now = Date.parse(at);
  // A little of what lies ahead, so that the last period has a length.
  const span = Math.max(now, lastEdge) - first;
  const end = Math.max(now, lastEdge) + Math.max(span * 0.12, 30 * 86_400_000);
  const x = (ms: number) => ((Math.min(ms, end) - first) / (end - first)) * width;
  const parties = [...new Map(periods.flatMap(({ shares }) => shares.map(({ party }) => [party.id, party.name]))).entries()];
  const colour = new Map(parties.map(([id], index) => [id, index % 6]));
  return (
    <figure className="title-chart">
      <figcaption>{name}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={t('rights.title.chart', { name })}>
        {periods.map((period) => {
          const left = x(Date.parse(period.from));
          const right = period.until === null ? width : x(Date.parse(period.until));
          let top = height;
          return (
            <g key={period.from} className={period.fault ? 'is-broken' : undefined}>
              <rect x={left} y={0} width={right - left} height={height} className="title-gap" />
              {period.shares.map(({ party, share }) => {
                const tall = Math.min(top, shareSize(share) * height);
                top -= tall;
                return (
                  <rect
                    key={party.id}
                    x={left}
                    y={top}
                    width={right - left}
                    height={tall}
                    className={`title-share is-${colour.get(party.id)}`}
                  >
                    <title>{`${party.name} ${share}`}</title>
                  </rect>
                );
              })}
              <line x1={left} x2={left} y1={0} y2={height} className="title-edge" />
            </g>
          );
        })}
        <line x1={x(now)} x2={x(now)} y1={0} y2={height} className="title-now" />
      </svg>
      <div className="title-days" aria-hidden="true">
        <span>{dayWords(i18n, instantDay(periods[0]!.from))}</span>
        <span>{t('rights.title.today', { day: dayWords(i18n, instantDay(at)) })}</span>
      </div>
      {parties.length > 1 && (
        <ul className="title-legend">
          {parties.map(([id, party]) => (
            <li key={id}>
              <span className={`shares-dot is-${colour.get(id)}`} aria-hidden="true" />
              {party}
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}
