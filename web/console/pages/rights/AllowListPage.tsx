/** Who may show what: own channels, licensed creators, hosts and addresses. No notice ever goes out for them. */
import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { protectionContract } from '../../../../src/modules/protection/contract.ts';
import { allowKinds, type AllowEntry } from '../../../../src/modules/protection/allow-list/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Chips } from '../../../shared/ui/Choice.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Badge, Field, PageFrame, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { SearchBox } from '../../../shared/ui/SearchBox.tsx';
import { EmptyState, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { AllowDialog, AllowImportDialog } from './AllowDialogs.tsx';
import { platformWords, windowWords } from './scope-words.ts';
import '../campaigns/campaigns.css';
import '../campaigns/form/form.css';
import './rights.css';

type Filter = { kind?: AllowEntry['subject']['kind']; query?: string; withdrawn?: 'true' };
const allowQuery = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: ['allow-list', filter],
    queryFn: ({ pageParam, signal }) =>
      call(
        protectionContract.routes.listAllowEntries,
        { query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });

export function Component() {
  const i18n = useI18n();
  const { t } = i18n;
  const [search] = useSearchParams();
  const [query] = useUrlState<string>('q', '');
  const [withdrawn, setWithdrawn] = useUrlState<string>('withdrawn', '');
  const [dialog, setDialog] = useUrlState<string>('dialog', '', true);
  const [ending, setEnding] = useState<AllowEntry | null>(null);
  const kind = allowKinds.find((one) => one === search.get('kind'));
  const entries = useInfiniteQuery(allowQuery({ ...(kind && { kind }), ...(query && { query }), ...(withdrawn && { withdrawn: 'true' }) }));
  const add = (
    <PermissionGate permission="protection.manage">
      <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setDialog('new')}>
        {t('rights.allow.new')}
      </Button>
    </PermissionGate>
  );
  return (
    <PageFrame
      title={t('rights.allow.title')}
      back={{ to: '/rights', label: t('nav.rights') }}
      lead={t('rights.allow.lead')}
      actions={
        <>
          <PermissionGate permission="protection.manage">
            <Button icon={<Icon name="import" size={16} />} onClick={() => setDialog('import')}>
              {t('rights.allow.import')}
            </Button>
          </PermissionGate>
          {add}
        </>
      }
    >
      <div className="filters-row" role="search">
        <SearchBox label={t('rights.allow.find')} />
        <FilterChoice
          name="kind"
          label={t('rights.allow.kind')}
          all={t('rights.allow.any_kind')}
          options={allowKinds.map((value) => ({ value, label: t(`rights.allow.kind_of.${value}`) }))}
        />
        <Chips
          label={t('rights.allow.withdrawn_too')}
          values={withdrawn ? ['1'] : []}
          options={[{ value: '1', label: t('rights.allow.withdrawn_too') }]}
          most={1}
          onChange={(values) => setWithdrawn(values[0] ?? null)}
        />
      </div>
      <Listing
        query={entries}
        empty={
          kind || query ? (
            <EmptyState icon="search" title={t('rights.allow.none_such')} />
          ) : (
            <EmptyState icon="check" title={t('rights.allow.none')} text={t('rights.allow.none_text')} action={add} />
          )
        }
      >
        {(items) => (
          <DataTable
            label={t('rights.allow.title')}
            columns={columnsOf(i18n, setEnding)}
            rows={items}
            rowKey={(one) => one.id}
            stale={entries.isPlaceholderData}
          />
        )}
      </Listing>
      {dialog === 'new' && <AllowDialog onClose={() => setDialog(null)} />}
      {dialog === 'import' && <AllowImportDialog onClose={() => setDialog(null)} />}
      {ending && <WithdrawDialog entry={ending} onClose={() => setEnding(null)} />}
    </PageFrame>
  );
}

function subjectWords(i18n: I18n, subject: AllowEntry['subject']): string {
  if (subject.kind === 'account')
    return i18n.t('rights.allow.account_words', { platform: platformWords(i18n, subject.platform), account: subject.account });
  if (subject.kind === 'creator') return subject.name;
  return subject.kind === 'host' ? subject.host : subject.address;
}

const tones: Record<AllowEntry['state'], Tone> = { holds: 'good', ahead: 'active', over: 'plain', withdrawn: 'plain' };

function columnsOf(i18n: I18n, onWithdraw: (entry: AllowEntry) => void): Column<AllowEntry>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'subject',
      head: t('rights.column.allowed'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <strong>{subjectWords(i18n, one.subject)}</strong>
          <small>
            {t(one.subject.kind === 'account' && one.subject.own ? 'rights.allow.own' : `rights.allow.kind_of.${one.subject.kind}`)}
            {one.note && ` · ${one.note}`}
          </small>
        </span>
      ),
    },
    { key: 'work', head: t('rights.column.work'), cell: (one) => one.workTitle ?? t('rights.allow.all_works') },
    {
      key: 'when',
      head: t('rights.column.when'),
      cell: ({ from, until }) => windowWords(i18n, { from, until, zone: 'Asia/Shanghai' }),
    },
    {
      key: 'state',
      head: t('rights.column.state'),
      cell: (one) => (
        <span className="cell-two">
          <span className="badges">
            <Badge tone={tones[one.state]}>{t(`rights.allow.state.${one.state}`)}</Badge>
          </span>
          <small>
            {one.withdrawn ? one.withdrawn.reason : t('rights.registration.by', { at: format.date(one.createdAt), by: one.createdBy })}
          </small>
        </span>
      ),
    },
    {
      key: 'actions',
      head: '',
      bare: true,
      cell: (one) =>
        one.state === 'withdrawn' ? null : (
          <PermissionGate permission="protection.manage">
            <Button
              type="text"
              aria-label={t('rights.allow.withdraw_named', { name: subjectWords(i18n, one.subject) })}
              onClick={() => onWithdraw(one)}
            >
              {t('rights.allow.withdraw')}
            </Button>
          </PermissionGate>
        ),
    },
  ];
}

/** Copies that are found there from now on are copies; undone by allowing it anew. */
function WithdrawDialog({ entry, onClose }: { entry: AllowEntry; onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const refresh = () => client.invalidateQueries({ queryKey: ['allow-list'] });
  const { subject, workId, from, until, note } = entry;
  const again = async () => {
    try {
      await call(protectionContract.routes.createAllowEntry, {
        body: {
          subject: subject.kind === 'creator' ? { kind: 'creator', creatorId: subject.creatorId } : subject,
          workId,
          from,
          until,
          note,
        },
      });
      await refresh();
    } catch (error) {
      toast.failed(error);
    }
  };
  const withdraw = useMutation({
    mutationFn: () =>
      call(protectionContract.routes.withdrawAllowEntry, { params: { entryId: entry.id }, body: { reason: reason.trim() } }),
    onSuccess: async () => {
      await refresh();
      toast.done(t('rights.allow.withdrawn_done'), { label: t('action.undo'), run: () => void again() });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      title={t('rights.allow.withdraw_named', { name: subjectWords(i18n, subject) })}
      confirm={t('rights.allow.withdraw')}
      busy={withdraw.isPending}
      disabled={reason.trim() === ''}
      onConfirm={() => withdraw.mutate()}
      onClose={onClose}
    >
      <p className="dialog-lead">{t('rights.allow.withdraw_text')}</p>
      <Field id="allow-why" label={t('rights.reason_label')}>
        <Input id="allow-why" autoFocus maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      {withdraw.error && <Notice tone="bad">{sentence(t, withdraw.error)}</Notice>}
    </ConfirmDialog>
  );
}
