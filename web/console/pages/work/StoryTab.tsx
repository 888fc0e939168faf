/** The drama as a whole: where it pulls hardest, where viewers should begin to pay, and which moments open a clip. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { KeptHook, hookParts } from '../../../../src/modules/studio/contract.ts';
import { evidenceWords } from '../../../shared/api/words.ts';
import { storyQuery } from '../../../shared/api/works.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { clock } from '../../../shared/timeline/timecode.ts';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Badge, Panel } from '../../../shared/ui/PageFrame.tsx';
import { EmptyState, ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { CliffhangerChart } from './CliffhangerChart.tsx';

const parts = ['words', 'sound', 'picture', 'story', 'opening'] as const satisfies readonly (keyof typeof hookParts.shape)[];
const firstShown = 20;

export function StoryTab({ workId }: { workId: string }) {
  const { t, format } = useI18n();
  const story = useQuery(storyQuery(workId));
  const [all, setAll] = useState(false);
  if (story.isPending) return <LoadingLines lines={8} height={30} />;
  if (story.error) return <ErrorState error={story.error} onRetry={() => void story.refetch()} />;
  const { episodes, hooks, paywall } = story.data;
  const analysed = episodes.filter((one) => one.cliffhanger).length;
  if (analysed === 0)
    return (
      <EmptyState
        icon="wave"
        title={t('story.empty')}
        text={t('story.empty_text')}
        action={<LinkButton to={`/works/${workId}`}>{t('story.to_episodes')}</LinkButton>}
      />
    );
  const ranked = [...hooks].sort((a, b) => a.dramaRank - b.dramaRank);
  const shown = all ? ranked : ranked.slice(0, firstShown);
  return (
    <div className="story">
      {analysed < episodes.length && <Notice>{t('story.partial', { done: format.number(analysed), count: episodes.length })}</Notice>}
      <div className="story-strip">
        <Panel title={t('story.cliffhangers')}>
          <CliffhangerChart workId={workId} episodes={episodes} paywallNumber={paywall[0]?.number ?? null} />
        </Panel>
        <Panel title={t('story.paywall')}>
          {paywall.length === 0 && <p className="quiet">{t('story.no_paywall')}</p>}
          <ol className="paywalls">
            {paywall.slice(0, 3).map((one, index) => (
              <li key={one.episodeId}>
                <Link to={`/works/${workId}/episodes/${one.episodeId}`} className={index === 0 ? 'paywall-number' : ''}>
                  {t('story.paywall_after', { number: one.number })}
                </Link>
                <ul className="reasons">
                  {one.evidence.slice(0, index === 0 ? 4 : 1).map((reason, at) => (
                    <li key={at}>{evidenceWords(t, reason)}</li>
                  ))}
                </ul>
              </li>
            ))}
          </ol>
        </Panel>
      </div>
      <Panel title={t('story.hooks')} actions={<span className="quiet">{t('story.hooks_count', { count: ranked.length })}</span>} flush>
        {ranked.length === 0 ? (
          <p className="quiet panel-body">{t('story.no_hooks')}</p>
        ) : (
          <ol className="hooks">
            {shown.map((hook) => (
              <HookRow key={hook.id} workId={workId} hook={hook} />
            ))}
          </ol>
        )}
        {shown.length < ranked.length && (
          <div className="more-line">
            <Button onClick={() => setAll(true)}>{t('story.all_hooks', { count: ranked.length })}</Button>
          </div>
        )}
      </Panel>
    </div>
  );
}

function HookRow({ workId, hook }: { workId: string; hook: KeptHook }) {
  const { t, format } = useI18n();
  return (
    <li className="hook-row">
      <span className="hook-rank">{hook.dramaRank}</span>
      <span className="hook-where">
        <Link to={`/works/${workId}/episodes/${hook.episodeId}?hook=${hook.id}`}>
          {t('episodes.untitled', { number: hook.episodeNumber })}
        </Link>
        <small>
          {clock(hook.startMs, 1)} – {clock(hook.endMs, 1)}
        </small>
        {hook.origin === 'person' ? <Badge>{t('hook.by_hand')}</Badge> : hook.edited && <Badge>{t('hook.edited')}</Badge>}
      </span>
      <ul className="reasons">
        {hook.evidence.slice(0, 3).map((one, index) => (
          <li key={index}>{evidenceWords(t, one)}</li>
        ))}
      </ul>
      <span className="hook-score">
        <b>{format.number(hook.score)}</b>
        <span
          className="hook-parts"
          role="img"
          aria-label={parts.map((part) => `${t(`hook.part.${part}`)} ${format.percent(hook.parts[part])}`).join(', ')}
        >
          {parts.map((part) => (
            <i key={part} title={`${t(`hook.part.${part}`)} ${format.percent(hook.parts[part])}`}>
              <i style={{ height: `${Math.max(6, hook.parts[part] * 100)}%` }} />
            </i>
          ))}
        </span>
      </span>
    </li>
  );
}
