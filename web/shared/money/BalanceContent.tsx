/** What one has now, in each currency: what is only estimated, what waits, what can be paid, what is on its way, and from which day on. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.ts';
import { Icon } from '../ui/Icon.tsx';
import { balanceQuery, payoutsQuery, plansQuery, type CurrencyBalance, type PayeeBalance } from './data.ts';
import { Loaded, useKit } from './kit.tsx';
import { Card, Places, Tag } from './parts.tsx';
import { waitsForMe } from './plan-words.ts';
import { dayWords, isNegative, isZero } from './words.ts';

export function BalanceContent() {
  const { t } = useI18n();
  const { Page, Empty } = useKit();
  const balance = useQuery(balanceQuery);
  return (
    <Page title={t('money.title')}>
      <Places here="balance" />
      <PlansWaiting />
      <Loaded query={balance}>
        {({ items }) => {
          const some = items.filter(({ currencies }) => currencies.length > 0);
          if (some.length === 0) return <Empty icon="coins" title={t('money.empty.title')} text={t('money.empty.text')} />;
          return some.map((one) => <OfPayee key={one.payee.id} balance={one} named={items.length > 1} />);
        }}
      </Loaded>
    </Page>
  );
}

/** A plan that waits for one's signature holds up what it would divide: it is said before any figure. */
function PlansWaiting() {
  const { t } = useI18n();
  const { Link, Notice } = useKit();
  const count = useQuery(plansQuery).data?.items.filter(waitsForMe).length ?? 0;
  if (count === 0) return null;
  return (
    <Notice
      tone="warn"
      action={
        <Link to="/plans" className="money-go">
          {t('money.plans.read')}
        </Link>
      }
    >
      {t('money.plans.waiting', { count })}
    </Notice>
  );
}

function OfPayee({ balance, named }: { balance: PayeeBalance; named: boolean }) {
  return (
    <>
      {named && <h2 className="money-payee">{balance.payee.name}</h2>}
      {balance.currencies.map((one) => (
        <OfCurrency key={one.currency} balance={one} />
      ))}
    </>
  );
}

function OfCurrency({ balance }: { balance: CurrencyBalance }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { currency } = balance;
  const nextOn = useInfiniteQuery(payoutsQuery).data?.pages[0]?.nextOn ?? null;
  const money = (minor: string) => format.money(minor, currency);
  const below = isNegative(balance.carriedMinor);
  return (
    <section className="money-columns" aria-label={t('money.in_currency', { currency })}>
      <div className="money-stack">
        <div className="money-hero">
          <h2>{t(below ? 'money.state.carried' : 'money.state.payable')}</h2>
          <p className="money-hero-amount">{money(below ? balance.carriedMinor : balance.payableMinor)}</p>
          <p className="money-hero-text">
            {below ? t('money.about.carried') : t('money.about.payable')}
            {!below && nextOn && (
              <>
                <br />
                {t('money.next_on', { date: dayWords(i18n, nextOn) })}
              </>
            )}
          </p>
        </div>
        <States balance={balance} />
      </div>
      <Dates balance={balance} />
    </section>
  );
}

function States({ balance }: { balance: CurrencyBalance }) {
  const { t, format } = useI18n();
  const { Link, Orders } = useKit();
  const { currency } = balance;
  const toOrders = (children: ReactNode) =>
    Orders ? <Orders className="money-row">{children}</Orders> : <div className="money-row">{children}</div>;
  const to = (path: string) => (children: ReactNode) => (
    <Link to={path} className="money-row">
      {children}
    </Link>
  );
  const rows = [
    { key: 'estimated', minor: balance.estimatedMinor, tone: 'lead', wrap: toOrders, leads: Orders !== null },
    { key: 'held', minor: balance.heldMinor, tone: 'warn', wrap: toOrders, leads: Orders !== null, hidden: isZero(balance.heldMinor) },
    { key: 'on_hold', minor: balance.onHoldMinor, tone: 'warn', wrap: to('/statements'), leads: true },
    {
      key: 'payable',
      minor: balance.payableMinor,
      tone: 'good',
      wrap: to('/statements'),
      leads: true,
      hidden: !isNegative(balance.carriedMinor),
    },
    { key: 'in_payout', minor: balance.inPayoutMinor, tone: 'good', wrap: to('/payouts'), leads: true },
    { key: 'paid', minor: balance.paidMinor, tone: 'plain', wrap: to('/payouts'), leads: true },
  ];
  return (
    <Card flush>
      <ul className="money-rows">
        {rows
          .filter((row) => !row.hidden)
          .map((row) => (
            <li key={row.key}>
              {row.wrap(
                <>
                  <span className="money-grow">
                    <span className="money-row-name">
                      <span className={`money-dot money-dot-${row.tone}`} aria-hidden="true" />
                      {t(`money.state.${row.key}`)}
                    </span>
                    <span className="money-small">{t(`money.about.${row.key}`)}</span>
                  </span>
                  <span className="money-amount">{format.money(row.minor, currency)}</span>
                  {row.leads && <Icon name="right" size={16} />}
                </>,
              )}
            </li>
          ))}
      </ul>
    </Card>
  );
}

function Dates({ balance }: { balance: CurrencyBalance }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  return (
    <Card title={t('money.dates.title')} flush>
      {balance.dates.length === 0 ? (
        <p className="money-card-text">{t('money.dates.none')}</p>
      ) : (
        <ol className="money-rows">
          {balance.dates.map((one) => (
            <li key={`${one.on} ${one.state}`} className="money-row">
              <Day on={one.on} />
              <span className="money-grow">
                <span className="money-row-name">{dayWords(i18n, one.on)}</span>
                <span>
                  <Tag tone={one.state === 'settled' ? 'warn' : 'lead'}>{t(`money.dates.${one.state}`)}</Tag>
                </span>
              </span>
              <span className="money-amount">{format.money(one.amountMinor, balance.currency)}</span>
            </li>
          ))}
        </ol>
      )}
      <p className="money-card-text money-small">{t('money.dates.note')}</p>
    </Card>
  );
}

/** A leaf of a calendar, for the eye; the date stands beside it in words. */
function Day({ on }: { on: string }) {
  const { language } = useI18n();
  const month = new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' }).format(new Date(`${on}T12:00:00Z`));
  return (
    <span className="money-leaf" aria-hidden="true">
      <small>{month}</small>
      <strong>{Number(on.slice(8))}</strong>
    </span>
  );
}
