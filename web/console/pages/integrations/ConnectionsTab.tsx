/** Accounts that clips can be sent to, and every other channel with the way by hand. What was not tried on the live service says so. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { connectedChannels, publishingContract, type Connection } from '../../../../src/modules/publishing/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Badge, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';

const { routes } = publishingContract;

export default function ConnectionsTab() {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const channels = useQuery({ queryKey: ['publishing-channels'], queryFn: ({ signal }) => call(routes.listChannels, {}, { signal }) });
  const connections = useQuery({ queryKey: ['connections'], queryFn: ({ signal }) => call(routes.listConnections, {}, { signal }) });
  const [removing, setRemoving] = useState<Connection | null>(null);
  const begin = useMutation({
    mutationFn: (channel: Connection['channel']) =>
      call(routes.beginConnection, { body: { channel, returnTo: '/integrations?tab=connections' } }),
    onSuccess: ({ authorizeUrl }) => window.location.assign(authorizeUrl),
    onError: toast.failed,
  });
  const remove = useMutation({
    mutationFn: (id: string) => call(routes.removeConnection, { params: { connectionId: id } }),
    onSuccess: () => {
      setRemoving(null);
      void client.invalidateQueries({ queryKey: ['connections'] });
    },
    onError: toast.failed,
  });
  const error = channels.error ?? connections.error;
  if (error) return <ErrorState error={error} onRetry={() => void Promise.all([channels.refetch(), connections.refetch()])} />;
  if (!channels.data || !connections.data) return <LoadingLines lines={6} />;
  const byHand = channels.data.items.filter((one) => !one.ways.includes('connected'));
  return (
    <div className="stack">
      <Panel flush title={t('integrations.connect')}>
        <ul className="rows">
          {connectedChannels.map((channel) => {
            const offer = channels.data.items.find((one) => one.channel === channel);
            const missing = offer?.missingSettings ?? [];
            return (
              <li key={channel} className="row">
                <span className="row-main">
                  <strong>
                    {t(`channel.${channel}`)} {!offer?.triedLive && <Badge tone="warn">{t('integrations.not_tried')}</Badge>}
                  </strong>
                  <small>
                    {missing.length > 0
                      ? t('integrations.missing_settings', { list: format.list(missing) })
                      : t(`integrations.connect.${channel}`)}
                  </small>
                </span>
                <PermissionGate
                  permission="publishing.connect"
                  because={missing.length > 0 ? t('integrations.missing_settings', { list: format.list(missing) }) : undefined}
                >
                  <Button
                    loading={begin.isPending}
                    onClick={() => begin.mutate(channel)}
                    aria-label={t('integrations.connect_to', { channel: t(`channel.${channel}`) })}
                  >
                    {t('integrations.connect_verb')}
                  </Button>
                </PermissionGate>
              </li>
            );
          })}
        </ul>
        <p className="panel-note">{t('integrations.not_tried_text')}</p>
      </Panel>
      <Panel flush title={t('integrations.connected')}>
        {connections.data.items.length === 0 && (
          <EmptyState icon="plug" title={t('integrations.no_connections')} text={t('integrations.no_connections_text')} />
        )}
        <ul className="rows">
          {connections.data.items.map((one) => (
            <li key={one.id} className="row">
              <span className="row-main">
                <strong>
                  {one.name} <Badge>{t(`channel.${one.channel}`)}</Badge>{' '}
                  {one.state === 'reconnect_needed' && <Badge tone="bad">{t('integrations.reconnect')}</Badge>}
                </strong>
                <small>
                  {t(one.creatorId ? 'integrations.of_creator' : 'integrations.of_organisation')} · {format.date(one.createdAt)}
                </small>
                {one.error && <Notice tone="warn">{sentenceOf(t, one.error)}</Notice>}
              </span>
              <PermissionGate permission="publishing.connect">
                <Button size="small" danger onClick={() => setRemoving(one)} aria-label={`${t('action.remove')} · ${one.name}`}>
                  {t('action.remove')}
                </Button>
              </PermissionGate>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t('integrations.by_hand')}>
        <p className="quiet-figures">
          {t('integrations.by_hand_text', { list: format.list(byHand.map((one) => t(`channel.${one.channel}`))) })}
        </p>
      </Panel>
      <ConfirmDialog
        open={removing !== null}
        title={t('integrations.disconnect_ask', { name: removing?.name ?? '' })}
        confirm={t('action.remove')}
        busy={remove.isPending}
        onConfirm={() => removing && remove.mutate(removing.id)}
        onClose={() => setRemoving(null)}
      >
        <p>{t('integrations.disconnect_text')}</p>
      </ConfirmDialog>
    </div>
  );
}
