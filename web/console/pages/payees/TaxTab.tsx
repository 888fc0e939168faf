/** A payee's tax year, settlement by settlement, with the figures each withholding was made of. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { TaxYear } from '../../../../src/modules/revenue/payees/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { monthWords, signedWords } from '../../../shared/money/words.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { dayIn } from '../../../shared/table/filters.tsx';
import { itemsOf } from '../../../shared/table/Listing.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Panel } from '../../../shared/ui/PageFrame.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { Unconfirmed } from './parts.tsx';
import { taxYearOf, watchQuery, type PayeeProfile } from './queries.ts';
import { WatchLevel } from './WatchTab.tsx';

type Month = TaxYear['months'][number];
/** What the tax office may still ask about. */
const yearsBack = 5;

export default function TaxTab({ payee }: { payee: PayeeProfile }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const now = Number(dayIn('Asia/Shanghai').slice(0, 4));
  const [asked, setAsked] = useUrlState<string>('year', String(now));
  const { data, error, refetch } = useQuery(taxYearOf(payee.payeeId, Number(asked), payee.currency));
  const near = itemsOf(useInfiniteQuery(watchQuery(payee.payeeId)));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <div className="stack">
      <Unconfirmed />
      {near.map((one) => (
        <Notice key={one.watch} tone="warn" action={<Link to="/payees?tab=watch">{t('payee.tab.watch')}</Link>}>
          <WatchLevel one={one} /> {format.money(one.incomeMinor, 'CNY')} ({format.percent(one.shareBps / 10_000, 1)})
        </Notice>
      ))}
      <Panel
        flush
        title={t('payee.tax.months')}
        actions={
          <Choice
            label={t('payee.tax.year')}
            value={asked}
            options={Array.from({ length: yearsBack }, (_, back) => ({ value: String(now - back), label: String(now - back) }))}
            onChange={setAsked}
          />
        }
      >
        {!data ? (
          <div className="panel-body">
            <LoadingLines lines={5} />
          </div>
        ) : data.months.length === 0 ? (
          <p className="panel-body payee-text">{t('payee.tax.none', { year: String(data.year) })}</p>
        ) : (
          <>
            <div className="panel-body">
              <dl className="payee-figures">
                <Figure name={t('payee.tax.income')}>{format.money(data.incomeMinor, data.currency)}</Figure>
                <Figure name={t('payee.tax.withheld')}>{format.money(data.withheldMinor, data.currency)}</Figure>
                {data.creditMinor !== '0' && <Figure name={t('payee.tax.credit')}>{format.money(data.creditMinor, data.currency)}</Figure>}
              </dl>
            </div>
            <DataTable
              label={t('payee.tax.months')}
              columns={columnsOf(i18n, data.currency)}
              rows={data.months}
              rowKey={(one) => one.settlementId}
            />
          </>
        )}
      </Panel>
    </div>
  );
}

function Figure({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function columnsOf(i18n: I18n, currency: string): Column<Month>[] {
  const { t, format } = i18n;
  const money = (minor: string) => format.money(minor, currency);
  return [
    {
      key: 'period',
      head: t('payee.tax.column.period'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/settlements/${one.settlementId}`}>{monthWords(i18n, one.period)}</Link>
          <small>{t(`money.regime.${one.regime}`)}</small>
        </span>
      ),
    },
    { key: 'income', head: t('payee.tax.column.income'), figure: true, cell: (one) => signedWords(i18n, one.incomeMinor, currency) },
    {
      key: 'taxable',
      head: t('payee.tax.column.taxable'),
      figure: true,
      cell: (one) => (
        <span className="cell-two">
          <span>{money(one.taxableMinor)}</span>
          {one.months !== null && <small>{t('payee.tax.cumulative', { count: one.months })}</small>}
        </span>
      ),
    },
    { key: 'rate', head: t('payee.tax.column.rate'), figure: true, cell: (one) => format.percent(one.rateBps / 10_000, 0) },
    { key: 'due', head: t('payee.tax.column.due'), figure: true, cell: (one) => money(one.dueMinor) },
    { key: 'withheld', head: t('payee.tax.column.withheld'), figure: true, cell: (one) => money(one.withheldMinor) },
    {
      key: 'credit',
      head: t('payee.tax.column.credit'),
      figure: true,
      cell: (one) => (one.creditMinor === '0' ? '–' : money(one.creditMinor)),
    },
  ];
}
