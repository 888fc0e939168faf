/** Beginning a topic or changing one, with what its query would take while it is typed. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useNavigate } from 'react-router';
import type { MarketTopic, TopicFilters } from '../../../../../src/modules/intelligence/topics/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { sentence } from '../../../../shared/api/errors.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { Field } from '../../../../shared/ui/PageFrame.tsx';
import { LoadingLines } from '../../../../shared/ui/states.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { refreshTopics, routes } from './queries.ts';

const nothing: TopicFilters = { language: null, from: null, until: null, sourceIds: [], metrics: [], regions: [] };

export function TopicDrawer({ topic, onClose }: { topic: MarketTopic | null; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [names, setNames] = useState({ nameZh: topic?.nameZh ?? '', nameEn: topic?.nameEn ?? '' });
  const [query, setQuery] = useState(topic?.query ?? '');
  const [filters, setFilters] = useState<TopicFilters>(topic?.filters ?? nothing);
  const save = useMutation({
    mutationFn: () =>
      topic
        ? call(routes.updateTopic, { params: { topicId: topic.id }, body: { ...names, query, filters } })
        : call(routes.createTopic, { body: { ...names, query, filters } }),
    onError: toast.failed,
    onSuccess: async (saved) => {
      await refreshTopics(client);
      toast.done(t(topic ? 'market.topics.changed' : 'market.topics.begun'));
      onClose();
      if (!topic) await navigate(`/market/topics/${saved.id}`);
    },
  });
  const unnamed = names.nameZh.trim() === '' && names.nameEn.trim() === '';
  return (
    <Drawer
      open
      title={t(topic ? 'market.topics.change' : 'market.topics.begin')}
      onClose={onClose}
      size="min(560px, 100vw)"
      closable={{ 'aria-label': t('action.close') }}
    >
      <form
        className="topic-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!unnamed) save.mutate();
        }}
      >
        <Field id="topic-zh" label={t('market.topics.name_zh')}>
          <Input
            id="topic-zh"
            value={names.nameZh}
            maxLength={100}
            onChange={(event) => setNames({ ...names, nameZh: event.target.value })}
          />
        </Field>
        <Field id="topic-en" label={t('market.topics.name_en')}>
          <Input
            id="topic-en"
            value={names.nameEn}
            maxLength={100}
            onChange={(event) => setNames({ ...names, nameEn: event.target.value })}
          />
        </Field>
        <Field id="topic-query" label={t('market.topics.query')} hint={t('market.topics.query_hint')}>
          <Input.TextArea
            id="topic-query"
            value={query}
            maxLength={300}
            autoSize={{ minRows: 2, maxRows: 5 }}
            placeholder={t('market.topics.query_example')}
            onChange={(event) => setQuery(event.target.value)}
          />
        </Field>
        <div className="topic-form-row">
          <Field id="topic-language" label={t('market.topics.language')}>
            <Choice
              id="topic-language"
              value={filters.language ?? ''}
              options={[
                { value: '', label: t('market.topics.any_language') },
                { value: 'zh', label: t('market.topics.language.zh') },
                { value: 'en', label: t('market.topics.language.en') },
              ]}
              onChange={(value) => setFilters({ ...filters, language: value === '' ? null : (value as 'zh' | 'en') })}
            />
          </Field>
          {(['from', 'until'] as const).map((name) => (
            <Field key={name} id={`topic-${name}`} label={t(`market.topics.${name}`)}>
              <Input
                id={`topic-${name}`}
                type="date"
                value={filters[name] ?? ''}
                onChange={(event) => setFilters({ ...filters, [name]: event.target.value || null })}
              />
            </Field>
          ))}
        </div>
        <Preview query={query} filters={filters} />
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={save.isPending} disabled={unnamed}>
            {t(topic ? 'action.save' : 'market.topics.begin')}
          </Button>
        </div>
        {unnamed && <p className="topic-hint">{t('market.topics.needs_name')}</p>}
      </form>
    </Drawer>
  );
}

/** How the query reads, and which of the latest documents it would take. */
function Preview({ query, filters }: { query: string; filters: TopicFilters }) {
  const { t, format } = useI18n();
  const asked = useDeferredValue(JSON.stringify({ query: query.trim(), filters }));
  const preview = useQuery({
    queryKey: ['market-topics', 'preview', asked],
    queryFn: ({ signal }) => call(routes.previewTopic, { body: JSON.parse(asked) as { query: string; filters: TopicFilters } }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (preview.isPending) return <LoadingLines lines={3} />;
  if (preview.error) return <p className="topic-hint is-bad">{sentence(t, preview.error)}</p>;
  const { terms, looked, fitting, examples } = preview.data;
  return (
    <section className="topic-preview" aria-live="polite">
      {terms.map(({ words, also, not }) => (
        <p key={words.join('|')}>
          <strong>
            {not ? t('market.topics.without') : ''}
            {words.join(` ${t('market.topics.or')} `)}
          </strong>
          {also.length > 0 && <small> = {also.slice(0, 8).join(' · ')}</small>}
        </p>
      ))}
      <p>{t('market.topics.preview', { fitting: format.number(fitting), looked: format.number(looked) })}</p>
      <ul>
        {examples.map(({ id, title, source }) => (
          <li key={id}>
            {title} {source && <small>{source}</small>}
          </li>
        ))}
      </ul>
    </section>
  );
}
