/** What a document says of itself, put right by a person: what was read stands under each field and can be brought back. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Input } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import type { MarketDocument, MarketDocumentDetail } from '../../../../../src/modules/intelligence/library/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { Field } from '../../../../shared/ui/PageFrame.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { refreshMarket } from './queries.ts';

const { routes } = intelligenceContract;
/** Where most of what is collected is published; others come with their documents. */
const zones = [
  'Asia/Shanghai',
  'Asia/Hong_Kong',
  'Asia/Taipei',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Asia/Seoul',
  'UTC',
  'Europe/London',
  'Europe/Paris',
  'America/New_York',
  'America/Los_Angeles',
];

type Draft = { title: string; source: string; author: string; day: string; time: string; zone: string; note: string };
type Head = Pick<MarketDocument, 'title' | 'source' | 'author' | 'publishedAt' | 'zone'>;

function draftOf({ title, source, author, publishedAt, zone }: Head, note: string): Draft {
  const [day = '', time = ''] = publishedAt?.split('T') ?? [];
  return {
    title,
    source: source ?? '',
    author: author ?? '',
    day,
    time: time.slice(0, 8).replace(/:00$/, ''),
    zone: zone?.name ?? 'Asia/Shanghai',
    note,
  };
}

/** Only what was changed is sent: a time that is left alone keeps whether its zone was said or assumed. */
function bodyOf(draft: Draft, before: Draft) {
  const { day, time, zone } = draft;
  const moved = day !== before.day || time !== before.time || zone !== before.zone;
  return {
    ...(draft.title.trim() !== before.title && { title: draft.title.trim() }),
    ...(draft.source.trim() !== before.source && { source: draft.source.trim() || null }),
    ...(draft.author.trim() !== before.author && { author: draft.author.trim() || null }),
    ...(moved && { published: day === '' ? null : { day, time: time || null, zone } }),
    note: draft.note.trim(),
  };
}

export function CorrectDrawer({ document, onClose }: { document: MarketDocumentDetail; onClose: () => void }) {
  const { t } = useI18n();
  const before = draftOf(document, document.correction?.note ?? '');
  const [draft, setDraft] = useState(before);
  const save = useSave(document, before, onClose);
  const wrong = draft.title.trim() === '' || (draft.day === '' && draft.time !== '');
  return (
    <Drawer
      open
      title={t('market.correct.title')}
      onClose={onClose}
      size="min(520px, 100vw)"
      closable={{ 'aria-label': t('action.close') }}
      footer={
        <div className="market-side-acts is-end">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" loading={save.isPending} disabled={wrong} onClick={() => save.mutate(draft)}>
            {t('action.save')}
          </Button>
        </div>
      }
    >
      <div className="market-form">
        <p className="market-quiet">{t('market.correct.text')}</p>
        <Fields draft={draft} document={document} onChange={(change) => setDraft((now) => ({ ...now, ...change }))} />
      </div>
    </Drawer>
  );
}

function useSave(document: MarketDocumentDetail, before: Draft, onDone: () => void) {
  const { t } = useI18n();
  const client = useQueryClient();
  const params = { documentId: document.id };
  const after = { onError: toast.failed, onSettled: () => refreshMarket(client) };
  // Back to what stood before: that may be a correction as well.
  const undo = useMutation({
    mutationFn: (said: Draft) =>
      document.correction === null
        ? call(routes.undoMarketCorrection, { params })
        : call(routes.correctMarketDocument, { params, body: bodyOf(before, said) }),
    onSuccess: () => toast.done(t('market.correct.undone')),
    ...after,
  });
  return useMutation({
    mutationFn: (said: Draft) => call(routes.correctMarketDocument, { params, body: bodyOf(said, before) }),
    onSuccess: (_, said) => {
      toast.done(t('market.correct.saved'), { label: t('action.undo'), run: () => undo.mutate(said) });
      onDone();
    },
    ...after,
  });
}

function Fields({
  draft,
  document,
  onChange,
}: {
  draft: Draft;
  document: MarketDocumentDetail;
  onChange: (change: Partial<Draft>) => void;
}) {
  const { t } = useI18n();
  const id = useId();
  const read = draftOf(document.correction?.asRead ?? document, '');
  /** What was read, under what is said instead. */
  const hint = (field: keyof Draft): ReactNode =>
    draft[field] === read[field] ? undefined : t('market.correct.as_read', { value: read[field] || t('market.correct.nothing') });
  const text = (field: 'title' | 'source' | 'author', label: string, most: number) => (
    <Field id={`${id}-${field}`} label={label} hint={hint(field)}>
      <Input id={`${id}-${field}`} value={draft[field]} maxLength={most} onChange={({ target }) => onChange({ [field]: target.value })} />
    </Field>
  );
  return (
    <>
      {text('title', t('market.correct.headline'), 500)}
      {text('source', t('market.documents.publisher'), 300)}
      {text('author', t('market.reader.author'), 300)}
      <div className="market-when">
        <Field id={`${id}-day`} label={t('market.correct.day')} hint={hint('day')}>
          <Input id={`${id}-day`} type="date" value={draft.day} onChange={({ target }) => onChange({ day: target.value })} />
        </Field>
        <Field
          id={`${id}-time`}
          label={t('market.correct.time')}
          hint={hint('time')}
          error={draft.day === '' && draft.time !== '' ? t('market.correct.time_needs_day') : undefined}
        >
          <Input id={`${id}-time`} type="time" value={draft.time} onChange={({ target }) => onChange({ time: target.value })} />
        </Field>
      </div>
      <Field id={`${id}-zone`} label={t('market.correct.zone')} hint={hint('zone')}>
        <Choice
          id={`${id}-zone`}
          value={draft.zone}
          options={zones.map((value) => ({ value, label: value }))}
          onChange={(zone) => onChange({ zone })}
        />
      </Field>
      <Field id={`${id}-note`} label={t('market.correct.note')}>
        <Input.TextArea
          id={`${id}-note`}
          value={draft.note}
          rows={2}
          maxLength={2000}
          onChange={({ target }) => onChange({ note: target.value })}
        />
      </Field>
    </>
  );
}
