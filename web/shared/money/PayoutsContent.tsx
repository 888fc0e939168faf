/** What was paid, and what became of it: each payout says where it went, how it stands, and what to do where it did not arrive. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useI18n } from '../i18n/i18n.ts';
import { payoutsQuery, type OwnPayout } from './data.ts';
import { Loaded, useKit } from './kit.tsx';
import { Card, Fact, More, Places, Tag } from './parts.tsx';
import { dayWords } from './words.ts';

export function PayoutsContent() {
  const i18n = useI18n();
  const { t } = i18n;
  const { Page, Empty, Notice } = useKit();
  const payouts = useInfiniteQuery(payoutsQuery);
  return (
    <Page title={t('money.payouts.title')} back={{ to: '/', label: t('money.title') }}>
      <Places here="payouts" />
      <Loaded query={payouts}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          const nextOn = pages[0]?.nextOn ?? null;
          return (
            <>
              {nextOn && <Notice>{t('money.payouts.next_on', { date: dayWords(i18n, nextOn) })}</Notice>}
              {items.length === 0 ? (
                <Empty icon="send" title={t('money.payouts.empty')} text={t('money.payouts.empty_text')} />
              ) : (
                <ul className="money-list">
                  {items.map((one) => (
                    <li key={one.id}>
                      <Payout payout={one} />
                    </li>
                  ))}
                </ul>
              )}
              <More query={payouts} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

const tones: Record<OwnPayout['state'], 'plain' | 'good' | 'warn' | 'bad' | 'lead'> = {
  draft: 'plain',
  approved: 'plain',
  sending: 'lead',
  unknown: 'lead',
  sent: 'lead',
  paid: 'good',
  failed: 'bad',
  returned: 'bad',
  cancelled: 'plain',
};

function Payout({ payout }: { payout: OwnPayout }) {
  const { t, format } = useI18n();
  const { Link, Notice } = useKit();
  const back = payout.state === 'failed' || payout.state === 'returned';
  const reason = payout.failure && `payout.failure.${payout.failure.code}`;
  return (
    <Card>
      <div className="money-spread">
        <strong className="money-amount money-amount-large">{format.money(payout.amountMinor, payout.currency)}</strong>
        <Tag tone={tones[payout.state]}>{t(`money.payout.${payout.state}`)}</Tag>
      </div>
      <p className="money-small">{t(`money.payout_text.${payout.state}`)}</p>
      {back && (
        <Notice tone="bad">
          {reason && t.exists(reason, payout.failure!.params) && <p>{t(reason, payout.failure!.params)}</p>}
          <p>{t('money.payouts.back_text')}</p>
          <Link to="/profile" className="money-go">
            {t('money.payouts.check_account')}
          </Link>
        </Notice>
      )}
      <dl className="money-facts">
        <Fact name={t('money.payouts.to')}>
          {t(`money.way.${payout.destination.way}`)} {payout.destination.masked}
        </Fact>
        {payout.sentAt && <Fact name={t('money.payouts.sent_at')}>{format.dateTime(payout.sentAt)}</Fact>}
        {payout.paidAt && <Fact name={t('money.payouts.paid_at')}>{format.dateTime(payout.paidAt)}</Fact>}
        <Fact name={t('money.payouts.reference')}>
          <code className="money-code">{payout.reference}</code>
        </Fact>
      </dl>
    </Card>
  );
}
