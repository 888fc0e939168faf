/** Who can be paid now, how much, and why the others cannot; the way to a batch. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import type { PayablePayee, PayoutWay } from '../../../../src/modules/revenue/payouts/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, Notice } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { dayWords, reasonWords } from './parts.tsx';
import { accountsQuery, keepBatch, payableQuery, settingsQuery, type Show } from './queries.ts';

type Currency = PayablePayee['currency'];
type Ready = { way: PayoutWay; payees: number; amountMinor: string };

export function PayableTab() {
  const i18n = useI18n();
  const { t } = i18n;
  const [currency] = useUrlState<string>('currency', 'CNY');
  const [show] = useUrlState<string>('show', 'all');
  const [making, setMaking] = useUrlState<string>('make', '', true);
  const payable = useInfiniteQuery(payableQuery(currency as Currency, show as Show));
  const settings = useQuery(settingsQuery);
  const first = payable.data?.pages[0];
  const currencies = first?.currencies ?? [];
  return (
    <>
      {settings.data?.nextOn && <p className="payout-next">{t('payout.next_on', { on: dayWords(i18n, settings.data.nextOn) })}</p>}
      {first && <Totals ready={first.ready} waiting={first.waiting} currency={currency} onMake={() => setMaking('1')} />}
      <div className="filters-row" role="search">
        {currencies.length > 1 && (
          <FilterChoice
            name="currency"
            label={t('payout.column.currency')}
            all="CNY"
            options={currencies.filter((one) => one !== 'CNY').map((value) => ({ value, label: value }))}
          />
        )}
        <FilterChoice
          name="show"
          label={t('payout.show')}
          all={t('payout.show_all')}
          options={(['ready', 'waiting'] as const).map((value) => ({ value, label: t(`payout.show_${value}`) }))}
        />
      </div>
      <Listing query={payable} empty={<EmptyState icon="send" title={t('payout.nobody')} text={t('payout.nobody_text')} />}>
        {(items) => <DataTable label={t('payout.tab.payable')} columns={columnsOf(i18n)} rows={items} rowKey={(one) => one.payee.id} />}
      </Listing>
      {making === '1' && first && <MakeDialog currency={currency as Currency} ready={first.ready} onClose={() => setMaking(null)} />}
    </>
  );
}

function Totals({ ready, waiting, currency, onMake }: { ready: Ready[]; waiting: number; currency: string; onMake: () => void }) {
  const { t, format } = useI18n();
  return (
    <section className="panel payout-totals" aria-label={t('payout.ready_now')}>
      <dl>
        {ready.map(({ way, payees, amountMinor }) => (
          <div key={way}>
            <dt>{t(`payout.way.${way}`)}</dt>
            <dd>
              {format.money(amountMinor, currency)} <small>{t('payout.payees', { count: payees })}</small>
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('payout.waiting')}</dt>
          <dd>
            {format.number(waiting)} <small>{t('payout.waiting_text')}</small>
          </dd>
        </div>
      </dl>
      <PermissionGate permission="revenue.manage" because={ready.length === 0 ? t('payout.nobody_ready') : undefined}>
        <Button type="primary" onClick={onMake}>
          {t('payout.make')}
        </Button>
      </PermissionGate>
    </section>
  );
}

function columnsOf(i18n: I18n): Column<PayablePayee>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'payee',
      head: t('payout.column.payee'),
      lead: true,
      cell: ({ payee, destination }) => (
        <span className="cell-two">
          <Link to={`/payees/${payee.id}`}>{payee.name}</Link>
          <small>{destination ? `${t(`payout.way.${destination.way}`)} ${destination.masked}` : t('payout.no_account')}</small>
        </span>
      ),
    },
    {
      key: 'payable',
      head: t('payout.column.payable'),
      figure: true,
      cell: (one) => <strong>{format.money(one.payableMinor, one.currency)}</strong>,
    },
    {
      key: 'held',
      head: t('payout.column.on_hold'),
      figure: true,
      cell: (one) =>
        one.onHoldMinor === '0' ? (
          '–'
        ) : (
          <span className="cell-two">
            <span>{format.money(one.onHoldMinor, one.currency)}</span>
            {one.nextOn && <small>{t('payout.from_day', { on: dayWords(i18n, one.nextOn) })}</small>}
          </span>
        ),
    },
    {
      key: 'under_way',
      head: t('payout.column.under_way'),
      figure: true,
      cell: (one) => (one.underWayMinor === '0' ? '–' : format.money(one.underWayMinor, one.currency)),
    },
    {
      key: 'why',
      head: t('payout.column.why'),
      cell: (one) =>
        one.reasons.length === 0 ? (
          <span className="payout-ready">{t('payout.can_be_paid')}</span>
        ) : (
          <span className="cell-two">
            {one.reasons.map((reason, index) => (
              <span key={index}>{reasonWords(i18n, 'reason', reason)}</span>
            ))}
          </span>
        ),
    },
  ];
}

function MakeDialog({ currency, ready, onClose }: { currency: Currency; ready: Ready[]; onClose: () => void }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const navigate = useNavigate();
  const accounts = useQuery(accountsQuery);
  const fit = (accounts.data?.items ?? []).filter((one) => one.currency === null || one.currency === currency);
  const [picked, setPicked] = useState<string | null>(null);
  const [executeOn, setExecuteOn] = useState('');
  const [note, setNote] = useState('');
  const account = fit.find(({ id }) => id === picked) ?? fit.find(({ way }) => ready.some((one) => one.way === way)) ?? fit[0];
  const here = ready.find(({ way }) => way === account?.way);
  const make = useMutation({
    mutationFn: () =>
      call(revenueContract.routes.createPayoutBatch, { body: { accountId: account!.id, currency, note, ...(executeOn && { executeOn }) } }),
    onSuccess: async (batch) => {
      keepBatch(client, batch);
      await navigate(`/payouts/${batch.id}`);
    },
  });
  return (
    <Modal open title={t('payout.make')} onCancel={onClose} footer={null} width={520} closable={{ 'aria-label': t('action.close') }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <p className="dialog-lead">{t('payout.make_text')}</p>
        {accounts.data && fit.length === 0 && (
          <Notice tone="warn">
            {t('payout.no_accounts', { currency })} <LinkButton to="/payouts?tab=accounts">{t('payout.tab.accounts')}</LinkButton>
          </Notice>
        )}
        {account && (
          <div className="fields">
            <Field id="payout-account" label={t('payout.column.account')}>
              <Choice
                id="payout-account"
                value={account.id}
                options={fit.map((one) => ({ value: one.id, label: `${one.name} · ${t(`payout.way.${one.way}`)} ${one.masked}` }))}
                onChange={setPicked}
              />
            </Field>
            {account.way === 'bank' && (
              <Field id="payout-day" label={t('payout.execute_on')} hint={t('payout.execute_on_hint')}>
                <Input id="payout-day" type="date" value={executeOn} onChange={(event) => setExecuteOn(event.target.value)} />
              </Field>
            )}
            <Field id="payout-note" label={t('payout.note')} hint={t('payout.note_hint')}>
              <Input id="payout-note" maxLength={100} value={note} onChange={(event) => setNote(event.target.value)} />
            </Field>
          </div>
        )}
        {account && (
          <p className="payout-sum">
            {here
              ? t('payout.will_pay', { count: here.payees, amount: format.money(here.amountMinor, currency) })
              : t('payout.will_pay_nobody')}
          </p>
        )}
        {make.error && <Notice tone="bad">{sentence(t, make.error)}</Notice>}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <PermissionGate permission="revenue.manage" because={here ? undefined : t('payout.nobody_ready')}>
            <Button type="primary" htmlType="submit" loading={make.isPending}>
              {t('payout.make_draft')}
            </Button>
          </PermissionGate>
        </div>
      </form>
    </Modal>
  );
}
