/** Everything that figures say of a scope: the funnel, the days, the hooks, the ranking; and the way to take them along. */
import { useQuery } from '@tanstack/react-query';
import { attributionContract } from '../../../../../src/modules/attribution/contract.ts';
import { hrefOf } from '../../../../shared/api/client.ts';
import { useMe } from '../../../../shared/api/me.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { DayRange } from '../../../../shared/table/filters.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { Menu, type MenuItem } from '../../../../shared/ui/Menu.tsx';
import { ErrorState, LoadingLines } from '../../../../shared/ui/states.tsx';
import { useUrlState } from '../../../../shared/ui/url-state.ts';
import { funnelQuery, type Dimension, type Scope } from '../queries.ts';
import { Breakdown } from './Breakdown.tsx';
import { FunnelSteps } from './FunnelSteps.tsx';
import { HookComparison } from './HookComparison.tsx';
import { TrendPanel } from './TrendPanel.tsx';
import './funnel.css';

export function FunnelBoard({
  scope,
  dimensions,
  hooks,
  filters,
}: {
  scope: Scope;
  dimensions: readonly Dimension[];
  /** Whether hooks can be compared in this scope. */
  hooks: boolean;
  filters?: React.ReactNode;
}) {
  const query = useQuery({ ...funnelQuery(dimensions[0]!, scope, 'revenue'), placeholderData: (before) => before });
  return (
    <div className="board">
      <div className="filters-row">
        <DayRange />
        {filters}
        <span className="filters-space" />
        <ExportFunnel scope={scope} dimensions={dimensions} />
      </div>
      {query.error && !query.data && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <LoadingLines lines={3} height={44} />}
      {query.data && (
        <>
          <FunnelSteps funnel={query.data} />
          <section className="panel panel-body">
            <TrendPanel scope={scope} />
          </section>
          <Breakdown scope={scope} dimensions={dimensions} />
          {hooks && <HookComparison scope={scope} />}
        </>
      )}
    </div>
  );
}

/** The ranking that is shown, or the single conversions, as a file for a spreadsheet. */
function ExportFunnel({ scope, dimensions }: { scope: Scope; dimensions: readonly Dimension[] }) {
  const { t, language } = useI18n();
  const me = useMe();
  const [by] = useUrlState<Dimension>('by', dimensions[0]!);
  const words = language === 'zh-CN' ? 'zh-CN' : 'en';
  const item = (key: string, label: string, href: string): MenuItem => ({ kind: 'link', key, label, href, icon: 'download' });
  const items: MenuItem[] = [
    { kind: 'title', key: 'funnel', label: t('attribution.export.funnel', { by: t(`attribution.by.${by}`) }) },
    ...(['csv', 'xlsx'] as const).map((format) =>
      item(
        format,
        format.toUpperCase(),
        hrefOf(attributionContract.routes.exportFunnel, { query: { ...scope, by, format, language: words } }),
      ),
    ),
    ...(me.permissions.includes('attribution.read_conversions')
      ? [
          { kind: 'title' as const, key: 'conversions', label: t('attribution.export.conversions') },
          ...(['csv', 'xlsx'] as const).map((format) =>
            item(
              `c-${format}`,
              format.toUpperCase(),
              hrefOf(attributionContract.routes.exportConversions, { query: { ...scope, format, language: words } }),
            ),
          ),
        ]
      : []),
  ];
  return (
    <Menu
      className="button-like"
      items={items}
      button={
        <>
          <Icon name="download" size={16} /> {t('attribution.export')}
        </>
      }
    />
  );
}
