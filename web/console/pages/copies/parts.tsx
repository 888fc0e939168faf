/** Small parts of the desk: states, transformations in words, how sure a match is. */
import type { MatchState, MatchView, TransformationName } from '../../../../src/modules/protection/matches/contract.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Badge } from '../../../shared/ui/PageFrame.tsx';
import { RibbonPicture } from './pair/Ribbons.tsx';
import { coveredMs } from './pair/time-map.ts';
import { mainSpeed, matchTones, piecesOf, referenceLength, suspectLength, transformationWords } from './words.ts';
import './copies.css';

export function MatchStateBadge({ state }: { state: MatchState }) {
  const { t } = useI18n();
  return <Badge tone={matchTones[state]}>{t(`protection.match_state.${state}`)}</Badge>;
}

/** What was done to the copy; a change of speed says how much. */
export function Transformations({ match }: { match: Pick<MatchView, 'transformations' | 'segments' | 'edits' | 'remake'> }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const words = (one: TransformationName) =>
    one === 'speed' ? `${transformationWords(i18n, one)} ${format.number(mainSpeed(match.segments), 2)}×` : transformationWords(i18n, one);
  const { remake } = match;
  if (match.transformations.length === 0 && match.edits.length === 0 && !remake)
    return <span className="copies-quiet">{t('protection.unchanged')}</span>;
  return (
    <span className="copies-badges">
      {match.transformations.map((one) => (
        <Badge key={one} tone="active">
          {words(one)}
        </Badge>
      ))}
      {match.edits.length > 0 && <Badge tone="warn">{t('protection.edits', { count: match.edits.length })}</Badge>}
      {remake && remake.verdict !== 'unrelated' && <Badge tone="warn">{t(`protection.remake.${remake.verdict}`)}</Badge>}
    </span>
  );
}

/** How surely it is a copy, as a figure and a bar. */
export function Score({ score }: { score: number }) {
  const { t, format } = useI18n();
  return (
    <span className="copies-score" title={t('protection.score')}>
      <b>{format.percent(score)}</b>
      <span className="copies-score-track" aria-hidden="true">
        <span style={{ width: `${score * 100}%` }} />
      </span>
    </span>
  );
}

/** The map of a match, small, with what it says in one sentence. */
export function SmallMap({ match }: { match: MatchView }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const pieces = piecesOf(i18n, match.segments);
  const words = t('protection.copied', {
    span: format.span(match.copiedMs),
    share: format.percent(Math.min(1, match.copiedMs / suspectLength(match))),
  });
  return (
    <span className="copies-map">
      <RibbonPicture
        ribbons={pieces}
        suspect={{ ms: suspectLength(match), title: '' }}
        reference={{ ms: referenceLength(match.segments), title: '' }}
        label={t('protection.pair.map')}
      />
      <small>
        {words} · {t('protection.of_original', { span: format.span(coveredMs(match.segments, 'reference')) })}
      </small>
    </span>
  );
}
