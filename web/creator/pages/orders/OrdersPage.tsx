/** Orders and what they bring: estimated, on hold, payable; each order leads to why it was, or was not, one's own. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, put, useSearchParams } from '../../router.tsx';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { ordersQuery, performanceQuery, type Order, type Performance } from '../../data.ts';
import { Button } from '../../ui/Button.tsx';
import { Figures } from '../../ui/Figures.tsx';
import { Page, RefreshButton } from '../../ui/Page.tsx';
import { Empty, Loaded, Waiting } from '../../ui/states.tsx';
import { moneyWords } from '../../words.ts';
import { More } from '../market/MarketPage.tsx';
import { earningWords } from './words.ts';
import { OrdersPlaces } from '../money/frame.tsx';
import './orders.css';

const tabs = ['all', 'mine', 'others'] as const;

export default function OrdersPage() {
  const { t } = useI18n();
  const [search, setSearch] = useSearchParams();
  const campaignId = search.get('campaignId');
  const tab = tabs.find((one) => one === search.get('show')) ?? 'all';
  const numbers = useQuery(performanceQuery(campaignId ? { campaignId } : {}));
  const orders = useInfiniteQuery(
    ordersQuery({ ...(campaignId && { campaignId }), ...(tab !== 'all' && { credited: tab === 'mine' ? 'true' : 'false' }) }),
  );
  const set = (name: string, value: string | null) => setSearch(put(name, value));
  const campaign = numbers.data?.campaigns.find((one) => one.campaignId === campaignId);
  return (
    <Page
      title={t('creator.nav.orders')}
      wide
      actions={
        <RefreshButton
          busy={orders.isRefetching && numbers.isRefetching}
          onPress={() => void Promise.all([orders.refetch(), numbers.refetch()])}
        />
      }
    >
      <OrdersPlaces />
      {campaignId && (
        <p className="row row-spread card">
          <span className="cut">{campaign?.title ?? t('creator.orders.one_campaign')}</span>
          <Button tone="plain" onClick={() => set('campaignId', null)}>
            {t('creator.orders.all_campaigns')}
          </Button>
        </p>
      )}
      <div className="orders-grid">
        <Loaded query={numbers} waiting={<Waiting shape="card" count={1} />}>
          {(data) => <Earned data={data} capReached={campaign?.capReached ?? false} />}
        </Loaded>
        <div className="stack">
          <div className="tabline" role="group" aria-label={t('creator.orders.show')}>
            {tabs.map((one) => (
              <button key={one} type="button" aria-pressed={tab === one} onClick={() => set('show', one === 'all' ? null : one)}>
                {t(`creator.orders.${one}`)}
              </button>
            ))}
          </div>
          <Loaded query={orders}>
            {({ pages }) => {
              const items = pages.flatMap((page) => page.items);
              if (items.length === 0)
                return <Empty icon="receipt" title={t('creator.orders.empty')} text={t(`creator.orders.empty_${tab}`)} />;
              return (
                <>
                  <ul className="rows card card-flat">
                    {items.map((order) => (
                      <li key={order.id}>
                        <OrderRow order={order} />
                      </li>
                    ))}
                  </ul>
                  <More there={orders.hasNextPage} busy={orders.isFetchingNextPage} onMore={() => void orders.fetchNextPage()} />
                </>
              );
            }}
          </Loaded>
        </div>
      </div>
    </Page>
  );
}

function Earned({ data, capReached }: { data: Performance; capReached: boolean }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { money } = data.total;
  const kinds = [
    ['payable', 'payableMinor', 'good'],
    ['estimated', 'estimatedMinor', 'lead'],
    ['on_hold', 'onHoldMinor', 'warn'],
  ] as const;
  return (
    <section className="card stack" aria-label={t('creator.orders.earned')}>
      <dl className="earned">
        {kinds.map(([name, key, tone]) => (
          <div key={name}>
            <dt>
              <span className={`earned-dot earned-${tone}`} aria-hidden="true" />
              {t(`creator.earning.${name}`)}
            </dt>
            <dd>
              {moneyWords(
                i18n,
                money.map((one) => ({ currency: one.currency, minor: one[key] })),
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="small muted">{t('creator.orders.estimate_note')}</p>
      {capReached && <p className="small muted">{t('creator.orders.cap_reached')}</p>}
      <Figures counts={data.total} />
      <p className="small muted">
        {t('creator.orders.span', { from: format.date(`${data.from}T12:00:00Z`), to: format.date(`${data.to}T12:00:00Z`) })}
      </p>
    </section>
  );
}

function OrderRow({ order }: { order: Order }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const first = order.candidates[0];
  return (
    <Link to={`/orders/${order.id}`} className="list-row">
      <span className="grow">
        <span className="row">
          <span className="strong">{t(`creator.conversion.${order.kind}`)}</span>
          {order.status !== 'paid' && <span className="small order-changed">{t(`creator.order_status.${order.status}`)}</span>}
        </span>
        <span className="small muted">
          {format.dateTime(order.occurredAt)}
          {first && <span className="order-campaign cut">{first.campaignTitle}</span>}
        </span>
      </span>
      <span className="order-end">
        <span className={order.credited && order.earning ? 'strong' : 'muted'}>{earningWords(i18n, order)}</span>
        <span className={`tag ${order.held ? 'tag-warn' : order.credited ? 'tag-good' : ''}`}>
          {t(order.held ? 'creator.earning.on_hold' : order.credited ? 'creator.orders.is_mine' : 'creator.orders.is_not_mine')}
        </span>
      </span>
      <Icon name="right" />
    </Link>
  );
}
