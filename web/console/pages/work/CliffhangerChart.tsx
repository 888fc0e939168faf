/**
 * How strongly each episode's end pulls on, one bar an episode, with the place where viewers should begin to pay.
 * A picture for readers of the page; the bars lead to their episodes only for the mouse, as the list beside does for everybody.
 */
import { useNavigate } from 'react-router';
import type { z } from 'zod';
import type { episodeStory } from '../../../../src/modules/studio/contract.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import './chart.css';

type EpisodeStory = z.output<typeof episodeStory>;

export function CliffhangerChart({
  workId,
  episodes,
  paywallNumber,
}: {
  workId: string;
  episodes: readonly EpisodeStory[];
  paywallNumber: number | null;
}) {
  const { t, format } = useI18n();
  const navigate = useNavigate();
  const known = episodes.filter((episode) => episode.cliffhanger);
  const strongest = known.reduce<EpisodeStory | null>(
    (best, one) => (best === null || one.cliffhanger!.score > best.cliffhanger!.score ? one : best),
    null,
  );
  if (!strongest) return null;
  // A label under every bar would be a smear from some twenty episodes on.
  const step = Math.max(1, Math.ceil(episodes.length / 16));
  return (
    <figure
      className="chart"
      role="img"
      aria-label={t('story.chart_label', {
        count: known.length,
        number: strongest.number,
        score: format.number(strongest.cliffhanger!.score),
      })}
    >
      <div className="chart-scale" aria-hidden="true">
        <span>100</span>
        <span>50</span>
        <span>0</span>
      </div>
      <div className="chart-bars" aria-hidden="true">
        {episodes.map((episode, index) => {
          const score = episode.cliffhanger?.score ?? null;
          return (
            <span
              key={episode.episodeId}
              className={`chart-column${episode.number === paywallNumber ? ' is-paywall' : ''}`}
              title={
                score === null
                  ? t('story.bar_none', { number: episode.number })
                  : t('story.bar', { number: episode.number, score: format.number(score) })
              }
              onClick={() => void navigate(`/works/${workId}/episodes/${episode.episodeId}`)}
            >
              <span
                className={score === null ? 'chart-bar is-none' : episode === strongest ? 'chart-bar is-top' : 'chart-bar'}
                style={{ height: score === null ? 3 : Math.max(3, score * 1.46) }}
              />
              <small>{index % step === 0 || episode.number === paywallNumber ? episode.number : ''}</small>
            </span>
          );
        })}
      </div>
    </figure>
  );
}
