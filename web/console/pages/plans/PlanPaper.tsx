/** A version as its parties read it: every step in a sentence, the days, the words beside, and what a hundred becomes. */
import { useQuery } from '@tanstack/react-query';
import type { PlanVersionView, SharePlanDetail } from '../../../../src/modules/revenue/contract.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { minorDigitsOf } from '../../../shared/i18n/money.ts';
import { Notice } from '../../../shared/ui/states.tsx';
import { trialQuery } from './queries.ts';
import { TrialChart } from './TrialChart.tsx';
import { daysWords, kindsWords, scopeWords, stepTitle, stepWords, type Names } from './words.ts';
import '../campaigns/terms.css';

export function PlanPaper({ plan, version, names }: { plan: SharePlanDetail; version: PlanVersionView; names: Names }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { content } = version;
  return (
    <div className="plan-reading">
      <section className="terms-paper" aria-label={t('share_plan.tab.terms')}>
        <header>
          <h2>{plan.name}</h2>
          <small>{t('share_plan.version_number', { version: version.version })}</small>
          <p>
            {scopeWords(i18n, plan.scope)} · {daysWords(i18n, version)}
          </p>
        </header>
        {content.waterfalls.map(({ kinds, steps }, at) => (
          <section key={at} className="paper-part">
            <h3>{t('share_plan.for_kinds', { kinds: kindsWords(i18n, kinds) })}</h3>
            <ol>
              {steps.map((step) => {
                const { sentence, lines } = stepWords(i18n, step, content.currency, names);
                return (
                  <li key={step.id}>
                    <strong>{stepTitle(i18n, step)}</strong> {sentence}
                    {lines.length > 0 && (
                      <ul>
                        {lines.map((line) => (
                          <li key={line}>{line}</li>
                        ))}
                      </ul>
                    )}
                  </li>
                );
              })}
            </ol>
          </section>
        ))}
        {content.words && (
          <blockquote>
            {content.words.split('\n').map((line, index) => (
              <p key={index}>{line}</p>
            ))}
          </blockquote>
        )}
        {version.note && <p className="paper-note">{t('share_plan.note_shown', { note: version.note })}</p>}
      </section>
      <div className="stack">
        {version.faults.length > 0 && <Notice tone="warn">{t('share_plan.faults', { count: version.faults.length })}</Notice>}
        {version.faults.length === 0 &&
          content.waterfalls.map(({ kinds }, at) => (
            <Hundred key={at} plan={plan} version={version} names={names} many={content.waterfalls.length > 1} kind={kinds[0]!} />
          ))}
      </div>
    </div>
  );
}

/** The usual case beside the paper; others are tried on their own tab. */
function Hundred({
  plan,
  version,
  names,
  kind,
  many,
}: {
  plan: SharePlanDetail;
  version: PlanVersionView;
  names: Names;
  many: boolean;
  kind: PlanVersionView['content']['waterfalls'][number]['kinds'][number];
}) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { content } = version;
  const amountMinor = String(100n * 10n ** BigInt(minorDigitsOf(content.currency)));
  const own = content.waterfalls.find(({ kinds }) => kinds.includes(kind))!;
  const costs = [...new Set(own.steps.flatMap((step) => (step.kind === 'recover' && step.cost !== null ? [step.cost] : [])))];
  const trial = useQuery(
    trialQuery(plan.id, {
      version: version.version,
      items: [
        { kind, amountMinor, refundedMinor: '0', creator: true, agency: true, terms: { creator: { bps: 3000 }, agency: { bps: 500 } } },
      ],
      prior: [],
      costs: costs.map((cost) => ({ cost, amountMinor: (BigInt(amountMinor) * 10n).toString() })),
    }),
  );
  if (!trial.data) return null;
  const amount = format.money(amountMinor, content.currency);
  return (
    <section className="panel panel-body">
      <TrialChart
        title={
          many
            ? t('share_plan.picture.title_of', { amount, kind: t(`share_plan.kind.${kind}`) })
            : t('share_plan.picture.title', { amount })
        }
        result={trial.data}
        content={content}
        names={names}
        stale={trial.isPlaceholderData}
      />
      <p className="field-hint">{t(costs.length > 0 ? 'share_plan.picture.assumed_costs' : 'share_plan.picture.assumed')}</p>
    </section>
  );
}
