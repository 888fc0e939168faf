/** In which currency one is paid, and from how much on. */
import { useState } from 'react';
import { useI18n } from '../../i18n/i18n.ts';
import { decimalOf, minorOf } from '../../i18n/money.ts';
import type { PayeeProfile } from '../data.ts';
import { useKit } from '../kit.tsx';
import { Form, kept, Pick, Text, useSave } from './fields.tsx';

type Currency = PayeeProfile['currency'];
/** All of the union, in order: a record of it cannot leave one out, and the contract itself stays a type. */
const currencies = Object.keys({
  CNY: true,
  USD: true,
  EUR: true,
  GBP: true,
  HKD: true,
  TWD: true,
  SGD: true,
  MYR: true,
  THB: true,
  IDR: true,
  PHP: true,
  BRL: true,
  MXN: true,
  INR: true,
  KRW: true,
  JPY: true,
  VND: true,
  KWD: true,
} satisfies Record<Currency, true>) as Currency[];

export function PaymentSheet({ profile, onClose }: { profile: PayeeProfile; onClose: () => void }) {
  const { t, language } = useI18n();
  const { Sheet } = useKit();
  const [currency, setCurrency] = useState<Currency>(profile.currency);
  const [typed, setTyped] = useState(profile.thresholdMinor === null ? '' : decimalOf(profile.thresholdMinor, profile.currency));
  const names = new Intl.DisplayNames([language], { type: 'currency' });
  const threshold = typed.trim() === '' ? null : minorOf(typed, currency);
  const wrong = typed.trim() !== '' && threshold === null;
  const save = useSave(onClose);
  return (
    <Sheet title={t('money.payment.title')} onClose={onClose}>
      <Form
        error={save.error}
        busy={save.isPending}
        disabled={wrong}
        onSend={() => save.mutate({ ...kept(profile), currency, thresholdMinor: threshold })}
      >
        <Pick
          label={t('money.payment.currency')}
          value={currency}
          options={currencies.map((value) => ({ value, label: `${value} · ${names.of(value) ?? value}` }))}
          onValue={(value) => setCurrency(value as Currency)}
        />
        <Text
          label={t('money.payment.threshold')}
          hint={t(wrong ? 'money.payment.threshold_wrong' : 'money.payment.threshold_hint')}
          aria-invalid={wrong || undefined}
          inputMode="decimal"
          maxLength={20}
          value={typed}
          onValue={setTyped}
        />
      </Form>
    </Sheet>
  );
}
