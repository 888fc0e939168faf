/** The orders of a compared file, those that wait for somebody first in sight, each with what can be done about it. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import {
  lineOutcomes,
  lineStates,
  type LineAction,
  type LineOutcome,
  type Reconciliation,
  type ReconciliationLine,
} from '../../../../src/modules/revenue/reconcile/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { itemsOf, Listing } from '../../../shared/table/Listing.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Menu, type MenuItem } from '../../../shared/ui/Menu.tsx';
import { Badge, Field, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { reconciliationLinesQuery, refreshReconciliation } from './queries.ts';

const { routes } = revenueContract;
const tones: Record<LineOutcome, Tone> = {
  matched: 'good',
  missing_here: 'warn',
  missing_there: 'bad',
  different: 'bad',
  duplicate: 'warn',
  unreadable: 'plain',
};

export function LinesPanel({ one }: { one: Reconciliation }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const [outcome, setOutcome] = useUrlState<string>('outcome', '');
  const [state] = useUrlState<string>('state', '');
  const filter = {
    ...(lineOutcomes.some((each) => each === outcome) && { outcome: outcome as LineOutcome }),
    ...(lineStates.some((each) => each === state) && { state: state as ReconciliationLine['state'] }),
  };
  const lines = useInfiniteQuery(reconciliationLinesQuery(one.id, filter));
  const acting = useLineActs(one);
  const counts = one.totals!.byOutcome;
  return (
    <>
      <div className="outcomes" role="group" aria-label={t('reconcile.column.outcome')}>
        {lineOutcomes
          .filter((each) => counts[each] !== undefined)
          .map((each) => (
            <button
              key={each}
              type="button"
              className="outcome"
              aria-pressed={outcome === each}
              onClick={() => setOutcome(outcome === each ? null : each)}
            >
              <Badge tone={tones[each]}>{t(`reconcile.outcome.${each}`)}</Badge>
              <strong>{format.number(counts[each]!.lines)}</strong>
              <small>{format.money(each === 'missing_there' ? counts[each]!.oursMinor : counts[each]!.theirsMinor, one.currency)}</small>
            </button>
          ))}
      </div>
      <div className="filters-row" role="search">
        <FilterChoice
          name="state"
          label={t('reconcile.column.state')}
          all={t('reconcile.any_state')}
          options={lineStates.map((value) => ({ value, label: t(`reconcile.state.${value}`) }))}
        />
        {filter.outcome && filter.outcome !== 'matched' && one.state === 'ready' && (
          <BulkMenu one={one} outcome={filter.outcome} lines={itemsOf(lines)} />
        )}
      </div>
      <Listing
        query={lines}
        empty={
          one.totals!.rows > 0 && Object.keys(counts).length === 1 && counts.matched ? (
            <EmptyState icon="check" title={t('reconcile.all_matched')} />
          ) : (
            <EmptyState icon="search" title={t('reconcile.no_lines')} />
          )
        }
      >
        {(items) => (
          <DataTable label={t('reconcile.column.order')} columns={columnsOf(i18n, one, acting)} rows={items} rowKey={(line) => line.id} />
        )}
      </Listing>
      {acting.dialog}
    </>
  );
}

type Acting = {
  busy: boolean;
  denied: string | undefined;
  accept(line: ReconciliationLine, action: LineAction): void;
  ignore(line: ReconciliationLine): void;
  undo(line: ReconciliationLine): void;
};

/** What is done about single lines: accepted with a way back, left as they are with a reason, taken back. */
function useLineActs(one: Reconciliation): Acting & { dialog: React.ReactNode } {
  const { t } = useI18n();
  const client = useQueryClient();
  const denied = useDenied(routes.acceptReconciliationLine.access);
  const [ignoring, setIgnoring] = useState<ReconciliationLine | null>(null);
  const [reason, setReason] = useState('');
  const after = { onError: toast.failed, onSettled: () => refreshReconciliation(client, one.id) };
  const undo = useMutation({
    mutationFn: (line: ReconciliationLine) => call(routes.undoReconciliationLine, { params: { lineId: line.id } }),
    ...after,
    onSuccess: (_, line) => toast.done(t('reconcile.undone', { order: line.externalId })),
  });
  const said = (line: ReconciliationLine, action: LineAction | 'ignore') =>
    toast.done(
      t('reconcile.done', { action: t(`reconcile.action.${action}`), order: line.externalId || t(`reconcile.outcome.${line.outcome}`) }),
      {
        label: t('reconcile.undo'),
        run: () => undo.mutate(line),
      },
    );
  const accept = useMutation({
    mutationFn: ({ line, action }: { line: ReconciliationLine; action: LineAction }) =>
      call(routes.acceptReconciliationLine, { params: { lineId: line.id }, body: { action } }),
    ...after,
    onSuccess: (_, { line, action }) => said(line, action),
  });
  const ignore = useMutation({
    mutationFn: (line: ReconciliationLine) => call(routes.ignoreReconciliationLine, { params: { lineId: line.id }, body: { reason } }),
    ...after,
    onSuccess: (_, line) => {
      setIgnoring(null);
      said(line, 'ignore');
    },
  });
  return {
    busy: accept.isPending || undo.isPending,
    denied,
    accept: (line, action) => accept.mutate({ line, action }),
    ignore: (line) => {
      setReason('');
      setIgnoring(line);
    },
    undo: (line) => undo.mutate(line),
    dialog: (
      <ConfirmDialog
        open={ignoring !== null}
        title={t('reconcile.ignore_title', { order: ignoring?.externalId ?? '' })}
        confirm={t('reconcile.action.ignore')}
        danger={false}
        busy={ignore.isPending}
        disabled={reason.trim() === ''}
        onConfirm={() => ignoring && ignore.mutate(ignoring)}
        onClose={() => setIgnoring(null)}
      >
        <p>{t('reconcile.ignore_text')}</p>
        <Field id="ignore-reason" label={t('reconcile.reason')}>
          <Input.TextArea id="ignore-reason" rows={3} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </ConfirmDialog>
    ),
  };
}

