/** What people reported: creators and colleagues are looked into by themselves, viewers' reports wait for a person. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { protectionContract } from '../../../../src/modules/protection/contract.ts';
import { reportStates, type CopyReport, type ReportAddress } from '../../../../src/modules/protection/suspects/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { BulkBar } from '../../../shared/table/BulkBar.tsx';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { itemsOf, Listing } from '../../../shared/table/Listing.tsx';
import { CopyLine } from '../../../shared/ui/CopyLine.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Badge, Field, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { refreshCopies, reportAddressQuery, reportsQuery } from './queries.ts';
import { reportTones } from './words.ts';

const { routes } = protectionContract;

export function ReportsTab() {
  const i18n = useI18n();
  const { t } = i18n;
  const [search] = useSearchParams();
  const client = useQueryClient();
  const denied = useDenied(routes.acceptReports.access);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [dialog, setDialog] = useUrlState<string>('dialog', '', true);
  const state = reportStates.find((one) => one === search.get('state')) ?? null;
  const reports = useInfiniteQuery(reportsQuery(state));
  const act = useMutation({
    mutationFn: ({ kind, ids }: { kind: 'accept' | 'dismiss'; ids: string[] }) =>
      call(kind === 'accept' ? routes.acceptReports : routes.dismissReports, { body: { reportIds: ids } }),
    onSuccess: (_, { kind, ids }) => {
      setChosen(new Set());
      toast.done(t(`protection.reports.done_${kind}`, { count: ids.length }));
    },
    onError: toast.failed,
    onSettled: () => refreshCopies(client),
  });
  const waiting = itemsOf(reports).filter((one) => one.state === 'waiting' && chosen.has(one.id));
  const run = (kind: 'accept' | 'dismiss', ids: string[]) => !denied && act.mutate({ kind, ids });
  return (
    <div className="stack">
      <ViewersAddress />
      <div className="filters-row" role="search">
        <FilterChoice
          name="state"
          label={t('protection.column.state')}
          all={t('protection.any_state')}
          options={reportStates.map((value) => ({ value, label: t(`protection.report_state.${value}`) }))}
        />
        <PermissionGate permission={routes.reportCopy.access}>
          <Button onClick={() => setDialog('report')}>{t('protection.reports.make')}</Button>
        </PermissionGate>
      </div>
      <Listing
        query={reports}
        empty={
          state ? (
            <EmptyState
              icon="search"
              title={t('protection.none_so')}
              action={<LinkButton to="/copies?tab=reports">{t('library.clear')}</LinkButton>}
            />
          ) : (
            <EmptyState icon="megaphone" title={t('protection.reports.none')} text={t('protection.reports.none_text')} />
          )
        }
      >
        {(rows) => (
          <DataTable
            label={t('protection.tab.reports')}
            columns={columnsOf(i18n)}
            rows={rows}
            rowKey={(one) => one.id}
            selection={{ chosen, onChange: setChosen, can: (one) => one.state === 'waiting', nameOf: (one) => one.url }}
            onLetter={(letter, one) => {
              if (one.state !== 'waiting') return;
              if (letter === 'y') run('accept', [one.id]);
              if (letter === 'x') run('dismiss', [one.id]);
            }}
          />
        )}
      </Listing>
      <BulkBar count={waiting.length} onClear={() => setChosen(new Set())}>
        <Button
          type="primary"
          disabled={denied !== undefined}
          title={denied}
          onClick={() =>
            run(
              'accept',
              waiting.map(({ id }) => id),
            )
          }
        >
          {t('protection.reports.accept')} <kbd>Y</kbd>
        </Button>
        <Button
          disabled={denied !== undefined}
          title={denied}
          onClick={() =>
            run(
              'dismiss',
              waiting.map(({ id }) => id),
            )
          }
        >
          {t('protection.reports.dismiss')} <kbd>X</kbd>
        </Button>
      </BulkBar>
      <ReportDialog open={dialog === 'report'} onClose={() => setDialog(null)} />
    </div>
  );
}

function columnsOf({ t, format }: I18n): Column<CopyReport>[] {
  return [
    {
      key: 'url',
      head: t('protection.column.link'),
      lead: true,
      cell: (one) => (
        <span className="cell-two copies-url">
          <span>{one.url}</span>
          <small>{[one.title, one.note].filter(Boolean).join(' · ')}</small>
        </span>
      ),
    },
    {
      key: 'by',
      head: t('protection.column.by'),
      cell: (one) => (
        <span className="cell-two">
          <span>{one.by ?? t(`protection.reports.from.${one.from}`)}</span>
          <small>
            {format.dateTime(one.createdAt)}
            {one.times > 1 && ` · ${t('protection.reports.times', { count: one.times })}`}
          </small>
          {one.contact && <small>{one.contact}</small>}
        </span>
      ),
    },
    {
      key: 'state',
      head: t('protection.column.state'),
      cell: (one) => (
        <span className="copies-scan">
          <Badge tone={reportTones[one.state]}>{t(`protection.report_state.${one.state}`)}</Badge>
          {one.reason && <small>{one.reason}</small>}
          {one.suspectId && (
            <Link to={`/copies/suspects/${one.suspectId}`}>
              {one.matchCount > 0 ? t('protection.matches_count', { count: one.matchCount }) : t('protection.to_suspect')}
            </Link>
          )}
        </span>
      ),
    },
  ];
}

/** Where viewers may report without an account: off until somebody switches it on. */
function ViewersAddress() {
  const { t } = useI18n();
  const address = useQuery(reportAddressQuery).data;
  const [dialog, setDialog] = useUrlState<string>('dialog', '', true);
  if (!address) return null;
  const url = address.path ? new URL(address.path, window.location.origin).href : null;
  return (
    <Panel
      title={t('protection.address.title')}
      actions={
        <PermissionGate permission={routes.setReportAddress.access}>
          <Button onClick={() => setDialog('address')}>{t(address.enabled ? 'action.edit' : 'protection.address.switch_on')}</Button>
        </PermissionGate>
      }
    >
      <p>{t(address.enabled ? 'protection.address.on' : 'protection.address.off')}</p>
      {address.enabled && url && (
        <div className="copies-address">
          <CopyLine text={url} />
        </div>
      )}
      <Modal
        open={dialog === 'address'}
        title={t('protection.address.title')}
        onCancel={() => setDialog(null)}
        footer={null}
        destroyOnHidden
        width={520}
        closable={{ 'aria-label': t('action.close') }}
      >
        <AddressForm address={address} onClose={() => setDialog(null)} />
      </Modal>
    </Panel>
  );
}

