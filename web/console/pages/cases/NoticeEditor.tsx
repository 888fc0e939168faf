/** Writes a notice: each field says beside itself what its law still asks for, and the letter beside it is the one that would go out. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import type { CaseDetail, Notice as CaseNotice } from '../../../../src/modules/takedown/cases/contract.ts';
import { takedownContract } from '../../../../src/modules/takedown/contract.ts';
import type { NoticeContent } from '../../../../src/modules/takedown/law/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Badge, Field, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { ExportMenu } from './NoticePanel.tsx';
import { LawyerNote } from './parts.tsx';
import { keepNotice, refreshCases } from './queries.ts';
import { capacities, senderFields } from './sender-fields.ts';
import { missingByField, noticeTones, reasonWords } from './words.ts';

const { routes } = takedownContract;
/** After the last key; what is written is kept by itself. */
const restMs = 700;
const statements = ['goodFaith', 'accuracy', 'perjury', 'authority'] as const;

export function NoticeEditor({ notice, one }: { notice: CaseNotice; one: CaseDetail }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { content, change, saving, error, saveNow } = useDraft(notice);
  const missing = missingByField(i18n, notice.preview.missing);
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
      {notice.error && <Notice tone="bad">{reasonWords(i18n, notice.error)}</Notice>}
      {error !== null && <Notice tone="bad">{sentence(t, error)}</Notice>}
      <Missing notice={notice} />
      <div className="notice-grid">
        <div className="notice-form">
          <SenderPart content={content} missing={missing} onChange={change} />
          <WorksPart content={content} missing={missing} onChange={change} />
          {(['evidence', 'reasons', 'demands'] as const).map((key) => (
            <Words
              key={key}
              name={key}
              value={content[key]}
              missing={missing[key]}
              onChange={(value) => change({ ...content, [key]: value })}
            />
          ))}
          {missing['links'] && (
            <p className="field-error" role="alert">
              {t('takedown.notice.needs', { what: missing['links'] })}
            </p>
          )}
          <StatementsPart content={content} missing={missing} onChange={change} />
        </div>
        <Preview notice={notice} saving={saving} />
      </div>
      <SendRow notice={notice} one={one} saving={saving} saveNow={saveNow} />
      <LawyerNote />
    </Panel>
  );
}

/** Keeps what is typed: at once on the screen, a moment later on the server, whose answer brings the letter and what is missing. */
function useDraft(notice: CaseNotice) {
  const client = useQueryClient();
  const [content, setContent] = useState<NoticeContent>(notice.content);
  const [pending, setPending] = useState(false);
  const timer = useRef(0);
  const waiting = useRef<NoticeContent | null>(null);
  const save = useMutation({
    mutationFn: (next: NoticeContent) =>
      call(routes.updateNotice, { params: { noticeId: notice.id }, body: { content: next, language: notice.language } }),
    // Answers to what was typed before the last key are of no use any more.
    onSuccess: (after) => waiting.current === null && keepNotice(client, after),
  });
  const flush = async (): Promise<void> => {
    window.clearTimeout(timer.current);
    const next = waiting.current;
    waiting.current = null;
    setPending(false);
    if (next) await save.mutateAsync(next);
  };
  const leave = useEffectEvent(() => void flush().catch(() => undefined));
  useEffect(() => () => leave(), []);
  return {
    content,
    saving: save.isPending || pending,
    error: save.error,
    saveNow: flush,
    change: (next: NoticeContent): void => {
      setContent(next);
      waiting.current = next;
      setPending(true);
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void flush().catch(() => undefined), restMs);
    },
  };
}

