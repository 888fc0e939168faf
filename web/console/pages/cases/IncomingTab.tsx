/** Notices that others sent about what our own people put up: by their clocks, and those on paper typed in. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { IncomingNotice } from '../../../../src/modules/takedown/incoming/contract.ts';
import { takedownContract } from '../../../../src/modules/takedown/contract.ts';
import { jurisdictions, noticeLanguages, type Jurisdiction, type NoticeLanguage } from '../../../../src/modules/takedown/law/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Badge, Field } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, Notice } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { linksIn } from '../copies/words.ts';
import { NextClock } from './parts.tsx';
import { incomingsQuery, keepIncoming, lawsQuery } from './queries.ts';
import { incomingTones, inWords } from './words.ts';

const { routes } = takedownContract;

export function IncomingTab() {
  const i18n = useI18n();
  const { t } = i18n;
  const [show, setShow] = useUrlState<string>('show', 'open');
  const [entering, setEntering] = useUrlState<string>('enter', '', true);
  const notices = useInfiniteQuery(
    incomingsQuery({ show: show === 'closed' || show === 'all' ? show : 'open', sort: show === 'open' ? 'due' : 'newest' }),
  );
  return (
    <>
      <div className="filters-row" role="search">
        <Choice
          label={t('takedown.show.label')}
          value={show}
          options={['open', 'closed', 'all'].map((value) => ({ value, label: t(`takedown.show.${value}`) }))}
          onChange={setShow}
        />
        <PermissionGate permission={routes.enterIncoming.access}>
          <Button onClick={() => setEntering('1')}>{t('takedown.incoming.enter')}</Button>
        </PermissionGate>
      </div>
      <Listing
        query={notices}
        empty={<EmptyState icon="check" title={t('takedown.incoming.none')} text={t('takedown.incoming.none_text')} />}
      >
        {(rows) => <DataTable label={t('takedown.tab.incoming')} columns={columnsOf(i18n)} rows={rows} rowKey={(one) => one.id} />}
      </Listing>
      <Modal
        open={entering === '1'}
        title={t('takedown.incoming.enter')}
        onCancel={() => setEntering(null)}
        footer={null}
        destroyOnHidden
        width={620}
        closable={{ 'aria-label': t('action.close') }}
      >
        <EnterForm onClose={() => setEntering(null)} />
      </Modal>
    </>
  );
}

function columnsOf({ t, format }: I18n): Column<IncomingNotice>[] {
  return [
    {
      key: 'notifier',
      head: t('takedown.incoming.notifier'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/cases/incoming/${one.id}`}>{one.notifier.name || one.notifier.organisation || t('takedown.counter.unnamed')}</Link>
          <small>
            {t('takedown.incoming.number', { number: one.number })} · {format.dateTime(one.receivedAt)}
          </small>
          {one.notifier.counts.abusive > 0 && (
            <Badge tone="warn">{t('takedown.incoming.abusive', { count: one.notifier.counts.abusive })}</Badge>
          )}
        </span>
      ),
    },
    {
      key: 'state',
      head: t('takedown.column.state'),
      cell: (one) => (
        <span className="copies-scan">
          <Badge tone={incomingTones[one.state]}>{t(`takedown.incoming_state.${one.state}`)}</Badge>
          {one.missing.length > 0 && <Badge tone="warn">{t('takedown.missing', { count: one.missing.length })}</Badge>}
        </span>
      ),
    },
    { key: 'clock', head: t('takedown.column.next'), cell: (one) => <NextClock clock={one.nextClock} /> },
    { key: 'works', head: t('takedown.works'), cell: (one) => format.list(one.works) || '–' },
    { key: 'targets', head: t('takedown.column.links'), figure: true, cell: (one) => format.number(one.targets.length) },
  ];
}

function EnterForm({ onClose }: { onClose: () => void }) {
  const i18n = useI18n();
  const { t, format, language } = i18n;
  const client = useQueryClient();
  const navigate = useNavigate();
  const laws = useQuery(lawsQuery).data?.items;
  const [law, setLaw] = useState<Jurisdiction>('cn_network');
  const [letterLanguage, setLetterLanguage] = useState<NoticeLanguage>(language.startsWith('zh') ? 'zh-CN' : 'en');
  const [draft, setDraft] = useState({ name: '', organisation: '', email: '', address: '', title: '', links: '', reasons: '' });
  const send = useMutation({
    mutationFn: () =>
      call(routes.enterIncoming, {
        body: {
          jurisdiction: law,
          language: letterLanguage,
          content: {
            sender: { name: draft.name, organisation: draft.organisation, email: draft.email, address: draft.address },
            works: draft.title.trim() ? [{ title: draft.title }] : [],
            links: linksIn(draft.links).map((url) => ({ url })),
            reasons: draft.reasons,
          },
        },
      }),
    onSuccess: async (made) => {
      keepIncoming(client, made);
      await navigate(`/cases/incoming/${made.id}`);
    },
  });
  const field = (key: keyof typeof draft, label: string, rows = 0) => (
    <Field key={key} id={`incoming-${key}`} label={label}>
      {rows > 0 ? (
        <Input.TextArea
          id={`incoming-${key}`}
          rows={rows}
          maxLength={5000}
          value={draft[key]}
          onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
        />
      ) : (
        <Input
          id={`incoming-${key}`}
          maxLength={254}
          value={draft[key]}
          onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <p className="dialog-lead">{t('takedown.incoming.enter_text')}</p>
      {send.error && <Notice tone="bad">{sentence(t, send.error)}</Notice>}
      <div className="fields">
        <Field id="incoming-law" label={t('takedown.column.law')}>
          <Choice
            id="incoming-law"
            value={law}
            options={jurisdictions.map((value) => {
              const known = laws?.find((one) => one.id === value);
              return { value, label: known ? inWords(i18n, known.name) : t(`takedown.jurisdiction.${value}`) };
            })}
            onChange={(value) => setLaw(value as Jurisdiction)}
          />
        </Field>
        <Field id="incoming-language" label={t('takedown.hosts.language')}>
          <Choice
            id="incoming-language"
            value={letterLanguage}
            options={noticeLanguages.map((value) => ({ value, label: format.languageName(value) }))}
            onChange={(value) => setLetterLanguage(value as NoticeLanguage)}
          />
        </Field>
        {field('name', t('takedown.field.sender.name'))}
        {field('organisation', t('takedown.field.sender.organisation'))}
        {field('email', t('takedown.field.sender.email'))}
        {field('address', t('takedown.field.sender.address'))}
      </div>
      {field('title', t('takedown.field.work.title'))}
      {field('links', t('takedown.incoming.links'), 3)}
      {field('reasons', t('takedown.field.reasons'), 3)}
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t('takedown.incoming.enter')}
        </Button>
      </div>
    </form>
  );
}
