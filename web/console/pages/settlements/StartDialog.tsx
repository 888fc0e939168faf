/** Starts a settlement: the month, the currency, and what waits to be settled in it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { currencies } from '../../../../src/platform/http/contract.ts';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import type { ItemsSummary } from '../../../../src/modules/revenue/items/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { keepSettlement, openItemsQuery } from './queries.ts';
import { lastMonths, monthWords } from './words.ts';

type Currency = (typeof currencies)[number];

export function StartDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Modal
      open={open}
      title={t('settlement.start')}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      width={520}
      closable={{ 'aria-label': t('action.close') }}
    >
      <StartForm onClose={onClose} />
    </Modal>
  );
}

function StartForm({ onClose }: { onClose: () => void }) {
  const i18n = useI18n();
  const { t, language } = i18n;
  const client = useQueryClient();
  const navigate = useNavigate();
  const open = useQuery(openItemsQuery);
  const months = lastMonths(24);
  const [period, setPeriod] = useState(months[0]!);
  const [picked, setPicked] = useState<Currency | null>(null);
  const waiting = open.data?.items ?? [];
  // Where money waits is what one most likely wants.
  const currency = picked ?? waiting.find((one) => one.open.count > 0)?.currency ?? waiting[0]?.currency ?? 'CNY';
  const here = waiting.find((one) => one.currency === currency);
  const names = new Intl.DisplayNames([language], { type: 'currency' });
  const start = useMutation({
    mutationFn: () => call(revenueContract.routes.createSettlement, { body: { period, currency } }),
    onSuccess: async (settlement) => {
      keepSettlement(client, settlement);
      await navigate(`/settlements/${settlement.id}`, { replace: true });
    },
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate();
      }}
    >
      <p className="dialog-lead">{t('settlement.start_text')}</p>
      <div className="fields">
        <Field id="settle-period" label={t('settlement.column.period')}>
          <Choice
            id="settle-period"
            value={period}
            options={months.map((value) => ({ value, label: monthWords(i18n, value) }))}
            onChange={setPeriod}
          />
        </Field>
        <Field id="settle-currency" label={t('settlement.column.currency')}>
          <Choice
            id="settle-currency"
            value={currency}
            options={currencies.map((value) => ({ value, label: `${value} · ${names.of(value)}` }))}
            onChange={(value) => setPicked(value as Currency)}
          />
        </Field>
      </div>
      {open.isPending && <LoadingLines lines={3} />}
      {open.error && <Notice tone="warn">{sentence(t, open.error)}</Notice>}
      {open.data && <Waiting summary={here} currency={currency} />}
      {start.error && <Notice tone="bad">{sentence(t, start.error)}</Notice>}
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <PermissionGate permission="revenue.manage">
          <Button type="primary" htmlType="submit" loading={start.isPending}>
            {t('settlement.compute')}
          </Button>
        </PermissionGate>
      </div>
    </form>
  );
}

/** All that is open, of any month: the settlement takes what occurred before its month's end. */
function Waiting({ summary, currency }: { summary: ItemsSummary | undefined; currency: string }) {
  const { t, format } = useI18n();
  if (!summary || (summary.open.count === 0 && summary.undivided.count === 0 && summary.held.count === 0))
    return <Notice>{t('settlement.waiting.none', { currency })}</Notice>;
  const figure = ({ count, netMinor }: ItemsSummary['open']) =>
    t('settlement.count_amount', { count, amount: format.money(netMinor, currency) });
  return (
    <dl className="sums">
      <div className="is-total">
        <dt>{t('settlement.waiting.open')}</dt>
        <dd>{figure(summary.open)}</dd>
      </div>
      {summary.undivided.count > 0 && (
        <div>
          <dt>
            {t('settlement.waiting.undivided')} <Link to="/share-plans/new">{t('settlement.left.write_plan')}</Link>
          </dt>
          <dd>{figure(summary.undivided)}</dd>
        </div>
      )}
      {summary.held.count > 0 && (
        <div>
          <dt>
            {t('settlement.waiting.held')} <Link to="/signals?state=held">{t('settlement.left.to_signals')}</Link>
          </dt>
          <dd>{figure(summary.held)}</dd>
        </div>
      )}
    </dl>
  );
}
