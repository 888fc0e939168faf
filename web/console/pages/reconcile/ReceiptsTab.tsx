/** What platforms paid: the list, and the form that records one more. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { currencies } from '../../../../src/platform/http/contract.ts';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import type { Reconciliation, Receipt } from '../../../../src/modules/revenue/reconcile/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { decimalOf, minorOf } from '../../../shared/i18n/money.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { dayIn } from '../../../shared/table/filters.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Badge, Field } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { sourcesQuery } from '../data/queries.ts';
import { receiptsQuery } from './queries.ts';

const { routes } = revenueContract;

export function ReceiptsTab() {
  const i18n = useI18n();
  const { t, format } = i18n;
  const client = useQueryClient();
  const receipts = useInfiniteQuery(receiptsQuery);
  const [dialog, setDialog] = useUrlState<string>('dialog', '', true);
  const [undoing, setUndoing] = useState<Receipt | null>(null);
  const undo = useMutation({
    mutationFn: (receiptId: string) => call(routes.undoReceipt, { params: { receiptId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['receipts'] }),
    onError: toast.failed,
    onSettled: () => setUndoing(null),
  });
  const add = (
    <PermissionGate permission="revenue.manage">
      <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setDialog('receipt')}>
        {t('reconcile.receipt')}
      </Button>
    </PermissionGate>
  );
  return (
    <>
      <Listing
        query={receipts}
        title={t('reconcile.tab.receipts')}
        actions={add}
        empty={<EmptyState icon="coins" title={t('reconcile.receipt_none')} text={t('reconcile.receipt_none_text')} />}
      >
        {(items) => (
          <DataTable label={t('reconcile.tab.receipts')} rows={items} rowKey={(one) => one.id} columns={receiptColumns(i18n, setUndoing)} />
        )}
      </Listing>
      <ReceiptDialog open={dialog === 'receipt'} of={null} onClose={() => setDialog(null)} />
      <ConfirmDialog
        open={undoing !== null}
        title={t('reconcile.undo')}
        confirm={t('reconcile.undo')}
        busy={undo.isPending}
        onConfirm={() => undoing && undo.mutate(undoing.id)}
        onClose={() => setUndoing(null)}
      >
        {undoing && <p>{t('reconcile.receipt_undo_text', { amount: format.money(undoing.amountMinor, undoing.currency) })}</p>}
      </ConfirmDialog>
    </>
  );
}

function receiptColumns({ t, format }: I18n, onUndo: (one: Receipt) => void): Column<Receipt>[] {
  return [
    {
      key: 'source',
      head: t('reconcile.column.source'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/books/transfers/${one.transferId}`}>{one.sourceName}</Link>
          <small>{one.reference || one.by}</small>
        </span>
      ),
    },
    { key: 'day', head: t('reconcile.column.received_on'), cell: (one) => one.receivedOn },
    { key: 'account', head: t('reconcile.column.account'), cell: (one) => one.account },
    {
      key: 'amount',
      head: t('reconcile.column.amount'),
      figure: true,
      cell: (one) => format.money(one.amountMinor, one.currency),
    },
    {
      key: 'undo',
      head: '',
      bare: true,
      cell: (one) =>
        one.takenBackAt === null ? (
          <PermissionGate permission="revenue.manage">
            <Button size="small" onClick={() => onUndo(one)}>
              {t('reconcile.undo')}
            </Button>
          </PermissionGate>
        ) : (
          <Badge>{t('reconcile.receipt_undone')}</Badge>
        ),
    },
  ];
}

/** Records a payment; of a compared file with what is left to be paid filled in. */
export function ReceiptDialog({ open, of, onClose }: { open: boolean; of: Reconciliation | null; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Modal
      open={open}
      title={t('reconcile.receipt')}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      width={520}
      closable={{ 'aria-label': t('action.close') }}
    >
      <ReceiptForm of={of} onClose={onClose} />
    </Modal>
  );
}

function ReceiptForm({ of, onClose }: { of: Reconciliation | null; onClose: () => void }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const sources = useQuery(sourcesQuery);
  const list = sources.data?.items ?? [];
  const [picked, setPicked] = useState(of?.sourceId ?? '');
  const source = list.find((one) => one.id === picked) ?? list[0];
  const [chosen, setChosen] = useState<Receipt['currency'] | null>(of?.currency ?? null);
  const currency = chosen ?? source?.currency ?? 'CNY';
  const [amount, setAmount] = useState(of?.totals ? decimalOf(of.totals.theirs.netMinor, of.currency) : '');
  const [receivedOn, setReceivedOn] = useState(dayIn('Asia/Shanghai'));
  const [account, setAccount] = useState('');
  const [reference, setReference] = useState('');
  const minor = minorOf(amount, currency);
  const fits = source !== undefined && minor !== null && /^[1-9]\d{0,17}$/.test(minor) && account.trim() !== '' && receivedOn !== '';
  const save = useMutation({
    mutationFn: () =>
      call(routes.createReceipt, {
        body: { sourceId: source!.id, currency, amountMinor: minor!, receivedOn, account, reference, reconciliationId: of?.id ?? null },
      }),
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: ['receipts'] });
      toast.done(t('reconcile.receipt_done', { amount: format.money(made.amountMinor, made.currency) }));
      onClose();
    },
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (fits) save.mutate();
      }}
    >
      <p className="dialog-lead">{t('reconcile.receipt_text')}</p>
      <div className="fields">
        <Field id="receipt-source" label={t('reconcile.column.source')}>
          <Choice
            id="receipt-source"
            value={source?.id ?? ''}
            disabled={of !== null}
            options={list.map((one) => ({ value: one.id, label: one.name }))}
            onChange={setPicked}
          />
        </Field>
        <Field id="receipt-currency" label={t('reconcile.column.currency')}>
          <Choice
            id="receipt-currency"
            value={currency}
            disabled={of !== null}
            options={currencies.map((value) => ({ value, label: value }))}
            onChange={(value) => setChosen(value as Receipt['currency'])}
          />
        </Field>
        <Field id="receipt-amount" label={t('reconcile.column.amount')}>
          <Input
            id="receipt-amount"
            inputMode="decimal"
            maxLength={24}
            value={amount}
            onChange={(event) => setAmount(event.target.value)}
          />
        </Field>
        <Field id="receipt-day" label={t('reconcile.column.received_on')}>
          <Input
            id="receipt-day"
            type="date"
            max={dayIn('Asia/Shanghai')}
            value={receivedOn}
            onChange={(event) => setReceivedOn(event.target.value)}
          />
        </Field>
        <Field id="receipt-account" label={t('reconcile.receipt_account')} hint={t('reconcile.receipt_account_hint')}>
          <Input id="receipt-account" maxLength={60} value={account} onChange={(event) => setAccount(event.target.value)} />
        </Field>
        <Field id="receipt-reference" label={t('reconcile.column.reference')}>
          <Input id="receipt-reference" maxLength={140} value={reference} onChange={(event) => setReference(event.target.value)} />
        </Field>
      </div>
      {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button type="primary" htmlType="submit" disabled={!fits} loading={save.isPending}>
          {t('reconcile.receipt')}
        </Button>
      </div>
    </form>
  );
}
