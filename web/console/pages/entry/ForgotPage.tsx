/** Asking for a mail with which to set a new password. The answer never tells whether the address is known. */
import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { identityContract } from '../../../../src/modules/identity/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { EntryFrame } from './EntryFrame.tsx';

export function Component() {
  const { t } = useI18n();
  const [search] = useSearchParams();
  const [email, setEmail] = useState(search.get('email') ?? '');
  const ask = useMutation({ mutationFn: () => call(identityContract.routes.requestReset, { body: { email: email.trim() } }) });
  return (
    <EntryFrame title={t('entry.forgot_title')} lead={t('entry.forgot_lead')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate();
        }}
      >
        {ask.error && <Notice tone="bad">{sentence(t, ask.error)}</Notice>}
        {ask.data &&
          (ask.data.mailConfigured ? (
            <Notice tone="good">{t('entry.forgot_sent')}</Notice>
          ) : (
            <Notice tone="warn">{t('entry.forgot_no_mail')}</Notice>
          ))}
        <Field id="email" label={t('entry.email')}>
          <Input
            id="email"
            type="email"
            size="large"
            autoComplete="username"
            required
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </Field>
        <Button type="primary" size="large" block htmlType="submit" loading={ask.isPending}>
          {t('entry.forgot_send')}
        </Button>
      </form>
      <p className="entry-after">
        <Link to="/sign-in">{t('entry.back')}</Link>
      </p>
    </EntryFrame>
  );
}
