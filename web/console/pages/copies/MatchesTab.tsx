/** Matches as they arrive, strongest first: looked at in the row, decided by letters or in bulk, opened for more. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { matchStates, transformations, type MatchView } from '../../../../src/modules/protection/matches/contract.ts';
import type { Desk } from '../../../../src/modules/protection/suspects/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { BulkBar } from '../../../shared/table/BulkBar.tsx';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { itemsOf, Listing } from '../../../shared/table/Listing.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { CaseDialog } from '../cases/CaseDialog.tsx';
import { MatchStateBadge, Score, SmallMap, Transformations } from './parts.tsx';
import { busy, matchesQuery, type MatchFilter } from './queries.ts';
import { SmallStrip } from './Strip.tsx';
import { useDecisions, type Decisions } from './use-decisions.ts';
import { placeWords, transformationWords } from './words.ts';

export function MatchesTab({ desk }: { desk: Desk | undefined }) {
  const [search] = useSearchParams();
  const state = search.get('state');
  const filter: MatchFilter = {
    // What waits for somebody is what one comes for.
    ...(state === 'all' ? {} : { state: matchStates.find((one) => one === state) ?? 'open' }),
    ...(search.get('host') && { host: search.get('host')! }),
    ...(search.get('work') && { workId: search.get('work')! }),
    ...only(
      'transformation',
      transformations.find((one) => one === search.get('how')),
    ),
    sort: search.get('sort') === 'newest' ? 'newest' : 'strength',
  };
  return <MatchList filter={filter} desk={desk} />;
}

const only = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> =>
  value === undefined ? {} : ({ [key]: value } as Record<K, V>);

function MatchList({ filter, desk }: { filter: MatchFilter; desk: Desk | undefined }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const navigate = useNavigate();
  const matches = useInfiniteQuery(matchesQuery(filter, desk !== undefined && busy(desk)));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const decisions = useDecisions(() => setChosen(new Set()));
  const first = matches.data?.pages[0];
  const items = itemsOf(matches);
  const picked = items.filter((one) => chosen.has(one.id));
  const onLetter = (letter: string, one: MatchView) => {
    if (letter === 'o') return void navigate(`/copies/matches/${one.id}`);
    const ids = chosen.has(one.id) ? picked.map(({ id }) => id) : [one.id];
    act(letter, ids, decisions);
  };
  return (
    <>
      <Filters filter={filter} hosts={first?.hosts ?? []} counts={first?.counts} />
      <Listing query={matches} empty={<NoMatches filter={filter} desk={desk} />}>
        {(rows) => (
          <DataTable
            label={t('protection.tab.matches')}
            columns={columnsOf(i18n, decisions)}
            rows={rows}
            rowKey={(one) => one.id}
            selection={{
              chosen,
              onChange: setChosen,
              can: (one) => one.state !== 'case',
              nameOf: (one) => `${one.workTitle} ${one.episodeNumber}`,
            }}
            onLetter={onLetter}
          />
        )}
      </Listing>
      {items.length > 0 && <p className="copies-keys">{t('protection.keys')}</p>}
      <BulkBar count={picked.length} onClear={() => setChosen(new Set())}>
        <BulkActions ids={picked.map(({ id }) => id)} decisions={decisions} />
      </BulkBar>
      <CaseDialog matchIds={decisions.forCase} onClose={() => decisions.toCase([])} onMade={() => setChosen(new Set())} />
      <span className="visually-hidden" role="status">
        {first && t('protection.found', { count: first.counts.open, number: format.number(first.counts.open) })}
      </span>
    </>
  );
}

/** One letter for each thing that can be decided. */
function act(letter: string, ids: readonly string[], decisions: Decisions): void {
  if (letter === 'a') decisions.decide(ids, 'allowed');
  else if (letter === 'i') decisions.decide(ids, 'ignored');
  else if (letter === 'c' && !decisions.denied) decisions.toCase(ids);
}

function BulkActions({ ids, decisions }: { ids: readonly string[]; decisions: Decisions }) {
  const { t } = useI18n();
  const noCases = useDenied('takedown.manage');
  const button = (decision: 'allowed' | 'ignored', key: string) => (
    <Button
      disabled={decisions.denied !== undefined}
      title={decisions.denied}
      loading={decisions.busy}
      onClick={() => decisions.decide(ids, decision)}
    >
      {t(`protection.decide.${decision}`)} <kbd>{key}</kbd>
    </Button>
  );
  return (
    <>
      {button('allowed', 'A')}
      {button('ignored', 'I')}
      <Button type="primary" danger disabled={noCases !== undefined} title={noCases} onClick={() => decisions.toCase(ids)}>
        {t('protection.decide.case')} <kbd>C</kbd>
      </Button>
    </>
  );
}

