/** What was too much to compare or to keep: silence about it would read as agreement. */
import type { z } from 'zod';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { Notice } from '../../../../shared/ui/states.tsx';
import { useMarketNames } from '../kit/metrics.ts';
import type { routes } from './queries.ts';

type Cut = z.output<typeof routes.listFindings.response>['cuts'][number];

export function Cuts({ cuts }: { cuts: readonly Cut[] }) {
  const { t, format } = useI18n();
  const names = useMarketNames();
  return cuts.map(({ metrics, claims, compared, found, kept }) => {
    const of = {
      metrics: metrics.map((metric) => names.metric(metric)).join(' · '),
      claims: format.number(claims),
      compared: format.number(compared),
      found: format.number(found),
      kept: format.number(kept),
    };
    return (
      <Notice key={metrics[0]}>
        {compared < claims && t(compared === 0 ? 'market.contradictions.cut_all' : 'market.contradictions.cut_claims', of)}
        {kept < found && ` ${t('market.contradictions.cut_findings', of)}`}
      </Notice>
    );
  });
}
