/** A new password, by a one-time link. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { identityContract } from '../../../../src/modules/identity/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Notice } from '../../../shared/ui/states.tsx';
import { EntryFrame } from './EntryFrame.tsx';
import { NewPassword, longEnough } from './NewPassword.tsx';

export function Component() {
  const { t } = useI18n();
  const { token = '' } = useParams();
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const reset = useMutation({
    mutationFn: () => call(identityContract.routes.resetPassword, { params: { token }, body: { password } }),
    onSuccess: () => navigate('/sign-in?done=reset', { replace: true }),
  });
  return (
    <EntryFrame title={t('entry.reset_title')} lead={t('entry.reset_lead')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          reset.mutate();
        }}
      >
        {reset.error && <Notice tone="bad">{sentence(t, reset.error)}</Notice>}
        <NewPassword value={password} onChange={setPassword} />
        <Button type="primary" size="large" block htmlType="submit" loading={reset.isPending} disabled={!longEnough(password)}>
          {t('entry.reset_save')}
        </Button>
      </form>
    </EntryFrame>
  );
}
