/** Cases by their clocks, what is due next first; many are sent in one act, with progress and a stop. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { caseStates, type TakedownCase } from '../../../../src/modules/takedown/cases/contract.ts';
import { takedownContract } from '../../../../src/modules/takedown/contract.ts';
import type { RouteResponse } from '../../../../src/platform/http/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { BulkBar } from '../../../shared/table/BulkBar.tsx';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { itemsOf, Listing } from '../../../shared/table/Listing.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Badge } from '../../../shared/ui/PageFrame.tsx';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { SearchBox } from '../../../shared/ui/SearchBox.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { CaseStateBadge, NextClock } from './parts.tsx';
import { casesQuery, refreshCases, type CaseFilter } from './queries.ts';
import { SendingPanel } from './SendingPanel.tsx';
import { reasonWords } from './words.ts';

const { routes } = takedownContract;
const needs = ['overdue', 'due_soon', 'attention', 'unsent'] as const;
export type Summary = RouteResponse<typeof routes.summarise>;

export function CasesTab({ summary }: { summary: Summary | undefined }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const [show, setShow] = useUrlState<string>('show', 'open');
  const [sending, setSending] = useUrlState<string>('sending', '');
  const state = caseStates.find((one) => one === search.get('state'));
  const need = needs.find((one) => one === search.get('need'));
  const q = search.get('q') ?? '';
  const filter: CaseFilter = {
    show: show === 'closed' || show === 'all' ? show : 'open',
    sort: show === 'open' ? 'due' : 'newest',
    ...(state && { state }),
    ...(need && { need }),
    ...(search.get('host') && { hostId: search.get('host')! }),
    ...(q && { q }),
  };
  const cases = useInfiniteQuery(casesQuery(filter));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const picked = itemsOf(cases).filter((one) => chosen.has(one.id));
  const send = useSendMany((taskId) => {
    setChosen(new Set());
    setSending(taskId);
  });
  const narrowed = state !== undefined || need !== undefined || q !== '' || search.get('host') !== null;
  return (
    <>
      {summary && <Figures summary={summary} need={need} />}
      {sending && <SendingPanel taskId={sending} onClose={() => setSending(null)} />}
      <div className="filters-row" role="search">
        <SearchBox label={t('takedown.search')} />
        <Choice
          label={t('takedown.show.label')}
          value={show}
          options={['open', 'closed', 'all'].map((value) => ({ value, label: t(`takedown.show.${value}`) }))}
          onChange={setShow}
        />
        <FilterChoice
          name="state"
          label={t('takedown.column.state')}
          all={t('takedown.any_state')}
          options={caseStates.map((value) => ({ value, label: t(`takedown.state.${value}`) }))}
        />
      </div>
      <Listing
        query={cases}
        empty={
          narrowed || (summary && summary.open + (summary.states.closed ?? 0) > 0) ? (
            <EmptyState
              icon="search"
              title={t('takedown.none_so')}
              action={<LinkButton to="/cases?show=all">{t('takedown.show_all')}</LinkButton>}
            />
          ) : (
            <FirstCase />
          )
        }
      >
        {(rows) => (
          <DataTable
            label={t('nav.cases')}
            columns={columnsOf(i18n)}
            rows={rows}
            rowKey={(one) => one.id}
            selection={{ chosen, onChange: setChosen, can: (one) => one.state === 'draft', nameOf: (one) => one.title }}
            onLetter={(letter, one) => letter === 'o' && void navigate(`/cases/${one.id}`)}
          />
        )}
      </Listing>
      <BulkBar count={picked.length} onClear={() => setChosen(new Set())}>
        <Button
          type="primary"
          loading={send.busy}
          disabled={send.denied !== undefined}
          title={send.denied}
          onClick={() => send.run(picked.map(({ id }) => id))}
        >
          {t('takedown.send_many', { count: picked.length })}
        </Button>
      </BulkBar>
    </>
  );
}

function useSendMany(onStarted: (taskId: string) => void) {
  const client = useQueryClient();
  const denied = useDenied(routes.sendNotices.access);
  const send = useMutation({
    mutationFn: (caseIds: string[]) => call(routes.sendNotices, { body: { caseIds } }),
    onSuccess: ({ taskId }) => onStarted(taskId),
    onError: toast.failed,
    onSettled: () => refreshCases(client),
  });
  return { busy: send.isPending, denied, run: send.mutate };
}

/** What is pressing, each a way to the cases behind it. */
function Figures({ summary, need }: { summary: Summary; need: string | undefined }) {
  const { t, format } = useI18n();
  const [, setNeed] = useUrlState<string>('need', '');
  const counts: [(typeof needs)[number], number][] = [
    ['overdue', summary.overdue],
    ['due_soon', summary.dueSoon],
    ['attention', summary.attention],
    ['unsent', summary.states.draft ?? 0],
  ];
  return (
    <div className="case-figures">
      {counts.map(([key, count]) => (
        <button
          key={key}
          type="button"
          className={`outcome${count > 0 && key !== 'unsent' ? ` is-${key}` : ''}`}
          aria-pressed={need === key}
          onClick={() => setNeed(need === key ? null : key)}
        >
          <strong>{format.number(count)}</strong>
          <span>{t(`takedown.need.${key}`)}</span>
        </button>
      ))}
      <p className="case-results">
        {t('takedown.results', {
          removed: format.number(summary.links.removed),
          noticed: format.number(summary.links.noticed + summary.links.removed),
        })}
        {summary.medianRemovalHours !== null && ` · ${t('takedown.median', { span: format.span(summary.medianRemovalHours * 3_600_000) })}`}
        {summary.recovered.map((one) => ` · ${t('takedown.recovered', { amount: format.money(one.amountMinor, one.currency) })}`)}
      </p>
    </div>
  );
}

