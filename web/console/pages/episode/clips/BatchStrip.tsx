/** A batch on one line: one progress, one cancel. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { studioContract } from '../../../../../src/modules/studio/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { batchQuery, clipsQuery, isActive } from '../data.ts';

export function BatchStrip({
  batchId,
  workId,
  only,
  onOnly,
}: {
  batchId: string;
  workId: string;
  only: boolean;
  onOnly: (on: boolean) => void;
}) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const { data: batch } = useQuery(batchQuery(batchId));
  const cancel = useMutation({
    mutationFn: () => call(studioContract.routes.cancelBatch, { params: { batchId } }),
    onSuccess: (after) => {
      client.setQueryData(batchQuery(batchId).queryKey, after);
      void client.invalidateQueries({ queryKey: clipsQuery(workId).queryKey });
    },
    onError: toast.failed,
  });
  const done = batch?.counts.done;
  // A clip that became ready shows in the grid at once.
  useEffect(() => {
    if (done !== undefined) void client.invalidateQueries({ queryKey: clipsQuery(workId).queryKey });
  }, [client, workId, done]);
  if (!batch) return null;
  const total = batch.clips.length;
  const active = isActive(batch.state);
  return (
    <section className="batch-strip" aria-label={t('batch.title')}>
      <div className="batch-words">
        <b>{t('batch.running', { done: batch.counts.done, total })}</b>
        {batch.counts.failed > 0 && <span className="is-bad">{t('batch.failed_count', { count: batch.counts.failed })}</span>}
        {!active && batch.counts.cancelled > 0 && (
          <span>
            {t('clip.state_cancelled')} {batch.counts.cancelled}
          </span>
        )}
        {active && <span>{format.percent(batch.progressBps / 10_000)}</span>}
      </div>
      <div
        className="progress-track"
        role="progressbar"
        aria-label={t('batch.title')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(batch.progressBps / 100)}
      >
        <div className="progress-fill" style={{ width: `${batch.progressBps / 100}%` }} />
      </div>
      <div className="batch-actions">
        <Button size="small" type="text" aria-pressed={only} onClick={() => onOnly(!only)}>
          {only ? t('clips.state_all') : t('batch.only')}
        </Button>
        {active && (
          <PermissionGate permission="studio.write">
            <Button size="small" danger loading={cancel.isPending} onClick={() => cancel.mutate()}>
              {t('batch.cancel')}
            </Button>
          </PermissionGate>
        )}
      </div>
    </section>
  );
}
