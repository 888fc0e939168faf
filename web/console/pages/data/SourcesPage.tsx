/** Where conversions come from: programs, signed callbacks, files, and services that are asked again and again. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { Suspense, lazy, useState } from 'react';
import { useSearchParams } from 'react-router';
import { attributionContract, currencies, sourceKinds, type Source } from '../../../../src/modules/attribution/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { CopyLine } from '../../../shared/ui/CopyLine.tsx';
import { Icon, type IconName } from '../../../shared/ui/Icon.tsx';
import { Menu, type MenuItem } from '../../../shared/ui/Menu.tsx';
import { Badge, Field, PageFrame, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useNow } from '../../../shared/ui/use-now.ts';
import { useUrlChange } from '../../../shared/ui/url-state.ts';
import { commonZones, isZone } from '../campaigns/zone.ts';
import { OneTimeDialog } from '../settings/OneTimeDialog.tsx';
import { sourcesQuery } from './queries.ts';
import '../../../shared/ui/rows.css';
import './imports/imports.css';

const PullerDialog = lazy(() => import('./sources/PullerDialog.tsx'));
const { routes } = attributionContract;
const managing = 'attribution.manage_sources';
const icons: Record<Source['kind'], IconName> = { api: 'code', callback: 'link', file: 'sheet', puller: 'restore' };

export function Component() {
  const { t } = useI18n();
  const denied = useDenied('attribution.read');
  const sources = useQuery({ ...sourcesQuery, enabled: !denied });
  const [search] = useSearchParams();
  const change = useUrlChange();
  const dialog = search.get('dialog');
  const chosen = sources.data?.items.find((one) => one.id === search.get('source'));
  const close = () => change({ dialog: null, source: null, kind: null });
  return (
    <PageFrame
      narrow
      title={t('nav.sources')}
      lead={t('attribution.sources_lead')}
      actions={
        <PermissionGate permission={managing}>
          <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => change({ dialog: 'new' })}>
            {t('attribution.source_new')}
          </Button>
        </PermissionGate>
      }
    >
      {denied && <Notice tone="warn">{denied}</Notice>}
      {sources.error && <ErrorState error={sources.error} onRetry={() => void sources.refetch()} />}
      {sources.isPending && !denied && <LoadingLines lines={5} height={26} />}
      {sources.data?.items.length === 0 && (
        <EmptyState icon="wave" title={t('attribution.no_sources')} text={t('attribution.no_sources_text')} />
      )}
      {(sources.data?.items.length ?? 0) > 0 && (
        <Panel flush>
          <ul className="rows">
            {sources.data?.items.map((one) => (
              <SourceRow key={one.id} source={one} onDialog={(name) => change({ dialog: name, source: one.id })} />
            ))}
          </ul>
        </Panel>
      )}
      {dialog === 'new' && (
        <SourceDialog source={null} kind={(search.get('kind') as Source['kind'] | null) ?? 'callback'} onClose={close} />
      )}
      {dialog === 'edit' && chosen && <SourceDialog source={chosen} kind={chosen.kind} onClose={close} />}
      {dialog === 'secret' && chosen && <SecretDialog source={chosen} onClose={close} />}
      {dialog === 'delete' && chosen && <DeleteDialog source={chosen} onClose={close} />}
      <Suspense>{dialog === 'puller' && chosen && <PullerDialog source={chosen} onClose={close} />}</Suspense>
    </PageFrame>
  );
}

function SourceRow({ source, onDialog }: { source: Source; onDialog: (name: string) => void }) {
  const { t, format } = useI18n();
  const now = useNow();
  const client = useQueryClient();
  const denied = useDenied(managing);
  const change = useMutation({
    mutationFn: (state: Source['state']) => call(routes.updateSource, { params: { sourceId: source.id }, body: { state } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['sources'] }),
    onError: toast.failed,
  });
  const paused = source.state === 'paused';
  const action = (key: string, icon: IconName, label: string, onPick: () => void, danger = false): MenuItem => ({
    kind: 'action',
    key,
    icon,
    label,
    danger,
    because: denied,
    onPick,
  });
  const items: MenuItem[] = [
    action('edit', 'edit', t('action.edit'), () => onDialog('edit')),
    ...(source.kind === 'callback' ? [action('secret', 'key', t('attribution.new_secret'), () => onDialog('secret'))] : []),
    ...(source.kind === 'puller' ? [action('puller', 'settings', t('attribution.puller'), () => onDialog('puller'))] : []),
    action('state', paused ? 'play' : 'pause', t(paused ? 'attribution.source_resume' : 'attribution.source_pause'), () =>
      change.mutate(paused ? 'active' : 'paused'),
    ),
    action('delete', 'trash', t('action.delete'), () => onDialog('delete'), true),
  ];
  return (
    <li className="row">
      <Icon name={icons[source.kind]} />
      <span className="row-main">
        <strong>
          {source.name} <Badge>{t(`attribution.source.${source.kind}`)}</Badge>{' '}
          {paused && <Badge tone="warn">{t('attribution.source_paused')}</Badge>}
        </strong>
        <small>
          {[
            source.currency ?? t('attribution.currency_of_rows'),
            source.zone,
            source.lastEventAt ? t('attribution.last_event', { ago: format.ago(source.lastEventAt, now) }) : t('attribution.no_event_yet'),
            ...source.secrets.map((secret) =>
              secret.validUntil
                ? t('attribution.old_secret', { hint: secret.hint, at: format.dateTime(secret.validUntil) })
                : t('attribution.secret', { hint: secret.hint }),
            ),
          ].join(' · ')}
        </small>
        {source.callbackUrl && <CopyLine text={source.callbackUrl} />}
      </span>
      <Menu label={t('promotion.more_of', { name: source.name })} button={<Icon name="more" />} items={items} />
    </li>
  );
}

function SourceDialog({ source, kind: first, onClose }: { source: Source | null; kind: Source['kind']; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [kind, setKind] = useState<Source['kind']>(sourceKinds.includes(first) ? first : 'callback');
  const [name, setName] = useState(source?.name ?? '');
  const [currency, setCurrency] = useState<string>(source?.currency ?? 'CNY');
  const [zone, setZone] = useState(source?.zone ?? 'Asia/Shanghai');
  const save = useMutation({
    mutationFn: async () => {
      const body = { name: name.trim(), currency: (currency || null) as Source['currency'], zone };
      if (source) return { secret: null, ...(await call(routes.updateSource, { params: { sourceId: source.id }, body })) };
      return call(routes.createSource, { body: { kind, ...body } });
    },
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: ['sources'] });
      if (made.secret) return;
      toast.done(t('action.saved'));
      onClose();
    },
  });
  if (save.data?.secret)
    return (
      <OneTimeDialog
        title={t('attribution.secret_of', { name: save.data.name })}
        text={t('attribution.secret_once')}
        value={save.data.secret}
        onClose={onClose}
      />
    );
  return (
    <Modal
      open
      title={source ? source.name : t('attribution.source_new')}
      onCancel={onClose}
      footer={null}
      width={480}
      closable={{ 'aria-label': t('action.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
        {!source && (
          <Field id="source-kind" label={t('attribution.source_kind')} hint={t(`attribution.source.${kind}_text`)}>
            <Choice
              id="source-kind"
              value={kind}
              options={sourceKinds.map((value) => ({ value, label: t(`attribution.source.${value}`) }))}
              onChange={(value) => setKind(value as Source['kind'])}
            />
          </Field>
        )}
        <Field id="source-name" label={t('attribution.source_name')}>
          <Input id="source-name" required autoFocus maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <div className="fields">
          <Field id="source-currency" label={t('promotion.field.currency')} hint={t('attribution.currency_hint')}>
            <Choice
              id="source-currency"
              value={currency}
              options={[{ value: '', label: t('attribution.currency_of_rows') }, ...currencies.map((value) => ({ value, label: value }))]}
              onChange={setCurrency}
            />
          </Field>
          <Field
            id="source-zone"
            label={t('promotion.field.zone')}
            hint={t('attribution.zone_hint')}
            error={isZone(zone) ? undefined : t('promotion.issue.zone')}
          >
            <Input
              id="source-zone"
              list="source-zones"
              maxLength={64}
              value={zone}
              onChange={(event) => setZone(event.target.value.trim())}
            />
            <datalist id="source-zones">
              {commonZones.map((value) => (
                <option key={value} value={value} />
              ))}
            </datalist>
          </Field>
        </div>
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={save.isPending} disabled={!name.trim() || !isZone(zone)}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** A new secret beside the old one, which goes on for as long as the other side needs to change. */
function SecretDialog({ source, onClose }: { source: Source; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [hours, setHours] = useState('24');
  const rotate = useMutation({
    mutationFn: () => call(routes.rotateSecret, { params: { sourceId: source.id }, body: { overlapHours: Number(hours) } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['sources'] }),
  });
  if (rotate.data)
    return (
      <OneTimeDialog
        title={t('attribution.secret_of', { name: source.name })}
        text={t('attribution.secret_once')}
        value={rotate.data.secret}
        onClose={onClose}
      />
    );
  return (
    <ConfirmDialog
      open
      danger={false}
      title={t('attribution.rotate_ask', { name: source.name })}
      confirm={t('attribution.new_secret')}
      busy={rotate.isPending}
      onConfirm={() => rotate.mutate()}
      onClose={onClose}
    >
      {rotate.error && <Notice tone="bad">{sentence(t, rotate.error)}</Notice>}
      <p>{t('attribution.rotate_text')}</p>
      <Field id="secret-overlap" label={t('attribution.overlap')}>
        <Choice
          id="secret-overlap"
          value={hours}
          options={['0', '1', '24', '72', '168'].map((value) => ({
            value,
            label: value === '0' ? t('attribution.overlap_none') : t('promotion.hours', { count: Number(value) }),
          }))}
          onChange={setHours}
        />
      </Field>
    </ConfirmDialog>
  );
}

function DeleteDialog({ source, onClose }: { source: Source; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call(routes.deleteSource, { params: { sourceId: source.id } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['sources'] });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      title={t('attribution.source_delete_ask', { name: source.name })}
      confirm={t('action.delete')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      {remove.error && <Notice tone="bad">{sentence(t, remove.error)}</Notice>}
      <p>{t('attribution.source_delete_text')}</p>
    </ConfirmDialog>
  );
}
