/** Settlements of months: what was settled, what goes on, and the way to start the next. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { settlementStates, type Settlement } from '../../../../src/modules/revenue/settlement/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { SettlementStateBadge } from './parts.tsx';
import { settlementsQuery } from './queries.ts';
import { StartDialog } from './StartDialog.tsx';
import { monthWords } from './words.ts';
import '../campaigns/campaigns.css';

export function Component() {
  const i18n = useI18n();
  const { t } = i18n;
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const [starting, setStarting] = useUrlState<string>('start', '', true);
  const state = settlementStates.find((one) => one === search.get('state')) ?? null;
  const settlements = useInfiniteQuery(settlementsQuery(state));
  const start = (
    <PermissionGate permission="revenue.manage">
      <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setStarting('1')}>
        {t('settlement.start')}
      </Button>
    </PermissionGate>
  );
  return (
    <PageFrame title={t('nav.settlements')} lead={t('settlement.lead')} actions={start}>
      <div className="filters-row" role="search">
        <FilterChoice
          name="state"
          label={t('settlement.column.state')}
          all={t('settlement.any_state')}
          options={settlementStates.map((value) => ({ value, label: t(`settlement.state.${value}`) }))}
        />
      </div>
      <Listing
        query={settlements}
        empty={
          state ? (
            <EmptyState
              icon="search"
              title={t('settlement.none_of_state')}
              action={<LinkButton to="/settlements">{t('library.clear')}</LinkButton>}
            />
          ) : (
            <FirstSettlement onStart={() => setStarting('1')} />
          )
        }
      >
        {(items) => (
          <DataTable
            label={t('nav.settlements')}
            columns={columnsOf(i18n)}
            rows={items}
            rowKey={(one) => one.id}
            onLetter={(letter, one) => letter === 'o' && void navigate(`/settlements/${one.id}`)}
          />
        )}
      </Listing>
      <StartDialog open={starting === '1'} onClose={() => setStarting(null)} />
    </PageFrame>
  );
}

/** Nothing yet: what happens in a settlement, and what to do first. */
function FirstSettlement({ onStart }: { onStart: () => void }) {
  const { t } = useI18n();
  return (
    <section className="first-steps panel">
      <h2>{t('settlement.first.title')}</h2>
      <ol>
        {(['compute', 'look', 'approve'] as const).map((step) => (
          <li key={step}>
            <strong>{t(`settlement.first.${step}`)}</strong>
            <span>{t(`settlement.first.${step}_text`)}</span>
          </li>
        ))}
      </ol>
      <PermissionGate permission="revenue.manage">
        <Button type="primary" size="large" onClick={onStart}>
          {t('settlement.first.start')}
        </Button>
      </PermissionGate>
    </section>
  );
}

function columnsOf(i18n: I18n): Column<Settlement>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'period',
      head: t('settlement.column.period'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/settlements/${one.id}`}>{monthWords(i18n, one.period)}</Link>
          <small>
            {one.currency}
            {one.run > 1 && ` · ${t('settlement.run', { run: one.run })}`}
          </small>
        </span>
      ),
    },
    { key: 'state', head: t('settlement.column.state'), cell: (one) => <SettlementStateBadge state={one.state} /> },
    {
      key: 'net',
      head: t('settlement.column.net'),
      figure: true,
      cell: (one) => (one.netMinor === null ? '–' : format.money(one.netMinor, one.currency)),
    },
    {
      key: 'made',
      head: t('settlement.column.made'),
      cell: (one) => (
        <span className="cell-two">
          <span>{one.made.by.name}</span>
          <small>{format.dateTime(one.made.at)}</small>
        </span>
      ),
    },
    {
      key: 'approved',
      head: t('settlement.column.approved'),
      cell: (one) =>
        one.approved === null ? (
          '–'
        ) : (
          <span className="cell-two">
            <span>{one.approved.by.name}</span>
            <small>{format.dateTime(one.approved.at)}</small>
          </span>
        ),
    },
  ];
}
