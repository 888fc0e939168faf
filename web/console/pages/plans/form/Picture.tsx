/** What happens to a hundred, beside the form and with it: asked of the server that will divide the real money. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PlanVersionView, Ratio, RevenueKind } from '../../../../../src/modules/revenue/words/contract.ts';
import { sentence } from '../../../../shared/api/errors.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { minorDigitsOf } from '../../../../shared/i18n/money.ts';
import { LoadingLines, Notice } from '../../../../shared/ui/states.tsx';
import { trialQuery } from '../queries.ts';
import { TrialChart } from '../TrialChart.tsx';
import type { Names } from '../words.ts';
import { AmountField, RatioField, Sentence } from './fields.tsx';

export function Picture({
  planId,
  version,
  kind,
  names,
  behind,
}: {
  planId: string;
  /** As it is kept: what has faults is not asked for. */
  version: PlanVersionView;
  kind: RevenueKind;
  names: Names;
  /** What is written is not kept yet. */
  behind: boolean;
}) {
  const { content } = version;
  const faulty = version.faults.length > 0;
  const { t, format } = useI18n();
  const [amount, setAmount] = useState(() => String(100n * 10n ** BigInt(minorDigitsOf(content.currency))));
  const [creator, setCreator] = useState<Ratio>({ bps: 3000 });
  const [agency, setAgency] = useState<Ratio>({ bps: 500 });
  const [withCosts, setWithCosts] = useState(true);
  const own = content.waterfalls.find(({ kinds }) => kinds.includes(kind));
  const costs = (own?.steps ?? []).flatMap((step) => (step.kind === 'recover' && step.cost !== null ? [step.cost] : []));
  // Enough of each cost to be paid back from the whole of it.
  const outstanding = withCosts ? [...new Set(costs)].map((cost) => ({ cost, amountMinor: (BigInt(amount) * 10n).toString() })) : [];
  const trial = useQuery({
    ...trialQuery(planId, {
      content,
      items: [{ kind, amountMinor: amount, refundedMinor: '0', creator: true, agency: true, terms: { creator, agency } }],
      prior: [],
      costs: outstanding,
    }),
    enabled: (own?.steps.length ?? 0) > 0 && !faulty,
  });
  return (
    <section className="plan-picture panel" aria-label={t('share_plan.picture.region')}>
      {(own?.steps.length ?? 0) === 0 && <Notice>{t('share_plan.picture.empty')}</Notice>}
      {trial.isPending && trial.isFetching && <LoadingLines lines={6} />}
      {faulty && (own?.steps.length ?? 0) > 0 && <Notice tone="warn">{t('share_plan.picture.faulty')}</Notice>}
      {trial.error && !faulty && <Notice tone="bad">{sentence(t, trial.error)}</Notice>}
      {trial.data && !trial.error && !faulty && (
        <TrialChart
          live
          title={t('share_plan.picture.title', { amount: format.money(amount, content.currency) })}
          result={trial.data}
          content={content}
          names={names}
          stale={trial.isPlaceholderData || behind}
        />
      )}
      <div className="picture-case">
        <Sentence
          words="share_plan.picture.case"
          fields={{
            amount: (
              <AmountField label={t('share_plan.try.amount')} value={amount} onChange={(value) => value !== '0' && setAmount(value)} />
            ),
            creator: <RatioField label={t('share_plan.try.creator_terms')} value={creator} onChange={setCreator} />,
            agency: <RatioField label={t('share_plan.try.agency_terms')} value={agency} onChange={setAgency} />,
          }}
        />
        {costs.length > 0 && (
          <button type="button" className="chip" aria-pressed={withCosts} onClick={() => setWithCosts(!withCosts)}>
            {t('share_plan.picture.with_costs')}
          </button>
        )}
      </div>
    </section>
  );
}
