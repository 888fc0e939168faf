/** The way from a recipe to a file: length against the platform's limit, render, progress, cancel, retry, download. */
import { Button } from 'antd';
import { studioContract, type Clip } from '../../../../../src/modules/studio/contract.ts';
import { hrefOf } from '../../../../shared/api/client.ts';
import { sentenceOf } from '../../../../shared/api/errors.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { clock } from '../../../../shared/timeline/timecode.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { PermissionGate, useDenied } from '../../../../shared/ui/PermissionGate.tsx';
import { ProgressLine } from '../../../../shared/ui/ProgressLine.tsx';
import { assetHref, isActive, useClipChanges } from '../data.ts';
import { ExportMenu } from '../panels/ExportMenu.tsx';
import type { Draft } from './draft.ts';
import { judgeLength, platformLengths } from './platform-lengths.ts';

export function RenderFooter({
  workId,
  draft,
  lengthMs,
  clip,
  onMade,
}: {
  workId: string;
  draft: Draft;
  lengthMs: number;
  clip: Clip | undefined;
  onMade: (clipId: string) => void;
}) {
  const { t, format } = useI18n();
  const { create, retry, cancel } = useClipChanges(workId);
  const denied = useDenied('studio.write');
  const verdict = judgeLength(draft.recipe.platform, lengthMs);
  const limit = platformLengths[draft.recipe.platform];
  const reason = !draft.name.trim()
    ? t('clip.name_missing')
    : verdict === 'too_long'
      ? t('clip.too_long', { max: format.span(limit.maxMs) })
      : undefined;
  const words = {
    good: '',
    short: t('clip.short', { min: format.span(limit.minMs) }),
    long: t('clip.long', { advise: format.span(limit.adviseMaxMs) }),
    too_long: t('clip.too_long', { max: format.span(limit.maxMs) }),
  }[verdict];
  const active = clip !== undefined && isActive(clip.state);
  return (
    <footer className="maker-foot">
      <div className={`maker-length is-${verdict}`}>
        <b>{clock(lengthMs, 1)}</b>
        <span>{words || t(`platform.${draft.recipe.platform}`)}</span>
      </div>
      {active && (
        <div className="maker-progress">
          <ProgressLine task={clip} label={clip.name} onCancel={() => cancel.mutate(clip.id)} cancelDisabledBecause={denied} />
        </div>
      )}
      {clip?.state === 'failed' && (
        <p className="maker-error" role="alert">
          {clip.error ? sentenceOf(t, clip.error) : t('task.failed')}
        </p>
      )}
      {clip?.state === 'cancelled' && <p className="maker-note">{t('task.cancelled')}</p>}
      <div className="maker-actions">
        {clip?.state === 'done' && clip.assetId && (
          <>
            <ExportMenu href={(form) => hrefOf(studioContract.routes.exportClip, { params: { clipId: clip.id, format: form } })} />
            <Button type="primary" href={assetHref(clip.assetId, true)} icon={<Icon name="download" size={16} />}>
              {t('clip.download')}
              {clip.sizeBytes !== null && ` · ${format.bytes(clip.sizeBytes)}`}
            </Button>
          </>
        )}
        {(clip?.state === 'failed' || clip?.state === 'cancelled') && (
          <PermissionGate permission="studio.write">
            <Button type="primary" loading={retry.isPending} onClick={() => retry.mutate(clip.id)}>
              {t('action.retry')}
            </Button>
          </PermissionGate>
        )}
        {!clip && (
          <PermissionGate permission="studio.write" because={reason}>
            <Button
              type="primary"
              loading={create.isPending}
              icon={<Icon name="clip" size={16} />}
              onClick={() =>
                create.mutate(
                  { name: draft.name.trim(), hookId: draft.hookId, recipe: draft.recipe },
                  { onSuccess: (made) => onMade(made.id) },
                )
              }
            >
              {t('clip.render')}
            </Button>
          </PermissionGate>
        )}
      </div>
    </footer>
  );
}

export function ResultView({ clip }: { clip: Clip }) {
  const { t } = useI18n();
  return (
    <div className="preview">
      <div
        className="preview-box"
        style={{ '--aspect': clip.width && clip.height ? clip.width / clip.height : 9 / 16 } as React.CSSProperties}
      >
        <video src={assetHref(clip.assetId!)} controls playsInline aria-label={t('clip.result')} />
      </div>
      <p className="preview-facts">
        {clip.width} × {clip.height} · {clip.durationMs !== null && clock(clip.durationMs, 2)}
      </p>
    </div>
  );
}
