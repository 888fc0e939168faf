/** The tax year so far: what came, what was withheld, month by month, and how it was reckoned. */
import { useQuery } from '@tanstack/react-query';
import { useI18n } from '../i18n/i18n.ts';
import { taxYearQuery, type PayeeProfile, type TaxYear } from './data.ts';
import { Card, Fact, Signed } from './parts.tsx';
import { isZero, monthWords } from './words.ts';

export function TaxYearCard({ profile }: { profile: PayeeProfile }) {
  const { t, format } = useI18n();
  const year = useQuery(taxYearQuery(profile.payeeId, profile.currency)).data;
  if (!year) return null;
  return (
    <Card title={t('money.tax_year.title', { year: String(year.year) })}>
      <dl className="money-facts">
        <Fact name={t('money.tax_year.income')}>{format.money(year.incomeMinor, year.currency)}</Fact>
        <Fact name={t('money.tax_year.withheld')}>{format.money(year.withheldMinor, year.currency)}</Fact>
        {!isZero(year.creditMinor) && <Fact name={t('money.tax_year.credit')}>{format.money(year.creditMinor, year.currency)}</Fact>}
      </dl>
      {year.months.length === 0 ? <p className="money-small">{t('money.tax_year.empty')}</p> : <Months year={year} />}
      <p className="money-small">{t('money.tax_note')}</p>
    </Card>
  );
}

function Months({ year }: { year: TaxYear }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  return (
    <details className="money-details">
      <summary>{t('money.tax_year.months', { count: year.months.length })}</summary>
      <ul className="money-rows">
        {year.months.map((one) => (
          <li key={one.settlementId} className="money-row">
            <span className="money-grow">
              <span className="money-row-name">{monthWords(i18n, one.period)}</span>
              <span className="money-small">
                {t(`money.regime.${one.regime}`)} ·{' '}
                {t('money.tax_year.reckoned', {
                  taxable: format.money(one.taxableMinor, year.currency),
                  rate: format.percent(one.rateBps / 10_000, 2),
                })}
              </span>
            </span>
            <span className="money-end">
              <Signed minor={one.incomeMinor} currency={year.currency} />
              <span className="money-small">
                {t('money.tax_year.withheld_month', { amount: format.money(one.withheldMinor, year.currency) })}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
