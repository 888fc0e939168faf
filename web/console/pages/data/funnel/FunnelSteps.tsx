/** From a click to money, step by step: each with its figure, its part of the step before, and how it moved. */
import type { Funnel } from '../../../../../src/modules/attribution/contract.ts';
import { useI18n } from '../../../../shared/i18n/i18n.ts';
import { changeOf, drawn, mainCurrency, moneyWords, rateOf, type CountKey } from './figures.ts';
import './funnel.css';

/** Each step and the steps that it follows from: an order comes of clicks and of searches alike. */
const steps: readonly { key: CountKey; of: readonly CountKey[]; bad?: true }[] = [
  { key: 'clicks', of: [] },
  { key: 'searches', of: [] },
  { key: 'installs', of: ['clicks', 'searches'] },
  { key: 'orders', of: ['clicks', 'searches'] },
  { key: 'refunds', of: ['orders'], bad: true },
];

export function FunnelSteps({ funnel }: { funnel: Funnel }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { total, before } = funnel;
  const currency = mainCurrency(total.money);
  const most = Math.max(1, ...steps.map((step) => total[step.key]));
  const revenueChange = currency
    ? changeOf(drawn(total.money, 'revenueMinor', currency), drawn(before.money, 'revenueMinor', currency))
    : null;
  return (
    <dl className="funnel" aria-label={t('attribution.funnel')}>
      {steps.map((step) => {
        const value = total[step.key];
        const whole = step.of.reduce((sum, key) => sum + total[key], 0);
        const rate = step.of.length > 0 ? rateOf(value, whole) : null;
        return (
          <div key={step.key} className={step.bad ? 'funnel-step is-bad' : 'funnel-step'}>
            <dt>{t(`attribution.step.${step.key}`)}</dt>
            <dd>
              <strong>{format.number(value)}</strong>
              <Change part={changeOf(value, before[step.key])} bad={step.bad === true} />
              <span className="funnel-bar" aria-hidden="true">
                <span style={{ width: `${(value / most) * 100}%` }} />
              </span>
              <small>
                {rate === null
                  ? t(`attribution.step.${step.key}_text`)
                  : t(`attribution.rate.${step.key}`, { part: format.percent(rate, 2) })}
              </small>
            </dd>
          </div>
        );
      })}
      <div className="funnel-step is-money">
        <dt>{t('attribution.step.revenue')}</dt>
        <dd>
          <strong>{moneyWords(i18n, total.money, 'revenueMinor')}</strong>
          <Change part={revenueChange} bad={false} />
          <small>
            {t('attribution.revenue_parts', {
              refunded: moneyWords(i18n, total.money, 'refundedMinor'),
              ads: moneyWords(i18n, total.money, 'adRevenueMinor'),
            })}
          </small>
          <small>{t('attribution.earned', { amount: moneyWords(i18n, total.money, 'earnedMinor') })}</small>
        </dd>
      </div>
    </dl>
  );
}

function Change({ part, bad }: { part: number | null; bad: boolean }) {
  const { t, format } = useI18n();
  if (part === null || Math.abs(part) < 0.0005) return null;
  const up = part > 0;
  const words = `${up ? '+' : '−'}${format.percent(Math.abs(part), Math.abs(part) < 0.1 ? 1 : 0)}`;
  return (
    <span className={up === bad ? 'change is-worse' : 'change is-better'} title={t('attribution.than_before')}>
      {words}
      <span className="visually-hidden"> {t('attribution.than_before')}</span>
    </span>
  );
}
