/** Agencies with their people and their own sign-up; an agency finds itself here. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { creatorsContract, type Agency } from '../../../../src/modules/creators/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useMe } from '../../../shared/api/me.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Listing } from '../../../shared/table/Listing.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { CopyLine } from '../../../shared/ui/CopyLine.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Menu, type MenuItem } from '../../../shared/ui/Menu.tsx';
import { Badge, Field } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { agenciesQuery } from './queries.ts';

export default function AgenciesTab() {
  const { t } = useI18n();
  const me = useMe();
  const agencies = useInfiniteQuery(agenciesQuery);
  const [editing, setEditing] = useUrlState<string>('agency', '', true);
  const staff = me.role !== 'agency';
  const make = (
    <PermissionGate permission="creators.administer">
      <Button type={staff ? 'primary' : 'default'} onClick={() => setEditing('new')} icon={<Icon name="plus" size={16} />}>
        {t('promotion.new_agency')}
      </Button>
    </PermissionGate>
  );
  return (
    <>
      <Listing
        query={agencies}
        title={staff ? t('promotion.tab.agencies') : t('promotion.tab.my_agency')}
        {...(staff && { actions: make })}
        empty={<EmptyState icon="people" title={t('promotion.no_agencies')} text={t('promotion.no_agencies_text')} />}
      >
        {(items) => (
          <>
            <ul className="rows">
              {items.map((one) => (
                <AgencyRow key={one.id} agency={one} onEdit={() => setEditing(one.id)} />
              ))}
            </ul>
            {editing !== '' && editing !== 'new' && items.some((one) => one.id === editing) && (
              <AgencyDialog agency={items.find((one) => one.id === editing)!} onClose={() => setEditing(null)} />
            )}
          </>
        )}
      </Listing>
      {editing === 'new' && <AgencyDialog agency={null} onClose={() => setEditing(null)} />}
    </>
  );
}

function AgencyRow({ agency, onEdit }: { agency: Agency; onEdit: () => void }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const cannotManage = useDenied('creators.manage');
  const cannotSuspend = useDenied('creators.administer');
  const [asking, setAsking] = useState(false);
  const change = useMutation({
    mutationFn: (body: { state?: Agency['state']; signupOpen?: boolean }) =>
      call(creatorsContract.routes.updateAgency, { params: { agencyId: agency.id }, body }),
    onSuccess: () => {
      setAsking(false);
      void client.invalidateQueries({ queryKey: ['agencies'] });
      toast.done(t('action.saved'));
    },
    onError: toast.failed,
  });
  const suspended = agency.state === 'suspended';
  const items: MenuItem[] = [
    { kind: 'action', key: 'edit', label: t('action.edit'), icon: 'edit', because: cannotManage, onPick: onEdit },
    {
      kind: 'action',
      key: 'signup',
      label: t(agency.signupLink ? 'promotion.close_signup' : 'promotion.open_signup'),
      icon: 'link',
      because: cannotManage ?? (suspended ? t('error.creators.agency_suspended') : undefined),
      onPick: () => change.mutate({ signupOpen: !agency.signupLink }),
    },
    {
      kind: 'action',
      key: 'state',
      label: t(suspended ? 'promotion.reinstate' : 'promotion.suspend'),
      icon: suspended ? 'restore' : 'pause',
      danger: !suspended,
      because: cannotSuspend,
      onPick: () => (suspended ? change.mutate({ state: 'active' }) : setAsking(true)),
    },
  ];
  return (
    <li className="row">
      <span className="row-main">
        <strong>
          {agency.name} {suspended && <Badge tone="bad">{t('promotion.creator.suspended')}</Badge>}
        </strong>
        <small>
          <Link to={`/creators?agency=${agency.id}`}>{t('promotion.creators_count', { count: agency.creators })}</Link>
          {agency.contactEmail && ` · ${agency.contactEmail}`}
          {agency.members.length > 0 && ` · ${format.list(agency.members.map((one) => one.name))}`}
        </small>
        {agency.signupLink && <CopyLine text={agency.signupLink} />}
      </span>
      <PermissionGate permission="creators.invite">
        <LinkButton size="small" to={`/creators?tab=agencies&dialog=invite&kind=agency&agency=${agency.id}`}>
          {t('promotion.invite_people')}
        </LinkButton>
      </PermissionGate>
      <Menu label={t('promotion.more_of', { name: agency.name })} button={<Icon name="more" />} items={items} />
      <ConfirmDialog
        open={asking}
        title={t('promotion.suspend_agency', { name: agency.name })}
        confirm={t('promotion.suspend')}
        busy={change.isPending}
        onConfirm={() => change.mutate({ state: 'suspended' })}
        onClose={() => setAsking(false)}
      >
        <p>{t('promotion.suspend_agency_text')}</p>
      </ConfirmDialog>
    </li>
  );
}

function AgencyDialog({ agency, onClose }: { agency: Agency | null; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [name, setName] = useState(agency?.name ?? '');
  const [email, setEmail] = useState(agency?.contactEmail ?? '');
  const save = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), contactEmail: email.trim() || null };
      return agency
        ? call(creatorsContract.routes.updateAgency, { params: { agencyId: agency.id }, body })
        : call(creatorsContract.routes.createAgency, { body });
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['agencies'] });
      toast.done(t('action.saved'));
      onClose();
    },
  });
  return (
    <Modal
      open
      title={agency ? agency.name : t('promotion.new_agency')}
      onCancel={onClose}
      footer={null}
      width={460}
      closable={{ 'aria-label': t('action.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
        <Field id="agency-name" label={t('promotion.agency_name')}>
          <Input id="agency-name" required autoFocus maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field id="agency-email" label={t('promotion.agency_email')}>
          <Input id="agency-email" type="email" maxLength={254} value={email} onChange={(event) => setEmail(event.target.value)} />
        </Field>
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={save.isPending} disabled={!name.trim()}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
