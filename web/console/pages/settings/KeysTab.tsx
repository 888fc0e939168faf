/** Keys for programs. A secret is shown once, when it is made. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { identityContract } from '../../../../src/modules/identity/contract.ts';
import { staffRoles, type StaffRole } from '../../../../src/platform/http/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Chips, Choice } from '../../../shared/ui/Choice.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Badge, Field, Panel } from '../../../shared/ui/PageFrame.tsx';
import { EmptyState, ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useNow } from '../../../shared/ui/use-now.ts';
import { OneTimeDialog } from './OneTimeDialog.tsx';
import { permissionsOf } from './permissions.ts';
import { apiKeysQuery } from './queries.ts';

export default function KeysTab() {
  const { t, format } = useI18n();
  const now = useNow();
  const keys = useQuery(apiKeysQuery);
  const [search, setSearch] = useSearchParams();
  const open = (name: string | null, keyId?: string) =>
    setSearch({ tab: 'keys', ...(name && { dialog: name }), ...(keyId && { key: keyId }) }, { preventScrollReset: true });
  const chosen = keys.data?.items.find((key) => key.id === search.get('key'));
  const dialog = search.get('dialog');
  return (
    <div className="settings">
      <Panel
        title={t('settings.tab.keys')}
        flush
        actions={
          <>
            <a href="/api/docs" target="_blank" rel="noreferrer">
              {t('account.api')}
            </a>
            <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => open('new')}>
              {t('keys.new')}
            </Button>
          </>
        }
      >
        {keys.isPending && (
          <div className="panel-body">
            <LoadingLines />
          </div>
        )}
        {keys.error && <ErrorState compact error={keys.error} onRetry={() => void keys.refetch()} />}
        {keys.data?.items.length === 0 && <EmptyState icon="key" title={t('keys.empty')} text={t('keys.empty_text')} />}
        <ul className="rows">
          {keys.data?.items.map((key) => (
            <li key={key.id} className="row">
              <span className="row-main">
                <strong>
                  {key.name} <Badge>{t(`role.${key.role}`)}</Badge>{' '}
                  {key.scopes && <Badge tone="active">{t('keys.scopes_count', { count: key.scopes.length })}</Badge>}
                </strong>
                <small>
                  <code>{key.prefix}…</code> ·{' '}
                  {key.lastUsedAt ? t('keys.used', { ago: format.ago(key.lastUsedAt, now) }) : t('keys.never_used')} ·{' '}
                  {key.expiresAt ? t('members.until', { date: format.date(key.expiresAt) }) : t('keys.no_end')}
                </small>
              </span>
              <Button size="small" danger onClick={() => open('revoke', key.id)} aria-label={t('keys.revoke_name', { name: key.name })}>
                {t('keys.revoke')}
              </Button>
            </li>
          ))}
        </ul>
      </Panel>
      {dialog === 'new' && <NewKeyDialog onClose={() => open(null)} />}
      {dialog === 'revoke' && chosen && <RevokeDialog id={chosen.id} name={chosen.name} onClose={() => open(null)} />}
    </div>
  );
}

function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState<StaffRole>('viewer');
  const [days, setDays] = useState('365');
  const [scopes, setScopes] = useState<string[]>([]);
  const offered = permissionsOf(role);
  const held = scopes.filter((one) => offered.includes(one));
  const create = useMutation({
    mutationFn: () =>
      call(identityContract.routes.createApiKey, {
        body: { name: name.trim(), role, scopes: held.length > 0 ? held : null, expiresInDays: days ? Number(days) : null },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['api-keys'] }),
  });
  if (create.data)
    return (
      <OneTimeDialog
        title={t('keys.made', { name: create.data.name })}
        text={t('keys.once')}
        value={create.data.secret}
        onClose={onClose}
      />
    );
  return (
    <Modal open title={t('keys.new')} onCancel={onClose} footer={null} width={460} closable={{ 'aria-label': t('action.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        {create.error && <Notice tone="bad">{sentence(t, create.error)}</Notice>}
        <Field id="key-name" label={t('keys.name')} hint={t('keys.name_hint')}>
          <Input id="key-name" required autoFocus maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field id="key-role" label={t('members.role')} hint={t(`role.${role}_text`)}>
          <Choice
            id="key-role"
            value={role}
            options={staffRoles.map((value) => ({ value, label: t(`role.${value}`) }))}
            onChange={(value) => setRole(value as StaffRole)}
          />
        </Field>
        <div className="field">
          <span className="field-label">{t('keys.scopes')}</span>
          <div className="scope-chips">
            <Chips
              label={t('keys.scopes')}
              values={held}
              most={100}
              options={offered.map((value) => ({ value, label: value }))}
              onChange={setScopes}
            />
          </div>
          <span className="field-hint">{t('keys.scopes_hint')}</span>
        </div>
        <Field id="key-days" label={t('keys.valid')}>
          <Choice
            id="key-days"
            value={days}
            options={[
              ...['30', '90', '365'].map((value) => ({ value, label: t('keys.days', { count: Number(value) }) })),
              { value: '', label: t('keys.no_end') },
            ]}
            onChange={setDays}
          />
        </Field>
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={create.isPending} disabled={!name.trim()}>
            {t('keys.create')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function RevokeDialog({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => call(identityContract.routes.revokeApiKey, { params: { keyId: id } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['api-keys'] });
      onClose();
    },
    onError: toast.failed,
  });
  return (
    <ConfirmDialog
      open
      title={t('keys.revoke_title', { name })}
      confirm={t('keys.revoke')}
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    >
      <p>{t('keys.revoke_text')}</p>
    </ConfirmDialog>
  );
}
