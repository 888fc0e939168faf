/** Where documents come from: what is fetched and when, what failed and why, and the visits of each. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import type { LibraryDesk, MarketSource } from '../../../../../src/modules/intelligence/library/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { sentenceOf } from '../../../../shared/api/errors.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Choice } from '../../../../shared/ui/Choice.tsx';
import { ConfirmDialog } from '../../../../shared/ui/ConfirmDialog.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { Badge, Panel, type Tone } from '../../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { EmptyState, ErrorState, LoadingLines } from '../../../../shared/ui/states.tsx';
import { toast } from '../../../../shared/ui/toast.tsx';
import { useNow } from '../../../../shared/ui/use-now.ts';
import { useTasksStarted } from '../../../shell/tasks.ts';
import { rhythmText } from './CollectDrawer.tsx';
import { fetchesQuery, refreshDocuments, sourcesQuery } from './queries.ts';

const { routes } = intelligenceContract;
const tones: Readonly<Record<MarketSource['state'], Tone>> = { running: 'good', paused: 'plain', failing: 'bad' };

export function SourcesTab({ desk, onAdd }: { desk: LibraryDesk | undefined; onAdd: () => void }) {
  const { t } = useI18n();
  const sources = useQuery(sourcesQuery);
  if (sources.isPending) return <LoadingLines lines={5} height={22} />;
  if (sources.error) return <ErrorState error={sources.error} onRetry={() => void sources.refetch()} />;
  const followed = sources.data.items.filter(({ url }) => url !== null);
  const standing = sources.data.items.filter(({ url }) => url === null);
  return (
    <div className="market-source-panels">
      <Panel
        title={t('market.source.followed')}
        flush
        actions={
          <PermissionGate permission={routes.createMarketSource.access}>
            <Button onClick={onAdd}>{t('market.source.add')}</Button>
          </PermissionGate>
        }
      >
        {followed.length === 0 ? (
          <EmptyState icon="globe" title={t('market.source.none')} text={t('market.source.none_text')} />
        ) : (
          <ul className="market-sources">
            {followed.map((one) => (
              <SourceRow key={one.id} source={one} />
            ))}
          </ul>
        )}
      </Panel>
      <Panel title={t('market.source.brought')}>
        <ul className="market-standing">
          {standing.map((one) => (
            <li key={one.id}>
              <Link to={`/market/documents?source=${one.id}`}>{t(`market.source.kind.${one.kind}`)}</Link>
              <span>{t('market.source.documents', { count: one.documentCount })}</span>
            </li>
          ))}
          {standing.length === 0 && <li>{t('market.source.brought_none')}</li>}
          {desk && <li className="market-quiet">{t(desk.watchFolder ? 'market.collect.folder_on' : 'market.collect.folder_off')}</li>}
        </ul>
      </Panel>
    </div>
  );
}

function SourceRow({ source }: { source: MarketSource }) {
  const { t, format } = useI18n();
  const now = useNow();
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  const acts = useActs(source);
  const dated = (at: string | null): string | null => (at === null ? null : format.ago(at, now));
  return (
    <li>
      <div className="market-source-head">
        <span className="cell-two">
          <Link to={`/market/documents?source=${source.id}`}>{source.name}</Link>
          <small>{source.url}</small>
        </span>
        <Badge tone={source.taskId ? 'active' : tones[source.state]}>
          {t(source.taskId ? 'market.source.fetching' : `market.source.state.${source.state}`)}
        </Badge>
      </div>
      {source.error && (
        <p className="market-source-error">
          <Icon name="warn" size={15} /> {sentenceOf(t, source.error)}{' '}
          {source.failures > 1 && t('market.source.failures', { count: source.failures })}
        </p>
      )}
      <p className="market-facts">
        <span>{t(`market.source.kind.${source.kind}`)}</span>
        <span>{t('market.source.documents', { count: source.documentCount })}</span>
        <span>{source.lastFetchedAt ? t('market.source.last', { when: dated(source.lastFetchedAt) }) : t('market.source.never')}</span>
        {source.nextFetchAt && source.state !== 'paused' && (
          <span>{t('market.source.next', { when: format.dateTime(source.nextFetchAt) })}</span>
        )}
      </p>
      <div className="market-source-acts">
        <PermissionGate permission={routes.fetchMarketSource.access} because={source.taskId ? t('market.source.fetching') : undefined}>
          <Button size="small" loading={acts.fetch.isPending} onClick={() => acts.fetch.mutate()}>
            {t('market.source.fetch')}
          </Button>
        </PermissionGate>
        <PermissionGate permission={routes.updateMarketSource.access}>
          <Button size="small" onClick={() => acts.change.mutate({ paused: source.state !== 'paused' })}>
            {t(source.state === 'paused' ? 'market.source.go_on' : 'market.source.pause')}
          </Button>
        </PermissionGate>
        <Choice
          label={t('market.source.every')}
          value={source.everyMinutes === null ? '' : String(source.everyMinutes)}
          options={[...new Set(['', '60', '360', '1440', '10080', String(source.everyMinutes ?? '')])].map((value) => ({
            value,
            label: rhythmText(t, value === '' ? null : Number(value)),
          }))}
          onChange={(value) => acts.change.mutate({ everyMinutes: value ? Number(value) : null })}
        />
        <Button size="small" type="text" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('market.source.visits')}
        </Button>
        <PermissionGate permission={routes.deleteMarketSource.access}>
          <Button size="small" type="text" danger onClick={() => setAsking(true)}>
            {t('market.source.remove')}
          </Button>
        </PermissionGate>
      </div>
      {/* Of what is being removed nothing is asked any more. */}
      {open && acts.remove.isIdle && <Visits sourceId={source.id} />}
      <ConfirmDialog
        open={asking}
        title={t('market.source.remove_title', { name: source.name })}
        confirm={t('market.source.remove')}
        busy={acts.remove.isPending}
        onConfirm={() => acts.remove.mutate(undefined, { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      >
        <p>{t('market.source.remove_text', { count: source.documentCount })}</p>
      </ConfirmDialog>
    </li>
  );
}

function useActs(source: MarketSource) {
  const client = useQueryClient();
  const started = useTasksStarted();
  const params = { sourceId: source.id };
  const after = { onError: toast.failed, onSettled: () => refreshDocuments(client) };
  return {
    fetch: useMutation({ mutationFn: () => call(routes.fetchMarketSource, { params }), onSuccess: started, ...after }),
    change: useMutation({
      mutationFn: (body: { paused?: boolean; everyMinutes?: number | null }) => call(routes.updateMarketSource, { params, body }),
      ...after,
    }),
    remove: useMutation({ mutationFn: () => call(routes.deleteMarketSource, { params }), ...after }),
  };
}

function Visits({ sourceId }: { sourceId: string }) {
  const { t, format } = useI18n();
  const visits = useQuery(fetchesQuery(sourceId));
  if (visits.isPending) return <LoadingLines lines={3} />;
  if (visits.error) return <ErrorState compact error={visits.error} onRetry={() => void visits.refetch()} />;
  if (visits.data.items.length === 0) return <p className="market-quiet">{t('market.source.never')}</p>;
  return (
    <ol className="market-visits">
      {visits.data.items.slice(0, 20).map((one) => (
        <li key={one.id}>
          <time dateTime={one.at}>{format.dateTime(one.at)}</time>
          <span>
            {one.outcome === 'failed' && one.error
              ? sentenceOf(t, one.error)
              : t(`market.source.outcome.${one.outcome}`, { count: one.files })}
          </span>
          {one.bytes > 0 && <small>{format.bytes(one.bytes)}</small>}
        </li>
      ))}
    </ol>
  );
}