function FirstCase() {
  const { t } = useI18n();
  return (
    <section className="first-steps panel">
      <h2>{t('takedown.first.title')}</h2>
      <ol>
        {(['sender', 'host', 'bundle', 'send'] as const).map((step) => (
          <li key={step}>
            <strong>{t(`takedown.first.${step}`)}</strong>
            <span>{t(`takedown.first.${step}_text`)}</span>
          </li>
        ))}
      </ol>
      <LinkButton to="/cases?tab=sender">{t('takedown.first.to_sender')}</LinkButton>
    </section>
  );
}

function columnsOf(i18n: I18n): Column<TakedownCase>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'title',
      head: t('takedown.column.case'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/cases/${one.id}`}>{one.title}</Link>
          <small>
            {t('takedown.number', { number: one.number })} · {one.host.name}
          </small>
        </span>
      ),
    },
    {
      key: 'state',
      head: t('takedown.column.state'),
      cell: (one) => (
        <span className="copies-scan">
          <CaseStateBadge state={one.state} />
          {one.missing !== null && one.missing > 0 && one.state === 'draft' && (
            <Badge tone="warn">{t('takedown.missing', { count: one.missing })}</Badge>
          )}
          {one.escalation > 0 && <Badge tone="warn">{t('takedown.escalated', { count: one.escalation })}</Badge>}
          {one.attention && <small className="copies-old">{reasonWords(i18n, one.attention)}</small>}
        </span>
      ),
    },
    { key: 'clock', head: t('takedown.column.next'), cell: (one) => <NextClock clock={one.nextClock} /> },
    {
      key: 'links',
      head: t('takedown.column.links'),
      figure: true,
      cell: (one) => (
        <span className="cell-two">
          <span>{format.number(one.links)}</span>
          {(one.counts.removed ?? 0) > 0 && <small>{t('takedown.links_removed', { count: one.counts.removed ?? 0 })}</small>}
        </span>
      ),
    },
    { key: 'owner', head: t('takedown.column.owner'), cell: (one) => one.owner?.name ?? '–' },
  ];
}
