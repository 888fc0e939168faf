/** Joining an organisation by an invitation: with a new account, or as the person who is signed in. */
import { queryOptions, useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams, type LoaderFunctionArgs } from 'react-router';
import { identityContract } from '../../../../src/modules/identity/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { meQuery } from '../../../shared/api/me.ts';
import { queryClient } from '../../../shared/api/query.ts';
import { signIn } from '../../../shared/api/session.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { EntryFrame } from './EntryFrame.tsx';
import { NewPassword, longEnough } from './NewPassword.tsx';

const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: () => call(identityContract.routes.readInvitation, { params: { token } }),
    staleTime: Infinity,
  });

export async function loader({ params }: LoaderFunctionArgs) {
  await queryClient.ensureQueryData(invitationQuery(params['token']!));
  // Nobody being signed in is one of the two ordinary cases.
  await queryClient.fetchQuery(joinerQuery);
  return null;
}

/** The person signed in, or null; apart from `me`, whose 401 leads to the sign-in page. */
const joinerQuery = queryOptions({
  queryKey: ['joiner'],
  queryFn: () => call(identityContract.routes.getMe).catch(() => null),
  staleTime: 0,
});

export function Component() {
  const { t } = useI18n();
  const { token = '' } = useParams();
  const navigate = useNavigate();
  const invitation = useSuspenseQuery(invitationQuery(token)).data;
  const joiner = useQuery(joinerQuery).data ?? null;
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const signedIn = joiner?.user.email.toLowerCase() === invitation.email.toLowerCase();
  const isNew = !invitation.hasAccount && !signedIn;
  const join = useMutation({
    mutationFn: async () => {
      const { email } = await call(identityContract.routes.acceptInvitation, { params: { token }, body: isNew ? { name, password } : {} });
      if (isNew) await signIn(email, password);
      // Everything but this page's own, which would ask for an invitation that is used up now.
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'invitation' && queryKey[0] !== 'joiner' });
      await queryClient.fetchQuery(meQuery);
    },
    onSuccess: () => navigate('/', { replace: true }),
  });
  const role = t(`role.${invitation.role}`);
  return (
    <EntryFrame
      title={t('entry.join_title', { organisation: invitation.organisation })}
      lead={t('entry.join_lead', { email: invitation.email, role })}
    >
      {!isNew && !signedIn ? (
        <div className="entry-after">
          <Notice>{t('entry.join_sign_in')}</Notice>
          <LinkButton
            type="primary"
            size="large"
            block
            to={`/sign-in?email=${encodeURIComponent(invitation.email)}&next=${encodeURIComponent(`/join/${token}`)}`}
          >
            {t('entry.sign_in')}
          </LinkButton>
        </div>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            join.mutate();
          }}
        >
          {join.error && <Notice tone="bad">{sentence(t, join.error)}</Notice>}
          {isNew && (
            <>
              <Field id="name" label={t('entry.name')}>
                <Input
                  id="name"
                  size="large"
                  autoComplete="name"
                  required
                  autoFocus
                  maxLength={100}
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
              </Field>
              <NewPassword value={password} onChange={setPassword} />
            </>
          )}
          <Button
            type="primary"
            size="large"
            block
            htmlType="submit"
            loading={join.isPending}
            disabled={isNew && (!name.trim() || !longEnough(password))}
          >
            {t('entry.join')}
          </Button>
        </form>
      )}
    </EntryFrame>
  );
}