/** All that is missing at the top, each a way to its field. */
function Missing({ notice }: { notice: CaseNotice }) {
  const i18n = useI18n();
  const { t, language } = i18n;
  const { missing } = notice.preview;
  if (missing.length === 0) return <Notice tone="good">{t('takedown.notice.whole')}</Notice>;
  return (
    <Notice tone="warn">
      {t('takedown.missing', { count: missing.length })}
      <ul className="missing">
        {missing.map((one) => (
          <li key={one.code}>
            <button type="button" className="link-button" onClick={() => document.getElementById(fieldIdOf(one.field))?.focus()}>
              {language.startsWith('zh') ? one.label['zh-CN'] : one.label.en}
            </button>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Where a person goes to say what is missing: several elements stand in more than one field, and begin with their first. */
function fieldIdOf(field: string): string {
  const first: Record<string, string> = { sender: 'sender-name', works: 'works-title' };
  return `notice-${first[field] ?? field.replace(/\./g, '-')}`;
}

type Part = { content: NoticeContent; missing: Record<string, string>; onChange: (next: NoticeContent) => void };

function useNeeds() {
  const { t } = useI18n();
  return (what: string | undefined) => (what ? t('takedown.notice.needs', { what }) : undefined);
}

function SenderPart({ content, missing, onChange }: Part) {
  const { t } = useI18n();
  const needs = useNeeds();
  const { sender } = content;
  const fields = senderFields.filter((key) => key !== 'principal' || sender.capacity === 'agent');
  return (
    <Section title={t('takedown.notice.part.sender')} error={needs(missing['sender'])}>
      <div className="fields">
        {fields.map((key) => (
          <Field key={key} id={`notice-sender-${key}`} label={t(`takedown.field.sender.${key}`)} error={needs(missing[`sender.${key}`])}>
            <Input
              id={`notice-sender-${key}`}
              status={missing[`sender.${key}`] ? 'error' : ''}
              aria-invalid={missing[`sender.${key}`] ? true : undefined}
              aria-describedby={missing[`sender.${key}`] ? `notice-sender-${key}-hint` : undefined}
              value={sender[key]}
              maxLength={key === 'address' ? 5000 : 254}
              onChange={(event) => onChange({ ...content, sender: { ...sender, [key]: event.target.value } })}
            />
          </Field>
        ))}
        <Field id="notice-sender-capacity" label={t('takedown.field.sender.capacity')} error={needs(missing['sender.capacity'])}>
          <Choice
            id="notice-sender-capacity"
            value={sender.capacity}
            options={capacities.map((value) => ({ value, label: t(`takedown.capacity.${value}`) }))}
            onChange={(value) => onChange({ ...content, sender: { ...sender, capacity: value as typeof sender.capacity } })}
          />
        </Field>
      </div>
    </Section>
  );
}

const workFields = ['title', 'description', 'registration'] as const;

function WorksPart({ content, missing, onChange }: Part) {
  const { t } = useI18n();
  const needs = useNeeds();
  return (
    <Section title={t('takedown.notice.part.works')} error={needs(missing['works'])}>
      {content.works.map((work, index) => (
        <div className="fields" key={index}>
          {workFields.map((key) => {
            const id = index === 0 ? `notice-works-${key}` : `notice-works-${index}-${key}`;
            return (
              <Field key={key} id={id} label={t(`takedown.field.work.${key}`)}>
                <Input
                  id={id}
                  value={work[key]}
                  maxLength={key === 'description' ? 5000 : 300}
                  onChange={(event) =>
                    onChange({
                      ...content,
                      works: content.works.map((one, at) => (at === index ? { ...one, [key]: event.target.value } : one)),
                    })
                  }
                />
              </Field>
            );
          })}
        </div>
      ))}
    </Section>
  );
}

function Words({
  name,
  value,
  missing,
  onChange,
}: {
  name: 'evidence' | 'reasons' | 'demands';
  value: string;
  missing: string | undefined;
  onChange: (value: string) => void;
}) {
  const { t } = useI18n();
  const needs = useNeeds();
  return (
    <Field id={`notice-${name}`} label={t(`takedown.field.${name}`)} error={needs(missing)}>
      <Input.TextArea
        id={`notice-${name}`}
        autoSize={{ minRows: 2, maxRows: 10 }}
        status={missing ? 'error' : ''}
        aria-describedby={missing ? `notice-${name}-hint` : undefined}
        maxLength={5000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

function StatementsPart({ content, missing, onChange }: Part) {
  const { t } = useI18n();
  const needs = useNeeds();
  return (
    <Section title={t('takedown.notice.part.statements')}>
      {statements.map((key) => {
        const wrong = needs(missing[`statements.${key}`]);
        return (
          <label key={key} className="statement">
            <input
              id={`notice-statements-${key}`}
              type="checkbox"
              checked={content.statements[key]}
              onChange={(event) => onChange({ ...content, statements: { ...content.statements, [key]: event.target.checked } })}
            />
            <span>
              {t(`takedown.statement.${key}`)}
              {wrong && <small className="field-error">{wrong}</small>}
            </span>
          </label>
        );
      })}
      <div className="fields">
        <Field id="notice-signature" label={t('takedown.field.signature')} error={needs(missing['signature'])}>
          <Input
            id="notice-signature"
            status={missing['signature'] ? 'error' : ''}
            aria-describedby={missing['signature'] ? 'notice-signature-hint' : undefined}
            maxLength={300}
            value={content.signature}
            onChange={(event) => onChange({ ...content, signature: event.target.value })}
          />
        </Field>
        <Field id="notice-signedOn" label={t('takedown.field.signedOn')} error={needs(missing['signedOn'])}>
          <Input
            id="notice-signedOn"
            type="date"
            value={content.signedOn ?? ''}
            onChange={(event) => onChange({ ...content, signedOn: event.target.value || null })}
          />
        </Field>
      </div>
    </Section>
  );
}

function Section({ title, error, children }: { title: ReactNode; error?: string | undefined; children: ReactNode }) {
  return (
    <section className="notice-section">
      <h3 className="copies-subhead">{title}</h3>
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      {children}
    </section>
  );
}

/** The letter as it would go out. */
function Preview({ notice, saving }: { notice: CaseNotice; saving: boolean }) {
  const { t } = useI18n();
  const { preview } = notice;
  return (
    <div className="notice-preview" aria-busy={saving}>
      <div className="notice-preview-head">
        <strong>{t('takedown.notice.preview')}</strong>
        <small role="status">{t(saving ? 'takedown.notice.saving' : 'takedown.notice.saved')}</small>
      </div>
      <p className="letter-subject">{preview.subject}</p>
      <pre className="letter" tabIndex={0} aria-label={t('takedown.notice.preview')}>
        {preview.text}
      </pre>
    </div>
  );
}

/** Sent by mail, or handed out for the host's form or as a file: the button says which, and asks before it does. */
function SendRow({ notice, one, saving, saveNow }: { notice: CaseNotice; one: CaseDetail; saving: boolean; saveNow: () => Promise<void> }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const send = useMutation({
    mutationFn: async () => {
      await saveNow();
      return call(routes.sendNotice, { params: { noticeId: notice.id } });
    },
    onSuccess: async (after) => {
      setAsking(false);
      keepNotice(client, after);
      await refreshCases(client);
      toast.done(t(after.way === 'mail' ? 'takedown.notice.done_mail' : 'takedown.notice.done_handed_out'));
    },
  });
  const remove = useMutation({
    mutationFn: () => call(routes.deleteNotice, { params: { noticeId: notice.id } }),
    onError: toast.failed,
    onSettled: () => refreshCases(client),
  });
  const because =
    notice.preview.missing.length > 0
      ? t('takedown.missing', { count: notice.preview.missing.length })
      : one.host.ready
        ? undefined
        : t('takedown.hosts.not_ready_text', { host: one.host.name });
  return (
    <div className="notice-send">
      <span>{t(`takedown.notice.goes.${notice.way}`, { to: notice.to || one.host.name, count: notice.links })}</span>
      <PermissionGate permission={routes.deleteNotice.access}>
        <Button disabled={saving} onClick={() => remove.mutate()}>
          {t('takedown.notice.throw_away')}
        </Button>
      </PermissionGate>
      <PermissionGate permission={routes.sendNotice.access} because={because}>
        <Button type="primary" onClick={() => setAsking(true)}>
          {t(`takedown.notice.send.${notice.way}`)}
        </Button>
      </PermissionGate>
      <ConfirmDialog
        open={asking}
        danger={false}
        title={t(`takedown.notice.send.${notice.way}`)}
        confirm={t(`takedown.notice.send.${notice.way}`)}
        busy={send.isPending}
        onConfirm={() => send.mutate()}
        onClose={() => setAsking(false)}
      >
        <p className="dialog-lead">{t(`takedown.notice.will.${notice.way}`, { to: notice.to, count: notice.links })}</p>
        <p>{t('takedown.notice.legal_act')}</p>
        {send.error && <Notice tone="bad">{sentence(t, send.error)}</Notice>}
      </ConfirmDialog>
    </div>
  );
}