function AddressForm({ address, onClose }: { address: ReportAddress; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [invitation, setInvitation] = useState(address.invitation);
  const save = useMutation({
    mutationFn: (change: { enabled: boolean; renew: boolean }) => call(routes.setReportAddress, { body: { ...change, invitation } }),
    onSuccess: (after) => {
      client.setQueryData(reportAddressQuery.queryKey, after);
      toast.done(t('action.saved'));
      onClose();
    },
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ enabled: true, renew: false });
      }}
    >
      <p className="dialog-lead">{t('protection.address.text')}</p>
      {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
      <Field id="report-invitation" label={t('protection.address.invitation')} hint={t('protection.address.invitation_hint')}>
        <Input.TextArea
          id="report-invitation"
          rows={3}
          maxLength={500}
          value={invitation}
          aria-describedby="report-invitation-hint"
          onChange={(event) => setInvitation(event.target.value)}
        />
      </Field>
      <div className="dialog-actions">
        {address.enabled && <Button onClick={() => save.mutate({ enabled: true, renew: true })}>{t('protection.address.renew')}</Button>}
        {address.enabled && (
          <Button danger onClick={() => save.mutate({ enabled: false, renew: false })}>
            {t('protection.address.switch_off')}
          </Button>
        )}
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t(address.enabled ? 'action.save' : 'protection.address.switch_on')}
        </Button>
      </div>
    </form>
  );
}

function ReportDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Modal
      open={open}
      title={t('protection.reports.make')}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      width={520}
      closable={{ 'aria-label': t('action.close') }}
    >
      <ReportForm onClose={onClose} />
    </Modal>
  );
}

function ReportForm({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [draft, setDraft] = useState({ url: '', title: '', note: '' });
  const send = useMutation({
    mutationFn: () => call(routes.reportCopy, { body: draft }),
    onSuccess: () => {
      void refreshCopies(client);
      toast.done(t('protection.reports.sent'));
      onClose();
    },
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      {send.error && <Notice tone="bad">{sentence(t, send.error)}</Notice>}
      {(['url', 'title', 'note'] as const).map((key) => (
        <Field key={key} id={`report-${key}`} label={t(`protection.reports.field.${key}`)}>
          <Input
            id={`report-${key}`}
            value={draft[key]}
            maxLength={key === 'url' ? 2000 : key === 'title' ? 200 : 1000}
            onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
          />
        </Field>
      ))}
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={send.isPending} disabled={draft.url.trim() === ''}>
          {t('protection.reports.send')}
        </Button>
      </div>
    </form>
  );
}
