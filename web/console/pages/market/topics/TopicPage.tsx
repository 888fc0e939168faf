/** A topic: what its documents say in groups, the figures that head it, and the documents themselves. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { MarketTopic } from '../../../../../src/modules/intelligence/topics/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../../shared/ui/LinkButton.tsx';
import { LinkTabs, PageFrame } from '../../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../../shared/ui/states.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../../shared/ui/url-state.ts';
import { refreshTopics, routes, topicName, topicQuery, topicsQuery } from './queries.ts';
import { TopicDocuments } from './TopicDocuments.tsx';
import { TopicDrawer } from './TopicDrawer.tsx';
import { TopicInsights } from './TopicInsights.tsx';
import './topics.css';

const tabs = ['insights', 'documents', 'pinned', 'excluded'] as const;

export function Component() {
  const i18n = useI18n();
  const { t } = i18n;
  const topicId = useParams().topicId!;
  const [search] = useSearchParams();
  const tab = tabs.find((one) => one === search.get('tab')) ?? 'insights';
  const [open, setOpen] = useUrlState<string>('open', '', true);
  const query = useQuery(topicQuery(topicId));
  const back = { to: '/market', label: t('nav.market') };
  if (query.error && !query.data)
    return (
      <PageFrame title={t('nav.market')} back={back}>
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </PageFrame>
    );
  if (!query.data)
    return (
      <PageFrame title={t('nav.market')} back={back}>
        <LoadingLines lines={8} height={22} />
      </PageFrame>
    );
  const topic = query.data;
  return (
    <PageFrame
      title={topicName(i18n, topic)}
      back={back}
      lead={<TopicLead topic={topic} />}
      actions={<TopicActs topic={topic} onEdit={() => setOpen('edit')} />}
    >
      {topic.taskId !== null && <Notice>{t('market.topics.filling_text')}</Notice>}
      <Visit key={topic.id} topic={topic} />
      <LinkTabs
        label={topicName(i18n, topic)}
        current={tab}
        tabs={tabs.map((key) => ({
          key,
          to: key === 'insights' ? `/market/topics/${topicId}` : `/market/topics/${topicId}?tab=${key}`,
          label: t(`market.topics.tab.${key}`),
          count: key === 'documents' ? topic.documents : undefined,
        }))}
      />
      {tab === 'insights' ? (
        <TopicInsights topic={topic} />
      ) : (
        <TopicDocuments topicId={topicId} placed={tab === 'documents' ? 'in' : tab} />
      )}
      {open === 'edit' && <TopicDrawer topic={topic} onClose={() => setOpen(null)} />}
    </PageFrame>
  );
}

/** Looking at a topic makes what is there known; how much was new stays said as long as the page is open. */
function Visit({ topic }: { topic: MarketTopic }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [fresh] = useState(topic.fresh);
  const { id } = topic;
  useEffect(() => {
    void call(routes.visitTopic, { params: { topicId: id } })
      .then(() => client.invalidateQueries({ queryKey: topicsQuery.queryKey }))
      // A visit that is not noted shows the same as new once more.
      .catch(() => undefined);
  }, [id, client]);
  return fresh > 0 ? <Notice tone="good">{t('market.topics.fresh_since', { count: fresh })}</Notice> : null;
}

function TopicLead({ topic }: { topic: MarketTopic }) {
  const { t, format } = useI18n();
  return (
    <span className="topic-lead">
      {topic.query !== '' && <code>{topic.query}</code>}
      <span>{t('market.topics.counts', { documents: format.number(topic.documents), sources: format.number(topic.sources) })}</span>
    </span>
  );
}

function TopicActs({ topic, onEdit }: { topic: MarketTopic; onEdit: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const navigate = useNavigate();
  const alert = useMutation({
    mutationFn: (): Promise<unknown> =>
      topic.alertId === null
        ? call(routes.createAlert, { body: { subject: { kind: 'topic', topicId: topic.id } } })
        : call(routes.removeAlert, { params: { alertId: topic.alertId } }),
    onError: toast.failed,
    onSuccess: () => refreshTopics(client),
  });
  const restore = useMutation({
    mutationFn: () => call(routes.restoreTopic, { params: { topicId: topic.id } }),
    onError: toast.failed,
    onSuccess: () => refreshTopics(client),
  });
  const remove = useMutation({
    mutationFn: () => call(routes.removeTopic, { params: { topicId: topic.id } }),
    onError: toast.failed,
    onSuccess: async () => {
      await navigate('/market');
      await refreshTopics(client);
      toast.done(t('market.topics.removed', { name: topicName(i18n, topic) }), { label: t('action.undo'), run: () => restore.mutate() });
    },
  });
  const brief = useMutation({
    mutationFn: () =>
      call(routes.createBrief, {
        body: { title: topicName(i18n, topic), language: i18n.language.startsWith('zh') ? 'zh' : 'en', topicId: topic.id },
      }),
    onError: toast.failed,
    onSuccess: ({ id }) => navigate(`/market/briefs/${id}`),
  });
  return (
    <>
      <LinkButton to={`/market/ask?topic=${topic.id}`} icon={<Icon name="search" size={16} />}>
        {t('market.ask')}
      </LinkButton>
      <Button
        icon={<Icon name="bell" size={16} />}
        loading={alert.isPending}
        onClick={() => alert.mutate()}
        aria-pressed={topic.alertId !== null}
      >
        {t(topic.alertId === null ? 'market.topics.follow' : 'market.topics.unfollow')}
      </Button>
      {topic.contradictions > 0 && (
        <LinkButton to={`/market/contradictions?topic=${topic.id}`} icon={<Icon name="warn" size={16} />}>
          {t('market.topics.contradictions_count', { count: topic.contradictions })}
        </LinkButton>
      )}
      <PermissionGate permission={routes.createBrief.access}>
        <Button icon={<Icon name="sheet" size={16} />} loading={brief.isPending} onClick={() => brief.mutate()}>
          {t('market.topics.brief')}
        </Button>
      </PermissionGate>
      <PermissionGate permission={routes.updateTopic.access}>
        <Button icon={<Icon name="edit" size={16} />} onClick={onEdit}>
          {t('action.edit')}
        </Button>
      </PermissionGate>
      <PermissionGate permission={routes.removeTopic.access}>
        <Button type="text" danger loading={remove.isPending} icon={<Icon name="trash" size={16} />} onClick={() => remove.mutate()}>
          {t('market.topics.remove')}
        </Button>
      </PermissionGate>
    </>
  );
}