/** The same about all lines of an outcome, in calls of a thousand. */
function BulkMenu({ one, outcome, lines }: { one: Reconciliation; outcome: LineOutcome; lines: readonly ReconciliationLine[] }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const denied = useDenied(routes.acceptReconciliationLines.access);
  const [asked, setAsked] = useState<LineAction | null>(null);
  const open = lines.filter((line) => line.state === 'open');
  const actions = [...new Set(open.flatMap((line) => line.proposals))];
  const run = useMutation({
    mutationFn: async (action: LineAction) => {
      let done = 0;
      for (let left = 1; left > 0;) {
        const answer = await call(routes.acceptReconciliationLines, { params: { reconciliationId: one.id }, body: { outcome, action } });
        done += answer.accepted;
        left = answer.accepted === 0 ? 0 : answer.left;
      }
      return done;
    },
    onSuccess: (count) => toast.done(t('reconcile.bulk_done', { count })),
    onError: toast.failed,
    onSettled: () => {
      setAsked(null);
      return refreshReconciliation(client, one.id);
    },
  });
  if (actions.length === 0) return null;
  const count = one.totals!.byOutcome[outcome]?.lines ?? open.length;
  return (
    <>
      <Menu
        className="line-menu"
        button={
          <>
            {t('reconcile.bulk', { outcome: t(`reconcile.outcome.${outcome}`) })} <Icon name="down" size={14} />
          </>
        }
        items={actions.map((action) => ({
          kind: 'action',
          key: action,
          label: t(`reconcile.action.${action}`),
          because: denied,
          onPick: () => setAsked(action),
        }))}
      />
      <ConfirmDialog
        open={asked !== null}
        title={t('reconcile.bulk', { outcome: t(`reconcile.outcome.${outcome}`) })}
        confirm={asked ? t(`reconcile.action.${asked}`) : ''}
        danger={false}
        busy={run.isPending}
        onConfirm={() => asked && run.mutate(asked)}
        onClose={() => setAsked(null)}
      >
        {asked && <p>{t('reconcile.bulk_text', { action: t(`reconcile.action.${asked}`), count })}</p>}
      </ConfirmDialog>
    </>
  );
}

