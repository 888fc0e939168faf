/** Joining by a link: what it offers, the terms to read and accept, and a new account or the one that is there. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { navigate, useParams } from '../../router.tsx';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { ask, type Answer } from '../../api.ts';
import { meQuery } from '../../data.ts';
import { signIn } from '../../session.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Field, passwordLeast } from '../../ui/Field.tsx';
import { Loaded, Notice } from '../../ui/states.tsx';
import { EntryFrame } from './EntryFrame.tsx';
import { TermsText } from './TermsText.tsx';

type Offer = Answer<'GET /api/v1/creator-joins/:token'>;

const offerQuery = (token: string) =>
  queryOptions({
    queryKey: ['join', token],
    queryFn: () => ask('GET /api/v1/creator-joins/:token', { params: { token } }),
    staleTime: Infinity,
  });
/** The person signed in, or null; apart from `me`, whose 401 leads to the sign-in page. */
const joinerQuery = queryOptions({ queryKey: ['joiner'], queryFn: () => ask('GET /api/v1/me', {}).catch(() => null), staleTime: 0 });

export default function JoinPage() {
  const { t } = useI18n();
  const { token = '' } = useParams();
  const offer = useQuery(offerQuery(token));
  const joiner = useQuery(joinerQuery);
  const named = offer.data ? t('creator.join.title', { organisation: offer.data.organisation }) : t('creator.join.title_plain');
  return (
    <EntryFrame title={named} lead={offer.data && leadOf(t, offer.data)}>
      <Loaded query={offer}>
        {(found) => (
          <Loaded query={joiner}>{(person) => <JoinForm token={token} offer={found} signedInAs={person?.user.email ?? null} />}</Loaded>
        )}
      </Loaded>
    </EntryFrame>
  );
}

function leadOf(t: ReturnType<typeof useI18n>['t'], offer: Offer): string {
  if (offer.kind === 'agency') return t('creator.join.lead_agency', { agency: offer.agency ?? offer.organisation });
  return offer.agency ? t('creator.join.lead_under', { agency: offer.agency }) : t('creator.join.lead');
}

function JoinForm({ token, offer, signedInAs }: { token: string; offer: Offer; signedInAs: string | null }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [email, setEmail] = useState(offer.email ?? '');
  const [password, setPassword] = useState('');
  const [accepted, setAccepted] = useState(false);
  const asSigned = signedInAs !== null && (offer.email === null || offer.email.toLowerCase() === signedInAs.toLowerCase());
  const isNew = !asSigned && !offer.hasAccount;
  const join = useMutation({
    mutationFn: async () => {
      const result = await ask('POST /api/v1/creator-joins/:token', {
        params: { token },
        body: {
          ...(isNew && { name: name.trim(), password, ...(offer.email === null && { email: email.trim() }) }),
          ...(offer.terms && accepted && { acceptedTerms: offer.terms.version }),
        },
      });
      if (result.status === 'confirm') return result;
      if (isNew) await signIn(result.email, password);
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'join' && queryKey[0] !== 'joiner' });
      await client.fetchQuery(meQuery);
      return result;
    },
    onSuccess: (result) => {
      if (result.status !== 'joined') return;
      // An agency's people work in the console, which is another page of this server.
      if (offer.kind === 'agency') window.location.assign('/');
      else navigate('/', { replace: true });
    },
  });
  if (join.data?.status === 'confirm') return <Notice tone="good">{t('creator.join.confirm', { email: join.data.email })}</Notice>;
  if (offer.hasAccount && !asSigned) {
    return (
      <form>
        <Notice>{t('creator.join.sign_in_first', { email: offer.email ?? '' })}</Notice>
        <ButtonLink
          tone="primary"
          large
          block
          to={`/sign-in?email=${encodeURIComponent(offer.email ?? '')}&next=${encodeURIComponent(`/join/${token}`)}`}
        >
          {t('creator.entry.sign_in')}
        </ButtonLink>
      </form>
    );
  }
  const missing = passwordLeast - [...password].length;
  const ready = (!isNew || (name.trim() !== '' && missing <= 0 && email.trim() !== '')) && (!offer.terms || accepted);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) join.mutate();
      }}
    >
      {join.error && <Notice tone="bad">{sentence(t, join.error)}</Notice>}
      {asSigned && <Notice>{t('creator.join.as', { email: signedInAs })}</Notice>}
      {isNew && (
        <>
          {offer.email === null && (
            <Field
              label={t('entry.email')}
              type="email"
              autoComplete="username"
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
          <Field
            label={t('creator.join.name')}
            hint={t('creator.join.name_hint')}
            autoComplete="nickname"
            required
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Field
            label={t('entry.new_password')}
            hint={
              missing > 0 && password !== ''
                ? t('entry.password_short', { count: missing })
                : t('entry.password_hint', { count: passwordLeast })
            }
            type="password"
            autoComplete="new-password"
            required
            maxLength={200}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </>
      )}
      {offer.terms && (
        <div>
          <TermsText terms={offer.terms} />
          <label className="check">
            <input type="checkbox" checked={accepted} onChange={(event) => setAccepted(event.target.checked)} />
            <span>{t('creator.terms.accept', { version: offer.terms.version })}</span>
          </label>
        </div>
      )}
      <Button tone="primary" large block type="submit" busy={join.isPending} disabled={!ready}>
        {t('entry.join')}
      </Button>
    </form>
  );
}
