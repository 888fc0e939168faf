/** Suspects: what was given or fetched, how far its scan is, what came of it, and what to do where it failed. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { protectionContract } from '../../../../src/modules/protection/contract.ts';
import { scanStates, type Suspect } from '../../../../src/modules/protection/suspects/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Badge } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ProgressLine } from '../../../shared/ui/ProgressLine.tsx';
import { SearchBox } from '../../../shared/ui/SearchBox.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { refreshCopies, runs, suspectsQuery } from './queries.ts';
import { scanTones } from './words.ts';

const { routes } = protectionContract;

export function SuspectsTab() {
  const i18n = useI18n();
  const { t } = i18n;
  const [search] = useSearchParams();
  const state = scanStates.find((one) => one === search.get('state'));
  const words = search.get('q') ?? '';
  const matched = search.get('matched');
  const suspects = useInfiniteQuery(
    suspectsQuery({
      ...(state && { state }),
      ...(words && { query: words }),
      ...((matched === 'true' || matched === 'false') && { matched }),
    }),
  );
  const narrowed = state !== undefined || words !== '' || matched !== null;
  return (
    <>
      <div className="filters-row" role="search">
        <SearchBox label={t('protection.suspects.search')} />
        <FilterChoice
          name="state"
          label={t('protection.column.state')}
          all={t('protection.any_state')}
          options={scanStates.map((value) => ({ value, label: t(`protection.scan_state.${value}`) }))}
        />
        <FilterChoice
          name="matched"
          label={t('protection.column.matches')}
          all={t('protection.suspects.any')}
          options={[
            { value: 'true', label: t('protection.suspects.matched') },
            { value: 'false', label: t('protection.suspects.unmatched') },
          ]}
        />
      </div>
      <Listing
        query={suspects}
        empty={
          narrowed ? (
            <EmptyState
              icon="search"
              title={t('protection.none_so')}
              action={<LinkButton to="/copies?tab=suspects">{t('library.clear')}</LinkButton>}
            />
          ) : (
            <EmptyState icon="shield" title={t('protection.suspects.none')} text={t('protection.suspects.none_text')} />
          )
        }
      >
        {(rows) => <DataTable label={t('protection.tab.suspects')} columns={columnsOf(i18n)} rows={rows} rowKey={(one) => one.id} />}
      </Listing>
    </>
  );
}

function columnsOf(i18n: I18n): Column<Suspect>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'name',
      head: t('protection.column.suspect'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/copies/suspects/${one.id}`}>{one.name}</Link>
          <small>{[one.host, one.account].filter(Boolean).join(' · ') || format.dateTime(one.createdAt)}</small>
        </span>
      ),
    },
    { key: 'state', head: t('protection.column.state'), cell: (one) => <ScanState one={one} /> },
    {
      key: 'matches',
      head: t('protection.column.matches'),
      figure: true,
      cell: (one) =>
        one.matchCount === 0 ? (
          '–'
        ) : (
          <span className="cell-two">
            <span>{format.number(one.matchCount)}</span>
            {one.bestScore !== null && <small>{format.percent(one.bestScore)}</small>}
          </span>
        ),
    },
    {
      key: 'length',
      head: t('protection.column.length'),
      figure: true,
      cell: (one) => (
        <span className="cell-two">
          <span>{one.durationMs === null ? '–' : format.clock(one.durationMs)}</span>
          <small>{format.bytes(one.sizeBytes)}</small>
        </span>
      ),
    },
    { key: 'seen', head: t('protection.column.seen'), figure: true, cell: (one) => format.number(one.sightingCount) },
  ];
}

/** Where its scan is: a line with a cancel while it runs, else the state, and what to do where it failed. */
export function ScanState({ one }: { one: Suspect }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const denied = useDenied(routes.cancelScan.access);
  const after = { onError: toast.failed, onSettled: () => refreshCopies(client) };
  const cancel = useMutation({ mutationFn: () => call(routes.cancelScan, { params: { suspectId: one.id } }), ...after });
  const again = useMutation({ mutationFn: () => call(routes.scanSuspect, { params: { suspectId: one.id } }), ...after });
  if (runs(one.state))
    return (
      <ProgressLine
        task={{ state: one.state === 'waiting' ? 'queued' : 'running', progressBps: one.progressBps, stage: one.stage }}
        label={one.name}
        onCancel={() => cancel.mutate()}
        cancelDisabledBecause={denied}
      />
    );
  return (
    <span className="copies-scan">
      <Badge tone={one.state === 'done' && one.matchCount > 0 ? 'bad' : scanTones[one.state]}>
        {one.state === 'done'
          ? t(one.matchCount > 0 ? 'protection.scan_matched' : 'protection.scan_clean')
          : t(`protection.scan_state.${one.state}`)}
      </Badge>
      {one.state === 'failed' && one.error && <small>{sentenceOf(t, one.error)}</small>}
      {(one.state === 'failed' || one.state === 'cancelled') && (
        <PermissionGate permission={routes.scanSuspect.access}>
          <Button size="small" loading={again.isPending} onClick={() => again.mutate()}>
            {t('protection.scan_again')}
          </Button>
        </PermissionGate>
      )}
    </span>
  );
}
