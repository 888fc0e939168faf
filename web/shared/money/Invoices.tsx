/** A company's invoices: for which months one is owed, what was handed in, and what became of it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useI18n } from '../i18n/i18n.ts';
import { decimalOf, minorOf } from '../i18n/money.ts';
import { toast } from '../ui/toast.tsx';
import { ask } from './api.ts';
import { invoicesQuery, type Invoices as All, type PayeeProfile } from './data.ts';
import { accepted, useUpload } from './Documents.tsx';
import { useKit } from './kit.tsx';
import { Card, Tag } from './parts.tsx';
import { Form, Pick, Text } from './profile/fields.tsx';
import { dayWords, monthWords } from './words.ts';

type Month = All['months'][number];
type Invoice = All['items'][number];
const monthTones = { missing: 'bad', partial: 'warn', received: 'good', nothing_due: 'plain' } as const;
const stateTones = { submitted: 'lead', received: 'good', refused: 'bad' } as const;
/** Of VAT on services in China: general, simplified, reduced, exempt. */
const rates = [600, 300, 100, 0] as const;

export function Invoices({ profile }: { profile: PayeeProfile }) {
  const { t } = useI18n();
  const { Button } = useKit();
  const [making, setMaking] = useState<Month | null>(null);
  const invoices = useQuery(invoicesQuery(profile.payeeId)).data;
  if (!invoices?.required && !invoices?.items.length) return null;
  const owed = invoices.months.filter(({ state }) => state !== 'nothing_due');
  return (
    <div id="invoices">
      <Card title={t('money.invoices.title')} flush>
        {owed.length === 0 && invoices.items.length === 0 && <p className="money-card-text money-small">{t('money.invoices.none')}</p>}
        <ul className="money-rows">
          {owed.map((one) => (
            <li key={`${one.period} ${one.currency}`} className="money-row">
              <MonthWords month={one} />
              {(one.state === 'missing' || one.state === 'partial') && (
                <Button onClick={() => setMaking(one)}>{t('money.invoices.hand_in')}</Button>
              )}
            </li>
          ))}
          {invoices.items.map((one) => (
            <li key={one.id} className="money-row">
              <InvoiceWords invoice={one} />
            </li>
          ))}
        </ul>
      </Card>
      {making && <HandIn payeeId={profile.payeeId} month={making} onClose={() => setMaking(null)} />}
    </div>
  );
}

function MonthWords({ month }: { month: Month }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  return (
    <span className="money-grow">
      <span className="money-row-name">
        {monthWords(i18n, month.period)}
        <Tag tone={monthTones[month.state]}>{t(`money.invoices.month_${month.state}`)}</Tag>
      </span>
      <span className="money-small">
        {t('money.invoices.due', {
          due: format.money(month.dueMinor, month.currency),
          received: format.money(month.receivedMinor, month.currency),
        })}
      </span>
    </span>
  );
}

function InvoiceWords({ invoice }: { invoice: Invoice }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  return (
    <span className="money-grow">
      <span className="money-row-name">
        <span className="money-code">{invoice.number}</span>
        <Tag tone={stateTones[invoice.state]}>{t(`money.invoices.${invoice.state}`)}</Tag>
      </span>
      <span className="money-small">
        {monthWords(i18n, invoice.period)} · {format.money(invoice.amountMinor, invoice.currency)} ·{' '}
        {t('money.invoices.vat', {
          rate: format.percent(invoice.vatRateBps / 10_000, 2),
          amount: format.money(invoice.vatMinor, invoice.currency),
        })}{' '}
        · {dayWords(i18n, invoice.issuedOn)}
      </span>
      {invoice.state === 'refused' && invoice.judged?.reason && <span className="money-small is-out">{invoice.judged.reason}</span>}
    </span>
  );
}

/** The form of one invoice, for the payee and for staff who enter it. */
export function HandIn({ payeeId, month, onClose }: { payeeId: string; month: Month; onClose: () => void }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { Sheet } = useKit();
  const client = useQueryClient();
  const { currency } = month;
  const left = BigInt(month.dueMinor) - BigInt(month.receivedMinor);
  const [number, setNumber] = useState('');
  const [issuedOn, setIssuedOn] = useState('');
  const [amount, setAmount] = useState(decimalOf(left > 0n ? left : 0n, currency));
  const [rate, setRate] = useState<string>(String(rates[0]));
  const [file, setFile] = useState<File | null>(null);
  const fileId = useId();
  const { sending, send } = useUpload(payeeId);
  const amountMinor = minorOf(amount, currency);
  const save = useMutation({
    mutationFn: async () => {
      const document = file ? await send(file, 'invoice') : null;
      // A file that did not arrive was said already; an invoice without it would look complete.
      if (file && !document) return false;
      await ask('POST /api/v1/payees/:payeeId/invoices', {
        params: { payeeId },
        body: {
          currency,
          period: month.period,
          number: number.trim(),
          issuedOn,
          amountMinor: amountMinor!,
          vatRateBps: Number(rate),
          documentId: document?.id ?? null,
        },
      });
      return true;
    },
    onSuccess: async (done) => {
      if (!done) return;
      await client.invalidateQueries({ queryKey: ['money'] });
      toast.done(t('money.invoices.handed_in'));
      onClose();
    },
  });
  return (
    <Sheet title={t('money.invoices.for_month', { month: monthWords(i18n, month.period) })} onClose={onClose}>
      <Form
        error={save.error}
        busy={save.isPending}
        disabled={!number.trim() || !issuedOn || amountMinor === null || amountMinor === '0'}
        onSend={() => save.mutate()}
      >
        <Text label={t('money.invoices.number')} required maxLength={60} spellCheck={false} value={number} onValue={setNumber} />
        <Text label={t('money.invoices.issued_on')} type="date" required value={issuedOn} onValue={setIssuedOn} />
        <Text
          label={t('money.invoices.amount', { currency })}
          hint={t('money.invoices.amount_hint')}
          inputMode="decimal"
          required
          maxLength={20}
          value={amount}
          onValue={setAmount}
        />
        <Pick
          label={t('money.invoices.rate')}
          value={rate}
          options={rates.map((bps) => ({ value: String(bps), label: format.percent(bps / 10_000, 2) }))}
          onValue={setRate}
        />
        <div className="money-field">
          <label htmlFor={fileId}>{t('money.invoices.file')}</label>
          <input id={fileId} type="file" accept={accepted} onChange={({ target }) => setFile(target.files?.[0] ?? null)} />
          <small>{t('money.documents.hint')}</small>
        </div>
        {sending && (
          <progress
            className="money-progress"
            max={1}
            value={sending.share}
            aria-label={t('money.documents.sending', { name: sending.name })}
          />
        )}
      </Form>
    </Sheet>
  );
}
