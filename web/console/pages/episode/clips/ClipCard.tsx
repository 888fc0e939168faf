/** One clip: its picture, its state in words, and what can be done with it. */
import { Button, Tooltip } from 'antd';
import { useState } from 'react';
import type { Episode } from '../../../../../src/modules/catalog/contract.ts';
import { studioContract, type Clip } from '../../../../../src/modules/studio/contract.ts';
import { hrefOf } from '../../../../shared/api/client.ts';
import { sentenceOf } from '../../../../shared/api/errors.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { clock } from '../../../../shared/timeline/timecode.ts';
import { ConfirmDialog } from '../../../../shared/ui/ConfirmDialog.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { Badge, type Tone } from '../../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../../shared/ui/PermissionGate.tsx';
import { ProgressLine } from '../../../../shared/ui/ProgressLine.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { assetHref, isActive, useClipChanges } from '../data.ts';
import { totalMs } from '../maker/draft.ts';
import { ExportMenu } from '../panels/ExportMenu.tsx';

const tones: Record<Clip['state'], Tone> = { queued: 'plain', running: 'active', done: 'good', failed: 'bad', cancelled: 'plain' };

export function ClipCard({
  clip,
  workId,
  episodes,
  onOpen,
}: {
  clip: Clip;
  workId: string;
  episodes: readonly Episode[];
  onOpen: () => void;
}) {
  const { t, format } = useI18n();
  const { retry, cancel, remove } = useClipChanges(workId);
  const denied = useDenied('studio.write');
  const [asking, setAsking] = useState(false);
  const numbers = [...new Set(clip.recipe.pieces.map((piece) => episodes.find((one) => one.id === piece.source)?.number))].filter(
    (number) => number !== undefined,
  );
  const ready = clip.state === 'done' && clip.assetId !== null;
  return (
    <article className="clip-card" aria-label={clip.name}>
      <ClipPicture clip={clip} />
      <div className="clip-body">
        <h2>
          <button type="button" onClick={onOpen}>
            {clip.name}
          </button>
        </h2>
        <p className="clip-meta">
          {format.list(numbers.slice(0, 3).map((number) => t('episode.number', { number })))} ·{' '}
          {clock(clip.durationMs ?? totalMs(clip.recipe), 1)}
          {clip.sizeBytes !== null && ` · ${format.bytes(clip.sizeBytes)}`} · {t(`platform.${clip.recipe.platform}`)}
        </p>
        {isActive(clip.state) ? (
          <ProgressLine task={clip} label={clip.name} onCancel={() => cancel.mutate(clip.id)} cancelDisabledBecause={denied} />
        ) : (
          <p className="clip-state">
            <Badge tone={tones[clip.state]}>{t(`clip.state_${clip.state}`)}</Badge>
            {clip.state === 'failed' && clip.error && <span>{sentenceOf(t, clip.error)}</span>}
          </p>
        )}
        <div className="clip-actions">
          {ready && (
            <Tooltip title={t('clip.download')}>
              <Button
                href={assetHref(clip.assetId!, true)}
                aria-label={`${t('clip.download')}: ${clip.name}`}
                icon={<Icon name="download" size={16} />}
              />
            </Tooltip>
          )}
          {(clip.state === 'failed' || clip.state === 'cancelled') && (
            <PermissionGate permission="studio.write">
              <Button loading={retry.isPending} icon={<Icon name="restore" size={16} />} onClick={() => retry.mutate(clip.id)}>
                {t('action.retry')}
              </Button>
            </PermissionGate>
          )}
          <ExportMenu compact href={(form) => hrefOf(studioContract.routes.exportClip, { params: { clipId: clip.id, format: form } })} />
          <Tooltip title={t('clip.open')}>
            <Button aria-label={`${t('clip.open')}: ${clip.name}`} icon={<Icon name="edit" size={16} />} onClick={onOpen} />
          </Tooltip>
          <PermissionGate permission="studio.write">
            <Button
              aria-label={`${t('clip.delete')}: ${clip.name}`}
              icon={<Icon name="trash" size={16} />}
              onClick={() => setAsking(true)}
            />
          </PermissionGate>
        </div>
      </div>
      <ConfirmDialog
        open={asking}
        title={t('clip.delete_ask')}
        confirm={t('clip.delete')}
        busy={remove.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => remove.mutate(clip.id, { onSuccess: () => toast.done(t('clip.deleted')), onSettled: () => setAsking(false) })}
      >
        <p>
          <b>{clip.name}</b>
        </p>
        <p>{t('clip.delete_text')}</p>
      </ConfirmDialog>
    </article>
  );
}

/** A page of clips asks for the head of each file, for its picture; the rest only when it is played. */
function ClipPicture({ clip }: { clip: Clip }) {
  const { t } = useI18n();
  const [playing, setPlaying] = useState(false);
  const ready = clip.state === 'done' && clip.assetId !== null;
  if (ready && playing)
    return (
      <div className="clip-picture">
        <video src={assetHref(clip.assetId!)} controls autoPlay playsInline aria-label={clip.name} />
      </div>
    );
  return (
    <div className={`clip-picture is-${clip.state}`}>
      {ready ? (
        <>
          <video src={`${assetHref(clip.assetId!)}#t=0.5`} preload="metadata" muted playsInline tabIndex={-1} aria-hidden="true" />
          <button type="button" className="clip-play" aria-label={t('clip.play', { name: clip.name })} onClick={() => setPlaying(true)}>
            <Icon name="play" size={26} />
          </button>
        </>
      ) : (
        <Icon name={clip.state === 'failed' ? 'warn' : 'film'} size={30} />
      )}
    </div>
  );
}
