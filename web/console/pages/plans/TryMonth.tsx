/** A past month's real events through a version, beside what the plans in force gave; nothing is recorded. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { revenueContract, type PlanVersionView } from '../../../../src/modules/revenue/contract.ts';
import type { MonthTrial } from '../../../../src/modules/revenue/settlement/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Panel } from '../../../shared/ui/PageFrame.tsx';
import { EmptyState, ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { lastMonths, monthWords } from '../settlements/words.ts';
import { Delta } from '../settlements/parts.tsx';
import { partyHead, stepTitle, type Names } from './words.ts';
import '../settlements/settlements.css';

export function TryMonth({ planId, version, names }: { planId: string; version: PlanVersionView; names: Names }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const months = lastMonths(12);
  const [period, setPeriod] = useState(months[0]!);
  const trial = useQuery({
    queryKey: ['share-plan-month', planId, version.version, version.contentHash, period],
    queryFn: ({ signal }) =>
      call(revenueContract.routes.tryPlanMonth, { params: { planId }, body: { period, version: version.version } }, { signal }),
    enabled: version.faults.length === 0,
    retry: false,
    staleTime: 60_000,
  });
  if (version.faults.length > 0)
    return <EmptyState icon="warn" title={t('share_plan.try.faulty')} text={t('share_plan.faults', { count: version.faults.length })} />;
  const data = trial.data;
  const money = (minor: string) => format.money(minor, data?.currency ?? version.content.currency);
  return (
    <div className="stack">
      <Panel
        title={t('share_plan.month.title', { version: version.version })}
        actions={
          <Choice
            label={t('share_plan.month.which')}
            value={period}
            options={months.map((value) => ({ value, label: monthWords(i18n, value) }))}
            onChange={setPeriod}
          />
        }
      >
        <p>{t('share_plan.month.lead')}</p>
        {data && (
          <dl className="sums">
            <div>
              <dt>{t('share_plan.month.items')}</dt>
              <dd>
                {t('share_plan.month.counts', { items: format.number(data.counts.items), refunds: format.number(data.counts.refunds) })}
              </dd>
            </div>
            <div>
              <dt>{t('share_plan.picture.gross')}</dt>
              <dd>{money(data.totals.grossMinor)}</dd>
            </div>
            <div>
              <dt>{t('share_plan.picture.refunds')}</dt>
              <dd>{money((-BigInt(data.totals.refundedMinor)).toString())}</dd>
            </div>
            <div className="is-total">
              <dt>{t('share_plan.try.net')}</dt>
              <dd>{money(data.totals.netMinor)}</dd>
            </div>
          </dl>
        )}
        {data?.truncated && <Notice tone="warn">{t('share_plan.month.truncated', { count: data.counts.items })}</Notice>}
        {data && data.counts.notCovered > 0 && (
          <Notice tone="warn">{t('share_plan.month.not_covered', { count: data.counts.notCovered })}</Notice>
        )}
      </Panel>
      {trial.isPending && <LoadingLines lines={8} />}
      {trial.error && <ErrorState compact error={trial.error} onRetry={() => void trial.refetch()} />}
      {data && data.counts.items === 0 && (
        <EmptyState
          icon="receipt"
          title={t('share_plan.month.empty', { month: monthWords(i18n, period) })}
          text={t('share_plan.month.empty_text')}
        />
      )}
      {data && data.counts.items > 0 && <MonthPayees data={data} names={names} />}
      {data && data.counts.items > 0 && <MonthSteps data={data} version={version} />}
    </div>
  );
}

function MonthPayees({ data, names }: { data: MonthTrial; names: Names }) {
  const i18n = useI18n();
  const { t } = i18n;
  const others = data.others ? [{ ...data.others, payee: 'others', name: t('share_plan.month.others', { count: data.others.count }) }] : [];
  return (
    <Panel flush title={t('share_plan.month.payees')}>
      <DataTable
        label={t('share_plan.month.payees')}
        rows={[...data.payees, ...others]}
        rowKey={(row) => row.payee}
        columns={payeeColumns(i18n, data.currency, names)}
      />
    </Panel>
  );
}

function MonthSteps({ data, version }: { data: MonthTrial; version: PlanVersionView }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const steps = new Map(version.content.waterfalls.flatMap((one) => one.steps.map((step) => [step.id, step] as const)));
  const title = (id: string, label: string) => {
    const step = steps.get(id);
    return step ? stepTitle(i18n, step) : label || id;
  };
  const owed = data.outstanding.filter(({ leftMinor }) => leftMinor !== '0');
  return (
    <Panel title={t('share_plan.month.steps')}>
      <dl className="sums">
        {data.steps
          .filter(({ amountMinor }) => amountMinor !== '0')
          .map((one) => (
            <div key={one.step}>
              <dt>{title(one.step, one.label)}</dt>
              <dd>{format.money(one.amountMinor, data.currency)}</dd>
            </div>
          ))}
      </dl>
      {owed.map((one) => (
        <p key={one.step} className="field-hint">
          {t('share_plan.try.owed', { step: title(one.step, one.label), amount: format.money(one.leftMinor, data.currency) })}
        </p>
      ))}
    </Panel>
  );
}

type PayeeRow = Pick<MonthTrial['payees'][number], 'payee' | 'name' | 'amountMinor' | 'inForceMinor'>;

function payeeColumns(i18n: I18n, currency: string, names: Names): Column<PayeeRow>[] {
  const { t, format } = i18n;
  const money = (minor: string) => format.money(minor, currency);
  return [
    { key: 'name', head: t('share_plan.month.payee'), lead: true, cell: (row) => row.name ?? partyHead(i18n, row.payee, names) },
    { key: 'now', head: t('share_plan.month.this_plan'), figure: true, cell: (row) => money(row.amountMinor) },
    { key: 'was', head: t('share_plan.month.in_force'), figure: true, cell: (row) => money(row.inForceMinor) },
    {
      key: 'delta',
      head: t('share_plan.month.difference'),
      figure: true,
      cell: (row) => <Delta beforeMinor={row.inForceMinor} nowMinor={row.amountMinor} currency={currency} />,
    },
  ];
}
