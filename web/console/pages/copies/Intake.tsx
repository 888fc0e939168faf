/** Where suspects come in: files and folders dropped or chosen, links pasted; and what of it is on its way. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { protectionContract } from '../../../../src/modules/protection/contract.ts';
import type { Desk } from '../../../../src/modules/protection/suspects/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence, sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Field } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { fromDrop, fromInput, type Selection } from '../import/folder.ts';
import { busy, refreshCopies } from './queries.ts';
import { SendingList } from './SendingList.tsx';
import { sendFiles } from './uploads.ts';
import { linksIn } from './words.ts';

const { routes } = protectionContract;
/** What lies beside videos in folders and is none: passed over without a word. Everything else is tried, and refused by its content. */
const beside = /\.(srt|ass|ssa|vtt|txt|md|json|nfo|jpe?g|png|webp|gif|pdf|docx?|xlsx?|csv|html?|url|lnk)$/i;

export function Intake({ desk }: { desk: Desk | undefined }) {
  const { t } = useI18n();
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [dialog, setDialog] = useUrlState<string>('add', '', true);
  const denied = useDenied(routes.uploadSuspect.access);
  const take = (selection: Selection): void => {
    const wanted = selection.files.filter(({ path }) => !beside.test(path));
    if (wanted.length === 0) return toast.say(t('protection.intake.no_videos'));
    sendFiles(wanted);
  };
  const taken = (input: HTMLInputElement): void => {
    if (input.files?.length) take(fromInput(input.files));
    input.value = '';
  };
  return (
    <section
      className={over ? 'intake is-over' : 'intake'}
      aria-label={t('protection.intake.title')}
      onDragOver={(event) => {
        event.preventDefault();
        if (!denied) setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (!denied) void fromDrop(event.dataTransfer.items).then(take, toast.failed);
      }}
    >
      <div className="intake-row">
        <Icon name="shield" size={26} />
        <div className="intake-words">
          <strong>{t('protection.intake.drop')}</strong>
          <span>{t(desk?.watchFolder ? 'protection.intake.text_watched' : 'protection.intake.text')}</span>
        </div>
        <div className="page-actions">
          <PermissionGate permission={routes.uploadSuspect.access}>
            <Button type="primary" onClick={() => files.current?.click()}>
              {t('protection.intake.files')}
            </Button>
          </PermissionGate>
          <PermissionGate permission={routes.uploadSuspect.access}>
            <Button onClick={() => folder.current?.click()}>{t('protection.intake.folder')}</Button>
          </PermissionGate>
          <PermissionGate permission={routes.addLinks.access}>
            <Button icon={<Icon name="link" size={16} />} onClick={() => setDialog('links')}>
              {t('protection.intake.links')}
            </Button>
          </PermissionGate>
        </div>
      </div>
      <input
        ref={files}
        type="file"
        hidden
        multiple
        accept="video/*,.zip,.mkv,.flv,.ts,.avi"
        aria-label={t('protection.intake.files')}
        onChange={(event) => taken(event.target)}
      />
      <input
        ref={folder}
        type="file"
        hidden
        multiple
        {...{ webkitdirectory: '' }}
        aria-label={t('protection.intake.folder')}
        onChange={(event) => taken(event.target)}
      />
      <SendingList />
      {desk && busy(desk) && <Running desk={desk} />}
      <LinksDialog open={dialog === 'links'} most={desk?.limits.linksAtOnce ?? 1000} onClose={() => setDialog(null)} />
    </section>
  );
}

/** What is looked through at this moment, in one line. */
function Running({ desk }: { desk: Desk }) {
  const { t } = useI18n();
  const { suspects, links } = desk;
  return (
    <p className="intake-running" role="status">
      <span className="intake-pulse" aria-hidden="true" />
      {[
        suspects.scanning > 0 && t('protection.running.scanning', { count: suspects.scanning }),
        suspects.waiting > 0 && t('protection.running.waiting', { count: suspects.waiting }),
        links.fetching > 0 && t('protection.running.fetching', { count: links.fetching }),
        links.waiting > 0 && t('protection.running.links', { count: links.waiting }),
      ]
        .filter(Boolean)
        .join(' · ')}{' '}
      <Link to={suspects.scanning + suspects.waiting > 0 ? '/copies?tab=suspects' : '/copies?tab=links'}>
        {t('protection.running.look')}
      </Link>
    </p>
  );
}

function LinksDialog({ open, most, onClose }: { open: boolean; most: number; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Modal
      open={open}
      title={t('protection.links.title')}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      width={640}
      closable={{ 'aria-label': t('action.close') }}
    >
      <LinksForm most={most} onClose={onClose} />
    </Modal>
  );
}

function LinksForm({ most, onClose }: { most: number; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [account, setAccount] = useState('');
  const links = linksIn(text);
  const send = useMutation({
    mutationFn: () => call(routes.addLinks, { body: { links: links.map((url) => ({ url, account: account.trim() || null })) } }),
    onSuccess: ({ items, refused }) => {
      void refreshCopies(client);
      if (items.length > 0) toast.done(t('protection.links.taken', { count: items.length }));
      // Those that were refused stay to be corrected.
      if (refused.length === 0) onClose();
      else setText(refused.map(({ url }) => url).join('\n'));
    },
  });
  const refused = send.data?.refused ?? [];
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (links.length > 0 && links.length <= most) send.mutate();
      }}
    >
      <p className="dialog-lead">{t('protection.links.text', { most })}</p>
      {send.error && <Notice tone="bad">{sentence(t, send.error)}</Notice>}
      {refused.length > 0 && (
        <Notice tone="warn">
          {t('protection.links.refused', { count: refused.length })}
          <ul className="intake-refused">
            {refused.slice(0, 8).map(({ index, url, error }) => (
              <li key={index}>
                <code>{url}</code> {sentenceOf(t, error)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Field
        id="copy-links"
        label={t('protection.links.field')}
        hint={text.trim() === '' ? t('protection.links.hint') : t('protection.links.found', { count: links.length })}
        error={links.length > most ? t('protection.links.too_many', { most }) : undefined}
      >
        <Input.TextArea
          id="copy-links"
          rows={8}
          value={text}
          placeholder={'https://…\nhttps://…'}
          aria-describedby="copy-links-hint"
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <Field id="copy-account" label={t('protection.links.account')} hint={t('protection.links.account_hint')}>
        <Input id="copy-account" maxLength={200} value={account} onChange={(event) => setAccount(event.target.value)} />
      </Field>
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={send.isPending} disabled={links.length === 0 || links.length > most}>
          {t('protection.links.send', { count: links.length })}
        </Button>
      </div>
    </form>
  );
}
