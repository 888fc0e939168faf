/** Links that were given: on their way, fetched, or not reached, with the reason and a second try. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { protectionContract } from '../../../../src/modules/protection/contract.ts';
import { sightingStates, type Sighting } from '../../../../src/modules/protection/suspects/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { itemsOf, Listing } from '../../../shared/table/Listing.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Badge } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ProgressLine } from '../../../shared/ui/ProgressLine.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { linksQuery, refreshCopies, runs } from './queries.ts';
import { sightingTones } from './words.ts';

const { routes } = protectionContract;

export function LinksTab() {
  const i18n = useI18n();
  const { t, format } = i18n;
  const client = useQueryClient();
  const [search] = useSearchParams();
  const state = sightingStates.find((one) => one === search.get('state')) ?? null;
  const links = useInfiniteQuery(linksQuery(state));
  const counts = links.data?.pages[0]?.counts;
  const running = itemsOf(links).filter((one) => runs(one.state));
  const stop = useMutation({
    mutationFn: (sightingIds: string[]) => call(routes.cancelSightings, { body: { sightingIds } }),
    onSuccess: ({ cancelled }) => toast.done(t('protection.links.stopped', { count: cancelled })),
    onError: toast.failed,
    onSettled: () => refreshCopies(client),
  });
  return (
    <>
      <div className="filters-row" role="search">
        <FilterChoice
          name="state"
          label={t('protection.column.state')}
          all={t('protection.any_state')}
          options={sightingStates.map((value) => ({
            value,
            label: counts
              ? `${t(`protection.sighting_state.${value}`)} (${format.number(counts[value])})`
              : t(`protection.sighting_state.${value}`),
          }))}
        />
        {running.length > 0 && (
          <PermissionGate permission={routes.cancelSightings.access}>
            <Button loading={stop.isPending} onClick={() => stop.mutate(running.map(({ id }) => id))}>
              {t('protection.links.stop_all', { count: running.length })}
            </Button>
          </PermissionGate>
        )}
      </div>
      <Listing
        query={links}
        empty={
          state ? (
            <EmptyState
              icon="search"
              title={t('protection.none_so')}
              action={<LinkButton to="/copies?tab=links">{t('library.clear')}</LinkButton>}
            />
          ) : (
            <EmptyState
              icon="link"
              title={t('protection.links.none')}
              text={t('protection.links.none_text')}
              action={<LinkButton to="/copies?tab=links&add=links">{t('protection.intake.links')}</LinkButton>}
            />
          )
        }
      >
        {(rows) => <DataTable label={t('protection.tab.links')} columns={columnsOf(i18n)} rows={rows} rowKey={(one) => one.id} />}
      </Listing>
    </>
  );
}

function columnsOf({ t, format }: I18n): Column<Sighting>[] {
  return [
    {
      key: 'url',
      head: t('protection.column.link'),
      lead: true,
      cell: (one) => (
        <span className="cell-two copies-url">
          <span>{one.url ?? one.filename}</span>
          <small>{[one.account, format.dateTime(one.createdAt)].filter(Boolean).join(' · ')}</small>
        </span>
      ),
    },
    { key: 'state', head: t('protection.column.state'), cell: (one) => <LinkState one={one} /> },
    {
      key: 'suspect',
      head: t('protection.column.suspect'),
      cell: (one) => (one.suspectId ? <Link to={`/copies/suspects/${one.suspectId}`}>{t('protection.to_suspect')}</Link> : '–'),
    },
  ];
}

function LinkState({ one }: { one: Sighting }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const denied = useDenied(routes.cancelSightings.access);
  const after = { onError: toast.failed, onSettled: () => refreshCopies(client) };
  const stop = useMutation({ mutationFn: () => call(routes.cancelSightings, { body: { sightingIds: [one.id] } }), ...after });
  const again = useMutation({ mutationFn: () => call(routes.retrySighting, { params: { sightingId: one.id } }), ...after });
  if (runs(one.state))
    return (
      <ProgressLine
        task={{ state: one.state === 'waiting' ? 'queued' : 'running', progressBps: one.progressBps, stage: 'fetch' }}
        label={one.url ?? ''}
        onCancel={() => stop.mutate()}
        cancelDisabledBecause={denied}
      />
    );
  return (
    <span className="copies-scan">
      <Badge tone={sightingTones[one.state]}>{t(`protection.sighting_state.${one.state}`)}</Badge>
      {one.state === 'failed' && one.error && <small>{sentenceOf(t, one.error)}</small>}
      {(one.state === 'failed' || one.state === 'cancelled') && (
        <PermissionGate permission={routes.retrySighting.access}>
          <Button size="small" loading={again.isPending} onClick={() => again.mutate()}>
            {t('action.retry')}
          </Button>
        </PermissionGate>
      )}
    </span>
  );
}
