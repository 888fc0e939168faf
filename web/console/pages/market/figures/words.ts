/** Words of figures in the reader's language: names, scopes, what can be chosen. */
import type { Figure, SeriesKey } from '../../../../../src/modules/intelligence/figures/contract.ts';
import { useQuery } from '@tanstack/react-query';
import { useI18n, type I18n } from '../../../../shared/i18n/i18n.ts';
import { metricsQuery } from './queries.ts';

export type Names = {
  metric(id: string): string;
  region(name: string | null): string;
  entity(name: string | null): string;
};

/** The names of the taxonomy, of places and of what figures are narrowed to; their keys as long as the names are on their way. */
export function useNames(): Names {
  const { t, language } = useI18n();
  const { data } = useQuery(metricsQuery);
  const own = language.startsWith('zh') ? 'zh-CN' : 'en';
  const metrics = new Map<string, string>(data?.metrics.map(({ metric, name }) => [metric, name[own]]));
  const regions = new Map(data?.regions.map(({ region, name }) => [region, name[own]]));
  const entities = new Map(data?.entities.map(({ entity, name }) => [entity, name[own]]));
  return {
    metric: (id) => metrics.get(id) ?? id.replaceAll('_', ' '),
    region: (name) => (name === null ? t('market.figures.no_region') : (regions.get(name) ?? name)),
    entity: (name) => (name === null ? t('market.figures.whole') : (entities.get(name) ?? name)),
  };
}

/** What a figure is of beside its metric: measure, place, scope. */
export function scopeText(
  { t }: I18n,
  names: Names,
  { measure, region, entity }: Pick<Figure, 'measure' | 'region' | 'entity'> | SeriesKey,
): string {
  return [measure === 'level' ? null : t(`intelligence.measure.${measure}`), region && names.region(region), entity && names.entity(entity)]
    .filter(Boolean)
    .join(' · ');
}
