/** Filed accounts: chosen with the mouse or the keys, approved or refused many at once, and a decision can be taken back. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import {
  accountStates,
  channels,
  creatorsContract,
  refusalReasons,
  type ChannelAccount,
} from '../../../../src/modules/creators/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence, sentenceOf } from '../../../shared/api/errors.ts';
import { useMe } from '../../../shared/api/me.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { BulkBar } from '../../../shared/table/BulkBar.tsx';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { Listing, itemsOf } from '../../../shared/table/Listing.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Badge, Field, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { SearchBox } from '../../../shared/ui/SearchBox.tsx';
import { EmptyState, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { accountsQuery } from './queries.ts';

type State = ChannelAccount['state'];
type Decision = {
  decision: 'approve' | 'refuse' | 'reopen';
  accountIds: string[];
  reason?: (typeof refusalReasons)[number];
  note?: string;
};
const tones: Record<State, Tone> = { filed: 'active', approved: 'good', refused: 'bad', withdrawn: 'plain' };

export function FilingsList({ creatorId, withSearch = false }: { creatorId?: string; withSearch?: boolean }) {
  const i18n = useI18n();
  const { t } = i18n;
  const me = useMe();
  const [search] = useSearchParams();
  const state = (search.get('state') ?? (withSearch && !creatorId ? 'filed' : '')) as State | '' | 'all';
  const channel = search.get('channel') as ChannelAccount['channel'] | null;
  const query = withSearch ? (search.get('q')?.trim() ?? '') : '';
  const accounts = useInfiniteQuery({
    ...accountsQuery({
      ...(state && state !== 'all' && { state }),
      ...(channel && { channel }),
      ...(creatorId && { creatorId }),
      ...(query && { query }),
    }),
    placeholderData: (before) => before,
  });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const decides = me.permissions.includes('creators.decide');
  const items = itemsOf(accounts);
  const picked = items.filter((one) => chosen.has(one.id));
  const columns = columnsOf(i18n);
  const { decide, refusing, setRefusing } = useDecisions(() => setChosen(new Set()));
  const onLetter = (letter: string, row: ChannelAccount) => {
    if (!decides) return;
    const ids = picked.length > 0 ? picked.map((one) => one.id) : [row.id];
    if (letter === 'a') decide.mutate({ decision: 'approve', accountIds: ids });
    if (letter === 'r') setRefusing(ids);
  };
  return (
    <>
      <div className="filters-row" role="search">
        {withSearch && <SearchBox label={t('promotion.search_accounts')} />}
        <FilterChoice
          name="state"
          label={t('promotion.column.state')}
          all={withSearch && !creatorId ? t('promotion.account.filed') : t('promotion.any_state')}
          options={[
            ...accountStates
              .filter((value) => !(withSearch && !creatorId && value === 'filed'))
              .map((value) => ({ value, label: t(`promotion.account.${value}`) })),
            ...(withSearch && !creatorId ? [{ value: 'all', label: t('promotion.any_state') }] : []),
          ]}
        />
        <FilterChoice
          name="channel"
          label={t('attribution.by.channel')}
          all={t('attribution.all_channels')}
          options={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
        />
      </div>
      <Listing
        query={accounts}
        empty={
          <EmptyState
            icon="badge"
            title={t(state === 'filed' && !query && !channel ? 'promotion.filings_done' : 'promotion.no_accounts')}
            text={t(state === 'filed' && !query && !channel ? 'promotion.filings_done_text' : 'promotion.no_accounts_text')}
          />
        }
      >
        {(rows) => (
          <DataTable
            label={t('nav.filings')}
            columns={columns}
            rows={rows}
            rowKey={(one) => one.id}
            stale={accounts.isPlaceholderData}
            {...(decides && {
              selection: {
                chosen,
                onChange: setChosen,
                can: (one: ChannelAccount) => one.state !== 'withdrawn',
                nameOf: (one: ChannelAccount) => one.handle,
              },
              onLetter,
            })}
          />
        )}
      </Listing>
      {decides && items.length > 0 && <p className="key-hint">{t('promotion.filing_keys')}</p>}
      <BulkBar count={picked.length} onClear={() => setChosen(new Set())}>
        <PermissionGate permission="creators.decide">
          <Button
            type="primary"
            loading={decide.isPending && !refusing}
            onClick={() => decide.mutate({ decision: 'approve', accountIds: picked.map((one) => one.id) })}
          >
            {t('promotion.approve')} <kbd>A</kbd>
          </Button>
        </PermissionGate>
        <PermissionGate permission="creators.decide">
          <Button danger onClick={() => setRefusing(picked.map((one) => one.id))}>
            {t('promotion.refuse')} <kbd>R</kbd>
          </Button>
        </PermissionGate>
        {picked.some((one) => one.state !== 'filed') && (
          <Button
            onClick={() =>
              decide.mutate({ decision: 'reopen', accountIds: picked.filter((one) => one.state !== 'filed').map((one) => one.id) })
            }
          >
            {t('promotion.reopen')}
          </Button>
        )}
      </BulkBar>
      {refusing && (
        <RefuseDialog
          count={refusing.length}
          busy={decide.isPending}
          error={decide.error}
          onRefuse={(reason, note) => decide.mutate({ decision: 'refuse', accountIds: refusing, reason, note })}
          onClose={() => setRefusing(null)}
        />
      )}
    </>
  );
}

/** Decisions, with an undo that files again what was just decided. */
function useDecisions(onDone: () => void) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [refusing, setRefusing] = useState<string[] | null>(null);
  const decide = useMutation({
    mutationFn: ({ decision, accountIds, reason, note }: Decision) =>
      call(creatorsContract.routes.decideAccounts, { body: { decision, accountIds, ...(reason && { reason }), note: note ?? '' } }),
    onSuccess: ({ results }, { decision }) => {
      for (const key of ['channel-accounts', 'creators', 'creator']) void client.invalidateQueries({ queryKey: [key] });
      setRefusing(null);
      onDone();
      const done = results.filter((one) => one.status === 'done');
      const undo = done.filter((one) => one.before === 'filed').map((one) => one.id);
      if (done.length > 0)
        toast.done(
          t(`promotion.filing_done.${decision}`, { count: done.length }),
          undo.length > 0 && decision !== 'reopen'
            ? { label: t('action.undo'), run: () => decide.mutate({ decision: 'reopen', accountIds: undo }) }
            : undefined,
        );
      for (const one of results.filter((result) => result.status === 'failed').slice(0, 3))
        toast.say(sentenceOf(t, { code: one.code ?? '' }));
    },
    onError: (error) => !refusing && toast.failed(error),
  });
  return { decide, refusing, setRefusing };
}

