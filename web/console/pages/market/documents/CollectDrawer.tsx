/** The ways in: files, a text, an address, a feed, and the folder that the server watches. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Input } from 'antd';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import { libraryLimits, type LibraryDesk } from '../../../../../src/modules/intelligence/library/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { sentence, sentenceOf } from '../../../../shared/api/errors.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { Field } from '../../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../../shared/ui/states.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { useTasksStarted } from '../../../shell/tasks.ts';
import { refreshDocuments } from './queries.ts';
import { clearSent, dropFile, sendAgain, sendFiles, useSendings, type Sending } from './uploads.ts';

const { routes } = intelligenceContract;
const ways = ['files', 'paste', 'url', 'feed', 'folder'] as const;
type Way = (typeof ways)[number];

export function CollectDrawer(props: { way: string; desk: LibraryDesk | undefined; onWay: (way: string) => void; onClose: () => void }) {
  const { t } = useI18n();
  const way = ways.find((one) => one === props.way);
  return (
    <Drawer
      open={way !== undefined}
      title={t('market.collect.title')}
      onClose={props.onClose}
      size="min(560px, 100vw)"
      closable={{ 'aria-label': t('action.close') }}
      destroyOnHidden
    >
      <div className="market-ways" role="group" aria-label={t('market.collect.title')}>
        {ways.map((one) => (
          <button key={one} type="button" aria-pressed={one === way} onClick={() => props.onWay(one)}>
            {t(`market.collect.way.${one}`)}
          </button>
        ))}
      </div>
      {way === 'files' && <Files />}
      {way === 'paste' && <Paste onClose={props.onClose} />}
      {(way === 'url' || way === 'feed') && <Follow key={way} kind={way} onClose={props.onClose} />}
      {way === 'folder' && (
        <Notice tone="info">{t(props.desk?.watchFolder ? 'market.collect.folder_on' : 'market.collect.folder_off')}</Notice>
      )}
    </Drawer>
  );
}

function Files() {
  const { t, format } = useI18n();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    if (files && files.length > 0) sendFiles([...files]);
  };
  return (
    <>
      <div
        className={over ? 'market-drop is-over' : 'market-drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        <Icon name="text" size={28} />
        <strong>{t('market.collect.drop')}</strong>
        <span>{t('market.collect.drop_text', { size: format.bytes(libraryLimits.fileBytes) })}</span>
        <Button onClick={() => input.current?.click()}>{t('market.collect.choose')}</Button>
        <input
          ref={input}
          type="file"
          hidden
          multiple
          accept=".html,.htm,.xhtml,.mhtml,.mht,.pdf,.docx,.txt,.md,.markdown,text/html,text/plain,text/markdown,application/pdf"
          aria-label={t('market.collect.choose')}
          onChange={(event) => {
            take(event.target.files);
            event.target.value = '';
          }}
        />
      </div>
      <SendingList />
    </>
  );
}

function SendingList() {
  const { t } = useI18n();
  const list = useSendings();
  if (list.length === 0) return null;
  return (
    <section className="market-sending" aria-label={t('market.collect.sending')}>
      <ul>
        {list.map((one) => (
          <SendingRow key={one.id} one={one} />
        ))}
      </ul>
      {list.some(({ state }) => state === 'sent') && (
        <Button size="small" onClick={clearSent}>
          {t('market.collect.clear')}
        </Button>
      )}
    </section>
  );
}

function SendingRow({ one }: { one: Sending }) {
  const { t, format } = useI18n();
  const words = {
    waiting: t('market.collect.waiting'),
    sending: format.percent(one.share),
    sent: t(one.known ? 'market.collect.known' : 'market.collect.sent'),
    failed: one.error ? sentenceOf(t, one.error) : t('task.failed'),
  }[one.state];
  return (
    <li className={`is-${one.state}`}>
      <span>
        <b>{one.name}</b>
        <small>{words}</small>
      </span>
      {one.state === 'sending' && <progress max={1} value={one.share} aria-label={one.name} />}
      {one.state === 'failed' && (
        <Button size="small" onClick={() => sendAgain(one.id)}>
          {t('action.retry')}
        </Button>
      )}
      {one.state !== 'sent' && (
        <button
          type="button"
          className="icon-button"
          aria-label={t('market.collect.drop_file', { name: one.name })}
          onClick={() => dropFile(one.id)}
        >
          <Icon name="close" size={16} />
        </button>
      )}
    </li>
  );
}

function Paste({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const started = useTasksStarted();
  const [text, setText] = useState('');
  const [title, setTitle] = useState('');
  const [url, setUrl] = useState('');
  const navigate = useNavigate();
  const send = useMutation({
    mutationFn: () => call(routes.pasteMarketText, { body: { text, title, url: url.trim() || null } }),
    onSuccess: ({ known, file }) => {
      started();
      if (known && file.documents[0]) {
        toast.done(t('market.collect.known'));
        void navigate(`/market/documents/${file.documents[0].id}`);
      } else {
        toast.done(t('market.collect.taken'));
        onClose();
      }
    },
    onSettled: () => refreshDocuments(client),
  });
  return (
    <form
      className="market-form"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      {send.error && <Notice tone="bad">{sentence(t, send.error)}</Notice>}
      <Field id="paste-text" label={t('market.collect.text')} hint={t('market.collect.text_hint')}>
        <Input.TextArea
          id="paste-text"
          rows={12}
          value={text}
          maxLength={libraryLimits.pasteCharacters}
          aria-describedby="paste-text-hint"
          onChange={({ target }) => setText(target.value)}
        />
      </Field>
      <Field id="paste-title" label={t('market.collect.name')} hint={t('market.collect.name_hint')}>
        <Input
          id="paste-title"
          maxLength={300}
          value={title}
          aria-describedby="paste-title-hint"
          onChange={({ target }) => setTitle(target.value)}
        />
      </Field>
      <Field id="paste-url" label={t('market.collect.from')}>
        <Input
          id="paste-url"
          type="url"
          maxLength={2000}
          placeholder="https://…"
          value={url}
          onChange={({ target }) => setUrl(target.value)}
        />
      </Field>
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={send.isPending} disabled={text.trim() === ''}>
          {t('market.collect.do')}
        </Button>
      </div>
    </form>
  );
}

const rhythms = ['', '60', '360', '1440', '10080'] as const;

/** An address or a feed with how often it is fetched. */
function Follow({ kind, onClose }: { kind: Extract<Way, 'url' | 'feed'>; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const started = useTasksStarted();
  const [url, setUrl] = useState('');
  const [name, setName] = useState('');
  const [every, setEvery] = useState<string>(kind === 'feed' ? '60' : '');
  const navigate = useNavigate();
  const send = useMutation({
    mutationFn: () =>
      call(routes.createMarketSource, { body: { kind, url: url.trim(), name, everyMinutes: every === '' ? null : Number(every) } }),
    onSuccess: () => {
      started();
      toast.done(t('market.source.added'));
      onClose();
      void navigate('/market/documents?tab=sources');
    },
    onSettled: () => refreshDocuments(client),
  });
  return (
    <form
      className="market-form"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      {send.error && <Notice tone="bad">{sentence(t, send.error)}</Notice>}
      <Field id="follow-url" label={t(`market.collect.${kind}_address`)} hint={t(`market.collect.${kind}_hint`)}>
        <Input
          id="follow-url"
          type="url"
          required
          maxLength={2000}
          placeholder="https://…"
          value={url}
          aria-describedby="follow-url-hint"
          onChange={({ target }) => setUrl(target.value)}
        />
      </Field>
      <Field id="follow-name" label={t('market.collect.source_name')}>
        <Input id="follow-name" maxLength={200} value={name} onChange={({ target }) => setName(target.value)} />
      </Field>
      <div className="field">
        <Choice
          label={t('market.source.every')}
          value={every}
          options={rhythms.map((value) => ({ value, label: rhythmText(t, value === '' ? null : Number(value)) }))}
          onChange={(value) => setEvery(value ?? '')}
        />
      </div>
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button
          type="primary"
          htmlType="submit"
          loading={send.isPending}
          disabled={!/^https?:\/\/\S+\.\S+/.test(url.trim()) && !/^https?:\/\/\S+:\d+/.test(url.trim())}
        >
          {t('market.source.add')}
        </Button>
      </div>
    </form>
  );
}

/** How often a source is fetched, in words. */
export function rhythmText(t: ReturnType<typeof useI18n>['t'], minutes: number | null): string {
  if (minutes === null) return t('market.source.once');
  if (minutes % 1440 === 0) return t('market.source.days', { count: minutes / 1440 });
  if (minutes % 60 === 0) return t('market.source.hours', { count: minutes / 60 });
  return t('market.source.minutes', { count: minutes });
}
