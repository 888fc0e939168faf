/** The organisation's name, and the other organisations one belongs to. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { identityContract } from '../../../../src/modules/identity/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { meQuery, useMe } from '../../../shared/api/me.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Badge, Field, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { toast } from '../../../shared/ui/toast.tsx';

export default function OrganisationTab() {
  const { t } = useI18n();
  return (
    <div className="settings">
      <Panel title={t('settings.tab.organisation')}>
        <NameForm />
      </Panel>
      <Panel title={t('settings.organisations')} flush>
        <Organisations />
      </Panel>
    </div>
  );
}

function NameForm() {
  const { t } = useI18n();
  const me = useMe();
  const client = useQueryClient();
  const denied = useDenied('identity.manage');
  const [name, setName] = useState(me.organisation?.name ?? '');
  const rename = useMutation({
    mutationFn: () => call(identityContract.routes.renameOrganisation, { body: { name: name.trim() } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['me'] });
      toast.done(t('action.saved'));
    },
    onError: toast.failed,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        rename.mutate();
      }}
    >
      <Field id="organisation-name" label={t('settings.organisation_name')}>
        <Input
          id="organisation-name"
          required
          maxLength={100}
          value={name}
          disabled={denied !== undefined}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <PermissionGate permission="identity.manage">
        <Button
          type="primary"
          htmlType="submit"
          loading={rename.isPending}
          disabled={!name.trim() || name.trim() === me.organisation?.name}
        >
          {t('action.save')}
        </Button>
      </PermissionGate>
    </form>
  );
}

function Organisations() {
  const { t } = useI18n();
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const change = useMutation({
    mutationFn: (organisationId: string) => call(identityContract.routes.switchOrganisation, { body: { organisationId } }),
    onSuccess: async (next) => {
      client.clear();
      client.setQueryData(meQuery.queryKey, next);
      await navigate('/');
    },
    onError: toast.failed,
  });
  const create = useMutation({
    mutationFn: () => call(identityContract.routes.createOrganisation, { body: { name: name.trim() } }),
    onSuccess: (made) => change.mutate(made.id),
    onError: toast.failed,
  });
  return (
    <>
      <ul className="rows">
        {me.organisations.map((one) => (
          <li key={one.id} className="row">
            <span className="row-main">
              <strong>{one.name}</strong>
              <small>{t(`role.${one.role}`)}</small>
            </span>
            {one.id === me.organisation?.id ? (
              <Badge tone="active">{t('settings.here')}</Badge>
            ) : (
              <Button size="small" loading={change.isPending} onClick={() => change.mutate(one.id)}>
                {t('settings.switch')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <form
        className="panel-body row-form"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <Input
          aria-label={t('settings.new_organisation')}
          placeholder={t('settings.new_organisation')}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button htmlType="submit" loading={create.isPending} disabled={!name.trim()}>
          {t('first.create')}
        </Button>
      </form>
    </>
  );
}
