/** Channel accounts: filed (报备), approved, refused with the reason, filed again; and those that clips can be sent to. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSearchParams } from '../../router.tsx';
import { sentence, sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { ask, type Request } from '../../api.ts';
import { accountsQuery, channelsQuery, connectionsQuery, type Account } from '../../data.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Page, Section } from '../../ui/Page.tsx';
import { Confirm, Sheet } from '../../ui/Sheet.tsx';
import { Empty, Loaded, Notice } from '../../ui/states.tsx';
import { channels } from '../market/lists.ts';
import './profile.css';

const tones: Record<Account['state'], string> = { filed: 'warn', approved: 'good', refused: 'bad', withdrawn: 'quiet' };

export default function AccountsPage() {
  const { t } = useI18n();
  const accounts = useQuery(accountsQuery);
  const [form, setForm] = useState<Account | 'new' | null>(null);
  const shown = accounts.data?.items.filter(({ state }) => state !== 'withdrawn') ?? [];
  return (
    <Page
      title={t('creator.accounts.title')}
      back="/me"
      actions={
        <Button tone="plain" icon="plus" onClick={() => setForm('new')}>
          {t('creator.accounts.file')}
        </Button>
      }
    >
      <p className="muted">{t('creator.accounts.lead')}</p>
      <Loaded query={accounts}>
        {() =>
          shown.length === 0 ? (
            <Empty
              icon="person"
              title={t('creator.accounts.empty')}
              text={t('creator.accounts.empty_text')}
              action={
                <Button tone="primary" icon="plus" onClick={() => setForm('new')}>
                  {t('creator.accounts.file')}
                </Button>
              }
            />
          ) : (
            <ul className="rows card card-flat">
              {shown.map((account) => (
                <li key={account.id}>
                  <AccountRow account={account} onEdit={() => setForm(account)} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <Connections />
      {form && <AccountForm account={form === 'new' ? null : form} onClose={() => setForm(null)} />}
    </Page>
  );
}

function AccountRow({ account, onEdit }: { account: Account; onEdit: () => void }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const withdraw = useMutation({
    mutationFn: () => ask('DELETE /api/v1/channel-accounts/:accountId', { params: { accountId: account.id } }),
    onSuccess: async () => {
      setAsking(false);
      await client.invalidateQueries({ queryKey: ['accounts'] });
    },
    onError: (error) => toast.failed(error),
  });
  return (
    <div className="list-row account-row">
      <div className="grow stack">
        <div className="row row-spread">
          <span className="strong cut">{account.handle}</span>
          <span className={`tag tag-${tones[account.state]}`}>{t(`creator.account_state.${account.state}`)}</span>
        </div>
        <p className="small muted">
          {t(`channel.${account.channel}`)}
          {account.externalId && ` · ${account.externalId}`}
          {account.followers !== null &&
            ` · ${t('creator.accounts.followers', { count: account.followers, shown: format.number(account.followers) })}`}
        </p>
        {account.state === 'refused' && account.refusal && (
          <p className="field-wrong">
            {t(`creator.refusal.${account.refusal.reason}`)}
            {account.refusal.note && ` · ${account.refusal.note}`}
          </p>
        )}
        {account.state === 'filed' && <p className="small muted">{t('creator.accounts.filed_text')}</p>}
        <div className="row">
          <Button tone={account.state === 'refused' ? 'soft' : 'plain'} onClick={onEdit}>
            {t(account.state === 'refused' ? 'creator.accounts.again' : 'action.edit')}
          </Button>
          <Button tone="plain" onClick={() => setAsking(true)}>
            {t('creator.accounts.withdraw')}
          </Button>
        </div>
      </div>
      {asking && (
        <Confirm
          title={t('creator.accounts.withdraw')}
          text={t('creator.accounts.withdraw_text', { handle: account.handle })}
          action={t('creator.accounts.withdraw')}
          busy={withdraw.isPending}
          onConfirm={() => withdraw.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

type NewAccount = Request<'POST /api/v1/channel-accounts'>['body'];

function AccountForm({ account, onClose }: { account: Account | null; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [channel, setChannel] = useState<Account['channel']>(account?.channel ?? 'douyin');
  const [handle, setHandle] = useState(account?.handle ?? '');
  const [externalId, setExternalId] = useState(account?.externalId ?? '');
  const [url, setUrl] = useState(account?.url ?? '');
  const [followers, setFollowers] = useState(account?.followers?.toString() ?? '');
  const save = useMutation({
    mutationFn: async () => {
      const body: NewAccount = {
        channel,
        handle: handle.trim(),
        externalId: externalId.trim() || null,
        url: url.trim() || null,
        followers: followers === '' ? null : Number(followers),
      };
      // What was refused is filed anew; anything else is corrected in its place.
      if (account && account.state !== 'refused') {
        const { channel: _, ...rest } = body;
        return ask('PATCH /api/v1/channel-accounts/:accountId', { params: { accountId: account.id }, body: rest });
      }
      return ask('POST /api/v1/channel-accounts', { body });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['accounts'] });
      void client.invalidateQueries({ queryKey: ['mine'] });
      toast.done(t('creator.accounts.saved'));
      onClose();
    },
  });
  return (
    <Sheet title={t(account ? 'creator.accounts.edit' : 'creator.accounts.file')} onClose={onClose}>
      <form
        className="stack stack-wide"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {save.error && <Notice tone="bad">{sentence(t, save.error)}</Notice>}
        <div className="field">
          <label htmlFor="channel">{t('creator.accounts.channel')}</label>
          <Choice
            id="channel"
            value={channel}
            disabled={account !== null}
            options={channels.map((one) => ({ value: one, label: t(`channel.${one}`) }))}
            onChange={(next) => setChannel(next as Account['channel'])}
          />
        </div>
        <Field
          label={t('creator.accounts.handle')}
          required
          maxLength={100}
          value={handle}
          onChange={(event) => setHandle(event.target.value)}
        />
        <Field
          label={t('creator.accounts.external_id')}
          hint={t('creator.accounts.external_id_hint')}
          maxLength={100}
          value={externalId}
          onChange={(event) => setExternalId(event.target.value)}
        />
        <Field
          label={t('creator.accounts.url')}
          type="url"
          inputMode="url"
          placeholder="https://"
          maxLength={500}
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
        <Field
          label={t('creator.accounts.followers_label')}
          inputMode="numeric"
          pattern="[0-9]*"
          maxLength={10}
          value={followers}
          onChange={(event) => setFollowers(event.target.value.replace(/\D/g, ''))}
        />
        {account?.state === 'approved' && <p className="field-hint">{t('creator.accounts.edit_text')}</p>}
        <Button tone="primary" block type="submit" busy={save.isPending} disabled={!handle.trim()}>
          {t(account && account.state !== 'refused' ? 'action.save' : 'creator.accounts.send')}
        </Button>
      </form>
    </Sheet>
  );
}

/** Accounts to which clips are sent from here, where an operator has set a channel up for it. */
function Connections() {
  const { t } = useI18n();
  const client = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const channelOffers = useQuery(channelsQuery);
  const connections = useQuery(connectionsQuery);
  const connected = search.get('connected');
  const failed = search.get('connection_error') ?? search.get('error');
  useEffect(() => {
    if (!connected && !failed) return;
    if (connected) toast.done(t('creator.connections.done'));
    setSearch((now) => ['connected', 'connection_error', 'error'].forEach((name) => now.delete(name)));
  }, [connected, failed, setSearch, t]);
  const begin = useMutation({
    mutationFn: (channel: 'youtube' | 'tiktok') => ask('POST /api/v1/connections', { body: { channel, returnTo: '/creator/accounts' } }),
    onSuccess: ({ authorizeUrl }) => window.location.assign(authorizeUrl),
    onError: (error) => toast.failed(error),
  });
  const remove = useMutation({
    mutationFn: (connectionId: string) => ask('DELETE /api/v1/connections/:connectionId', { params: { connectionId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['connections'] }),
    onError: (error) => toast.failed(error),
  });
  const offers = channelOffers.data?.items.filter(({ ways }) => ways.includes('connected')) ?? [];
  if (offers.length === 0) return null;
  return (
    <Section title={t('creator.connections.title')}>
      <p className="small muted">{t('creator.connections.lead')}</p>
      <ul className="rows card card-flat">
        {offers.map(({ channel, triedLive, missingSettings }) => {
          const mine = connections.data?.items.filter((one) => one.channel === channel) ?? [];
          const name = t(`channel.${channel}`);
          return (
            <li key={channel} className="list-row account-row">
              <div className="grow stack">
                <span className="strong">
                  {name} {!triedLive && <span className="tag tag-warn">{t('creator.connections.not_tried_live')}</span>}
                </span>
                {mine.map((one) => (
                  <div key={one.id} className="row row-spread">
                    <span className="cut">
                      <Icon name={one.state === 'active' ? 'check' : 'warn'} size={16} /> {one.name}
                    </span>
                    <Button
                      tone="plain"
                      onClick={() => remove.mutate(one.id)}
                      aria-label={`${t('creator.connections.remove')} ${one.name}`}
                    >
                      {t('creator.connections.remove')}
                    </Button>
                  </div>
                ))}
                {mine.some(({ error }) => error) && <p className="field-wrong">{sentenceOf(t, mine.find(({ error }) => error)!.error!)}</p>}
                {missingSettings.length > 0 ? (
                  <p className="small muted">{t('creator.connections.not_set_up')}</p>
                ) : (
                  (mine.length === 0 || mine.some(({ state }) => state === 'reconnect_needed')) && (
                    <Button tone="soft" busy={begin.isPending} onClick={() => begin.mutate(channel as 'youtube' | 'tiktok')}>
                      {t('creator.connections.connect', { channel: name })}
                    </Button>
                  )
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
