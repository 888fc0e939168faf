import { useQuery } from '@tanstack/react-query';
import type { TaxRegime } from '../../../../src/modules/revenue/payees/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { dayWords } from '../../../shared/money/words.ts';
import { Badge, Panel } from '../../../shared/ui/PageFrame.tsx';
import { ErrorState, LoadingLines } from '../../../shared/ui/states.tsx';
import { Unconfirmed } from './parts.tsx';
import { regimesQuery } from './queries.ts';

const currency = 'CNY';

export default function RulesTab() {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { data, error, refetch } = useQuery(regimesQuery);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={8} />;
  return (
    <div className="stack">
      <p className="payee-text">{t('payee.rules.text')}</p>
      <Unconfirmed />
      {data.items.map((one) => (
        <Rule key={`${one.id} ${one.from}`} regime={one} />
      ))}
      <Panel title={t('payee.rules.thresholds')}>
        <dl className="facts">
          {data.thresholds.map((one) => (
            <div key={`${one.watch} ${one.from}`}>
              <dt>{t(`payee.watch.${one.watch}`, { limit: format.money(one.limitMinor, currency) })}</dt>
              <dd>
                {daysOf(i18n, one)}
                <small className="payee-source">{t(`payee.source.${one.watch}`)}</small>
              </dd>
            </div>
          ))}
        </dl>
      </Panel>
    </div>
  );
}

function daysOf(i18n: I18n, { from, until }: { from: string; until: string | null }): string {
  const { t } = i18n;
  // What holds from the beginning of time holds always.
  if (from < '1990') return '';
  return until === null
    ? t('payee.rules.from', { from: dayWords(i18n, from) })
    : t('payee.rules.until', { from: dayWords(i18n, from), until: dayWords(i18n, until) });
}

function Rule({ regime }: { regime: TaxRegime }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const figure = (key: string, value: string): string => {
    if (key.endsWith('Minor')) return format.money(value, currency);
    return value
      .split(' ')
      .map((bps) => format.percent(Number(bps) / 10_000, 0))
      .join(' · ');
  };
  return (
    <Panel
      title={
        <>
          {t(`money.regime.${regime.id}`)} <Badge tone="warn">{t('payee.rules.unconfirmed')}</Badge>
        </>
      }
    >
      <p className="payee-text">{t(`money.regime.${regime.id}_text`)}</p>
      <dl className="facts">
        {Object.entries(regime.figures).map(([key, value]) => (
          <div key={key}>
            <dt>{t(`payee.rules.figure.${key}`)}</dt>
            <dd>{figure(key, value)}</dd>
          </div>
        ))}
        <div>
          <dt>{t('payee.rules.source')}</dt>
          <dd>
            {daysOf(i18n, regime)}
            <small className="payee-source">{t(`payee.source.${regime.id}`)}</small>
          </dd>
        </div>
      </dl>
      {regime.brackets.length > 1 && (
        <table className="payee-brackets">
          <thead>
            <tr>
              <th scope="col">{t('payee.rules.bracket')}</th>
              <th scope="col">{t('payee.rules.rate')}</th>
              <th scope="col">{t('payee.rules.quick')}</th>
            </tr>
          </thead>
          <tbody>
            {regime.brackets.map((one) => (
              <tr key={one.upToMinor ?? 'above'}>
                <td>{one.upToMinor === null ? t('payee.rules.above') : format.money(one.upToMinor, currency)}</td>
                <td>{format.percent(one.rateBps / 10_000, 0)}</td>
                <td>{format.money(one.quickMinor, currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
