/** Programmes of support: a table by region, side by side, or on a calendar. Filters and the view live in the address. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { ProgrammeSummary } from '../../../../../src/modules/intelligence/programmes/contract.ts';
import { giverLevels, programmeKinds, supports } from '../../../../../src/modules/intelligence/programmes/words/contract.ts';
import { hrefOf } from '../../../../shared/api/client.ts';
import { DataTable, type Column } from '../../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../../shared/table/filters.tsx';
import { itemsOf, Listing } from '../../../../shared/table/Listing.tsx';
import { BulkBar } from '../../../../shared/table/BulkBar.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../../shared/ui/LinkButton.tsx';
import { Menu } from '../../../../shared/ui/Menu.tsx';
import { LinkTabs, PageFrame } from '../../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../../shared/ui/PermissionGate.tsx';
import { SearchBox } from '../../../../shared/ui/SearchBox.tsx';
import { EmptyState } from '../../../../shared/ui/states.tsx';
import { AddProgrammes } from './AddProgrammes.tsx';
import { CalendarView } from './CalendarView.tsx';
import { CompareView } from './CompareView.tsx';
import { NewProgrammeDialog } from './NewProgrammeDialog.tsx';
import { DeadlineText, PhaseBadge, StateBadge } from './parts.tsx';
import { TopicChoice } from '../topics/TopicChoice.tsx';
import { programmesQuery, routes, type Filter } from './queries.ts';
import { useProgrammeWords } from './words.ts';
import './list.css';

const views = ['list', 'compare', 'calendar'] as const;
const place = '/market/programmes';

/** What the address narrows the programmes to. */
function useFilter(): Filter {
  const [search] = useSearchParams();
  const text = (name: string) => search.get(name) || undefined;
  return {
    ...(text('q') && { query: text('q')! }),
    ...(text('region') && { regions: text('region')! }),
    ...(text('kind') && { kind: text('kind') as NonNullable<Filter['kind']> }),
    ...(text('support') && { support: text('support') as NonNullable<Filter['support']> }),
    ...(text('level') && { level: text('level') as NonNullable<Filter['level']> }),
    ...(text('state') && { state: text('state') as NonNullable<Filter['state']> }),
    ...(text('open') && { open: true }),
    ...(text('topic') && { topicId: text('topic')! }),
  } as Filter;
}

export function Component() {
  const words = useProgrammeWords();
  const { t } = words.i18n;
  const [search] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const filter = useFilter();
  const view = views.find((one) => one === search.get('view')) ?? 'list';
  const programmes = useInfiniteQuery(programmesQuery(filter));
  const first = programmes.data?.pages[0];
  const tabTo = (key: string): string => {
    const next = new URLSearchParams(search);
    if (key === 'list') next.delete('view');
    else next.set('view', key);
    return next.size === 0 ? place : `${place}?${next}`;
  };
  return (
    <PageFrame
      title={t('nav.market_programmes')}
      lead={t('market.programmes.lead')}
      actions={<Actions filter={filter} onAdd={() => setAdding(true)} />}
    >
      <LinkTabs
        label={t('nav.market_programmes')}
        current={view}
        tabs={views.map((key) => ({
          key,
          to: tabTo(key),
          label: t(`market.programmes.view.${key}`),
          ...(key === 'list' && { count: first?.total }),
        }))}
      />
      <Filters regions={first?.regions ?? []} calendar={view === 'calendar'} />
      {view === 'list' && <ListView filter={filter} onAdd={() => setAdding(true)} />}
      {view === 'compare' && <CompareView filter={filter} ids={search.get('ids') ?? undefined} />}
      {view === 'calendar' && <CalendarView regions={filter.regions} topicId={filter.topicId} />}
      {adding && <NewProgrammeDialog onClose={() => setAdding(false)} />}
    </PageFrame>
  );
}

function Actions({ filter, onAdd }: { filter: Filter; onAdd: () => void }) {
  const { t, language } = useProgrammeWords().i18n;
  const own = language.startsWith('zh') ? ('zh-CN' as const) : ('en' as const);
  const href = (format: 'csv' | 'xlsx'): string => hrefOf(routes.exportProgrammes, { query: { ...filter, format, language: own } });
  return (
    <>
      <Menu
        label={t('market.programmes.export')}
        className="button-quiet programme-export"
        button={
          <>
            <Icon name="download" size={16} /> {t('market.programmes.export')}
          </>
        }
        items={(['csv', 'xlsx'] as const).map((format) => ({
          kind: 'action' as const,
          key: format,
          label: format.toUpperCase(),
          icon: 'sheet' as const,
          onPick: () => window.location.assign(href(format)),
        }))}
      />
      <PermissionGate permission={routes.createProgramme.access}>
        <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={onAdd}>
          {t('market.programmes.add')}
        </Button>
      </PermissionGate>
    </>
  );
}

