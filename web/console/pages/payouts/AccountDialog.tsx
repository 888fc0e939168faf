/** A bank account or a provider's keys, written anew each time: what is kept is never shown again. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import type { PayoutAccount, PayoutAccountInput } from '../../../../src/modules/revenue/payouts/words/contract.ts';
import { currencies } from '../../../../src/platform/http/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { accountsQuery } from './queries.ts';

type Way = PayoutAccount['way'];
const fieldsOf: Record<Way, readonly { name: string; long?: true; needed?: true }[]> = {
  bank: [
    { name: 'holder', needed: true },
    { name: 'account', needed: true },
    { name: 'cnaps' },
    { name: 'bic' },
    { name: 'country', needed: true },
  ],
  alipay: [
    { name: 'appId', needed: true },
    { name: 'privateKey', long: true, needed: true },
    { name: 'alipayPublicKey', long: true },
    { name: 'certApp', long: true },
    { name: 'certAlipay', long: true },
    { name: 'certRoot', long: true },
  ],
  stripe: [{ name: 'secretKey', needed: true }],
};
type Values = Record<string, string>;

/** What is sent of what was typed: an account number that begins like an IBAN is one. */
function inputOf(way: Way, name: string, currency: string, values: Values): unknown {
  const said = (field: string) => values[field]?.trim() || null;
  if (way === 'stripe') return { way, name, secretKey: said('secretKey') ?? '' };
  if (way === 'bank') {
    const account = (said('account') ?? '').replace(/\s/g, '').toUpperCase();
    const iban = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(account);
    return {
      way,
      name,
      currency,
      holder: said('holder') ?? '',
      iban: iban ? account : null,
      accountNumber: iban ? null : account,
      cnaps: said('cnaps'),
      bic: said('bic')?.toUpperCase() ?? null,
      country: (said('country') ?? '').toUpperCase(),
    };
  }
  const certificates = said('certApp') && { app: said('certApp'), alipay: said('certAlipay') ?? '', root: said('certRoot') ?? '' };
  return {
    way,
    name,
    appId: said('appId') ?? '',
    privateKey: said('privateKey') ?? '',
    alipayPublicKey: said('alipayPublicKey'),
    certificates: certificates || null,
  };
}

export function AccountDialog({ account, onClose }: { account: PayoutAccount | null; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [way, setWay] = useState<Way>(account?.way ?? 'bank');
  const [name, setName] = useState(account?.name ?? '');
  const [currency, setCurrency] = useState<string>(account?.currency ?? 'CNY');
  const [values, setValues] = useState<Values>({ country: 'CN', holder: account?.holder ?? '' });
  const lacking = name.trim() === '' || fieldsOf[way].some(({ name: field, needed }) => needed && !values[field]?.trim());
  const save = useMutation({
    mutationFn: () => {
      const body = inputOf(way, name.trim(), currency, values) as PayoutAccountInput;
      const { createPayoutAccount, updatePayoutAccount } = revenueContract.routes;
      return account ? call(updatePayoutAccount, { params: { accountId: account.id }, body }) : call(createPayoutAccount, { body });
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: accountsQuery.queryKey });
      toast.done(t('action.saved'));
      onClose();
    },
  });
  return (
    <Modal
      open
      title={account ? account.name : t('payout.account_new')}
      onCancel={onClose}
      footer={null}
      width={560}
      closable={{ 'aria-label': t('action.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <p className="dialog-lead">{t(`payout.account_text.${way}`)}</p>
        {!account && (
          <Field id="account-way" label={t('payout.column.way')}>
            <Choice
              id="account-way"
              value={way}
              options={(['bank', 'alipay', 'stripe'] as const).map((value) => ({ value, label: t(`payout.way.${value}`) }))}
              onChange={(value) => setWay(value as Way)}
            />
          </Field>
        )}
        {!account && (
          <Field id="account-name" label={t('payout.account_name')} hint={t('payout.account_name_hint')}>
            <Input id="account-name" maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
        )}
        {!account && way === 'bank' && (
          <Field id="account-currency" label={t('payout.column.currency')}>
            <Choice
              id="account-currency"
              value={currency}
              options={currencies.map((value) => ({ value, label: value }))}
              onChange={setCurrency}
            />
          </Field>
        )}
        {fieldsOf[way].map(({ name: field, long }) => (
          <Field
            key={field}
            id={`account-${field}`}
            label={t(`payout.field.${field}`)}
            hint={t.exists(`payout.field_hint.${field}`) ? t(`payout.field_hint.${field}`) : undefined}
          >
            {long ? (
              <Input.TextArea
                id={`account-${field}`}
                rows={3}
                maxLength={20_000}
                spellCheck={false}
                autoComplete="off"
                value={values[field] ?? ''}
                onChange={(event) => setValues({ ...values, [field]: event.target.value })}
              />
            ) : (
              <Input
                id={`account-${field}`}
                type={field === 'secretKey' ? 'password' : 'text'}
                maxLength={300}
                spellCheck={false}
                autoComplete="off"
                value={values[field] ?? ''}
                onChange={(event) => setValues({ ...values, [field]: event.target.value })}
              />
            )}
          </Field>
        ))}
        {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={save.isPending} disabled={lacking}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
