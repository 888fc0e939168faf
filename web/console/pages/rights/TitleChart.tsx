/** A chain of title drawn: time to the right, shares stacked to one; where they are not one, it is hatched. */
import { useId } from 'react';
import type { TitleOfRight } from '../../../../src/modules/rights/register/contract.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { dayWords, instantDay, shareSize } from './scope-words.ts';

const height = 64;
const width = 1000;

export function TitleChart({
  name,
  title,
  at,
  colours,
}: {
  name: string;
  title: TitleOfRight;
  at: string;
  colours: ReadonlyMap<string, number>;
}) {
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
  const place = (id: string): number => colours.get(id) ?? 0;
  const hatch = useId();
  return (
    <figure className="title-chart">
      <figcaption>{name}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={t('rights.title.chart', { name })}>
        <pattern id={hatch} width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" x2="0" y1="0" y2="14" className="title-hatch" />
        </pattern>
        {periods.map((period) => {
          const left = x(Date.parse(period.from));
          const right = period.until === null ? width : x(Date.parse(period.until));
          let top = height;
          return (
            <g key={period.from} className={period.fault ? 'is-broken' : undefined}>
              <rect x={left} y={0} width={right - left} height={height} className="title-gap" />
              {period.shares
                .toSorted((a, b) => place(a.party.id) - place(b.party.id))
                .map(({ party, share }) => {
                  const tall = Math.min(top, shareSize(share) * height);
                  top -= tall;
                  return (
                    <rect
                      key={party.id}
                      x={left}
                      y={top}
                      width={right - left}
                      height={tall}
                      className={`title-share is-${place(party.id) % 6}`}
                    >
                      <title>{`${party.name} ${share}`}</title>
                    </rect>
                  );
                })}
              {period.fault && <rect x={left} y={0} width={right - left} height={height} fill={`url(#${hatch})`} />}
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
              <span className={`shares-dot is-${place(id) % 6}`} aria-hidden="true" />
              {party}
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}
