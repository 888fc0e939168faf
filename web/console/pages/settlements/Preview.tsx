/** What a settlement comes to: totals, the month as a waterfall, what differs from the month before, plans, and what is left out. */
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { SettlementDetail, SettlementPayee, SettlementSummary } from '../../../../src/modules/revenue/settlement/contract.ts';
import { Waterfall, type WaterfallRow } from '../../../shared/charts/Waterfall.tsx';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { Panel } from '../../../shared/ui/PageFrame.tsx';
import { EmptyState, Notice } from '../../../shared/ui/states.tsx';
import { Delta } from './parts.tsx';
import { monthWords, payeeTitle } from './words.ts';

export function Preview({ one, summary }: { one: SettlementDetail; summary: SettlementSummary }) {
  const { t } = useI18n();
  if (summary.counts.postings === 0)
    return (
      <div className="stack">
        <LeftOut summary={summary} currency={one.currency} />
        <EmptyState icon="receipt" title={t('settlement.nothing')} text={t('settlement.nothing_text')} />
      </div>
    );
  return (
    <div className="stack">
      <LeftOut summary={summary} currency={one.currency} />
      <div className="settlement-grid">
        <section className="panel panel-body">
          <MonthPicture one={one} summary={summary} />
        </section>
        <div className="stack">
          <Totals summary={summary} currency={one.currency} />
          <LastMonth one={one} summary={summary} />
        </div>
      </div>
      <ByPlan summary={summary} currency={one.currency} settlementId={one.id} />
    </div>
  );
}

function Totals({ summary, currency }: { summary: SettlementSummary; currency: string }) {
  const { t, format } = useI18n();
  const { totals, counts } = summary;
  const rows: [string, string, string | null][] = [
    [t('settlement.sum.earned'), totals.earnedMinor, t('settlement.sum.items', { count: counts.earned })],
    [
      t('settlement.sum.refunded'),
      totals.refundedMinor,
      counts.refunded > 0 ? t('settlement.sum.items', { count: counts.refunded }) : null,
    ],
    [
      t('settlement.sum.restated'),
      totals.restatedMinor,
      counts.takenBack > 0 ? t('settlement.sum.items', { count: counts.takenBack }) : null,
    ],
    [t('settlement.sum.tax'), totals.taxMinor, null],
  ];
  return (
    <Panel title={t('settlement.totals')}>
      <dl className="sums">
        {rows.map(([name, minor, detail]) => (
          <div key={name}>
            <dt>
              {name} {detail && <small>{detail}</small>}
            </dt>
            <dd>{format.money(minor, currency)}</dd>
          </div>
        ))}
        <div className="is-total">
          <dt>{t('settlement.sum.net')}</dt>
          <dd>{format.money(totals.netMinor, currency)}</dd>
        </div>
      </dl>
      {summary.earlierRuns && (
        <p className="field-hint">
          {t('settlement.earlier_runs', { count: summary.earlierRuns.runs, amount: format.money(summary.earlierRuns.netMinor, currency) })}
        </p>
      )}
      <p className="field-hint">{t('settlement.tax_note')}</p>
    </Panel>
  );
}

const groups = ['creator', 'agency', 'studio', 'operator', 'other'] as const;
type Group = (typeof groups)[number];
const groupOf = ({ belongsTo }: SettlementPayee): Group =>
  belongsTo.kind === 'user' || belongsTo.kind === 'nobody' ? 'other' : belongsTo.kind;

/** From what came in to what is left for nobody: refunds, corrections, tax, then each group of payees. */
function MonthPicture({ one, summary }: { one: SettlementDetail; summary: SettlementSummary }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const rows = monthRows(i18n, one, summary);
  return (
    <Waterfall
      title={t('settlement.picture', { month: monthWords(i18n, one.period) })}
      summary={t('settlement.picture_summary', {
        earned: format.money(summary.totals.earnedMinor, one.currency),
        net: format.money(summary.totals.netMinor, one.currency),
        payees: summary.counts.payees,
      })}
      heads={{ step: t('settlement.column.what'), figure: t('settlement.column.amount') }}
      rows={rows}
    />
  );
}

