/** What was spent that a plan pays back, written down by the day; from that day on orders pay it back. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { revenueContract, type SharePlanDetail } from '../../../../src/modules/revenue/contract.ts';
import type { PlanCost } from '../../../../src/modules/revenue/items/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { minorOf } from '../../../shared/i18n/money.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { dayIn } from '../../../shared/table/filters.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Badge, Field, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { costWords } from './words.ts';

const { routes } = revenueContract;
const costsKey = (planId: string) => ['share-plan-costs', planId];

export function CostsPanel({ plan }: { plan: SharePlanDetail }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [removing, setRemoving] = useState<PlanCost | null>(null);
  const costs = useInfiniteQuery({
    queryKey: costsKey(plan.id),
    queryFn: ({ pageParam, signal }) =>
      call(
        routes.listPlanCosts,
        { params: { planId: plan.id }, query: { limit: 50, ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const kinds = costs.data?.pages[0]?.kinds ?? [];
  return (
    <div className="stack">
      {costs.isSuccess && kinds.length === 0 && <Notice>{t('share_plan.costs.no_kinds')}</Notice>}
      {kinds.length > 0 && <NewCost plan={plan} kinds={kinds} />}
      <Listing
        query={costs}
        title={t('share_plan.costs.title')}
        empty={<EmptyState icon="receipt" title={t('share_plan.costs.none')} text={t('share_plan.costs.none_text')} />}
      >
        {(items) => (
          <DataTable label={t('share_plan.costs.title')} columns={columnsOf(i18n, setRemoving)} rows={items} rowKey={(one) => one.id} />
        )}
      </Listing>
      {removing && <RemoveCost plan={plan} cost={removing} onClose={() => setRemoving(null)} />}
    </div>
  );
}

function columnsOf(i18n: I18n, onRemove: (cost: PlanCost) => void): Column<PlanCost>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'cost',
      head: t('share_plan.costs.kind'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <strong>{costWords(i18n, one.cost)}</strong>
          {one.note && <small>{one.note}</small>}
        </span>
      ),
    },
    { key: 'day', head: t('share_plan.costs.spent_on'), cell: (one) => format.date(`${one.spentOn}T12:00:00+08:00`) },
    { key: 'amount', head: t('share_plan.costs.amount'), figure: true, cell: (one) => format.money(one.amountMinor, one.currency) },
    { key: 'by', head: t('share_plan.costs.by'), cell: (one) => one.addedBy },
    {
      key: 'state',
      head: '',
      bare: true,
      cell: (one) =>
        one.settlementId ? (
          <Badge>{t('share_plan.costs.settled')}</Badge>
        ) : (
          <PermissionGate permission="revenue.manage">
            <Button
              type="text"
              icon={<Icon name="trash" size={15} />}
              aria-label={t('share_plan.costs.remove')}
              onClick={() => onRemove(one)}
            />
          </PermissionGate>
        ),
    },
  ];
}

function NewCost({ plan, kinds }: { plan: SharePlanDetail; kinds: readonly string[] }) {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const { currency } = plan.versions[0]!.content;
  const [cost, setCost] = useState(kinds[0]!);
  const [amount, setAmount] = useState('');
  const [day, setDay] = useState(() => dayIn('Asia/Shanghai'));
  const [note, setNote] = useState('');
  const minor = minorOf(amount, currency);
  const ready = minor !== null && minor !== '0';
  const add = useMutation({
    mutationFn: () => call(routes.addPlanCost, { params: { planId: plan.id }, body: { cost, amountMinor: minor!, spentOn: day, note } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: costsKey(plan.id) });
      toast.done(t('share_plan.costs.added'));
      setAmount('');
      setNote('');
    },
  });
  return (
    <Panel title={t('share_plan.costs.add')}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) add.mutate();
        }}
      >
        <div className="fields">
          <Field id="cost-kind" label={t('share_plan.costs.kind')}>
            <Choice
              id="cost-kind"
              value={cost}
              options={kinds.map((value) => ({ value, label: costWords(i18n, value) }))}
              onChange={setCost}
            />
          </Field>
          <Field
            id="cost-amount"
            label={t('share_plan.costs.amount')}
            error={amount !== '' && !ready ? t('share_plan.issue.amount', { currency }) : undefined}
          >
            <Input
              id="cost-amount"
              inputMode="decimal"
              autoComplete="off"
              maxLength={20}
              suffix={currency}
              value={amount}
              onChange={(event) => setAmount(event.target.value)}
            />
          </Field>
          <Field id="cost-day" label={t('share_plan.costs.spent_on')}>
            <Input
              id="cost-day"
              type="date"
              max={dayIn('Asia/Shanghai')}
              value={day}
              onChange={(event) => event.target.value && setDay(event.target.value)}
            />
          </Field>
          <Field id="cost-note" label={t('share_plan.costs.note')}>
            <Input id="cost-note" maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
          </Field>
        </div>
        {add.error && <Notice tone="bad">{sentence(t, add.error)}</Notice>}
        <PermissionGate permission="revenue.manage">
          <Button type="primary" htmlType="submit" disabled={!ready} loading={add.isPending}>
            {t('share_plan.costs.add')}
          </Button>
        </PermissionGate>
      </form>
    </Panel>
  );
}

function RemoveCost({ plan, cost, onClose }: { plan: SharePlanDetail; cost: PlanCost; onClose: () => void }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call(routes.removePlanCost, { params: { planId: plan.id, costId: cost.id } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: costsKey(plan.id) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      title={t('share_plan.costs.remove_title', {
        cost: costWords(i18n, cost.cost),
        amount: format.money(cost.amountMinor, cost.currency),
      })}
      confirm={t('share_plan.costs.remove')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t('share_plan.costs.remove_text')}</p>
      {remove.error && <Notice tone="bad">{sentence(t, remove.error)}</Notice>}
    </ConfirmDialog>
  );
}