function columnsOf({ t, format }: I18n): Column<ChannelAccount>[] {
  return [
    {
      key: 'account',
      head: t('promotion.column.account'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          {one.url ? (
            <a href={one.url} target="_blank" rel="noreferrer">
              {one.handle}
            </a>
          ) : (
            <strong>{one.handle}</strong>
          )}
          <small>
            {t(`channel.${one.channel}`)}
            {one.externalId && ` · ${one.externalId}`}
          </small>
        </span>
      ),
    },
    {
      key: 'creator',
      head: t('promotion.column.creator'),
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/creators/${one.creator.id}?tab=accounts`}>{one.creator.name}</Link>
          {one.agency && <small>{one.agency.name}</small>}
        </span>
      ),
    },
    {
      key: 'followers',
      head: t('promotion.column.followers'),
      figure: true,
      cell: (one) => (one.followers === null ? '–' : format.number(one.followers)),
    },
    {
      key: 'state',
      head: t('promotion.column.state'),
      cell: (one) => (
        <span className="cell-two">
          <span>
            <Badge tone={tones[one.state]}>{t(`promotion.account.${one.state}`)}</Badge>
          </span>
          {one.refusal && (
            <small>
              {t(`promotion.refusal.${one.refusal.reason}`)}
              {one.refusal.note && ` · ${one.refusal.note}`}
            </small>
          )}
        </span>
      ),
    },
    {
      key: 'filed',
      head: t('promotion.column.filed'),
      cell: (one) => (
        <span className="cell-two quiet-figures">
          {format.dateTime(one.filedAt)}
          {one.decidedAt && one.decidedBy && (
            <small>{t('promotion.decided_by', { by: one.decidedBy, at: format.date(one.decidedAt) })}</small>
          )}
        </span>
      ),
    },
  ];
}

function RefuseDialog({
  count,
  busy,
  error,
  onRefuse,
  onClose,
}: {
  count: number;
  busy: boolean;
  error: unknown;
  onRefuse: (reason: (typeof refusalReasons)[number], note: string) => void;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const [reason, setReason] = useState<(typeof refusalReasons)[number]>('not_yours');
  const [note, setNote] = useState('');
  return (
    <ConfirmDialog
      open
      title={t('promotion.refuse_filings', { count })}
      confirm={t('promotion.refuse')}
      busy={busy}
      onConfirm={() => onRefuse(reason, note.trim())}
      onClose={onClose}
    >
      {error !== null && <Notice tone="bad">{sentence(t, error)}</Notice>}
      <Field id="refusal-reason" label={t('promotion.refusal_reason')}>
        <Choice
          id="refusal-reason"
          value={reason}
          options={refusalReasons.map((value) => ({ value, label: t(`promotion.refusal.${value}`) }))}
          onChange={(value) => setReason(value as typeof reason)}
        />
      </Field>
      <Field id="filing-note" label={t('promotion.refusal_note')} hint={t('promotion.filing_note_hint')}>
        <Input.TextArea
          id="filing-note"
          maxLength={1000}
          autoSize={{ minRows: 2 }}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
    </ConfirmDialog>
  );
}
