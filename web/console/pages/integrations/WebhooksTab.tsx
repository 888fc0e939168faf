/** Who is called of what, whether the calls arrive, and what was given up: looked into, tried, sent again. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Input, Modal } from 'antd';
import { useState } from 'react';
import { webhookTypes, webhooksContract, type Webhook, type WebhookDelivery } from '../../../../src/modules/webhooks/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence, sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { itemsOf } from '../../../shared/table/Listing.tsx';
import { Chips, Choice } from '../../../shared/ui/Choice.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Menu } from '../../../shared/ui/Menu.tsx';
import { MoreOnSight } from '../../../shared/ui/MoreOnSight.tsx';
import { Badge, Field, Panel, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { OneTimeDialog } from '../settings/OneTimeDialog.tsx';
import { indented } from './payload.ts';

const { routes } = webhooksContract;
const managing = 'webhooks.manage';
const tones: Record<WebhookDelivery['state'], Tone> = { pending: 'active', delivered: 'good', failed: 'bad' };

export default function WebhooksTab() {
  const { t } = useI18n();
  const webhooks = useQuery({
    queryKey: ['webhooks'],
    queryFn: ({ signal }) => call(routes.listWebhooks, {}, { signal }),
    refetchInterval: 15_000,
  });
  const [opened, setOpened] = useUrlState<string>('webhook', '', true);
  const [dialog, setDialog] = useUrlState<string>('dialog', '', true);
  const chosen = webhooks.data?.items.find((one) => one.id === opened);
  return (
    <>
      <Panel
        flush
        title={t('integrations.webhooks')}
        actions={
          <PermissionGate permission={managing}>
            <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setDialog('new')}>
              {t('integrations.webhook_new')}
            </Button>
          </PermissionGate>
        }
      >
        {webhooks.isPending && (
          <div className="panel-body">
            <LoadingLines />
          </div>
        )}
        {webhooks.error && <ErrorState compact error={webhooks.error} onRetry={() => void webhooks.refetch()} />}
        {webhooks.data?.items.length === 0 && (
          <EmptyState icon="plug" title={t('integrations.no_webhooks')} text={t('integrations.no_webhooks_text')} />
        )}
        <ul className="rows">
          {webhooks.data?.items.map((one) => (
            <WebhookRow key={one.id} webhook={one} onOpen={() => setOpened(one.id)} />
          ))}
        </ul>
      </Panel>
      {dialog === 'new' && <WebhookDialog webhook={null} onClose={() => setDialog(null)} />}
      {chosen && <Deliveries webhook={chosen} onClose={() => setOpened(null)} />}
    </>
  );
}

function WebhookRow({ webhook, onOpen }: { webhook: Webhook; onOpen: () => void }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const denied = useDenied(managing);
  const [dialog, setDialog] = useState<'edit' | 'delete' | 'secret' | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: ['webhooks'] });
  const params = { webhookId: webhook.id };
  const toggle = useMutation({
    mutationFn: () => call(routes.updateWebhook, { params, body: { enabled: !webhook.enabled } }),
    onSuccess: refresh,
    onError: toast.failed,
  });
  const test = useMutation({
    mutationFn: () => call(routes.testWebhook, { params }),
    onSuccess: (delivery) => {
      void client.invalidateQueries({ queryKey: ['deliveries', webhook.id] });
      const status = delivery.lastAttempt?.status;
      if (delivery.state === 'delivered')
        toast.done(t('integrations.test_good', { status: status ?? 200, ms: delivery.lastAttempt?.durationMs ?? 0 }));
      else toast.say(attemptWords(t, delivery));
    },
    onError: toast.failed,
  });
  const remove = useMutation({ mutationFn: () => call(routes.deleteWebhook, { params }), onSuccess: refresh, onError: toast.failed });
  const rotate = useMutation({
    mutationFn: () => call(routes.rotateSecret, { params, body: { overlapHours: 24 } }),
    onSuccess: refresh,
    onError: toast.failed,
  });
  const state: [Tone, string] = !webhook.enabled
    ? ['plain', t(`integrations.off.${webhook.disabledReason ?? 'person'}`)]
    : webhook.failingSince
      ? ['bad', t('integrations.failing', { at: format.dateTime(webhook.failingSince) })]
      : ['good', t('integrations.on')];
  if (rotate.data)
    return (
      <OneTimeDialog
        title={t('integrations.secret')}
        text={t('integrations.secret_text')}
        value={rotate.data.secret}
        onClose={() => rotate.reset()}
      />
    );
  return (
    <li className="row">
      <span className="row-main">
        <strong>
          {webhook.description || webhook.url} <Badge tone={state[0]}>{state[1]}</Badge>
        </strong>
        <small>
          <code>{webhook.url}</code>
        </small>
        <small>
          {format.list(webhook.events.map((one) => t(`integrations.event.${one}`)))}
          {webhook.pending > 0 && ` · ${t('integrations.pending', { count: webhook.pending })}`}
          {webhook.oldSecretUntil && ` · ${t('integrations.old_secret', { at: format.dateTime(webhook.oldSecretUntil) })}`}
        </small>
      </span>
      <span className="row-actions">
        <Button size="small" onClick={onOpen}>
          {t('integrations.deliveries')}
          {webhook.failed > 0 && <span className="count-bad"> {webhook.failed}</span>}
        </Button>
        <PermissionGate permission={managing}>
          <Button size="small" loading={test.isPending} onClick={() => test.mutate()}>
            {t('integrations.test')}
          </Button>
        </PermissionGate>
      </span>
      <Menu
        label={t('promotion.more_of', { name: webhook.description || webhook.url })}
        button={<Icon name="more" />}
        items={[
          { kind: 'action', key: 'edit', label: t('action.edit'), icon: 'edit', because: denied, onPick: () => setDialog('edit') },
          {
            kind: 'action',
            key: 'toggle',
            label: t(webhook.enabled ? 'integrations.switch_off' : 'integrations.switch_on'),
            icon: webhook.enabled ? 'pause' : 'play',
            because: denied,
            onPick: () => toggle.mutate(),
          },
          {
            kind: 'action',
            key: 'secret',
            label: t('attribution.new_secret'),
            icon: 'key',
            because: denied,
            onPick: () => setDialog('secret'),
          },
          {
            kind: 'action',
            key: 'delete',
            label: t('action.delete'),
            icon: 'trash',
            danger: true,
            because: denied,
            onPick: () => setDialog('delete'),
          },
        ]}
      />
      {dialog === 'edit' && <WebhookDialog webhook={webhook} onClose={() => setDialog(null)} />}
      <ConfirmDialog
        open={dialog === 'secret'}
        danger={false}
        title={t('attribution.rotate_ask', { name: webhook.description || webhook.url })}
        confirm={t('attribution.new_secret')}
        busy={rotate.isPending}
        onConfirm={() => rotate.mutate(undefined, { onSettled: () => setDialog(null) })}
        onClose={() => setDialog(null)}
      >
        <p>{t('integrations.rotate_text')}</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={dialog === 'delete'}
        title={t('integrations.webhook_delete')}
        confirm={t('action.delete')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setDialog(null)}
      >
        <p>{t('integrations.webhook_delete_text')}</p>
      </ConfirmDialog>
    </li>
  );
}

function attemptWords(t: ReturnType<typeof useI18n>['t'], delivery: WebhookDelivery): string {
  const last = delivery.lastAttempt;
  if (!last) return t('integrations.no_attempt');
  if (last.status !== null) return t('integrations.answered', { status: last.status, ms: last.durationMs });
  return last.error ? sentenceOf(t, last.error) : t('integrations.no_answer');
}

function WebhookDialog({ webhook, onClose }: { webhook: Webhook | null; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [description, setDescription] = useState(webhook?.description ?? '');
  const [events, setEvents] = useState<string[]>(webhook?.events ?? ['conversion.decided']);
  const save = useMutation({
    mutationFn: async () => {
      const body = { url: url.trim(), description: description.trim(), events: events as Webhook['events'] };
      if (webhook) return { secret: null, ...(await call(routes.updateWebhook, { params: { webhookId: webhook.id }, body })) };
      return call(routes.createWebhook, { body });
    },
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: ['webhooks'] });
      if (made.secret) return;
      toast.done(t('action.saved'));
      onClose();
    },
  });
  if (save.data?.secret)
    return (
      <OneTimeDialog title={t('integrations.secret')} text={t('integrations.secret_text')} value={save.data.secret} onClose={onClose} />
    );
  return (
    <Modal
      open
      title={t(webhook ? 'integrations.webhook_edit' : 'integrations.webhook_new')}
      onCancel={onClose}
      footer={null}
      width={560}
      closable={{ 'aria-label': t('action.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
        <Field id="webhook-url" label={t('integrations.url')} hint={t('integrations.url_hint')}>
          <Input
            id="webhook-url"
            type="url"
            required
            autoFocus
            maxLength={2000}
            placeholder="https://hooks.example.com/hookline"
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        </Field>
        <Field id="webhook-description" label={t('integrations.description')}>
          <Input id="webhook-description" maxLength={200} value={description} onChange={(event) => setDescription(event.target.value)} />
        </Field>
        <div className="field">
          <span className="field-label">{t('integrations.events')}</span>
          <Chips
            label={t('integrations.events')}
            values={events}
            most={webhookTypes.length}
            options={webhookTypes.map((value) => ({ value, label: t(`integrations.event.${value}`) }))}
            onChange={setEvents}
          />
        </div>
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={save.isPending} disabled={!url.trim() || events.length === 0}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** What an endpoint was told; what was given up can be sent again, one or all. */
function Deliveries({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [state, setState] = useState<'' | WebhookDelivery['state']>('');
  const deliveries = useInfiniteQuery({
    queryKey: ['deliveries', webhook.id, state],
    queryFn: ({ pageParam, signal }) =>
      call(
        routes.listDeliveries,
        { params: { webhookId: webhook.id }, query: { limit: 50, ...(state && { state }), ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 5_000,
  });
  const replayAll = useMutation({
    mutationFn: () => call(routes.replayFailed, { params: { webhookId: webhook.id } }),
    onSuccess: ({ replayed }) => {
      void client.invalidateQueries({ queryKey: ['deliveries', webhook.id] });
      void client.invalidateQueries({ queryKey: ['webhooks'] });
      toast.done(t('integrations.replayed', { count: replayed }));
    },
    onError: toast.failed,
  });
  const items = itemsOf(deliveries);
  return (
    <Drawer
      open
      title={t('integrations.deliveries')}
      onClose={onClose}
      size="min(560px, 100vw)"
      styles={{ body: { padding: 0 } }}
      closable={{ 'aria-label': t('action.close') }}
    >
      <div className="drawer-tools">
        <Choice
          label={t('promotion.column.state')}
          value={state}
          options={[
            { value: '', label: t('promotion.any_state') },
            ...(['pending', 'delivered', 'failed'] as const).map((value) => ({ value, label: t(`integrations.delivery.${value}`) })),
          ]}
          onChange={(value) => setState(value as typeof state)}
        />
        <PermissionGate permission={managing} because={webhook.failed === 0 ? t('integrations.nothing_failed') : undefined}>
          <Button size="small" loading={replayAll.isPending} onClick={() => replayAll.mutate()}>
            {t('integrations.replay_all')}
          </Button>
        </PermissionGate>
      </div>
      {deliveries.isPending && <LoadingLines />}
      {deliveries.error && <ErrorState compact error={deliveries.error} onRetry={() => void deliveries.refetch()} />}
      {deliveries.isSuccess && items.length === 0 && <EmptyState icon="send" title={t('integrations.no_deliveries')} />}
      <ul className="rows">
        {items.map((one) => (
          <DeliveryRow key={one.id} delivery={one} />
        ))}
      </ul>
      {deliveries.hasNextPage && <MoreOnSight busy={deliveries.isFetchingNextPage} onSight={() => void deliveries.fetchNextPage()} />}
    </Drawer>
  );
}

function DeliveryRow({ delivery }: { delivery: WebhookDelivery }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const details = useQuery({
    queryKey: ['delivery', delivery.id, delivery.attempts],
    queryFn: ({ signal }) => call(routes.getDelivery, { params: { deliveryId: delivery.id } }, { signal }),
    enabled: open,
  });
  const replay = useMutation({
    mutationFn: () => call(routes.replayDelivery, { params: { deliveryId: delivery.id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['deliveries', delivery.webhookId] }),
    onError: toast.failed,
  });
  return (
    <li className="row">
      <details className="row-main" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <Badge tone={tones[delivery.state]}>{t(`integrations.delivery.${delivery.state}`)}</Badge> <code>{delivery.type}</code>{' '}
          <small className="delivery-facts">
            {format.dateTime(delivery.createdAt)} · {t('integrations.attempts', { count: delivery.attempts })} · {attemptWords(t, delivery)}
            {delivery.nextAttemptAt && ` · ${t('integrations.next', { at: format.dateTime(delivery.nextAttemptAt) })}`}
          </small>
        </summary>
        {details.data && (
          <>
            <pre className="payload">{indented(details.data.payload)}</pre>
            {details.data.history.map((attempt) => (
              <p key={attempt.at} className="attempt">
                {format.dateTime(attempt.at)} · {attempt.status ?? (attempt.error ? sentenceOf(t, attempt.error) : '–')} ·{' '}
                {attempt.durationMs} ms
                {attempt.response && <code>{attempt.response}</code>}
              </p>
            ))}
          </>
        )}
      </details>
      {delivery.state !== 'pending' && (
        <PermissionGate permission={managing}>
          <Button
            size="small"
            loading={replay.isPending}
            onClick={() => replay.mutate()}
            aria-label={`${t('integrations.replay')} · ${delivery.type}`}
          >
            {t('integrations.replay')}
          </Button>
        </PermissionGate>
      )}
    </li>
  );
}
