/** A series into a briefing, as it is drawn: a chart with a passage for each of its values. */
import { Checkbox } from 'antd';
import { useState } from 'react';
import type { MarketSeries } from '../../../../../src/modules/intelligence/figures/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { AddToBrief } from '../briefs/AddToBrief.tsx';
import { periodText } from '../kit/figures.ts';
import { scopeText, useNames } from './words.ts';

export function AddSeries({ series: { metric, key, points } }: { series: MarketSeries }) {
  const i18n = useI18n();
  const { t } = i18n;
  const names = useNames();
  const [uncontested, setUncontested] = useState(true);
  const intact = points.filter(({ citation }) => citation.intact);
  // What a person lets stand is contested no more.
  const contested = intact.filter(({ dispute }) => dispute !== null && dispute.settled?.state !== 'stands');
  const chosen = uncontested ? intact.filter((point) => !contested.includes(point)) : intact;
  const [first, last] = [chosen[0]?.period ?? null, chosen.at(-1)?.period ?? null];
  const span = [...new Set([first, last])].flatMap((period) => (period === null ? [] : periodText(i18n, period)));
  return (
    <AddToBrief
      look="button"
      additions={[{ kind: 'series', figureIds: chosen.map(({ id }) => id) }]}
      because={intact.length === 0 ? t('market.figures.no_chart') : undefined}
    >
      <span>{[names.metric(metric), scopeText(i18n, names, key)].filter(Boolean).join(' · ')}</span>
      <small>
        {t('market.figures.count', { count: chosen.length })} · {span.join(' – ')}
      </small>
      {contested.length > 0 && contested.length < intact.length && (
        <Checkbox checked={uncontested} onChange={({ target }) => setUncontested(target.checked)}>
          {t('market.figures.leave_out', { count: contested.length })}
        </Checkbox>
      )}
    </AddToBrief>
  );
}
