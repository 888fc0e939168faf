/** Who owns, grants or takes rights: found, named, changed, and no longer offered. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { RightsParty } from '../../../../src/modules/rights/register/contract.ts';
import { rightsContract } from '../../../../src/modules/rights/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Chips } from '../../../shared/ui/Choice.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Menu } from '../../../shared/ui/Menu.tsx';
import { Badge, Field } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { SearchBox } from '../../../shared/ui/SearchBox.tsx';
import { EmptyState, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { PartyDialog } from './PartyDialog.tsx';
import { partiesQuery, refreshRights } from './queries.ts';
import { territoryName } from './WorldMap.tsx';

type Open = { what: 'edit' | 'withdraw'; party: RightsParty } | { what: 'new' } | null;

export default function PartiesTab() {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const [query] = useUrlState<string>('q', '');
  const [withdrawn, setWithdrawn] = useUrlState<string>('withdrawn', '');
  const [open, setOpen] = useState<Open>(null);
  const denied = useDenied('rights.manage');
  const parties = useInfiniteQuery(partiesQuery(query, withdrawn !== ''));
  const bring = useMutation({
    mutationFn: (partyId: string) => call(rightsContract.routes.returnRightsParty, { params: { partyId } }),
    onSuccess: () => refreshRights(client),
    onError: toast.failed,
  });
  const make = (
    <PermissionGate permission="rights.manage">
      <Button icon={<Icon name="plus" size={16} />} onClick={() => setOpen({ what: 'new' })}>
        {t('rights.party.new')}
      </Button>
    </PermissionGate>
  );
  const actions = (party: RightsParty) => (
    <Menu
      button={<Icon name="more" />}
      label={t('rights.party.actions', { name: party.name })}
      items={[
        {
          kind: 'action',
          key: 'edit',
          label: t('action.edit'),
          icon: 'edit',
          because: denied,
          onPick: () => setOpen({ what: 'edit', party }),
        },
        party.withdrawn
          ? {
              kind: 'action',
              key: 'return',
              label: t('rights.party.return'),
              icon: 'restore',
              because: denied,
              onPick: () => bring.mutate(party.id),
            }
          : {
              kind: 'action',
              key: 'withdraw',
              label: t('rights.party.withdraw'),
              icon: 'trash',
              danger: true,
              because: denied ?? (party.isSelf ? t('rights.party.is_us') : undefined),
              onPick: () => setOpen({ what: 'withdraw', party }),
            },
      ]}
    />
  );
  return (
    <>
      <div className="filters-row" role="search">
        <SearchBox label={t('rights.party.find')} />
        <Chips
          label={t('rights.party.withdrawn_too')}
          values={withdrawn ? ['1'] : []}
          options={[{ value: '1', label: t('rights.party.withdrawn_too') }]}
          most={1}
          onChange={(values) => setWithdrawn(values[0] ?? null)}
        />
        {make}
      </div>
      <Listing
        query={parties}
        empty={
          query ? (
            <EmptyState icon="search" title={t('rights.party.none_such')} />
          ) : (
            <EmptyState icon="people" title={t('rights.party.none')} text={t('rights.party.none_text')} action={make} />
          )
        }
      >
        {(items) => <DataTable label={t('rights.tab.parties')} columns={columnsOf(i18n, actions)} rows={items} rowKey={(one) => one.id} />}
      </Listing>
      {open?.what === 'new' && <PartyDialog party={null} onClose={() => setOpen(null)} />}
      {open?.what === 'edit' && <PartyDialog party={open.party} onClose={() => setOpen(null)} />}
      {open?.what === 'withdraw' && (
        <WithdrawDialog party={open.party} onBring={() => bring.mutate(open.party.id)} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

function WithdrawDialog({ party, onBring, onClose }: { party: RightsParty; onBring: () => void; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const withdraw = useMutation({
    mutationFn: () => call(rightsContract.routes.withdrawRightsParty, { params: { partyId: party.id }, body: { reason: reason.trim() } }),
    onSuccess: async () => {
      await refreshRights(client);
      toast.done(t('rights.party.withdrawn_done', { name: party.name }), { label: t('action.undo'), run: onBring });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      title={t('rights.party.withdraw_title', { name: party.name })}
      confirm={t('rights.party.withdraw')}
      busy={withdraw.isPending}
      disabled={reason.trim() === ''}
      onConfirm={() => withdraw.mutate()}
      onClose={onClose}
    >
      <p className="dialog-lead">{t('rights.party.withdraw_text')}</p>
      <Field id="party-why" label={t('rights.reason_label')}>
        <Input id="party-why" autoFocus maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      {withdraw.error && <Notice tone="bad">{sentence(t, withdraw.error)}</Notice>}
    </ConfirmDialog>
  );
}

function columnsOf(i18n: I18n, actions: (party: RightsParty) => React.ReactNode): Column<RightsParty>[] {
  const { t } = i18n;
  return [
    {
      key: 'name',
      head: t('rights.column.party'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <span className="badges">
            <strong>{one.name}</strong>
            {one.isSelf && <Badge tone="active">{t('rights.party.self')}</Badge>}
            {one.withdrawn && <Badge>{t('rights.party.withdrawn')}</Badge>}
          </span>
          <small>{t(`rights.party.kind_of.${one.kind}`)}</small>
        </span>
      ),
    },
    {
      key: 'country',
      head: t('rights.party.country'),
      cell: (one) => (one.country ? territoryName(i18n, one.country) : <span className="quiet-figures">–</span>),
    },
    {
      key: 'link',
      head: t('rights.party.link'),
      cell: ({ linkedTo }) =>
        linkedTo === null ? (
          <span className="quiet-figures">–</span>
        ) : (
          t('rights.party.linked', { kind: t(`rights.party.link_of.${linkedTo.kind}`), name: linkedTo.name ?? t('rights.party.gone') })
        ),
    },
    { key: 'deeds', head: t('rights.column.deeds'), figure: true, cell: (one) => one.deeds },
    {
      key: 'licences',
      head: t('rights.column.licences'),
      figure: true,
      cell: (one) => (one.licences === 0 ? 0 : <Link to="/rights?tab=licences">{one.licences}</Link>),
    },
    { key: 'actions', head: '', bare: true, cell: actions },
  ];
}
