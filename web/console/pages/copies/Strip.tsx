/** Pictures of suspect and original at the same moments, cut out of one file by the browser: above the suspect, below the original. */
import type { CSSProperties } from 'react';
import { protectionContract } from '../../../../src/modules/protection/contract.ts';
import type { MatchStrip, MatchView } from '../../../../src/modules/protection/matches/contract.ts';
import { hrefOf } from '../../../shared/api/client.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { clock } from '../../../shared/timeline/timecode.ts';
import './strip.css';

function tileStyle(matchId: string, strip: MatchStrip, tile: number): CSSProperties {
  const rows = Math.ceil((strip.pairs.length * 2) / strip.columns);
  const column = tile % strip.columns;
  const row = Math.floor(tile / strip.columns);
  const share = (at: number, of: number) => (of > 1 ? `${(at / (of - 1)) * 100}%` : '0%');
  return {
    backgroundImage: `url(${hrefOf(protectionContract.routes.getMatchStrip, { params: { matchId } })})`,
    backgroundSize: `${strip.columns * 100}% ${rows * 100}%`,
    backgroundPosition: `${share(column, strip.columns)} ${share(row, rows)}`,
    aspectRatio: `${strip.tileWidth} / ${strip.tileHeight}`,
  };
}

/** A few pairs, evenly spread; decoration of a row that has its words beside it. */
export function SmallStrip({ match, most = 4 }: { match: Pick<MatchView, 'id' | 'strip' | 'workTitle'>; most?: number }) {
  const { t } = useI18n();
  const { strip } = match;
  if (!strip || strip.pairs.length === 0) return <span className="strip-none">{t('protection.strip.none')}</span>;
  const count = Math.min(most, strip.pairs.length);
  const picks = Array.from({ length: count }, (_, index) => Math.floor(((index + 0.5) * strip.pairs.length) / count));
  return (
    <div className="strip" role="img" aria-label={t('protection.strip.label')}>
      {picks.map((pair) => (
        <span key={pair} className="strip-pair">
          <span style={tileStyle(match.id, strip, pair * 2)} />
          <span style={tileStyle(match.id, strip, pair * 2 + 1)} />
        </span>
      ))}
    </div>
  );
}

/** All pairs, each a way to its moment. */
export function FullStrip({ match, onPick }: { match: Pick<MatchView, 'id' | 'strip'>; onPick: (suspectMs: number) => void }) {
  const { t } = useI18n();
  const { strip } = match;
  if (!strip || strip.pairs.length === 0) return <p className="field-hint">{t('protection.strip.none_text')}</p>;
  return (
    <div className="strip-full" role="group" aria-label={t('protection.strip.label')} tabIndex={0}>
      <div className="strip-sides" aria-hidden="true">
        <span>{t('protection.pair.suspect')}</span>
        <span>{t('protection.pair.original')}</span>
      </div>
      {strip.pairs.map(({ suspectMs, referenceMs }, pair) => (
        <button key={pair} type="button" className="strip-pair" onClick={() => onPick(suspectMs)}>
          <span style={tileStyle(match.id, strip, pair * 2)} />
          <span style={tileStyle(match.id, strip, pair * 2 + 1)} />
          <small aria-hidden="true">
            {clock(suspectMs)} ↔ {clock(referenceMs)}
          </small>
          <span className="visually-hidden">
            {t('protection.strip.pair', { suspect: clock(suspectMs, 1), original: clock(referenceMs, 1) })}
          </span>
        </button>
      ))}
    </div>
  );
}
