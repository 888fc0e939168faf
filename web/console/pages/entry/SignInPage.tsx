/** Signing in; afterwards one is where one wanted to be. */
import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link, redirect, useNavigate, useSearchParams } from 'react-router';
import { identityContract } from '../../../../src/modules/identity/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { meQuery } from '../../../shared/api/me.ts';
import { queryClient } from '../../../shared/api/query.ts';
import { signIn } from '../../../shared/api/session.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { EntryFrame } from './EntryFrame.tsx';

/** Whoever is signed in already goes on; a failure here only means that the form is shown. */
export async function loader() {
  const me = await call(identityContract.routes.getMe).catch(() => null);
  return me ? redirect('/') : null;
}

/** Only places of this console: an address of another site in `next` would be a trap. */
function safeNext(next: string | null): string {
  return next && next.startsWith('/') && !next.startsWith('//') && !next.includes('\\') ? next : '/';
}

export function Component() {
  const { t } = useI18n();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const [email, setEmail] = useState(search.get('email') ?? '');
  const [password, setPassword] = useState('');
  const enter = useMutation({
    mutationFn: async () => {
      await signIn(email.trim(), password);
      queryClient.clear();
      await queryClient.fetchQuery(meQuery);
    },
    onSuccess: () => navigate(safeNext(search.get('next')), { replace: true }),
  });
  return (
    <EntryFrame title={t('entry.sign_in')} lead={t('entry.sign_in_lead')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          enter.mutate();
        }}
      >
        {enter.error && <Notice tone="bad">{sentence(t, enter.error)}</Notice>}
        {!enter.error && search.get('done') === 'reset' && <Notice tone="good">{t('entry.reset_done')}</Notice>}
        <Field id="email" label={t('entry.email')}>
          <Input
            id="email"
            type="email"
            size="large"
            autoComplete="username"
            required
            autoFocus={!email}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </Field>
        <Field id="password" label={t('entry.password')}>
          <Input.Password
            id="password"
            size="large"
            autoComplete="current-password"
            required
            autoFocus={email !== ''}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        <Button type="primary" size="large" block htmlType="submit" loading={enter.isPending}>
          {t('entry.sign_in')}
        </Button>
      </form>
      <p className="entry-after">
        <Link to={`/forgot${email ? `?email=${encodeURIComponent(email)}` : ''}`}>{t('entry.forgot')}</Link>
      </p>
    </EntryFrame>
  );
}
