/** A payee's going and coming back: what happens to what is owed either way is said before it is done. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import type { PayeeProfile } from './queries.ts';

const { routes } = revenueContract;

export function ExitActions({ payee }: { payee: PayeeProfile }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const params = { payeeId: payee.payeeId };
  const gone = payee.exit !== null;
  const act = useMutation({
    mutationFn: () => (gone ? call(routes.returnPayee, { params }) : call(routes.exitPayee, { params, body: { reason: reason.trim() } })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['money'] });
      toast.done(t(gone ? 'payee.return.done' : 'payee.exit.done'));
      setOpen(false);
      setReason('');
    },
  });
  return (
    <>
      <PermissionGate permission="revenue.manage">
        <Button danger={!gone} onClick={() => setOpen(true)}>
          {t(gone ? 'payee.return.action' : 'payee.exit.action')}
        </Button>
      </PermissionGate>
      <ConfirmDialog
        open={open}
        title={t(gone ? 'payee.return.title' : 'payee.exit.title', { name: payee.name })}
        confirm={t(gone ? 'payee.return.action' : 'payee.exit.action')}
        danger={!gone}
        busy={act.isPending}
        disabled={!gone && reason.trim() === ''}
        onConfirm={() => act.mutate()}
        onClose={() => setOpen(false)}
      >
        {act.error && <Notice tone="bad">{sentence(t, act.error)}</Notice>}
        {gone ? (
          <p>{t('payee.return.text')}</p>
        ) : (
          <>
            <ul className="what-happens">
              <li>{t('payee.exit.owed')}</li>
              <li>{t('payee.exit.debt')}</li>
              <li>{t('payee.exit.later')}</li>
            </ul>
            <Field id="exit-reason" label={t('payee.exit.reason')}>
              <Input id="exit-reason" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
            </Field>
          </>
        )}
      </ConfirmDialog>
    </>
  );
}
