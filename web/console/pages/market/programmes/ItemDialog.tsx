/** Corrects a measure, adds one, or takes one away. */
import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { ProgrammeDetail } from '../../../../../src/modules/intelligence/programmes/contract.ts';
import { rateBases, supports, type ItemValues } from '../../../../../src/modules/intelligence/programmes/words/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { Field } from '../../../../shared/ui/PageFrame.tsx';
import { CapsInput, ConditionsInput, MoneyInput } from './inputs.tsx';
import type { useProgrammeActs } from './queries.ts';

type Item = ProgrammeDetail['items'][number];
const valuesOf = (item: Item | null): ItemValues => ({
  text: item?.text.value ?? '',
  supports: item?.supports.value ?? [],
  conditions: item?.conditions.map(({ value }) => value) ?? [],
  rate: item?.rate?.value ?? null,
  amount: item?.amount?.value ?? null,
  caps: item?.caps.map(({ value }) => value) ?? [],
});

export function ItemDialog({ item, acts, onClose }: { item: Item | null; acts: ReturnType<typeof useProgrammeActs>; onClose: () => void }) {
  const { t } = useI18n();
  const [values, setValues] = useState(() => valuesOf(item));
  const set = (change: Partial<ItemValues>): void => setValues((before) => ({ ...before, ...change }));
  const keep = (change: Parameters<typeof acts.mutate>[0]): void => acts.mutate(change, { onSuccess: onClose });
  const save = (): void => keep({ change: item ? { items: [{ id: item.id, values }] } : { addItems: [values] } });
  const percent = values.rate?.highBps ?? values.rate?.lowBps ?? null;
  const amount = values.amount?.lowMinor ?? values.amount?.highMinor ?? null;
  return (
    <Modal
      open
      width={640}
      title={t(item ? 'market.programmes.edit_item' : 'market.programmes.add_item')}
      onCancel={onClose}
      footer={
        <>
          {item && (
            <Button danger className="programme-reset" onClick={() => keep({ change: { removeItems: [item.id] } })}>
              {t('market.programmes.remove_item')}
            </Button>
          )}
          {item?.edited && <Button onClick={() => keep({ change: { clearItems: [item.id] } })}>{t('market.programmes.as_read')}</Button>}
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" disabled={values.text.trim() === ''} loading={acts.isPending} onClick={save}>
            {t('action.save')}
          </Button>
        </>
      }
    >
      <div className="programme-form">
        <Field id="item-text" label={t('market.programmes.measure')}>
          <Input.TextArea
            id="item-text"
            value={values.text}
            maxLength={1200}
            autoSize={{ minRows: 2, maxRows: 8 }}
            onChange={({ target }) => set({ text: target.value })}
          />
        </Field>
        <Field id="item-supports" label={t('market.programmes.supports')}>
          <Select
            id="item-supports"
            mode="multiple"
            value={values.supports}
            onChange={(chosen) => set({ supports: chosen })}
            options={supports.map((value) => ({ value, label: t(`intelligence.programmes.support.${value}`) }))}
          />
        </Field>
        <div className="programme-form-pair">
          <Field id="item-rate" label={t('market.programmes.rate')}>
            <Input
              id="item-rate"
              type="number"
              min={0}
              max={1000}
              suffix="%"
              value={percent === null ? '' : percent / 100}
              onChange={({ target }) => {
                const bps = target.value === '' ? null : Math.min(100_000, Math.max(0, Math.round(Number(target.value) * 100)));
                set({
                  rate:
                    bps === null
                      ? null
                      : { lowBps: values.rate?.lowBps === null ? null : bps, highBps: bps, of: values.rate?.of ?? 'costs' },
                });
              }}
            />
          </Field>
          <Field id="item-of" label={t('market.programmes.rate_base')}>
            <Choice
              id="item-of"
              value={values.rate?.of ?? ''}
              disabled={values.rate === null}
              options={[
                { value: '', label: t('market.programmes.unsaid') },
                ...rateBases.map((of) => ({ value: of, label: t(`market.programmes.base.${of}`) })),
              ]}
              onChange={(of) => values.rate && set({ rate: { ...values.rate, of: of === '' ? null : (of as (typeof rateBases)[number]) } })}
            />
          </Field>
        </div>
        <Field id="item-amount" label={t('market.programmes.amount')}>
          <MoneyInput
            id="item-amount"
            value={amount === null ? null : { amountMinor: amount, currency: values.amount!.currency }}
            onChange={(sum) =>
              set({
                amount: sum && {
                  lowMinor: sum.amountMinor,
                  highMinor: sum.amountMinor,
                  currency: sum.currency,
                  per: values.amount?.per ?? 'project',
                },
              })
            }
          />
        </Field>
        <h3>{t('market.programmes.caps')}</h3>
        <CapsInput value={values.caps} onChange={(caps) => set({ caps })} />
        <h3>{t('market.programmes.conditions')}</h3>
        <ConditionsInput value={values.conditions} onChange={(conditions) => set({ conditions })} />
      </div>
    </Modal>
  );
}
