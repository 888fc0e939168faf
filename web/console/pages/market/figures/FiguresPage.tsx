/** Figures: what there is of every metric, one metric over time, and every figure by itself. */
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { metricIds } from '../../../../../src/modules/intelligence/claims/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { LinkTabs, PageFrame } from '../../../../shared/ui/PageFrame.tsx';
import { ListTab } from './ListTab.tsx';
import { MetricsTab } from './MetricsTab.tsx';
import { metricsQuery } from './queries.ts';
import { SeriesView } from './SeriesView.tsx';
import './figures.css';

const tabs = ['metrics', 'all'] as const;

export function Component() {
  const { t } = useI18n();
  const [search] = useSearchParams();
  const tab = tabs.find((one) => one === search.get('tab')) ?? 'metrics';
  const metric = metricIds.find((one) => one === search.get('metric'));
  const counted = useQuery(metricsQuery).data;
  if (metric && tab === 'metrics') return <SeriesView key={metric} metric={metric} />;
  const counts = { metrics: counted?.metrics.filter(({ figures }) => figures > 0).length, all: counted?.figures };
  return (
    <PageFrame
      title={t('nav.market_figures')}
      lead={
        counted && counted.figures > 0
          ? t('market.figures.lead', { figures: counted.figures, documents: counted.documents, sources: counted.sources })
          : t('market.figures.lead_empty')
      }
    >
      <LinkTabs
        label={t('nav.market_figures')}
        current={tab}
        tabs={tabs.map((key) => ({
          key,
          to: key === 'metrics' ? '/market/figures' : `/market/figures?tab=${key}`,
          label: t(`market.figures.tab.${key}`),
          count: counts[key],
        }))}
      />
      {tab === 'metrics' ? <MetricsTab /> : <ListTab />}
    </PageFrame>
  );
}