function monthRows({ t, format }: I18n, one: SettlementDetail, summary: SettlementSummary): WaterfallRow[] {
  const { totals } = summary;
  const money = (minor: bigint) => format.money(minor, one.currency);
  const whole = BigInt(totals.earnedMinor);
  // A run that takes back more than it brings has no whole that parts could be shares of.
  const share = (minor: bigint): string =>
    whole === 0n || BigInt(totals.netMinor) < 0n ? '' : format.percent(Number((minor * 10_000n) / whole) / 10_000, 1);
  const rows: WaterfallRow[] = [
    { key: 'earned', kind: 'whole', name: t('settlement.sum.earned'), fromMinor: 0n, toMinor: whole, figure: money(whole) },
  ];
  let level = whole;
  const step = (key: string, kind: WaterfallRow['kind'], name: ReactNode, change: bigint) => {
    if (change === 0n) return;
    rows.push({
      key,
      kind,
      name,
      fromMinor: level,
      toMinor: level + change,
      figure: money(kind === 'paid' ? -change : change),
      beside: share(change < 0n ? -change : change),
    });
    level += change;
  };
  step('refunded', 'less', t('settlement.sum.refunded'), BigInt(totals.refundedMinor));
  step('restated', 'less', t('settlement.sum.restated'), BigInt(totals.restatedMinor));
  step('tax', 'less', t('settlement.sum.tax'), BigInt(totals.taxMinor));
  rows.push({
    key: 'net',
    kind: 'left',
    name: t('settlement.sum.net'),
    fromMinor: 0n,
    toMinor: level,
    figure: money(level),
    beside: share(level),
  });
  const sums = new Map<Group, { minor: bigint; payees: number }>();
  for (const payee of summary.topPayees) {
    const sum = sums.get(groupOf(payee)) ?? { minor: 0n, payees: 0 };
    sums.set(groupOf(payee), { minor: sum.minor + BigInt(payee.netMinor), payees: sum.payees + 1 });
  }
  for (const group of groups) {
    const sum = sums.get(group);
    if (sum) step(group, 'paid', t(`settlement.group.${group}`, { count: sum.payees }), -sum.minor);
  }
  const more = summary.counts.payees - summary.topPayees.length;
  if (more > 0) step('more', 'paid', t('settlement.group.more', { count: more }), -level);
  return rows;
}

