import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import type { MetricId } from '../../../../../src/modules/intelligence/claims/contract.ts';
import type { MarketSeries } from '../../../../../src/modules/intelligence/figures/contract.ts';
import { hrefOf } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { Menu } from '../../../../shared/ui/Menu.tsx';

/** Figures to take away: those of a series, or those that a list shows. */
export function ExportMenu({
  metric,
  series,
  filter,
}: {
  metric?: MetricId;
  series?: MarketSeries;
  filter?: Readonly<Record<string, string>>;
}) {
  const { t, language } = useI18n();
  const own = series && {
    metric,
    measure: series.key.measure,
    place: series.key.place,
    entity: series.key.entity,
    currency: series.key.currency,
    whole: series.key.entity === null ? 'true' : undefined,
  };
  const href = (format: 'csv' | 'xlsx') =>
    hrefOf(intelligenceContract.routes.exportFigures, {
      query: { ...own, ...filter, format, language: language.startsWith('zh') ? 'zh-CN' : 'en' },
    });
  return (
    <Menu
      className="market-button"
      button={
        <>
          <Icon name="download" size={16} /> {t('market.figures.export')}
        </>
      }
      items={[
        { kind: 'link', key: 'xlsx', label: 'Excel (XLSX)', href: href('xlsx') },
        { kind: 'link', key: 'csv', label: 'CSV', href: href('csv') },
      ]}
    />
  );
}
