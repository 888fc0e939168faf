/** Long work, asked for often while something runs and seldom while nothing does. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { jobsContract, type Task } from '../../../src/platform/jobs/contract.ts';
import { call } from '../../shared/api/client.ts';
import { useMe } from '../../shared/api/me.ts';

const none: readonly Task[] = [];

/** The organisation's queued and running work. When a piece ends, whatever shows its subject is fetched anew. */
export function useActiveTasks(): readonly Task[] {
  const me = useMe();
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ['tasks', 'active'],
    queryFn: ({ signal }) => call(jobsContract.routes.listTasks, { query: { active: 'true', limit: 200 } }, { signal }),
    enabled: me.organisation !== null,
    refetchInterval: (query) => (query.state.data?.items.length ? 1500 : 12_000),
  });
  const items = data?.items ?? none;
  const before = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const now = new Set(items.map((task) => task.id));
    const ended = [...before.current].some((id) => !now.has(id));
    before.current = now;
    if (ended)
      for (const key of ['story', 'episodes', 'analysis', 'clips', 'work', 'works']) void client.invalidateQueries({ queryKey: [key] });
  }, [items, client]);
  return items;
}

/** To be called when this page has started work, so that it shows at once. */
export function useTasksStarted(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: ['tasks'] });
}
