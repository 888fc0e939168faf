/** Signing in; afterwards one is where one wanted to be. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { navigate, useSearchParams } from '../../router.tsx';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { meQuery } from '../../data.ts';
import { safeNext, signIn } from '../../session.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/states.tsx';
import { EntryFrame } from './EntryFrame.tsx';

export default function SignInPage() {
  const { t } = useI18n();
  const client = useQueryClient();
  const [search] = useSearchParams();
  const [email, setEmail] = useState(search.get('email') ?? '');
  const [password, setPassword] = useState('');
  const enter = useMutation({
    mutationFn: async () => {
      await signIn(email.trim(), password);
      client.clear();
      await client.fetchQuery(meQuery);
    },
    onSuccess: () => navigate(safeNext(search.get('next')), { replace: true }),
  });
  return (
    <EntryFrame title={t('creator.entry.sign_in')} lead={t('creator.entry.sign_in_lead')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          enter.mutate();
        }}
      >
        {enter.error && <Notice tone="bad">{sentence(t, enter.error)}</Notice>}
        {!enter.error && search.get('done') === 'joined' && <Notice tone="good">{t('creator.entry.joined')}</Notice>}
        <Field
          label={t('entry.email')}
          type="email"
          inputMode="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Field
          label={t('entry.password')}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button tone="primary" large block type="submit" busy={enter.isPending}>
          {t('creator.entry.sign_in')}
        </Button>
        <p className="small">
          <a href={`/forgot${email ? `?email=${encodeURIComponent(email)}` : ''}`}>{t('entry.forgot')}</a>
        </p>
      </form>
    </EntryFrame>
  );
}
