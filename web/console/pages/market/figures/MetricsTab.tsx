/** Every metric with how much there is of it; those of which there is nothing stand at the end, folded away. */
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import type { MetricSummary } from '../../../../../src/modules/intelligence/figures/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../../shared/ui/LinkButton.tsx';
import { SearchBox } from '../../../../shared/ui/SearchBox.tsx';
import { EmptyState, ErrorState, LoadingLines } from '../../../../shared/ui/states.tsx';
import { metricsQuery } from './queries.ts';

export function MetricsTab() {
  const { t } = useI18n();
  const [search] = useSearchParams();
  const metrics = useQuery(metricsQuery);
  if (metrics.isPending) return <LoadingLines lines={8} height={40} />;
  if (metrics.error) return <ErrorState error={metrics.error} onRetry={() => void metrics.refetch()} />;
  if (metrics.data.figures === 0)
    return (
      <EmptyState
        icon="chart"
        title={t('market.figures.none')}
        text={t('market.figures.none_text')}
        action={
          <LinkButton type="primary" to="/market/documents?add=files">
            {t('market.figures.collect')}
          </LinkButton>
        }
      />
    );
  const wanted = (search.get('q') ?? '').toLowerCase();
  const found = metrics.data.metrics.filter(({ name, metric }) =>
    [name.en, name['zh-CN'], metric].some((word) => word.toLowerCase().includes(wanted)),
  );
  const full = found.filter(({ figures }) => figures > 0).toSorted((a, b) => b.figures - a.figures);
  const empty = found.filter(({ figures }) => figures === 0);
  return (
    <>
      <div className="filters-row" role="search">
        <SearchBox label={t('market.figures.search_metrics')} />
      </div>
      {full.length > 0 && (
        <ul className="market-metrics">
          {full.map((one) => (
            <Metric key={one.metric} metric={one} />
          ))}
        </ul>
      )}
      {found.length === 0 && (
        <EmptyState
          icon="search"
          title={t('market.figures.no_metric')}
          action={<LinkButton to="/market/figures">{t('library.clear')}</LinkButton>}
        />
      )}
      {empty.length > 0 && (
        <details className="market-more" open={full.length === 0}>
          <summary>{t('market.figures.unfilled', { count: empty.length })}</summary>
          <EmptyMetrics metrics={empty} />
        </details>
      )}
    </>
  );
}

function Metric({ metric: { metric, name, figures, sources, from, until, measures } }: { metric: MetricSummary }) {
  const { t, language } = useI18n();
  const [first, last] = [from?.slice(0, 4), until?.slice(0, 4)];
  return (
    <li>
      <Link to={`/market/figures?metric=${metric}`} className="market-metric">
        <span className="market-metric-name">
          <strong>{name[language.startsWith('zh') ? 'zh-CN' : 'en']}</strong>
          <small>{measures.map(({ measure, figures: count }) => `${t(`intelligence.measure.${measure}`)} ${count}`).join(' · ')}</small>
        </span>
        <span className="market-metric-facts">
          <span>{t('market.figures.count', { count: figures })}</span>
          <span>{t('market.figures.sources', { count: sources })}</span>
          {first && <span>{first === last ? first : `${first}–${last}`}</span>}
        </span>
        <Icon name="right" size={16} />
      </Link>
    </li>
  );
}

function EmptyMetrics({ metrics }: { metrics: readonly MetricSummary[] }) {
  const { language, format } = useI18n();
  return <p>{format.list(metrics.map(({ name }) => name[language.startsWith('zh') ? 'zh-CN' : 'en']))}</p>;
}