function Filters({
  filter,
  hosts,
  counts,
}: {
  filter: MatchFilter;
  hosts: readonly { host: string; count: number }[];
  counts: Record<(typeof matchStates)[number], number> | undefined;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const [state, setState] = useUrlState<string>('state', 'open');
  const [sort, setSort] = useUrlState<string>('sort', 'strength');
  const known = filter.host && !hosts.some(({ host }) => host === filter.host) ? [{ host: filter.host, count: 0 }, ...hosts] : hosts;
  return (
    <div className="filters-row" role="search">
      <Choice
        label={t('protection.column.state')}
        value={state}
        options={[
          ...matchStates.map((value) => ({
            value,
            label: counts
              ? t('protection.state_count', { state: t(`protection.match_state.${value}`), count: counts[value] })
              : t(`protection.match_state.${value}`),
          })),
          { value: 'all', label: t('protection.any_state') },
        ]}
        onChange={setState}
      />
      {known.length > 0 && (
        <FilterChoice
          name="host"
          label={t('protection.column.host')}
          all={t('protection.any_host')}
          options={known.map(({ host, count }) => ({ value: host, label: count > 0 ? `${host} (${count})` : host }))}
        />
      )}
      <FilterChoice
        name="how"
        label={t('protection.column.how')}
        all={t('protection.any_how')}
        options={transformations.map((value) => ({ value, label: transformationWords(i18n, value) }))}
      />
      <Choice
        label={t('protection.sort')}
        value={sort}
        options={['strength', 'newest'].map((value) => ({ value, label: t(`protection.sort_${value}`) }))}
        onChange={setSort}
      />
    </div>
  );
}

function NoMatches({ filter, desk }: { filter: MatchFilter; desk: Desk | undefined }) {
  const { t } = useI18n();
  const narrowed = filter.host !== undefined || filter.transformation !== undefined || filter.workId !== undefined;
  const total = desk ? desk.matches.open + desk.matches.allowed + desk.matches.ignored + desk.matches.inCase : 0;
  if (narrowed || (total > 0 && filter.state !== 'open'))
    return <EmptyState icon="search" title={t('protection.none_so')} action={<LinkButton to="/copies">{t('library.clear')}</LinkButton>} />;
  if (desk && busy(desk)) return <EmptyState icon="shield" title={t('protection.looking')} text={t('protection.looking_text')} />;
  if (total > 0) return <EmptyState icon="check" title={t('protection.all_decided')} text={t('protection.all_decided_text')} />;
  if (desk && desk.suspects.total > 0)
    return <EmptyState icon="check" title={t('protection.nothing_found')} text={t('protection.nothing_found_text')} />;
  return (
    <section className="first-steps panel">
      <h2>{t('protection.first.title')}</h2>
      <ol>
        {(['cover', 'bring', 'decide', 'case'] as const).map((step) => (
          <li key={step}>
            <strong>{t(`protection.first.${step}`)}</strong>
            <span>{t(`protection.first.${step}_text`)}</span>
          </li>
        ))}
      </ol>
      <LinkButton to="/copies?tab=coverage">{t('protection.first.to_coverage')}</LinkButton>
    </section>
  );
}

function columnsOf(i18n: I18n, decisions: Decisions): Column<MatchView>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'work',
      head: t('protection.column.work'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/copies/matches/${one.id}`}>{t('protection.work_episode', { title: one.workTitle, number: one.episodeNumber })}</Link>
          <small>{placeWords(one)}</small>
          <small>{format.dateTime(one.foundAt)}</small>
          {!one.current && <small className="copies-old">{t('protection.not_current')}</small>}
        </span>
      ),
    },
    { key: 'strip', head: t('protection.column.pictures'), bare: true, cell: (one) => <SmallStrip match={one} /> },
    { key: 'map', head: t('protection.column.map'), bare: true, cell: (one) => <SmallMap match={one} /> },
    { key: 'how', head: t('protection.column.how'), cell: (one) => <Transformations match={one} /> },
    { key: 'score', head: t('protection.column.score'), cell: (one) => <Score score={one.score} /> },
    {
      key: 'state',
      head: t('protection.column.state'),
      bare: true,
      cell: (one) => (one.state === 'open' ? <RowActions one={one} decisions={decisions} /> : <Decided one={one} decisions={decisions} />),
    },
  ];
}

function RowActions({ one, decisions }: { one: MatchView; decisions: Decisions }) {
  const { t } = useI18n();
  const noCases = useDenied('takedown.manage');
  return (
    <span className="copies-actions">
      <Button size="small" danger disabled={noCases !== undefined} title={noCases} onClick={() => decisions.toCase([one.id])}>
        {t('protection.decide.case')}
      </Button>
      <Button
        size="small"
        disabled={decisions.denied !== undefined}
        title={decisions.denied}
        onClick={() => decisions.decide([one.id], 'allowed')}
      >
        {t('protection.decide.allowed')}
      </Button>
      <Button
        size="small"
        disabled={decisions.denied !== undefined}
        title={decisions.denied}
        onClick={() => decisions.decide([one.id], 'ignored')}
      >
        {t('protection.decide.ignored')}
      </Button>
    </span>
  );
}

function Decided({ one, decisions }: { one: MatchView; decisions: Decisions }) {
  const { t } = useI18n();
  return (
    <span className="copies-actions">
      <MatchStateBadge state={one.state} />
      {one.caseId ? (
        <Link to={`/cases/${one.caseId}`}>{t('protection.to_case')}</Link>
      ) : (
        one.state !== 'case' && (
          <Button size="small" type="text" disabled={decisions.denied !== undefined} onClick={() => decisions.decide([one.id], 'open')}>
            {t('protection.decide.open')}
          </Button>
        )
      )}
    </span>
  );
}
