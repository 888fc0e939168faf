/** What one is told of: topics, metrics and contradictions, each to be muted or removed. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { metricIds, type MetricId } from '../../../../../src/modules/intelligence/claims/contract.ts';
import type { AlertSubject, MarketAlert } from '../../../../../src/modules/intelligence/topics/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n, type I18n } from '../../../../shared/i18n/i18n.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { ErrorState, LoadingLines } from '../../../../shared/ui/states.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { useMarketNames } from '../kit/metrics.ts';
import { alertsQuery, refreshTopics, routes, topicName, topicsQuery } from './queries.ts';

export function AlertsDrawer({ onClose }: { onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const alerts = useQuery(alertsQuery);
  const client = useQueryClient();
  const names = useMarketNames();
  const act = useMutation({
    mutationFn: ({ alert, what }: { alert: MarketAlert; what: 'mute' | 'remove' }): Promise<unknown> =>
      what === 'mute'
        ? call(routes.updateAlert, { params: { alertId: alert.id }, body: { muted: !alert.muted } })
        : call(routes.removeAlert, { params: { alertId: alert.id } }),
    onError: toast.failed,
    onSuccess: () => refreshTopics(client),
  });
  return (
    <Drawer open title={t('market.alerts')} onClose={onClose} size="min(520px, 100vw)" closable={{ 'aria-label': t('action.close') }}>
      <p className="topic-hint">{t('market.alerts.about')}</p>
      {alerts.isPending && <LoadingLines lines={3} />}
      {alerts.error && !alerts.data && <ErrorState compact error={alerts.error} onRetry={() => void alerts.refetch()} />}
      {alerts.data?.items.length === 0 && <p className="topic-hint">{t('market.alerts.none')}</p>}
      <ul className="alert-list">
        {alerts.data?.items.map((alert) => (
          <li key={alert.id} className={alert.muted ? 'is-muted' : undefined}>
            <span>
              <strong>{subjectText(i18n, alert, names)}</strong>
              <small>
                {alert.muted
                  ? t('market.alerts.muted')
                  : alert.lastToldAt
                    ? t('market.alerts.told', { at: i18n.format.dateTime(alert.lastToldAt) })
                    : t('market.alerts.untold')}
              </small>
            </span>
            <Button size="small" disabled={act.isPending} onClick={() => act.mutate({ alert, what: 'mute' })}>
              {t(alert.muted ? 'market.alerts.unmute' : 'market.alerts.mute')}
            </Button>
            <Button
              size="small"
              type="text"
              aria-label={t('market.alerts.remove')}
              icon={<Icon name="trash" size={16} />}
              disabled={act.isPending}
              onClick={() => act.mutate({ alert, what: 'remove' })}
            />
          </li>
        ))}
      </ul>
      <AddAlert />
    </Drawer>
  );
}

function subjectText(i18n: I18n, { subject }: MarketAlert, names: ReturnType<typeof useMarketNames>): string {
  const { t } = i18n;
  const topic = subject.topicName && topicName(i18n, { nameZh: subject.topicName.zh, nameEn: subject.topicName.en });
  if (subject.kind === 'metric')
    return t('market.alerts.of_metric', {
      metric: names.metric(subject.metric!),
      region: subject.region ? names.region(subject.region) : '',
    });
  if (subject.kind === 'topic') return t('market.alerts.of_topic', { topic: topic ?? '' });
  return topic ? t('market.alerts.of_contradictions_in', { topic }) : t('market.alerts.of_contradictions');
}

function AddAlert() {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const names = useMarketNames();
  const topics = useQuery(topicsQuery).data?.items ?? [];
  const [kind, setKind] = useState<AlertSubject['kind']>('topic');
  const [topicId, setTopicId] = useState('');
  const [metric, setMetric] = useState<MetricId>('market_size');
  const add = useMutation({
    mutationFn: (subject: AlertSubject) => call(routes.createAlert, { body: { subject } }),
    onError: toast.failed,
    onSuccess: async () => {
      await refreshTopics(client);
      toast.done(t('market.alerts.added'));
    },
  });
  const chosen = topicId || topics[0]?.id || '';
  const subject = (): AlertSubject =>
    kind === 'metric' ? { kind, metric, region: null } : kind === 'topic' ? { kind, topicId: chosen } : { kind, topicId: topicId || null };
  const options = topics.map((topic) => ({ value: topic.id, label: topicName(i18n, topic) }));
  return (
    <form
      className="alert-add"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate(subject());
      }}
    >
      <h3>{t('market.alerts.add')}</h3>
      <Choice
        label={t('market.alerts.kind')}
        value={kind}
        options={(['topic', 'metric', 'contradictions'] as const).map((value) => ({ value, label: t(`market.alerts.kind.${value}`) }))}
        onChange={(value) => setKind(value as AlertSubject['kind'])}
      />
      {kind === 'metric' && (
        <Choice
          label={t('market.alerts.kind.metric')}
          value={metric}
          options={metricIds.map((value) => ({ value, label: names.metric(value) }))}
          onChange={(value) => setMetric(value as MetricId)}
        />
      )}
      {kind === 'topic' && <Choice label={t('market.alerts.kind.topic')} value={chosen} options={options} onChange={setTopicId} />}
      {kind === 'contradictions' && (
        <Choice
          label={t('market.alerts.within')}
          value={topicId}
          options={[{ value: '', label: t('market.alerts.everywhere') }, ...options]}
          onChange={setTopicId}
        />
      )}
      <Button htmlType="submit" type="primary" loading={add.isPending} disabled={kind === 'topic' && chosen === ''}>
        {t('market.alerts.add')}
      </Button>
    </form>
  );
}
