/** What is being read at this moment, and the way to stop it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import type { LibraryDesk } from '../../../../../src/modules/intelligence/library/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { useActiveTasks } from '../../../shell/tasks.ts';
import { busy, refreshDocuments } from './queries.ts';

export function ReadingLine({ desk }: { desk: LibraryDesk }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const task = useActiveTasks().find(({ id }) => id === desk.taskId);
  const stop = useMutation({
    mutationFn: () => call(intelligenceContract.routes.cancelMarketReading),
    onSuccess: ({ cancelled }) => toast.done(t('market.reading.stopped', { count: cancelled })),
    onError: toast.failed,
    onSettled: () => refreshDocuments(client),
  });
  if (!busy(desk)) return null;
  return (
    <div className="market-reading" role="status">
      <span className="market-pulse" aria-hidden="true" />
      <span>
        {t('market.reading.now', { count: desk.files.waiting + desk.files.reading })}
        {task && task.progressBps > 0 && ` · ${format.percent(task.progressBps / 10_000)}`}
      </span>
      <PermissionGate permission={intelligenceContract.routes.cancelMarketReading.access}>
        <Button size="small" loading={stop.isPending} onClick={() => stop.mutate()}>
          {t('market.reading.stop')}
        </Button>
      </PermissionGate>
    </div>
  );
}
