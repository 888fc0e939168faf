/** Chooses how a payee is taxed over the rule, with a reason that is kept; or leaves it to the rule again. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import { regimeIds } from '../../../../src/modules/revenue/payees/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import type { PayeeProfile } from './queries.ts';

export function RegimeDialog({ payee, onClose }: { payee: PayeeProfile; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const chosen = payee.regime.reason === 'chosen';
  const [picked, setPicked] = useState<string>(chosen ? payee.regime.id : '');
  const [reason, setReason] = useState(payee.regime.note ?? '');
  const regime = regimeIds.find((one) => one === picked) ?? null;
  const save = useMutation({
    mutationFn: () =>
      call(revenueContract.routes.setRegime, {
        params: { payeeId: payee.payeeId },
        body: { regime, reason: regime === null ? '' : reason.trim() },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['money'] });
      toast.done(t('action.saved'));
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('payee.regime.dialog')}
      onCancel={onClose}
      footer={null}
      width={520}
      closable={{ 'aria-label': t('action.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <p className="dialog-lead">{t('payee.regime.dialog_text')}</p>
        {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
        <Field id="regime" label={t('payee.regime.title')} hint={regime ? t(`money.regime.${regime}_text`) : undefined}>
          <Choice
            id="regime"
            value={picked}
            options={[
              { value: '', label: t('payee.regime.by_rule') },
              ...regimeIds.map((value) => ({ value, label: t(`money.regime.${value}`) })),
            ]}
            onChange={setPicked}
          />
        </Field>
        {regime && (
          <Field id="regime-reason" label={t('payee.regime.reason')} hint={t('payee.regime.reason_hint')}>
            <Input id="regime-reason" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
          </Field>
        )}
        <Notice tone="warn">{t('payee.tax.confirm')}</Notice>
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" disabled={regime !== null && reason.trim() === ''} loading={save.isPending}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
