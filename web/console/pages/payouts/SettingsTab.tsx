/** By which rules payees are paid: the day, thresholds and minimums by currency, invoices of companies. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Switch } from 'antd';
import { useState } from 'react';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import type { PayoutSettings } from '../../../../src/modules/revenue/payouts/contract.ts';
import { currencies } from '../../../../src/platform/http/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { decimalOf, minorOf } from '../../../shared/i18n/money.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Field, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { settingsQuery } from './queries.ts';
import './payouts.css';

type Currency = (typeof currencies)[number];
/** Amounts as they are typed. */
type Rule = { currency: Currency; threshold: string; minimum: string };

export function SettingsTab() {
  const settings = useQuery(settingsQuery);
  if (settings.data) return <SettingsForm key={JSON.stringify(settings.data)} settings={settings.data} />;
  return settings.error ? <ErrorState error={settings.error} onRetry={() => void settings.refetch()} /> : <LoadingLines lines={6} />;
}

function SettingsForm({ settings }: { settings: PayoutSettings }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [day, setDay] = useState(String(settings.dayOfMonth ?? ''));
  const [invoiceNeeded, setInvoiceNeeded] = useState(settings.invoiceNeeded);
  const [rules, setRules] = useState<Rule[]>(
    settings.currencies.map(({ currency, thresholdMinor, minimumMinor }) => ({
      currency,
      threshold: decimalOf(thresholdMinor, currency),
      minimum: decimalOf(minimumMinor, currency),
    })),
  );
  const read = rules.map(({ currency, threshold, minimum }) => ({
    currency,
    thresholdMinor: minorOf(threshold || '0', currency),
    minimumMinor: minorOf(minimum || '0', currency),
  }));
  const wrong = read.some(({ thresholdMinor, minimumMinor }) => thresholdMinor === null || minimumMinor === null);
  const save = useMutation({
    mutationFn: () =>
      call(revenueContract.routes.setPayoutSettings, {
        body: { dayOfMonth: day === '' ? null : Number(day), invoiceNeeded, currencies: read as PayoutSettings['currencies'] },
      }),
    onSuccess: (after) => {
      client.setQueryData(settingsQuery.queryKey, after);
      void client.invalidateQueries({ queryKey: ['payouts'] });
      toast.done(t('action.saved'));
    },
  });
  const free = currencies.find((one) => !rules.some(({ currency }) => currency === one));
  const days = Array.from({ length: 28 }, (_, index) => String(index + 1));
  return (
    <Panel title={t('payout.tab.settings')}>
      <form
        className="payout-settings"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Field id="payout-day-of-month" label={t('payout.day_of_month')} hint={t('payout.day_of_month_hint')}>
          <Choice
            id="payout-day-of-month"
            value={day}
            options={[
              { value: '', label: t('payout.no_day') },
              ...days.map((value) => ({ value, label: t('payout.day_nr', { day: value }) })),
            ]}
            onChange={setDay}
          />
        </Field>
        <div className="field">
          <span className="field-label">{t('payout.thresholds')}</span>
          <span className="field-hint">{t('payout.thresholds_hint')}</span>
        </div>
        {rules.map((rule, index) => (
          <RuleRow
            key={rule.currency}
            rule={rule}
            onChange={(next) => setRules(rules.map((one, at) => (at === index ? next : one)))}
            onRemove={() => setRules(rules.filter((_, at) => at !== index))}
          />
        ))}
        {free && (
          <Button onClick={() => setRules([...rules, { currency: free, threshold: '', minimum: '' }])}>{t('payout.add_currency')}</Button>
        )}
        <div className="field">
          <label>
            <Switch checked={invoiceNeeded} onChange={setInvoiceNeeded} aria-label={t('payout.invoice_needed')} />{' '}
            {t('payout.invoice_needed')}
          </label>
          <span className="field-hint">{t('payout.invoice_needed_hint')}</span>
        </div>
        {wrong && <Notice tone="warn">{t('payout.amount_wrong')}</Notice>}
        {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
        <div className="dialog-actions">
          <PermissionGate permission="revenue.manage" because={wrong ? t('payout.amount_wrong') : undefined}>
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              {t('action.save')}
            </Button>
          </PermissionGate>
        </div>
      </form>
    </Panel>
  );
}

function RuleRow({ rule, onChange, onRemove }: { rule: Rule; onChange: (rule: Rule) => void; onRemove: () => void }) {
  const { t } = useI18n();
  const id = (what: string) => `payout-${what}-${rule.currency}`;
  return (
    <div className="payout-rule">
      <Field id={id('currency')} label={t('payout.column.currency')}>
        <Choice
          id={id('currency')}
          value={rule.currency}
          options={currencies.map((value) => ({ value, label: value }))}
          onChange={(currency) => onChange({ ...rule, currency: currency as Currency })}
        />
      </Field>
      <Field id={id('threshold')} label={t('payout.threshold')}>
        <Input
          id={id('threshold')}
          inputMode="decimal"
          value={rule.threshold}
          onChange={(event) => onChange({ ...rule, threshold: event.target.value })}
        />
      </Field>
      <Field id={id('minimum')} label={t('payout.minimum')}>
        <Input
          id={id('minimum')}
          inputMode="decimal"
          value={rule.minimum}
          onChange={(event) => onChange({ ...rule, minimum: event.target.value })}
        />
      </Field>
      <Button onClick={onRemove} aria-label={t('payout.remove_currency', { currency: rule.currency })}>
        {t('action.delete')}
      </Button>
    </div>
  );
}
