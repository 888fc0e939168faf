/** The case's notice: filled in and checked field by field while it is a draft, then what was sent and what is still to be said of it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { CaseDetail, Notice as CaseNotice, NoticeKind } from '../../../../src/modules/takedown/cases/contract.ts';
import { takedownContract } from '../../../../src/modules/takedown/contract.ts';
import { call, hrefOf } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { CopyText } from '../../../shared/ui/CopyText.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Menu, type MenuItem } from '../../../shared/ui/Menu.tsx';
import { Badge, Field, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { NoticeEditor } from './NoticeEditor.tsx';
import { keepNotice, refreshCases } from './queries.ts';
import { noticeTones, reasonWords } from './words.ts';

const { routes } = takedownContract;
const formats = ['text', 'csv', 'json', 'lumen'] as const;

export function NoticePanel({ one }: { one: CaseDetail }) {
  const shown = one.notices.filter(({ state }) => state !== 'cancelled');
  const draft = shown.find(({ state }) => state === 'draft' || state === 'failed');
  const others = shown.filter((notice) => notice !== draft);
  return (
    <>
      {draft ? <NoticeEditor key={draft.id} notice={draft} one={one} /> : <Prepare one={one} first={others.length === 0} />}
      {others.map((notice) => (
        <OneNotice key={notice.id} notice={notice} />
      ))}
    </>
  );
}

/** The way to a notice, where there is none on the desk: to the links that none names yet, or after one that is out. */
function Prepare({ one, first }: { one: CaseDetail; first: boolean }) {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const denied = useDenied(routes.prepareNotice.access);
  const prepare = useMutation({
    mutationFn: (kind: NoticeKind) => call(routes.prepareNotice, { params: { caseId: one.id }, body: { kind } }),
    onSuccess: async (notice) => {
      keepNotice(client, notice);
      await refreshCases(client);
    },
    onError: toast.failed,
  });
  const fresh = (one.counts.listed ?? 0) > 0;
  if (one.state === 'closed' || (first && !fresh)) return null;
  if (first)
    return (
      <Panel title={t('takedown.notice.title')}>
        <EmptyState
          icon="text"
          title={t('takedown.notice.none')}
          text={t('takedown.notice.none_text')}
          action={
            <PermissionGate permission={routes.prepareNotice.access}>
              <Button type="primary" loading={prepare.isPending} onClick={() => prepare.mutate('notice')}>
                {t('takedown.notice.prepare')}
              </Button>
            </PermissionGate>
          }
        />
      </Panel>
    );
  const blockOf = (kind: NoticeKind) => {
    const act = { notice: 'send', follow_up: 'follow_up', withdrawal: 'withdraw' }[kind];
    return one.acts.find((possible) => possible.act === act)?.block ?? null;
  };
  const items = ([...(fresh ? (['notice'] as const) : []), 'follow_up', 'withdrawal'] as const).map((kind): MenuItem => {
    const block = blockOf(kind);
    const because = denied ?? (block ? reasonWords(i18n, block) : undefined);
    return { kind: 'action', key: kind, label: t(`takedown.notice.prepare_${kind}`), because, onPick: () => prepare.mutate(kind) };
  });
  return (
    <div className="notice-more">
      <Menu className="menu-button" button={<span>{t('takedown.notice.further')}</span>} items={items} />
    </div>
  );
}

