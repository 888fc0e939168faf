/** Counter-notices: taken in by a form, checked for what the law asks, and shown with what they lack. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { CaseDetail } from '../../../../src/modules/takedown/cases/contract.ts';
import { takedownContract } from '../../../../src/modules/takedown/contract.ts';
import { counterReasons, type CounterContent } from '../../../../src/modules/takedown/law/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Field, Panel } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { CounterFields, emptyCounter } from './CounterFields.tsx';
import { SourceLine } from './parts.tsx';
import { keepCase, lawsQuery } from './queries.ts';
import { inWords } from './words.ts';

const { routes } = takedownContract;

export function CounterNotices({ one }: { one: CaseDetail }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  return (
    <Panel title={t('takedown.counter.title')}>
      {one.counterNotices.map((counter) => (
        <div key={counter.id} className="counter">
          <p>
            <strong>{counter.content.name || t('takedown.counter.unnamed')}</strong> · {format.dateTime(counter.receivedAt)}
          </p>
          <p>
            {t(`takedown.counter_reason.${counterReasons.find((reason) => reason === counter.content.reason) ?? 'other'}`)}
            {counter.content.explanation && ` · ${counter.content.explanation}`}
          </p>
          {counter.missing.length > 0 ? (
            <Notice tone="warn">
              {t('takedown.counter.lacks', { what: format.list(counter.missing.map(({ label }) => inWords(i18n, label))) })}
            </Notice>
          ) : (
            <Notice>{t('takedown.counter.whole')}</Notice>
          )}
        </div>
      ))}
    </Panel>
  );
}

export function CounterDialog({ one, open, onClose }: { one: CaseDetail; open: boolean; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Modal
      open={open}
      title={t('takedown.counter.take')}
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      width={640}
      closable={{ 'aria-label': t('action.close') }}
    >
      <CounterForm one={one} onClose={onClose} />
    </Modal>
  );
}

/** Now, as a field of the browser's own zone writes it. */
function localNow(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function CounterForm({ one, onClose }: { one: CaseDetail; onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const law = useQuery(lawsQuery).data?.items.find(({ id }) => id === one.jurisdiction);
  const [receivedAt, setReceivedAt] = useState(localNow);
  const [content, setContent] = useState<CounterContent>(emptyCounter);
  const [note, setNote] = useState('');
  const send = useMutation({
    mutationFn: () =>
      call(routes.takeCounterNotice, {
        params: { caseId: one.id },
        body: { receivedAt: new Date(receivedAt).toISOString(), content, note },
      }),
    onSuccess: (after) => {
      keepCase(client, after);
      toast.done(t('takedown.counter.taken'));
      onClose();
    },
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (receivedAt) send.mutate();
      }}
    >
      <p className="dialog-lead">{t('takedown.counter.text')}</p>
      {send.error && <Notice tone="bad">{sentence(t, send.error)}</Notice>}
      {law && (
        <details className="counter-elements">
          <summary>{t('takedown.law.counter_elements')}</summary>
          <ul className="law-list">
            {law.counterElements.map((element) => (
              <li key={element.code}>
                <span>{inWords(i18n, element.label)}</span>
                <SourceLine source={element.source} />
              </li>
            ))}
          </ul>
        </details>
      )}
      <Field id="counter-at" label={t('takedown.counter.received')}>
        <Input id="counter-at" type="datetime-local" value={receivedAt} onChange={(event) => setReceivedAt(event.target.value)} />
      </Field>
      <CounterFields content={content} onChange={setContent} />
      <Field id="counter-note" label={t('takedown.note')}>
        <Input.TextArea id="counter-note" rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={send.isPending} disabled={!receivedAt}>
          {t('takedown.counter.take')}
        </Button>
      </div>
    </form>
  );
}
