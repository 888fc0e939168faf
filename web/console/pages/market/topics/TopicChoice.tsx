/** Narrows a page to a topic, by its address; absent where there are no topics. */
import { useQuery } from '@tanstack/react-query';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { FilterChoice } from '../../../../shared/table/filters.tsx';
import { topicName, topicsQuery } from './queries.ts';

export function TopicChoice() {
  const i18n = useI18n();
  const topics = useQuery(topicsQuery).data?.items ?? [];
  if (topics.length === 0) return null;
  return (
    <FilterChoice
      name="topic"
      label={i18n.t('market.topics.one')}
      all={i18n.t('market.topics.any')}
      options={topics.map((topic) => ({ value: topic.id, label: topicName(i18n, topic) }))}
    />
  );
}
