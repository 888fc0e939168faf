/** The terms that creators accept: the present version, an editor for the next, and all before. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { creatorsContract, creatorLimits, type CreatorTerms } from '../../../../src/modules/creators/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Field, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { offeredLanguages } from '../campaigns/form/WordedFields.tsx';
import { creatorTermsQuery } from './queries.ts';

export default function TermsTextTab() {
  const { t, format } = useI18n();
  const terms = useQuery(creatorTermsQuery);
  const denied = useDenied('creators.administer');
  const [writing, setWriting] = useState(false);
  if (!terms.data)
    return terms.error ? <ErrorState error={terms.error} onRetry={() => void terms.refetch()} /> : <LoadingLines lines={6} />;
  const [newest, ...older] = terms.data.items;
  if (writing) return <TermsEditor before={newest ?? null} onClose={() => setWriting(false)} />;
  const write = (
    <PermissionGate permission="creators.administer">
      <Button type="primary" onClick={() => setWriting(true)}>
        {newest ? t('promotion.write_version', { version: newest.version + 1 }) : t('promotion.write_terms')}
      </Button>
    </PermissionGate>
  );
  if (!newest)
    return (
      <EmptyState icon="book" title={t('promotion.no_terms')} text={t('promotion.no_terms_text')} action={denied ? undefined : write} />
    );
  return (
    <div className="stack">
      <Panel
        title={`${t('promotion.terms.version', { version: newest.version })} · ${t('promotion.since_by', { at: format.dateTime(newest.publishedAt), by: newest.publishedBy })}`}
        actions={write}
      >
        <TermsTexts terms={newest} />
      </Panel>
      {older.length > 0 && (
        <Panel flush title={t('promotion.older_versions')}>
          <ul className="rows">
            {older.map((one) => (
              <li key={one.version} className="row">
                <details className="row-main">
                  <summary>
                    <strong>{t('promotion.terms.version', { version: one.version })}</strong>{' '}
                    <small>{t('promotion.since_by', { at: format.dateTime(one.publishedAt), by: one.publishedBy })}</small>
                  </summary>
                  <TermsTexts terms={one} />
                </details>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}

function TermsTexts({ terms }: { terms: CreatorTerms }) {
  const { format } = useI18n();
  return (
    <div className="stack">
      {terms.note && <Notice>{terms.note}</Notice>}
      {terms.texts.map((text) => (
        <article key={text.language} lang={text.language} className="terms-text">
          <h3>
            {text.title} <small>{format.languageName(text.language)}</small>
          </h3>
          <div className="plain-text">{text.body}</div>
        </article>
      ))}
    </div>
  );
}

type Text = CreatorTerms['texts'][number];

function TermsEditor({ before, onClose }: { before: CreatorTerms | null; onClose: () => void }) {
  const { t, format, language } = useI18n();
  const client = useQueryClient();
  const [texts, setTexts] = useState<Text[]>(
    before?.texts ?? [{ language: language.startsWith('zh') ? 'zh-CN' : 'en', title: '', body: '' }],
  );
  const [note, setNote] = useState('');
  const [asking, setAsking] = useState(false);
  const publish = useMutation({
    mutationFn: () => call(creatorsContract.routes.publishTerms, { body: { texts, note: note.trim() } }),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: ['creator-terms'] });
      toast.done(t('promotion.terms_published', { version: made.version }));
      onClose();
    },
    onError: () => setAsking(false),
  });
  const change = (index: number, part: Partial<Text>) => setTexts(texts.map((one, at) => (at === index ? { ...one, ...part } : one)));
  const free = offeredLanguages.find((one) => !texts.some((text) => text.language === one));
  const complete = texts.every((one) => one.title.trim() && one.body.trim());
  return (
    <Panel title={t('promotion.write_version', { version: (before?.version ?? 0) + 1 })}>
      {publish.error && <Notice tone="bad">{sentence(t, publish.error)}</Notice>}
      {texts.map((text, index) => (
        <div key={index} className="terms-entry">
          <div className="worded-head">
            <Choice
              label={t('promotion.field.language')}
              value={text.language}
              options={offeredLanguages
                .filter((one) => one === text.language || !texts.some((other) => other.language === one))
                .map((value) => ({ value, label: format.languageName(value) }))}
              onChange={(value) => change(index, { language: value })}
            />
            {texts.length > 1 && (
              <button
                type="button"
                className="icon-button"
                aria-label={t('promotion.field.remove_language', { language: format.languageName(text.language) })}
                onClick={() => setTexts(texts.filter((_, at) => at !== index))}
              >
                <Icon name="close" size={16} />
              </button>
            )}
          </div>
          <Field id={`terms-title-${index}`} label={t('promotion.terms_title')}>
            <Input
              id={`terms-title-${index}`}
              lang={text.language}
              maxLength={200}
              value={text.title}
              onChange={(event) => change(index, { title: event.target.value })}
            />
          </Field>
          <Field id={`terms-body-${index}`} label={t('promotion.terms_body')}>
            <Input.TextArea
              id={`terms-body-${index}`}
              lang={text.language}
              maxLength={creatorLimits.termsCharacters}
              autoSize={{ minRows: 10, maxRows: 28 }}
              value={text.body}
              onChange={(event) => change(index, { body: event.target.value })}
            />
          </Field>
        </div>
      ))}
      {free && (
        <Button
          type="dashed"
          icon={<Icon name="plus" size={16} />}
          onClick={() => setTexts([...texts, { language: free, title: '', body: '' }])}
        >
          {t('work.field.add_language')}
        </Button>
      )}
      {before && (
        <div className="terms-note">
          <Field id="terms-note" label={t('promotion.terms_note')} hint={t('promotion.terms_note_hint')}>
            <Input id="terms-note" maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
          </Field>
        </div>
      )}
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button type="primary" disabled={!complete} onClick={() => setAsking(true)}>
          {t('promotion.publish_terms')}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        danger={false}
        title={t('promotion.publish_terms_ask')}
        confirm={t('promotion.publish_terms')}
        busy={publish.isPending}
        onConfirm={() => publish.mutate()}
        onClose={() => setAsking(false)}
      >
        <p>{t('promotion.publish_terms_text')}</p>
      </ConfirmDialog>
    </Panel>
  );
}
