/** Everything that runs and what ran lately, with the way to stop it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { jobsContract, type Task } from '../../../src/platform/jobs/contract.ts';
import { call } from '../../shared/api/client.ts';
import { useI18n } from '../../shared/i18n/i18n.ts';
import { useDenied } from '../../shared/ui/PermissionGate.tsx';
import { ProgressLine } from '../../shared/ui/ProgressLine.tsx';
import { EmptyState, ErrorState, LoadingLines } from '../../shared/ui/states.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { useNow } from '../../shared/ui/use-now.ts';
import { useActiveTasks } from './tasks.ts';

export default function TasksDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const active = useActiveTasks();
  const recent = useQuery({
    queryKey: ['tasks', 'recent', active.length],
    queryFn: ({ signal }) => call(jobsContract.routes.listTasks, { query: { limit: 50 } }, { signal }),
  });
  const ended = recent.data?.items.filter((task) => task.state !== 'queued' && task.state !== 'running') ?? [];
  return (
    <Drawer
      open
      title={t('tasks.title')}
      onClose={onClose}
      size="min(440px, 100vw)"
      styles={{ body: { padding: '8px 20px 24px' } }}
      closable={{ 'aria-label': t('action.close') }}
    >
      {recent.isPending && <LoadingLines />}
      {recent.error && <ErrorState compact error={recent.error} onRetry={() => void recent.refetch()} />}
      {recent.data && active.length + ended.length === 0 && (
        <EmptyState icon="tasks" title={t('tasks.empty')} text={t('tasks.empty_text')} />
      )}
      {active.length > 0 && <TaskList title={t('tasks.active')} tasks={active} />}
      {ended.length > 0 && <TaskList title={t('tasks.ended')} tasks={ended} />}
    </Drawer>
  );
}

function TaskList({ title, tasks }: { title: string; tasks: readonly Task[] }) {
  return (
    <section className="task-list">
      <h3>{title}</h3>
      <ul>
        {tasks.map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </ul>
    </section>
  );
}

function TaskRow({ task }: { task: Task }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const denied = useDenied('jobs.cancel');
  const now = useNow();
  const cancel = useMutation({
    mutationFn: () => call(jobsContract.routes.cancelTask, { params: { taskId: task.id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tasks'] }),
    onError: toast.failed,
  });
  const job = t.exists(`job.${task.job}`) ? t(`job.${task.job}`) : task.job;
  return (
    <li className={`task-row task-${task.state}`}>
      <div className="task-row-head">
        <strong>{task.subject.title}</strong>
        <span>
          {job} · {format.ago(task.endedAt ?? task.startedAt ?? task.createdAt, now)}
        </span>
      </div>
      <ProgressLine task={task} label={`${job} · ${task.subject.title}`} onCancel={() => cancel.mutate()} cancelDisabledBecause={denied} />
    </li>
  );
}
