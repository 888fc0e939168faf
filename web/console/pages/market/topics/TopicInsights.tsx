/** What a topic’s documents say: figures at the head, sentences by theme, each with its passages. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Bound, Unit } from '../../../../../src/modules/intelligence/quantities/contract.ts';
import type { HeadlineFigure, MarketTopic, TopicGroup } from '../../../../../src/modules/intelligence/topics/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { FilterChoice } from '../../../../shared/table/filters.tsx';
import { Badge, Panel } from '../../../../shared/ui/PageFrame.tsx';
import { EmptyState, ErrorState, LoadingLines } from '../../../../shared/ui/states.tsx';
import { useUrlState } from '../../../../shared/ui/url-state.ts';
import { AddSentence } from '../briefs/AddToBrief.tsx';
import { Citations } from '../kit/Citations.tsx';
import { Figure, PeriodLabel, StatusTag } from '../kit/Figure.tsx';
import { useMarketNames } from '../kit/metrics.ts';
import { headlinesQuery, insightsQuery } from './queries.ts';
import { TopicProgrammes } from './TopicProgrammes.tsx';

export function TopicInsights({ topic }: { topic: MarketTopic }) {
  const { t, format } = useI18n();
  const [language] = useUrlState<string>('language', '');
  const wanted = language === 'zh' || language === 'en' ? language : undefined;
  const insights = useQuery(insightsQuery(topic.id, wanted, topic.documents));
  const figures = useQuery(headlinesQuery(topic.id, topic.documents));
  return (
    <>
      {figures.data && figures.data.items.length > 0 && (
        <ul className="headlines" aria-label={t('market.topics.figures')}>
          {figures.data.items.map((figure) => (
            <Headline key={figure.metric} figure={figure} topicId={topic.id} />
          ))}
        </ul>
      )}
      {(wanted !== undefined || (insights.data && insights.data.groups.length > 0)) && (
        <div className="filters-row">
          <FilterChoice
            name="language"
            label={t('market.topics.language')}
            all={t('market.topics.any_language')}
            options={(['zh', 'en'] as const).map((value) => ({ value, label: t(`market.topics.language.${value}`) }))}
          />
        </div>
      )}
      <div className="topic-columns">
        <div className="insight-groups">
          {insights.isPending && <LoadingLines lines={8} height={20} />}
          {insights.error && !insights.data && <ErrorState error={insights.error} onRetry={() => void insights.refetch()} />}
          {insights.data?.groups.length === 0 && (
            <EmptyState icon="text" title={t('market.topics.no_insights')} text={t('market.topics.no_insights_text')} />
          )}
          {insights.data?.groups.map((group) => (
            <Group key={group.theme} group={group} />
          ))}
          {insights.data && insights.data.looked < insights.data.documents && wanted === undefined && (
            <p className="topic-hint">
              {t('market.topics.looked', {
                looked: format.number(insights.data.looked),
                documents: format.number(insights.data.documents),
              })}
            </p>
          )}
        </div>
        <aside aria-label={t('nav.market_programmes')}>
          <TopicProgrammes topicId={topic.id} documents={topic.documents} />
        </aside>
      </div>
    </>
  );
}

function Headline({ figure, topicId }: { figure: HeadlineFigure; topicId: string }) {
  const { t } = useI18n();
  const names = useMarketNames();
  const value = { ...figure, bound: figure.bound as Bound, unit: figure.unit as Unit };
  return (
    <li className="headline">
      <span className="headline-name">
        {names.metric(figure.metric)}
        {figure.region !== null && <small> · {names.region(figure.region)}</small>}
        {figure.entity !== null && <small> · {figure.entity}</small>}
      </span>
      <span className="headline-value">
        <Figure figure={value} />
        <Citations items={[figure.citation]} />
      </span>
      <span className="headline-foot">
        <PeriodLabel period={figure.period} /> <StatusTag status={figure.status} />
        <small>{t('market.topics.by_sources', { count: figure.sources })}</small>
        {figure.others > 0 && (
          <Link to={`/market/contradictions?topic=${topicId}&metric=${figure.metric}`}>
            {t('market.topics.others', { count: figure.others })}
          </Link>
        )}
      </span>
    </li>
  );
}

function Group({ group }: { group: TopicGroup }) {
  const { t } = useI18n();
  return (
    <Panel title={t(`market.theme.${group.theme}`)} flush>
      <ul className="insights">
        {group.sentences.map((sentence) => (
          <li key={`${sentence.citations[0]!.documentId} ${sentence.citations[0]!.anchor} ${sentence.citations[0]!.start}`}>
            <p lang={sentence.language === 'zh' ? 'zh-CN' : 'en'}>
              {sentence.text}
              <Citations items={sentence.citations} />
            </p>
            {sentence.beside && (
              <p className="insight-beside" lang={sentence.beside.language === 'zh' ? 'zh-CN' : 'en'}>
                {sentence.beside.text}
                {sentence.beside.by === 'model' && <Badge>{t('market.topics.by_model')}</Badge>}
              </p>
            )}
            <small className="insight-foot">
              {sentence.fresh && <Badge tone="good">{t('market.topics.new')}</Badge>}
              <span>
                {sentence.citations[0]!.source ?? sentence.citations[0]!.title}
                {sentence.sources > 1 && ` · ${t('market.topics.by_sources', { count: sentence.sources })}`}
              </span>
              <AddSentence text={sentence.text} citations={sentence.citations} />
            </small>
          </li>
        ))}
      </ul>
      {group.more > 0 && <p className="insights-more">{t('market.topics.more', { count: group.more })}</p>}
    </Panel>
  );
}
