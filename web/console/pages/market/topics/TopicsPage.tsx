/** Topics: what is followed, with how much there is, what is new, and what contradicts itself. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { MarketTopic } from '../../../../../src/modules/intelligence/topics/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../../shared/ui/LinkButton.tsx';
import { Badge, PageFrame } from '../../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { EmptyState, ErrorState, LoadingLines } from '../../../../shared/ui/states.tsx';
import { useUrlState } from '../../../../shared/ui/url-state.ts';
import { publishedText } from '../kit/published.ts';
import { AlertsDrawer } from './AlertsDrawer.tsx';
import { routes, topicName, topicsQuery } from './queries.ts';
import { TopicDrawer } from './TopicDrawer.tsx';
import './topics.css';

export function Component() {
  const { t } = useI18n();
  const topics = useQuery(topicsQuery);
  const [open, setOpen] = useUrlState<string>('open', '', true);
  const begin = (
    <PermissionGate permission={routes.createTopic.access}>
      <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setOpen('new')}>
        {t('market.topics.begin')}
      </Button>
    </PermissionGate>
  );
  return (
    <PageFrame
      title={t('nav.market')}
      lead={t('market.topics.lead')}
      actions={
        <>
          <Button icon={<Icon name="bell" size={16} />} onClick={() => setOpen('alerts')}>
            {t('market.alerts')}
          </Button>
          <LinkButton to="/market/ask" icon={<Icon name="search" size={16} />}>
            {t('market.ask')}
          </LinkButton>
          {begin}
        </>
      }
    >
      {topics.isPending && <LoadingLines lines={6} height={28} />}
      {topics.error && !topics.data && <ErrorState error={topics.error} onRetry={() => void topics.refetch()} />}
      {topics.data?.items.length === 0 && (
        <EmptyState icon="book" title={t('market.topics.none')} text={t('market.topics.none_text')} action={begin} />
      )}
      {topics.data && topics.data.items.length > 0 && (
        <ul className="topic-cards">
          {topics.data.items.map((topic) => (
            <TopicCard key={topic.id} topic={topic} />
          ))}
        </ul>
      )}
      {open === 'new' && <TopicDrawer topic={null} onClose={() => setOpen(null)} />}
      {open === 'alerts' && <AlertsDrawer onClose={() => setOpen(null)} />}
    </PageFrame>
  );
}

function TopicCard({ topic }: { topic: MarketTopic }) {
  const i18n = useI18n();
  const { t } = i18n;
  const latest = publishedText(i18n, topic.latestAt?.slice(0, 10) ?? null);
  return (
    <li className="topic-card">
      <Link to={`/market/topics/${topic.id}`}>
        <h2>{topicName(i18n, topic)}</h2>
        {topic.query !== '' && <code>{topic.query}</code>}
      </Link>
      <dl>
        <div>
          <dt>{t('market.topics.documents')}</dt>
          <dd>{i18n.format.number(topic.documents)}</dd>
        </div>
        <div>
          <dt>{t('market.topics.sources')}</dt>
          <dd>{i18n.format.number(topic.sources)}</dd>
        </div>
        <div>
          <dt>{t('market.topics.contradictions')}</dt>
          <dd className={topic.contradictions > 0 ? 'is-bad' : undefined}>
            {topic.contradictions > 0 ? (
              <Link to={`/market/contradictions?topic=${topic.id}`}>{i18n.format.number(topic.contradictions)}</Link>
            ) : (
              0
            )}
          </dd>
        </div>
      </dl>
      <p className="topic-foot">
        {topic.taskId !== null && <Badge tone="active">{t('market.topics.filling')}</Badge>}
        {topic.fresh > 0 && <Badge tone="good">{t('market.topics.fresh', { count: topic.fresh })}</Badge>}
        {latest && <span>{t('market.topics.latest', { day: latest })}</span>}
      </p>
    </li>
  );
}