function columnsOf(i18n: I18n, one: Reconciliation, acting: Acting): Column<ReconciliationLine>[] {
  const { t, format } = i18n;
  const side = (of: { amountMinor: string | null; refundedMinor: string } | null, currency: string) =>
    of === null ? (
      <span className="muted">{t('reconcile.not_there')}</span>
    ) : (
      <span className="cell-two">
        <span>{of.amountMinor === null ? '–' : format.money(of.amountMinor, currency)}</span>
        {of.refundedMinor !== '0' && <small>{t('reconcile.less_refund', { amount: format.money(of.refundedMinor, currency) })}</small>}
      </span>
    );
  return [
    {
      key: 'order',
      head: t('reconcile.column.order'),
      lead: true,
      cell: (line) => (
        <span className="cell-two">
          {line.ours ? (
            <Link to={`/conversions/${line.ours.itemId}`}>{line.externalId}</Link>
          ) : (
            <strong>{line.externalId || `#${line.theirs?.line}`}</strong>
          )}
          <small>
            {line.theirs?.problem
              ? sentenceOf(t, line.theirs.problem)
              : format.dateTime(line.ours?.occurredAt ?? line.theirs?.occurredAt ?? one.madeAt)}
          </small>
        </span>
      ),
    },
    {
      key: 'outcome',
      head: t('reconcile.column.outcome'),
      cell: (line) => (
        <span className="cell-two line-outcome">
          <Badge tone={tones[line.outcome]}>{t(`reconcile.outcome.${line.outcome}`)}</Badge>
          {line.differences.length > 0 && <small>{line.differences.map((each) => t(`reconcile.difference.${each}`)).join(' · ')}</small>}
        </span>
      ),
    },
    { key: 'theirs', head: t('reconcile.by_file'), figure: true, cell: (line) => side(line.theirs, line.theirs?.currency ?? one.currency) },
    {
      key: 'ours',
      head: t('reconcile.by_books'),
      figure: true,
      cell: (line) => (
        <span className="cell-two">
          {side(line.ours, line.ours?.currency ?? one.currency)}
          {line.ours && !line.ours.valid && <small>{t('reconcile.not_valid')}</small>}
          {line.differenceMinor !== '0' && <small>{differenceWords(i18n, line, one.currency)}</small>}
        </span>
      ),
    },
    { key: 'act', head: '', bare: true, cell: (line) => <LineActions line={line} closed={one.state !== 'ready'} acting={acting} /> },
  ];
}

function differenceWords({ t, format }: I18n, line: ReconciliationLine, currency: string): string {
  const minor = BigInt(line.differenceMinor);
  const amount = format.money((minor < 0n ? -minor : minor).toString(), line.ours?.currency ?? line.theirs?.currency ?? currency);
  return t(minor > 0n ? 'reconcile.claims_more' : 'reconcile.grants_more', { amount });
}

function LineActions({ line, closed, acting }: { line: ReconciliationLine; closed: boolean; acting: Acting }) {
  const { t } = useI18n();
  if (line.state === 'none') return null;
  const because = acting.denied;
  const decided = line.decision && (
    <span className="cell-two line-decision">
      <span>{t(`reconcile.action.${line.decision.action}`)}</span>
      <small>{[line.decision.by, line.decision.reason].filter(Boolean).join(' · ')}</small>
    </span>
  );
  if (line.state === 'accepted' || line.state === 'ignored' || closed)
    return (
      <span className="line-actions">
        {decided}
        {!closed && (
          <Button size="small" disabled={because !== undefined || acting.busy} title={because} onClick={() => acting.undo(line)}>
            {t('reconcile.undo')}
          </Button>
        )}
      </span>
    );
  const [first, ...others] = line.proposals.filter((action) => line.state !== 'asked' || action !== 'ask_platform');
  const items: MenuItem[] = [
    ...others.map((action): MenuItem => ({
      kind: 'action',
      key: action,
      label: t(`reconcile.action.${action}`),
      because,
      onPick: () => acting.accept(line, action),
    })),
    { kind: 'action', key: 'ignore', label: t('reconcile.action.ignore'), because, onPick: () => acting.ignore(line) },
    ...(line.state === 'asked'
      ? [{ kind: 'action' as const, key: 'undo', label: t('reconcile.undo'), because, onPick: () => acting.undo(line) }]
      : []),
  ];
  return (
    <span className="line-actions">
      {decided}
      {first && (
        <Button
          size="small"
          type="primary"
          ghost
          disabled={because !== undefined || acting.busy}
          title={because}
          onClick={() => acting.accept(line, first)}
        >
          {t(`reconcile.action.${first}`)}
        </Button>
      )}
      <Menu button={<Icon name="more" />} label={t('reconcile.more_actions')} items={items} />
    </span>
  );
}
