import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table market_topics (
    id text primary key,
    organisation_id text not null,
    name_zh text not null,
    name_en text not null check (name_zh <> '' or name_en <> ''),
    query text not null,
    filters jsonb not null,
    -- Fills it from the documents that were there before; null when none does.
    task_id text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    removed_at timestamptz,
    unique (organisation_id, id)
  )`,
  // Serves the list, and taking documents in, which asks every topic.
  `create index market_topics_present on market_topics (organisation_id) where removed_at is null`,

  // Which documents are in a topic. `fits` is what the query says, `placed` what a person says over it: null leaves it to the query.
  `create table market_topic_documents (
    organisation_id text not null,
    topic_id text not null,
    document_id text not null references market_documents (id) on delete cascade,
    fits boolean not null,
    placed text check (placed in ('pinned', 'excluded')),
    added_at timestamptz not null,
    primary key (organisation_id, topic_id, document_id),
    foreign key (organisation_id, topic_id) references market_topics (organisation_id, id) on delete cascade,
    check (fits or placed is not null)
  )`,
  // Serves taking a document away, and which topics a document is in.
  `create index market_topic_documents_by_document on market_topic_documents (document_id)`,
  // Serves what is new in a topic.
  `create index market_topic_documents_by_time on market_topic_documents (organisation_id, topic_id, added_at)`,

  // When a member last looked at a topic: what was added later is new to them.
  `create table market_topic_visits (
    organisation_id text not null,
    topic_id text not null,
    user_id text not null,
    visited_at timestamptz not null,
    primary key (organisation_id, topic_id, user_id),
    foreign key (organisation_id, topic_id) references market_topics (organisation_id, id) on delete cascade
  )`,

  // What members want to be told of.
  `create table market_alerts (
    id text primary key,
    organisation_id text not null,
    user_id text not null,
    kind text not null check (kind in ('topic', 'metric', 'contradictions')),
    topic_id text,
    metric text,
    region text,
    muted boolean not null,
    last_told_at timestamptz,
    created_at timestamptz not null,
    foreign key (organisation_id, topic_id) references market_topics (organisation_id, id) on delete cascade,
    check ((kind = 'metric') = (metric is not null)),
    check (kind <> 'topic' or topic_id is not null)
  )`,
  // The same wish twice is one; serves a member's list.
  `create unique index market_alerts_once on market_alerts
    (organisation_id, user_id, kind, coalesce(topic_id, ''), coalesce(metric, ''), coalesce(region, ''))`,
  // Serves telling: the alerts of an organisation that speak.
  `create index market_alerts_speaking on market_alerts (organisation_id, kind) where not muted`,

  // What is to be told and was not yet: one row for a document or finding that woke an alert, gathered into one message.
  `create table market_alert_news (
    organisation_id text not null,
    alert_id text not null references market_alerts (id) on delete cascade,
    subject_id text not null,
    title text not null,
    at timestamptz not null,
    told_at timestamptz,
    primary key (alert_id, subject_id)
  )`,
  // Serves the round that tells.
  `create index market_alert_news_waiting on market_alert_news (organisation_id, alert_id) where told_at is null`,
];

export const up: Migration['up'] = async (db: Kysely<unknown>) => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};