function Filters({ regions, calendar }: { regions: readonly { region: string | null; count: number }[]; calendar: boolean }) {
  const words = useProgrammeWords();
  const { t } = words.i18n;
  const region = (
    <FilterChoice
      name="region"
      label={t('market.programmes.region')}
      all={t('market.programmes.any_region')}
      options={regions.flatMap(({ region: name, count }) =>
        name === null ? [] : [{ value: name, label: `${words.region(name)} (${count})` }],
      )}
    />
  );
  if (calendar)
    return (
      <div className="filters-row">
        {region}
        <TopicChoice />
      </div>
    );
  return (
    <div className="filters-row programme-filters">
      <SearchBox label={t('market.programmes.search')} />
      {region}
      <TopicChoice />
      <FilterChoice
        name="kind"
        label={t('market.programmes.kind')}
        all={t('market.programmes.any_kind')}
        options={programmeKinds.map((value) => ({ value, label: t(`intelligence.programmes.kind.${value}`) }))}
      />
      <FilterChoice
        name="support"
        label={t('market.programmes.support')}
        all={t('market.programmes.any_support')}
        options={supports.map((value) => ({ value, label: t(`intelligence.programmes.support.${value}`) }))}
      />
      <FilterChoice
        name="level"
        label={t('market.programmes.level')}
        all={t('market.programmes.any_level')}
        options={giverLevels.map((value) => ({ value, label: t(`market.programmes.level.${value}`) }))}
      />
      <FilterChoice
        name="open"
        label={t('market.programmes.when')}
        all={t('market.programmes.any_time')}
        options={[{ value: '1', label: t('market.programmes.open_now') }]}
      />
      <FilterChoice
        name="state"
        label={t('market.programmes.state')}
        all={t('market.programmes.any_state')}
        options={(['suggested', 'confirmed', 'archived'] as const).map((value) => ({
          value,
          label: t(`intelligence.programmes.state.${value}`),
        }))}
      />
    </div>
  );
}

function ListView({ filter, onAdd }: { filter: Filter; onAdd: () => void }) {
  const query = useInfiniteQuery(programmesQuery(filter));
  const narrowed = Object.keys(filter).length > 0;
  const words = useProgrammeWords();
  const { t } = words.i18n;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  return (
    <>
      <Listing
        query={query}
        empty={
          <EmptyState
            icon={narrowed ? 'search' : 'badge'}
            title={t(narrowed ? 'market.programmes.none_so' : 'market.programmes.none')}
            {...(!narrowed && { text: t('market.programmes.none_text') })}
            action={
              narrowed ? (
                <LinkButton to={place}>{t('library.clear')}</LinkButton>
              ) : (
                <span className="programme-empty-acts">
                  <LinkButton type="primary" to="/market/documents">
                    {t('market.programmes.collect')}
                  </LinkButton>
                  <PermissionGate permission={routes.createProgramme.access}>
                    <Button onClick={onAdd}>{t('market.programmes.add')}</Button>
                  </PermissionGate>
                </span>
              )
            }
          />
        }
      >
        {(items) => (
          <DataTable
            label={t('nav.market_programmes')}
            columns={columnsOf(words)}
            rows={items}
            rowKey={({ id }) => id}
            selection={{ chosen, onChange: setChosen, nameOf: ({ name }) => name }}
          />
        )}
      </Listing>
      {chosen.size > 0 && (
        <BulkBar count={chosen.size} onClear={() => setChosen(new Set())}>
          <LinkButton to={`${place}?view=compare&ids=${[...chosen].slice(0, 12).join(',')}`}>{t('market.programmes.compare')}</LinkButton>
          <AddProgrammes programmes={itemsOf(query).filter(({ id }) => chosen.has(id))} />
        </BulkBar>
      )}
    </>
  );
}

function columnsOf(words: ReturnType<typeof useProgrammeWords>): Column<ProgrammeSummary>[] {
  const { t } = words.i18n;
  return [
    {
      key: 'name',
      head: t('market.programmes.name'),
      lead: true,
      cell: (row) => (
        <span className="programme-name">
          <Link to={`${place}/${row.id}`}>{row.name}</Link>
          <small>{[t(`intelligence.programmes.kind.${row.kind}`), row.giver?.name, row.documentNumber].filter(Boolean).join(' · ')}</small>
        </span>
      ),
    },
    {
      key: 'region',
      head: t('market.programmes.region'),
      cell: (row) => <span className="programme-region">{words.region(row.region)}</span>,
    },
    {
      key: 'gives',
      head: t('market.programmes.gives'),
      cell: (row) => (
        <span className="programme-gives">
          {row.topRate && <span>{words.rate(row.topRate)}</span>}
          {row.topAmount && <span>{words.range(row.topAmount)}</span>}
          {row.topCap && <span>{words.cap(row.topCap)}</span>}
          {!row.topRate && !row.topAmount && !row.topCap && <span className="programme-quiet">{t('market.programmes.no_sum')}</span>}
        </span>
      ),
    },
    {
      key: 'supports',
      head: t('market.programmes.supports'),
      cell: (row) => (
        <span className="programme-tags">
          {row.supports.slice(0, 4).map((support) => (
            <span key={support}>{t(`intelligence.programmes.support.${support}`)}</span>
          ))}
          {row.supports.length > 4 && <span>+{row.supports.length - 4}</span>}
        </span>
      ),
    },
    {
      key: 'deadline',
      head: t('market.programmes.deadline'),
      cell: (row) => (
        <span className="programme-when">
          <PhaseBadge phase={row.phase} />
          <DeadlineText programme={row} />
        </span>
      ),
    },
    { key: 'state', head: t('market.programmes.state'), cell: (row) => <StateBadge state={row.state} /> },
  ];
}
