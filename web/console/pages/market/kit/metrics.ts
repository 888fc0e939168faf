/** Names of metrics and places in the reader's language, as the taxonomy has them. */
import { useQuery } from '@tanstack/react-query';
import { intelligenceContract } from '../../../../../src/modules/intelligence/contract.ts';
import { call } from '../../../../shared/api/client.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';

/** The names of a metric and of a region; what they are kept by as long as the names are on their way. */
export function useMarketNames(): { metric(id: string): string; region(name: string): string } {
  const { language } = useI18n();
  const { data } = useQuery({
    queryKey: ['market', 'metrics'],
    queryFn: ({ signal }) => call(intelligenceContract.routes.listMetrics, {}, { signal }),
  });
  const own = language.startsWith('zh') ? 'zh-CN' : 'en';
  const metrics = new Map(data?.metrics.map(({ metric, name }) => [metric as string, name[own]]));
  const regions = new Map(data?.regions.map(({ region, name }) => [region, name[own]]));
  return { metric: (id) => metrics.get(id) ?? id.replaceAll('_', ' '), region: (name) => regions.get(name) ?? name };
}