function LastMonth({ one, summary }: { one: SettlementDetail; summary: SettlementSummary }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { lastMonth } = summary;
  if (!lastMonth) return <Notice>{t('settlement.no_last_month')}</Notice>;
  const rows = [
    { key: 'earned', name: t('settlement.sum.earned'), before: lastMonth.earnedMinor, now: summary.totals.earnedMinor },
    { key: 'refunded', name: t('settlement.sum.refunded'), before: lastMonth.refundedMinor, now: summary.totals.refundedMinor },
    { key: 'net', name: t('settlement.sum.net'), before: lastMonth.netMinor, now: summary.totals.netMinor },
  ];
  return (
    <Panel title={t('settlement.against', { month: monthWords(i18n, lastMonth.period) })}>
      <dl className="sums">
        {rows.map((row) => (
          <div key={row.key}>
            <dt>{row.name}</dt>
            <dd>
              <Delta beforeMinor={row.before} nowMinor={row.now} currency={one.currency} taken={row.key === 'refunded'} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('settlement.sum.payees')}</dt>
          <dd>{t('settlement.payees_then_now', { before: lastMonth.payees, now: summary.counts.payees })}</dd>
        </div>
      </dl>
      {lastMonth.changes.length > 0 && (
        <>
          <h3 className="settlement-subhead">{t('settlement.largest_changes')}</h3>
          <dl className="sums">
            {lastMonth.changes.slice(0, 8).map((change) => (
              <div key={change.payeeId}>
                <dt>
                  <Link to={`/settlements/${one.id}?tab=lines&payee=${change.payeeId}`}>
                    {payeeTitle(i18n, summary.topPayees.find(({ payeeId }) => payeeId === change.payeeId) ?? change)}
                  </Link>
                </dt>
                <dd>
                  <Delta beforeMinor={change.beforeMinor} nowMinor={change.nowMinor} currency={one.currency} />
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Panel>
  );
}

function ByPlan({ summary, currency, settlementId }: { summary: SettlementSummary; currency: string; settlementId: string }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const money = (minor: string) => format.money(minor, currency);
  const names = new Map(summary.byPlan.map(({ planId, name }) => [planId, name]));
  const owed = summary.outstanding.filter(({ leftMinor }) => leftMinor !== '0');
  return (
    <>
      <Panel flush title={t('settlement.by_plan')}>
        <DataTable
          label={t('settlement.by_plan')}
          rows={summary.byPlan}
          rowKey={(row) => `${row.planId} ${row.version}`}
          columns={planColumns(i18n, currency, settlementId)}
        />
      </Panel>
      <div className="settlement-grid">
        <Panel title={t('settlement.by_kind')}>
          <dl className="sums">
            {summary.byKind.map((row) => (
              <div key={row.kind}>
                <dt>
                  {t(`share_plan.kind.${row.kind}`)} <small>{t('settlement.sum.items', { count: row.postings })}</small>
                </dt>
                <dd>{money(row.amountMinor)}</dd>
              </div>
            ))}
          </dl>
        </Panel>
        {owed.length > 0 && (
          <Panel title={t('settlement.outstanding')}>
            <dl className="sums">
              {owed.map((row) => (
                <div key={`${row.planId} ${row.step}`}>
                  <dt>
                    {row.label || row.step} <small>{names.get(row.planId)}</small>
                  </dt>
                  <dd>{money(row.leftMinor)}</dd>
                </div>
              ))}
            </dl>
          </Panel>
        )}
      </div>
    </>
  );
}

function planColumns({ t, format }: I18n, currency: string, settlementId: string): Column<SettlementSummary['byPlan'][number]>[] {
  const money = (minor: string) => format.money(minor, currency);
  return [
    {
      key: 'plan',
      head: t('settlement.column.plan'),
      lead: true,
      cell: (row) => (
        <span className="cell-two">
          <Link to={`/share-plans/${row.planId}?version=${row.version}`}>{row.name}</Link>
          <small>{t('share_plan.version_number', { version: row.version })}</small>
        </span>
      ),
    },
    {
      key: 'postings',
      head: t('settlement.column.postings'),
      figure: true,
      cell: (row) => <Link to={`/settlements/${settlementId}?tab=lines&plan=${row.planId}`}>{format.number(row.postings)}</Link>,
    },
    { key: 'earned', head: t('settlement.sum.earned'), figure: true, cell: (row) => money(row.earnedMinor) },
    { key: 'refunded', head: t('settlement.sum.refunded'), figure: true, cell: (row) => money(row.refundedMinor) },
    { key: 'restated', head: t('settlement.sum.restated'), figure: true, cell: (row) => money(row.restatedMinor) },
    { key: 'amount', head: t('settlement.column.amount'), figure: true, cell: (row) => <strong>{money(row.amountMinor)}</strong> },
  ];
}

/** What occurred in the month and is not in the settlement, each with what to do about it. */
function LeftOut({ summary, currency }: { summary: SettlementSummary; currency: string }) {
  const { t, format } = useI18n();
  const { undivided, held, unfit } = summary.leftOut;
  const words = (key: string, { count, amountMinor }: { count: number; amountMinor: string }) =>
    t(`settlement.left.${key}`, { count, amount: format.money(amountMinor, currency) });
  if (undivided.count + held.count + unfit.count === 0) return null;
  return (
    <div className="notices settlement-left">
      {undivided.count > 0 && (
        <Notice tone="warn" action={<Link to="/share-plans/new">{t('settlement.left.write_plan')}</Link>}>
          {words('undivided', undivided)} <Link to="/revenue-items?state=undivided">{t('settlement.left.which')}</Link>
        </Notice>
      )}
      {unfit.count > 0 && (
        <Notice tone="warn" action={<Link to="/share-plans">{t('settlement.left.to_plans')}</Link>}>
          {words('unfit', unfit)}
        </Notice>
      )}
      {held.count > 0 && (
        <Notice tone="warn" action={<Link to="/signals?state=held">{t('settlement.left.to_signals')}</Link>}>
          {words('held', held)} <Link to="/revenue-items?state=held">{t('settlement.left.which')}</Link>
        </Notice>
      )}
    </div>
  );
}
