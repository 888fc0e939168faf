/** Share plans: what each is for, which version holds, what waits for whom. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { planScopes, type PlanScope, type SharePlan } from '../../../../src/modules/revenue/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Badge, PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { plansQuery } from './queries.ts';
import { scopeWords, stateTones } from './words.ts';
import '../campaigns/campaigns.css';

export function Component() {
  const i18n = useI18n();
  const { t } = i18n;
  const [search] = useSearchParams();
  const asked = search.get('scope');
  const scope = planScopes.find((one) => one === asked) ?? null;
  const plans = useInfiniteQuery(plansQuery(scope));
  const create = (
    <PermissionGate permission="revenue.manage">
      <LinkButton type="primary" to="/share-plans/new" icon={<Icon name="plus" size={16} />}>
        {t('share_plan.new')}
      </LinkButton>
    </PermissionGate>
  );
  return (
    <PageFrame title={t('nav.share_plans')} lead={t('share_plan.lead')} actions={create}>
      <div className="filters-row" role="search">
        <FilterChoice
          name="scope"
          label={t('share_plan.column.scope')}
          all={t('share_plan.any_scope')}
          options={planScopes.map((value: PlanScope) => ({ value, label: t(`share_plan.scope.${value}`) }))}
        />
      </div>
      <Listing
        query={plans}
        empty={
          scope ? (
            <EmptyState
              icon="search"
              title={t('share_plan.none_of_scope')}
              action={<LinkButton to="/share-plans">{t('library.clear')}</LinkButton>}
            />
          ) : (
            <FirstPlan />
          )
        }
      >
        {(items) => <DataTable label={t('nav.share_plans')} columns={columnsOf(i18n)} rows={items} rowKey={(one) => one.id} />}
      </Listing>
    </PageFrame>
  );
}

/** Nothing yet: what a plan is for, and the way to the first one. */
function FirstPlan() {
  const { t } = useI18n();
  return (
    <section className="first-steps panel">
      <h2>{t('share_plan.first.title')}</h2>
      <ol>
        {(['write', 'try', 'sign'] as const).map((step) => (
          <li key={step}>
            <strong>{t(`share_plan.first.${step}`)}</strong>
            <span>{t(`share_plan.first.${step}_text`)}</span>
          </li>
        ))}
      </ol>
      <PermissionGate permission="revenue.manage">
        <LinkButton type="primary" size="large" to="/share-plans/new">
          {t('share_plan.first.start')}
        </LinkButton>
      </PermissionGate>
    </section>
  );
}

function columnsOf(i18n: I18n): Column<SharePlan>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'name',
      head: t('share_plan.column.name'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/share-plans/${one.id}`}>{one.name}</Link>
          <small>{scopeWords(i18n, one.scope)}</small>
        </span>
      ),
    },
    {
      key: 'effective',
      head: t('share_plan.column.effective'),
      cell: (one) =>
        one.effectiveVersion === null ? (
          <Badge tone="warn">{t('share_plan.none_effective')}</Badge>
        ) : (
          <Badge tone="good">{t('share_plan.version_number', { version: one.effectiveVersion })}</Badge>
        ),
    },
    {
      key: 'newest',
      head: t('share_plan.column.newest'),
      cell: (one) =>
        one.newestVersion === one.effectiveVersion ? (
          <span className="quiet-figures">{t('share_plan.nothing_newer')}</span>
        ) : (
          <span className="badges">
            <Badge tone={stateTones[one.newestState]}>
              {t('share_plan.version_state', { version: one.newestVersion, state: t(`share_plan.state.${one.newestState}`) })}
            </Badge>
          </span>
        ),
    },
    {
      key: 'next',
      head: t('share_plan.column.next'),
      cell: (one) => (
        <Link
          to={
            one.newestState === 'draft'
              ? `/share-plans/${one.id}/edit`
              : `/share-plans/${one.id}?tab=${one.newestState === 'proposed' ? 'sign' : 'terms'}`
          }
        >
          {t(`share_plan.next.${one.newestState}`)}
        </Link>
      ),
    },
    {
      key: 'created',
      head: t('share_plan.column.created'),
      cell: (one) => <span className="quiet-figures">{format.date(one.createdAt)}</span>,
    },
  ];
}