/** A notice that is out, or about to be: what it said, its number, and what a person still has to say of it. */
function OneNotice({ notice }: { notice: CaseNotice }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const waits = notice.state === 'handed_out' || notice.state === 'unknown';
  return (
    <Panel
      title={
        <span className="notice-title">
          {t(`takedown.notice.kind.${notice.kind}`)}{' '}
          <Badge tone={noticeTones[notice.state]}>{t(`takedown.notice_state.${notice.state}`)}</Badge>
        </span>
      }
      actions={<ExportMenu notice={notice} />}
    >
      <dl className="facts">
        <div>
          <dt>{t('takedown.notice.to')}</dt>
          <dd className="copies-url">
            {notice.way === 'form' && /^https?:/.test(notice.to) ? (
              <a href={notice.to} target="_blank" rel="noreferrer">
                {notice.to}
              </a>
            ) : (
              notice.to || '–'
            )}
          </dd>
        </div>
        {notice.sentAt && (
          <div>
            <dt>{t('takedown.notice.sent')}</dt>
            <dd>
              {format.dateTime(notice.sentAt)}
              {notice.sentBy && ` · ${notice.sentBy.name}`}
            </dd>
          </div>
        )}
        {notice.reference && (
          <div>
            <dt>{t('takedown.notice.reference')}</dt>
            <dd>
              <CopyText text={notice.reference} />
            </dd>
          </div>
        )}
        {notice.contentSha256 && (
          <div>
            <dt>SHA-256</dt>
            <dd>
              <CopyText text={notice.contentSha256} shown={`${notice.contentSha256.slice(0, 16)}…`} />
            </dd>
          </div>
        )}
      </dl>
      {notice.error && <Notice tone="bad">{reasonWords(i18n, notice.error)}</Notice>}
      {waits && <Confirm notice={notice} />}
      {notice.state === 'handed_out' && notice.way === 'form' && <FormFields notice={notice} />}
      <details className="notice-text-more">
        <summary>{t('takedown.notice.text')}</summary>
        <h3 className="copies-subhead">{notice.preview.subject}</h3>
        <pre className="letter" tabIndex={0}>
          {notice.preview.text}
        </pre>
      </details>
    </Panel>
  );
}

/** The host's form is filled in with these, one after the other. */
function FormFields({ notice }: { notice: CaseNotice }) {
  const { t } = useI18n();
  return (
    <>
      <h3 className="copies-subhead">{t('takedown.notice.fields')}</h3>
      <p className="field-hint">{t('takedown.notice.fields_text')}</p>
      <dl className="form-fields">
        {notice.preview.fields.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <CopyText text={value} shown={value.length > 160 ? `${value.slice(0, 160)}…` : value} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** Whether it went off: nobody but a person knows, and nothing is sent again before one has said. */
function Confirm({ notice }: { notice: CaseNotice }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [reference, setReference] = useState('');
  const confirm = useMutation({
    mutationFn: (sent: boolean) => call(routes.confirmNotice, { params: { noticeId: notice.id }, body: { sent, reference } }),
    onSuccess: async (after) => {
      keepNotice(client, after);
      await refreshCases(client);
    },
  });
  return (
    <div className="notice-confirm">
      <p>{t(`takedown.notice.ask_${notice.state}`)}</p>
      {confirm.error && <Notice tone="bad">{sentence(t, confirm.error)}</Notice>}
      <Field id={`reference-${notice.id}`} label={t('takedown.notice.reference')} hint={t('takedown.notice.reference_hint')}>
        <Input
          id={`reference-${notice.id}`}
          maxLength={300}
          value={reference}
          aria-describedby={`reference-${notice.id}-hint`}
          onChange={(event) => setReference(event.target.value)}
        />
      </Field>
      <div className="row-actions">
        <PermissionGate permission={routes.confirmNotice.access}>
          <Button type="primary" loading={confirm.isPending} onClick={() => confirm.mutate(true)}>
            {t('takedown.notice.was_sent')}
          </Button>
        </PermissionGate>
        <PermissionGate permission={routes.confirmNotice.access}>
          <Button disabled={confirm.isPending} onClick={() => confirm.mutate(false)}>
            {t('takedown.notice.was_not_sent')}
          </Button>
        </PermissionGate>
      </div>
    </div>
  );
}

export function ExportMenu({ notice }: { notice: CaseNotice }) {
  const { t } = useI18n();
  return (
    <Menu
      label={t('takedown.notice.export')}
      button={<Icon name="download" />}
      items={formats.map((format) => ({
        kind: 'link',
        key: format,
        label: t(`takedown.notice.format.${format}`),
        href: hrefOf(routes.exportNotice, { params: { noticeId: notice.id }, query: { format } }),
      }))}
    />
  );
}
