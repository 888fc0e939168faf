/** The values of a contradiction on one line, with what they may be and what the suspected would be. */
import type { FindingClaim } from '../../../../../src/modules/intelligence/contradictions/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { figureText, periodText } from '../kit/figures.ts';
import { axisOf } from './scale.ts';
import { figureOf, readingText } from './words.ts';

const rowHeight = 34;
const axisHeight = 26;

const middle = (low: number | null, high: number | null): number | null =>
  low !== null && high !== null ? (low + high) / 2 : (low ?? high);

export function NumberLine({ claims }: { claims: readonly FindingClaim[] }) {
  const i18n = useI18n();
  const { t } = i18n;
  // Growth and levels do not stand on one line: those of the first claim's unit do.
  const first = claims[0];
  const drawn = claims.filter(({ value }) => value.unit === first?.value.unit && middle(value.low, value.high) !== null).slice(0, 12);
  if (!first || drawn.length < 2) return null;
  const values = drawn.flatMap(({ value, would }) =>
    [value.low, value.high, would?.low, would?.high].filter((each) => each !== null && each !== undefined),
  );
  const axis = axisOf(values);
  const percent = (value: number): string => `${axis.at(value) * 100}%`;
  const tick = { ...figureOf(first.value), bound: 'exact' as const };
  return (
    <figure className="contradiction-line" aria-label={t('market.contradictions.line')}>
      <div className="contradiction-plot" style={{ height: drawn.length * rowHeight + axisHeight }}>
        {axis.ticks.map((value) => (
          <span key={value} className="contradiction-tick" style={{ insetInlineStart: percent(value) }}>
            <small data-edge={axis.at(value) > 0.92 ? 'end' : undefined}>{figureText(i18n, { ...tick, low: value, high: value })}</small>
          </span>
        ))}
        {drawn.map((claim, index) => (
          <Value key={claim.claimId} claim={claim} top={index * rowHeight + rowHeight / 2} percent={percent} />
        ))}
      </div>
      <figcaption>
        <span className="contradiction-key is-off">{t('market.contradictions.key.off')}</span>
        <span className="contradiction-key is-would">{t('market.contradictions.key.would')}</span>
        <span className="contradiction-key">{t('market.contradictions.key.other')}</span>
        {axis.log && <span>{t('market.contradictions.key.log')}</span>}
      </figcaption>
    </figure>
  );
}

function Value({ claim, top, percent }: { claim: FindingClaim; top: number; percent: (value: number) => string }) {
  const i18n = useI18n();
  const { value, would, suspected } = claim;
  const at = middle(value.low, value.high)!;
  const then = would && middle(would.low, would.high);
  const open = value.low === null ? 'is-under' : value.high === null ? 'is-over' : '';
  const range = value.low !== null && value.high !== null && value.low !== value.high;
  // The time first: on a narrow line the end of a long name may be missed.
  const name = [value.period && periodText(i18n, value.period), claim.source ?? claim.title].filter(Boolean).join(' · ');
  const label = `${name}: ${figureText(i18n, figureOf(value))}`;
  return (
    <div className={suspected ? 'contradiction-value is-off' : 'contradiction-value'} style={{ top }} title={label}>
      {range && (
        <span
          className="contradiction-range"
          style={{
            insetInlineStart: percent(Math.min(value.low!, value.high!)),
            width: `calc(${percent(Math.max(value.low!, value.high!))} - ${percent(Math.min(value.low!, value.high!))})`,
          }}
        />
      )}
      {typeof then === 'number' && (
        <>
          <span
            className="contradiction-move"
            style={{
              insetInlineStart: percent(Math.min(at, then)),
              width: `calc(${percent(Math.max(at, then))} - ${percent(Math.min(at, then))})`,
            }}
          />
          <span
            className="contradiction-dot is-would"
            style={{ insetInlineStart: percent(then) }}
            title={readingText(i18n, value, would!)}
          />
        </>
      )}
      <span className={`contradiction-dot ${open}`} style={{ insetInlineStart: percent(at) }} />
      <small
        className="contradiction-label"
        data-side={parseFloat(percent(at)) > 55 ? 'before' : 'after'}
        style={{ insetInlineStart: percent(at) }}
      >
        {name}
      </small>
    </div>
  );
}
