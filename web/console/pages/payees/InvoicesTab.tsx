/** A payee's invoices: which months are owed one, what was handed in, and staff's word on it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { InvoiceMonth, PayeeInvoice } from '../../../../src/modules/revenue/payees/contract.ts';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import { call, hrefOf } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { HandIn } from '../../../shared/money/Invoices.tsx';
import { dayWords, monthWords } from '../../../shared/money/words.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Badge, Field, Panel, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { invoicesOf, type PayeeProfile } from './queries.ts';

const { routes } = revenueContract;
const monthTones: Record<InvoiceMonth['state'], Tone> = { missing: 'bad', partial: 'warn', received: 'good', nothing_due: 'plain' };
const stateTones: Record<PayeeInvoice['state'], Tone> = { submitted: 'active', received: 'good', refused: 'bad' };

export default function InvoicesTab({ payee }: { payee: PayeeProfile }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { payeeId } = payee;
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(invoicesOf(payeeId));
  const [making, setMaking] = useState<InvoiceMonth | null>(null);
  const [refusing, setRefusing] = useState<PayeeInvoice | null>(null);
  const [reason, setReason] = useState('');
  const judge = useMutation({
    mutationFn: ({ invoiceId, ...body }: { invoiceId: string; decision: 'received' | 'refused'; reason: string }) =>
      call(routes.judgeInvoice, { params: { payeeId, invoiceId }, body }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['money'] });
      toast.done(t('action.saved'));
      setRefusing(null);
      setReason('');
    },
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={6} />;
  return (
    <div className="stack">
      {!data.required && <Notice>{t('payee.invoices.not_required')}</Notice>}
      {judge.error && !refusing && <Notice tone="bad">{sentence(t, judge.error)}</Notice>}
      {data.months.length > 0 && (
        <Panel flush title={t('payee.invoices.by_month')}>
          <DataTable
            label={t('payee.invoices.by_month')}
            columns={monthColumns(i18n, setMaking)}
            rows={data.months}
            rowKey={(one) => `${one.period} ${one.currency}`}
          />
        </Panel>
      )}
      {data.items.length > 0 ? (
        <Panel flush title={t('payee.invoices.all')}>
          <DataTable
            label={t('payee.invoices.all')}
            columns={invoiceColumns(i18n, payeeId, {
              busy: judge.isPending,
              onAccept: ({ id }) => judge.mutate({ invoiceId: id, decision: 'received', reason: '' }),
              onRefuse: setRefusing,
            })}
            rows={data.items}
            rowKey={(one) => one.id}
          />
        </Panel>
      ) : (
        data.required && data.months.length === 0 && <EmptyState icon="receipt" title={t('payee.invoices.none')} />
      )}
      {making && (
        <div className="money-page">
          <HandIn payeeId={payeeId} month={making} onClose={() => setMaking(null)} />
        </div>
      )}
      <ConfirmDialog
        open={refusing !== null}
        title={t('payee.invoices.refuse_title', { number: refusing?.number ?? '' })}
        confirm={t('payee.invoices.refuse')}
        busy={judge.isPending}
        disabled={reason.trim() === ''}
        onConfirm={() => judge.mutate({ invoiceId: refusing!.id, decision: 'refused', reason: reason.trim() })}
        onClose={() => setRefusing(null)}
      >
        <p>{t('payee.invoices.refuse_text')}</p>
        {judge.error && <Notice tone="bad">{sentence(t, judge.error)}</Notice>}
        <Field id="refuse-reason" label={t('payee.invoices.reason')}>
          <Input id="refuse-reason" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </ConfirmDialog>
    </div>
  );
}

function monthColumns(i18n: I18n, onEnter: (month: InvoiceMonth) => void): Column<InvoiceMonth>[] {
  const { t, format } = i18n;
  return [
    { key: 'period', head: t('payee.invoices.column.period'), lead: true, cell: (one) => monthWords(i18n, one.period) },
    { key: 'due', head: t('payee.invoices.column.due'), figure: true, cell: (one) => format.money(one.dueMinor, one.currency) },
    {
      key: 'received',
      head: t('payee.invoices.column.received'),
      figure: true,
      cell: (one) => format.money(one.receivedMinor, one.currency),
    },
    {
      key: 'state',
      head: t('payee.invoices.column.state'),
      cell: (one) => <Badge tone={monthTones[one.state]}>{t(`money.invoices.month_${one.state}`)}</Badge>,
    },
    {
      key: 'enter',
      head: '',
      bare: true,
      cell: (one) =>
        one.state === 'missing' || one.state === 'partial' ? (
          <PermissionGate permission="revenue.edit_own">
            <Button size="small" onClick={() => onEnter(one)}>
              {t('payee.invoices.enter')}
            </Button>
          </PermissionGate>
        ) : null,
    },
  ];
}

function invoiceColumns(
  i18n: I18n,
  payeeId: string,
  { busy, onAccept, onRefuse }: { busy: boolean; onAccept: (one: PayeeInvoice) => void; onRefuse: (one: PayeeInvoice) => void },
): Column<PayeeInvoice>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'number',
      head: t('payee.invoices.column.number'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          {one.documentId === null ? (
            <span className="payee-code">{one.number}</span>
          ) : (
            <a className="payee-code" href={hrefOf(routes.readDocument, { params: { payeeId, documentId: one.documentId } })} download>
              {one.number}
            </a>
          )}
          <small>{monthWords(i18n, one.period)}</small>
        </span>
      ),
    },
    { key: 'amount', head: t('payee.invoices.column.amount'), figure: true, cell: (one) => format.money(one.amountMinor, one.currency) },
    {
      key: 'vat',
      head: t('payee.invoices.column.vat'),
      figure: true,
      cell: (one) => (
        <span className="cell-two">
          <span>{format.money(one.vatMinor, one.currency)}</span>
          <small>{format.percent(one.vatRateBps / 10_000, 0)}</small>
        </span>
      ),
    },
    {
      key: 'issued',
      head: t('payee.invoices.column.issued'),
      cell: (one) => <span className="quiet-figures">{dayWords(i18n, one.issuedOn)}</span>,
    },
    {
      key: 'state',
      head: t('payee.invoices.column.state'),
      cell: (one) => (
        <span className="cell-two">
          <span>
            <Badge tone={stateTones[one.state]}>{t(`money.invoices.${one.state}`)}</Badge>
          </span>
          {one.judged && (
            <small>
              {t('payee.invoices.judged', { by: one.judged.by, at: format.date(one.judged.at) })} {one.judged.reason}
            </small>
          )}
        </span>
      ),
    },
    {
      key: 'act',
      head: '',
      bare: true,
      cell: (one) =>
        one.state === 'refused' ? null : (
          <span className="row-actions">
            {one.state === 'submitted' && (
              <PermissionGate permission="revenue.manage">
                <Button size="small" type="primary" loading={busy} onClick={() => onAccept(one)}>
                  {t('payee.invoices.accept')}
                </Button>
              </PermissionGate>
            )}
            <PermissionGate permission="revenue.manage">
              <Button size="small" onClick={() => onRefuse(one)}>
                {t('payee.invoices.refuse')}
              </Button>
            </PermissionGate>
          </span>
        ),
    },
  ];
}
