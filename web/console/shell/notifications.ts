/** How much of what one was told is unread; asked every half minute, and anew when something was read. */
import { useQuery } from '@tanstack/react-query';
import { notificationsContract } from '../../../src/modules/notifications/contract.ts';
import { call } from '../../shared/api/client.ts';
import { useMe } from '../../shared/api/me.ts';

export function useUnread(): number {
  const me = useMe();
  const { data } = useQuery({
    queryKey: ['notifications', 'unread'],
    queryFn: ({ signal }) => call(notificationsContract.routes.listNotifications, { query: { limit: 1 } }, { signal }),
    enabled: me.organisation !== null,
    refetchInterval: 30_000,
  });
  return data?.unread ?? 0;
}
