/** Many notices on their way: how far, what became of each, and the way to stop. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { jobsContract } from '../../../../src/platform/jobs/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Badge, Panel, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ProgressLine } from '../../../shared/ui/ProgressLine.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { refreshCases, sendingQuery, taskQuery } from './queries.ts';
import { reasonWords } from './words.ts';

const tones: Record<string, Tone> = {
  sent: 'good',
  handed_out: 'warn',
  unknown: 'warn',
  failed: 'bad',
  cancelled: 'plain',
  waiting: 'active',
};

export function SendingPanel({ taskId, onClose }: { taskId: string; onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const denied = useDenied('jobs.cancel');
  const task = useQuery(taskQuery(taskId)).data;
  const sending = useQuery(sendingQuery(taskId)).data;
  const ended = task !== undefined && task.state !== 'queued' && task.state !== 'running';
  useEffect(() => {
    if (ended) void refreshCases(client);
  }, [ended, client]);
  const cancel = useMutation({
    mutationFn: () => call(jobsContract.routes.cancelTask, { params: { taskId } }),
    onError: toast.failed,
    onSettled: () => client.invalidateQueries({ queryKey: taskQuery(taskId).queryKey }),
  });
  return (
    <div className="case-sending">
      <Panel
        title={t('takedown.sending.title')}
        actions={
          ended && (
            <Button size="small" onClick={onClose}>
              {t('action.close')}
            </Button>
          )
        }
      >
        {task && !ended && (
          <ProgressLine task={task} label={t('takedown.sending.title')} onCancel={() => cancel.mutate()} cancelDisabledBecause={denied} />
        )}
        <ul className="made-cases">
          {sending?.items.map((one) => (
            <li key={one.caseId}>
              <Badge tone={tones[one.state] ?? 'plain'}>{t(`takedown.sending.${one.state}`)}</Badge>
              <Link to={`/cases/${one.caseId}`}>
                {t('takedown.number', { number: one.number })} · {one.host}
              </Link>
              <small>{one.reason ? reasonWords(i18n, one.reason) : t('takedown.links_count', { count: one.links })}</small>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}
