import type { ColumnType } from 'kysely';
import type { AlertSubject, TopicFilters } from './contract.ts';

type Json<T> = ColumnType<T, string, string>;

/** Tables of topics and alerts as SQL sees them. */
export type TopicsTables = {
  market_topics: {
    id: string;
    organisation_id: string;
    name_zh: string;
    name_en: string;
    query: string;
    filters: Json<TopicFilters>;
    task_id: string | null;
    created_at: Date;
    updated_at: Date;
    removed_at: Date | null;
  };
  market_topic_documents: {
    organisation_id: string;
    topic_id: string;
    document_id: string;
    fits: boolean;
    placed: 'pinned' | 'excluded' | null;
    added_at: Date;
  };
  market_topic_visits: { organisation_id: string; topic_id: string; user_id: string; visited_at: Date };
  market_alerts: {
    id: string;
    organisation_id: string;
    user_id: string;
    kind: AlertSubject['kind'];
    topic_id: string | null;
    metric: string | null;
    region: string | null;
    muted: boolean;
    last_told_at: Date | null;
    created_at: Date;
  };
  market_alert_news: {
    organisation_id: string;
    alert_id: string;
    subject_id: string;
    title: string;
    at: Date;
    told_at: Date | null;
  };
};
