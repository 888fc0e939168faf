/** The drama's hooks by their score, and its finished clips: what can be put on offer. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { catalogContract } from '../../../../../src/modules/catalog/contract.ts';
import { studioContract, type Clip, type KeptHook } from '../../../../../src/modules/studio/contract.ts';
import { call, hrefOf } from '../../../../shared/api/client.ts';
import { evidenceWords } from '../../../../shared/api/words.ts';
import { episodesQuery, storyQuery } from '../../../../shared/api/works.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { ViewSwitch } from '../../../../shared/ui/Choice.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../../shared/ui/LinkButton.tsx';
import { Panel } from '../../../../shared/ui/PageFrame.tsx';
import { EmptyState, ErrorState, LoadingLines } from '../../../../shared/ui/states.tsx';
import type { OfferDraft } from './OffersTab.tsx';
import { PreviewDialog } from './PreviewDialog.tsx';

type PoolProps = {
  workId: string;
  chosen: ReadonlySet<string>;
  disabledBecause: string | undefined;
  onAdd: (offers: OfferDraft[]) => void;
  onRemove: (sourceId: string) => void;
};
type Preview = { title: string; src: string };
const many = 5;

export function OfferPool(props: PoolProps) {
  const { t } = useI18n();
  const [kind, setKind] = useState<'hook' | 'clip'>('hook');
  const [preview, setPreview] = useState<Preview | null>(null);
  return (
    <Panel
      flush
      title={t('promotion.pool')}
      actions={
        <ViewSwitch
          label={t('promotion.pool')}
          value={kind}
          onChange={setKind}
          options={(['hook', 'clip'] as const).map((value) => ({ value, label: t(`promotion.pool.${value}`) }))}
        />
      }
    >
      {kind === 'hook' ? <HookPool {...props} onPreview={setPreview} /> : <ClipPool {...props} onPreview={setPreview} />}
      {preview && <PreviewDialog {...preview} onClose={() => setPreview(null)} />}
    </Panel>
  );
}

function HookPool({ workId, chosen, disabledBecause, onAdd, onRemove, onPreview }: PoolProps & { onPreview: (preview: Preview) => void }) {
  const { t, format } = useI18n();
  const story = useQuery(storyQuery(workId));
  const episodes = useQuery(episodesQuery(workId));
  if (story.error) return <ErrorState compact error={story.error} onRetry={() => void story.refetch()} />;
  if (!story.data)
    return (
      <div className="panel-body">
        <LoadingLines lines={6} />
      </div>
    );
  const hooks = story.data.hooks.toSorted((a, b) => a.dramaRank - b.dramaRank);
  if (hooks.length === 0)
    return (
      <EmptyState
        icon="hook"
        title={t('promotion.no_hooks')}
        text={t('promotion.no_hooks_text')}
        action={<LinkButton to={`/works/${workId}`}>{t('promotion.to_work')}</LinkButton>}
      />
    );
  const titleOf = (hook: KeptHook) => t('promotion.hook_title', { number: hook.episodeNumber, rank: hook.dramaRank });
  const draft = (hook: KeptHook): OfferDraft => ({
    id: null,
    kind: 'hook',
    sourceId: hook.id,
    note: '',
    title: titleOf(hook),
    line: '',
    durationMs: hook.endMs - hook.startMs,
    score: hook.score,
    problem: null,
  });
  const free = hooks.filter((hook) => !chosen.has(hook.id));
  const videoOf = (hook: KeptHook) => episodes.data?.items.find((one) => one.id === hook.episodeId)?.video?.id;
  return (
    <>
      {free.length > 0 && (
        <div className="pool-head">
          <Button
            size="small"
            disabled={disabledBecause !== undefined}
            title={disabledBecause}
            onClick={() => onAdd(free.slice(0, many).map(draft))}
          >
            {t('promotion.add_best', { count: Math.min(many, free.length) })}
          </Button>
        </div>
      )}
      <ul className="pool">
        {hooks.slice(0, 100).map((hook) => {
          const assetId = videoOf(hook);
          return (
            <PoolRow
              key={hook.id}
              title={titleOf(hook)}
              line={hook.evidence
                .slice(0, 2)
                .map((one) => evidenceWords(t, one))
                .join(' · ')}
              facts={format.span(hook.endMs - hook.startMs)}
              score={hook.score}
              on={chosen.has(hook.id)}
              disabledBecause={disabledBecause}
              onToggle={() => (chosen.has(hook.id) ? onRemove(hook.id) : onAdd([draft(hook)]))}
              {...(assetId && {
                onPreview: () =>
                  onPreview({
                    title: titleOf(hook),
                    src: `${hrefOf(catalogContract.routes.getAssetContent, { params: { assetId } })}#t=${hook.startMs / 1000},${hook.endMs / 1000}`,
                  }),
              })}
            />
          );
        })}
      </ul>
    </>
  );
}

function ClipPool({ workId, chosen, disabledBecause, onAdd, onRemove, onPreview }: PoolProps & { onPreview: (preview: Preview) => void }) {
  const { t, format } = useI18n();
  const clips = useQuery({
    queryKey: ['clips', workId],
    queryFn: async ({ signal }) => (await call(studioContract.routes.listClips, { params: { workId } }, { signal })).items,
  });
  if (clips.error) return <ErrorState compact error={clips.error} onRetry={() => void clips.refetch()} />;
  if (!clips.data)
    return (
      <div className="panel-body">
        <LoadingLines lines={4} />
      </div>
    );
  const ready = clips.data.filter((clip) => clip.state === 'done' && clip.assetId !== null);
  if (ready.length === 0)
    return (
      <EmptyState
        icon="clip"
        title={t('promotion.no_clips')}
        text={t('promotion.no_clips_text')}
        action={<LinkButton to={`/works/${workId}/clips`}>{t('promotion.to_clips')}</LinkButton>}
      />
    );
  const draft = (clip: Clip): OfferDraft => ({
    id: null,
    kind: 'clip',
    sourceId: clip.id,
    note: '',
    title: clip.name,
    line: '',
    durationMs: clip.durationMs,
    score: null,
    problem: null,
  });
  return (
    <ul className="pool">
      {ready.map((clip) => (
        <PoolRow
          key={clip.id}
          title={clip.name}
          line=""
          facts={[clip.durationMs !== null && format.span(clip.durationMs), clip.width && `${clip.width}×${clip.height}`]
            .filter(Boolean)
            .join(' · ')}
          score={null}
          on={chosen.has(clip.id)}
          disabledBecause={disabledBecause}
          onToggle={() => (chosen.has(clip.id) ? onRemove(clip.id) : onAdd([draft(clip)]))}
          onPreview={() =>
            onPreview({ title: clip.name, src: hrefOf(catalogContract.routes.getAssetContent, { params: { assetId: clip.assetId! } }) })
          }
        />
      ))}
    </ul>
  );
}

function PoolRow({
  title,
  line,
  facts,
  score,
  on,
  disabledBecause,
  onToggle,
  onPreview,
}: {
  title: string;
  line: string;
  facts: string;
  score: number | null;
  on: boolean;
  disabledBecause: string | undefined;
  onToggle: () => void;
  onPreview?: () => void;
}) {
  const { t, format } = useI18n();
  return (
    <li className="pool-row">
      {score !== null && (
        <b className="pool-score" aria-label={t('promotion.score', { score: format.number(score) })}>
          {format.number(score)}
        </b>
      )}
      <span className="offer-text">
        <strong>{title}</strong>
        {line && <span className="pool-line">{line}</span>}
        <small>{facts}</small>
      </span>
      {onPreview && (
        <button type="button" className="icon-button" aria-label={t('clip.play', { name: title })} onClick={onPreview}>
          <Icon name="play" size={16} />
        </button>
      )}
      <button
        type="button"
        className="chip"
        aria-pressed={on}
        aria-label={t(on ? 'promotion.take_off' : 'promotion.put_on', { title })}
        disabled={disabledBecause !== undefined}
        title={disabledBecause}
        onClick={onToggle}
      >
        {t(on ? 'promotion.on_offer' : 'promotion.offer_it')}
      </button>
    </li>
  );
}
