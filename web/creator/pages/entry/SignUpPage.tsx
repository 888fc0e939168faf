/** Open sign-up: an address, and the mail that confirms it. Where there is no mail the link is there at once. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from '../../router.tsx';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { ask } from '../../api.ts';
import { Button, ButtonAnchor, ButtonLink } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Empty, Loaded, Notice } from '../../ui/states.tsx';
import { EntryFrame } from './EntryFrame.tsx';

export default function SignUpPage() {
  const { t } = useI18n();
  const { token = '' } = useParams();
  const [email, setEmail] = useState('');
  const offer = useQuery({
    queryKey: ['sign-up', token],
    queryFn: () => ask('GET /api/v1/creator-signups/:token', { params: { token } }),
    staleTime: Infinity,
  });
  const signUp = useMutation({ mutationFn: () => ask('POST /api/v1/creator-signups', { body: { token, email: email.trim() } }) });
  const title = offer.data ? t('creator.join.title', { organisation: offer.data.organisation }) : t('creator.join.title_plain');
  const lead = offer.data?.agency ? t('creator.join.lead_under', { agency: offer.data.agency }) : t('creator.sign_up.lead');
  return (
    <EntryFrame title={title} lead={offer.data?.open ? lead : undefined}>
      <Loaded query={offer}>
        {({ open }) =>
          !open ? (
            <Empty icon="lock" title={t('creator.sign_up.closed')} text={t('creator.sign_up.closed_text')} />
          ) : signUp.data ? (
            <form>
              <Notice tone="good">
                {t(signUp.data.link ? 'creator.sign_up.at_once' : 'creator.sign_up.mailed', { email: email.trim() })}
              </Notice>
              {signUp.data.link && (
                <ButtonAnchor tone="primary" large block href={signUp.data.link}>
                  {t('creator.sign_up.go_on')}
                </ButtonAnchor>
              )}
            </form>
          ) : (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                signUp.mutate();
              }}
            >
              {signUp.error && <Notice tone="bad">{sentence(t, signUp.error)}</Notice>}
              <Field
                label={t('entry.email')}
                type="email"
                inputMode="email"
                autoComplete="email"
                required
                value={email}
                onChange={(event) => setEmail(event.target.value)}
              />
              <Button tone="primary" large block type="submit" busy={signUp.isPending}>
                {t('creator.sign_up.send')}
              </Button>
              <ButtonLink tone="plain" block to="/sign-in">
                {t('creator.sign_up.have_account')}
              </ButtonLink>
            </form>
          )
        }
      </Loaded>
    </EntryFrame>
  );
}
