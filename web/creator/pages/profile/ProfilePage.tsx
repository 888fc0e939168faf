/** Oneself: the places that have no tab, one's name, the look of the app, one's data, and the way out. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, navigate } from '../../router.tsx';
import { sentence } from '../../../shared/api/errors.ts';
import { changeLanguage, languageName, languages, useI18n } from '../../../shared/i18n/i18n.ts';
import { chooseTheme, useTheme, type ThemeChoice } from '../../../shared/theme/theme.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Icon, type IconName } from '../../../shared/ui/Icon.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { addressOf, ask } from '../../api.ts';
import { meQuery, mineQuery, type Mine } from '../../data.ts';
import { signOut } from '../../session.ts';
import { useInstall } from '../../shell/install.ts';
import { Button } from '../../ui/Button.tsx';
import { Field, passwordLeast } from '../../ui/Field.tsx';
import { Page, Section } from '../../ui/Page.tsx';
import { Confirm, Sheet } from '../../ui/Sheet.tsx';
import { Loaded, Notice, Waiting } from '../../ui/states.tsx';
import './profile.css';

export default function ProfilePage() {
  const { t } = useI18n();
  const mine = useQuery(mineQuery);
  return (
    <Page title={t('creator.nav.me')}>
      <Loaded query={mine} waiting={<Waiting />}>
        {(data) => (
          <>
            <Who mine={data} />
            <Places mine={data} />
            <Look />
            <Leaving mine={data} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Who({ mine }: { mine: Mine }) {
  const { t, format } = useI18n();
  const me = useQuery(meQuery).data;
  const [editing, setEditing] = useState(false);
  return (
    <section className="card row who">
      <span className="who-letter" aria-hidden="true">
        {[...mine.name][0]?.toUpperCase()}
      </span>
      <div className="grow">
        <h2 className="cut">{mine.name}</h2>
        <p className="small muted">{me?.user.email}</p>
        <p className="small muted">
          {mine.agency ? t('creator.me.under', { organisation: mine.organisation, agency: mine.agency.name }) : mine.organisation} ·{' '}
          {t('creator.me.since', { date: format.date(mine.joinedAt) })}
        </p>
      </div>
      <Button tone="plain" onClick={() => setEditing(true)}>
        {t('action.edit')}
      </Button>
      {editing && <EditName mine={mine} onClose={() => setEditing(false)} />}
    </section>
  );
}

function EditName({ mine, onClose }: { mine: Mine; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [name, setName] = useState(mine.name);
  const [bio, setBio] = useState(mine.bio);
  const save = useMutation({
    mutationFn: () => ask('PATCH /api/v1/creator', { body: { name: name.trim(), bio: bio.trim() } }),
    onSuccess: (after) => {
      client.setQueryData(mineQuery.queryKey, after);
      toast.done(t('action.saved'));
      onClose();
    },
  });
  return (
    <Sheet title={t('creator.me.edit')} onClose={onClose}>
      <form
        className="stack stack-wide"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
        <Field
          label={t('creator.join.name')}
          hint={t('creator.join.name_hint')}
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="field">
          <label htmlFor="bio">{t('creator.me.bio')}</label>
          <textarea id="bio" maxLength={500} value={bio} onChange={(event) => setBio(event.target.value)} />
        </div>
        <Button tone="primary" block type="submit" busy={save.isPending} disabled={!name.trim()}>
          {t('action.save')}
        </Button>
      </form>
    </Sheet>
  );
}

function Places({ mine }: { mine: Mine }) {
  const { t } = useI18n();
  const places: [string, IconName, string, string][] = [
    [
      '/accounts',
      'person',
      t('creator.accounts.title'),
      t('creator.me.accounts', { approved: mine.accounts.approved, filed: mine.accounts.filed }),
    ],
    ['/money/profile', 'coins', t('creator.me.payment'), ''],
    ['/publications', 'send', t('creator.posts.title'), ''],
    ['/copies', 'shield', t('creator.copies.title'), ''],
    ['/notices', 'warn', t('creator.notices.title'), ''],
    ['/notifications', 'bell', t('creator.notifications.title'), ''],
    [
      '/terms',
      'book',
      t('creator.terms.title'),
      mine.terms.accepted === null ? t('creator.terms.not_accepted') : t('creator.terms.accepted', { version: mine.terms.accepted }),
    ],
  ];
  return (
    <nav className="card card-flat" aria-label={t('creator.me.places')}>
      <ul className="rows">
        {places.map(([to, icon, title, text]) => (
          <li key={to}>
            <Link to={to} className="list-row">
              <Icon name={icon} size={22} />
              <span className="grow">{title}</span>
              <span className="small muted">{text}</span>
              <Icon name="right" />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Look() {
  const { t, language } = useI18n();
  const { choice } = useTheme();
  const { state, install } = useInstall();
  const pickLanguage = (next: string) => {
    void changeLanguage(next);
    // Mails come in the language of the app; a failure here leaves only those in the other one.
    void ask('PATCH /api/v1/me', { body: { language: next } }).catch(() => undefined);
  };
  return (
    <Section title={t('creator.me.look')}>
      <div className="card stack">
        <div className="field">
          <label htmlFor="language">{t('creator.me.language')}</label>
          <Choice
            id="language"
            value={language}
            options={languages.map((one) => ({ value: one, label: languageName(one) }))}
            onChange={pickLanguage}
          />
        </div>
        <div className="field">
          <label htmlFor="theme">{t('creator.me.theme')}</label>
          <Choice
            id="theme"
            value={choice}
            options={(['system', 'light', 'dark'] as const).map((one) => ({ value: one, label: t(`creator.theme.${one}`) }))}
            onChange={(next) => chooseTheme(next as ThemeChoice)}
          />
        </div>
        {state === 'offered' && (
          <Button icon="download" onClick={() => void install()}>
            {t('creator.install.action')}
          </Button>
        )}
        {state === 'by_hand' && <p className="small muted">{t('creator.install.by_hand')}</p>}
      </div>
    </Section>
  );
}

function Leaving({ mine }: { mine: Mine }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [asking, setAsking] = useState<'agency' | 'organisation' | 'password' | null>(null);
  const away = () => {
    client.clear();
    navigate('/sign-in', { replace: true });
  };
  const out = useMutation({ mutationFn: signOut, onSuccess: away, onError: (error) => toast.failed(error) });
  const leave = useMutation({
    mutationFn: (from: 'agency' | 'organisation') => ask('POST /api/v1/creator/departures', { body: { from } }),
    onSuccess: async (_, from) => {
      setAsking(null);
      if (from === 'agency') return client.invalidateQueries({ queryKey: ['mine'] });
      await signOut();
      away();
    },
    onError: (error) => toast.failed(error),
  });
  return (
    <>
      <Section title={t('creator.me.data')}>
        <div className="card card-flat">
          <ul className="rows">
            <li>
              <button type="button" className="list-row" aria-haspopup="dialog" onClick={() => setAsking('password')}>
                <Icon name="key" size={22} />
                <span className="grow">{t('creator.me.password')}</span>
                <Icon name="right" />
              </button>
            </li>
            <li>
              <a className="list-row" href={addressOf('GET /api/v1/privacy/export', {})} download="hookline-my-data.json">
                <Icon name="download" size={22} />
                <span className="grow">
                  {t('creator.me.export')}
                  <br />
                  <span className="small muted">{t('creator.me.export_text')}</span>
                </span>
              </a>
            </li>
            {mine.agency && (
              <li>
                <button type="button" className="list-row" aria-haspopup="dialog" onClick={() => setAsking('agency')}>
                  <Icon name="out" size={22} />
                  <span className="grow">{t('creator.me.leave_agency', { agency: mine.agency.name })}</span>
                </button>
              </li>
            )}
            <li>
              <button type="button" className="list-row is-danger" aria-haspopup="dialog" onClick={() => setAsking('organisation')}>
                <Icon name="trash" size={22} />
                <span className="grow">{t('creator.me.leave', { organisation: mine.organisation })}</span>
              </button>
            </li>
          </ul>
        </div>
      </Section>
      <Button block icon="out" busy={out.isPending} onClick={() => out.mutate()}>
        {t('creator.me.sign_out')}
      </Button>
      {asking === 'password' && <ChangePassword onClose={() => setAsking(null)} />}
      {(asking === 'agency' || asking === 'organisation') && (
        <Confirm
          title={
            asking === 'agency'
              ? t('creator.me.leave_agency', { agency: mine.agency?.name ?? '' })
              : t('creator.me.leave', { organisation: mine.organisation })
          }
          text={t(asking === 'agency' ? 'creator.me.leave_agency_text' : 'creator.me.leave_text')}
          action={t('creator.me.leave_action')}
          busy={leave.isPending}
          onConfirm={() => leave.mutate(asking)}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

function ChangePassword({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const [now, setNow] = useState('');
  const [next, setNext] = useState('');
  const missing = passwordLeast - [...next].length;
  const change = useMutation({
    mutationFn: () => ask('POST /api/auth/change-password', { body: { currentPassword: now, newPassword: next } }),
    onSuccess: () => {
      toast.done(t('action.saved'));
      onClose();
    },
  });
  return (
    <Sheet title={t('creator.me.password')} onClose={onClose}>
      <form
        className="stack stack-wide"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        {change.error && <Notice tone="bad">{sentence(t, change.error)}</Notice>}
        <Field
          label={t('creator.me.password_now')}
          type="password"
          autoComplete="current-password"
          required
          value={now}
          onChange={(event) => setNow(event.target.value)}
        />
        <Field
          label={t('entry.new_password')}
          hint={
            missing > 0 && next !== '' ? t('entry.password_short', { count: missing }) : t('entry.password_hint', { count: passwordLeast })
          }
          type="password"
          autoComplete="new-password"
          required
          maxLength={200}
          value={next}
          onChange={(event) => setNext(event.target.value)}
        />
        <Button tone="primary" block type="submit" busy={change.isPending} disabled={missing > 0 || now === ''}>
          {t('action.save')}
        </Button>
      </form>
    </Sheet>
  );
}
