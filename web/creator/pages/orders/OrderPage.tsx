/** One order: whether it is one's own, what it brings, and for each of one's traces why it counted or did not. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '../../router.tsx';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Icon, type IconName } from '../../../shared/ui/Icon.tsx';
import { orderQuery, type Order } from '../../data.ts';
import { Page, Section } from '../../ui/Page.tsx';
import { Loaded, Notice, Waiting } from '../../ui/states.tsx';
import { earningWords, reasonWords } from './words.ts';
import './orders.css';

export default function OrderPage() {
  const { t } = useI18n();
  const { conversionId = '' } = useParams();
  const order = useQuery(orderQuery(conversionId));
  return (
    <Page title={order.data ? t(`creator.conversion.${order.data.kind}`) : t('creator.order.title')} back="/orders">
      <Loaded query={order} waiting={<Waiting shape="card" count={2} />}>
        {(data) => <OrderView order={data} />}
      </Loaded>
    </Page>
  );
}

function OrderView({ order }: { order: Order }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  return (
    <>
      <section className={order.credited ? 'card verdict is-mine' : 'card verdict'}>
        <span className="verdict-icon">
          <Icon name={order.credited ? 'check' : 'info'} size={24} />
        </span>
        <div className="grow">
          <h2>{t(order.credited ? 'creator.order.mine' : 'creator.order.not_mine')}</h2>
          <p className="muted">{t(order.credited ? 'creator.order.mine_text' : 'creator.order.not_mine_text')}</p>
        </div>
      </section>
      {order.held && <Notice tone="warn">{t('creator.order.held')}</Notice>}
      <section className="card">
        <dl className="facts">
          <Fact name={t('creator.order.when')} value={format.dateTime(order.occurredAt)} />
          {(order.kind === 'order' || order.kind === 'renewal') && (
            <Fact name={t('creator.order.status')} value={t(`creator.order_status.${order.status}`)} />
          )}
          {order.amount && <Fact name={t('creator.order.amount')} value={format.money(order.amount.amountMinor, order.amount.currency)} />}
          {order.amount && order.refundedMinor && order.refundedMinor !== '0' && (
            <Fact name={t('creator.order.refunded')} value={format.money(order.refundedMinor, order.amount.currency)} />
          )}
          {order.earning && <Fact name={t('creator.order.earning')} value={earningWords(i18n, order)} />}
          {order.earning?.parts.map((part) => (
            <Fact
              key={part.kind}
              name={t(`creator.part.${part.kind}`)}
              value={format.money(part.amountMinor, order.earning!.currency)}
              quiet
            />
          ))}
          {order.earning && <Fact name={t('creator.order.earning_state')} value={t(`creator.earning.${order.earning.state}`)} />}
          {order.earning?.payableAt && order.earning.state === 'estimated' && (
            <Fact name={t('creator.order.payable_at')} value={format.date(order.earning.payableAt)} />
          )}
        </dl>
      </section>
      <Section title={t('creator.order.why')}>
        <ol className="traces">
          {order.candidates.map((candidate, index) => (
            <Trace key={index} candidate={candidate} />
          ))}
        </ol>
        <p className="small muted">{t('creator.order.rules')}</p>
      </Section>
    </>
  );
}

function Fact({ name, value, quiet = false }: { name: string; value: string; quiet?: boolean }) {
  return (
    <div>
      <dt className={quiet ? 'small fact-part' : undefined}>{name}</dt>
      <dd className={quiet ? 'small muted' : undefined}>{value}</dd>
    </div>
  );
}

const icons: Record<Order['candidates'][number]['rule'], IconName> = {
  code: 'key',
  click: 'link',
  account: 'person',
  probabilistic: 'wave',
};
const tones = { won: 'good', lost: 'quiet', rejected: 'bad' } as const;

function Trace({ candidate }: { candidate: Order['candidates'][number] }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  return (
    <li className="card trace">
      <div className="row row-spread">
        <span className="row strong">
          <Icon name={icons[candidate.rule]} /> {t(`creator.trace.${candidate.rule}`)}
        </span>
        <span className={`tag tag-${tones[candidate.verdict]}`}>{t(`creator.verdict.${candidate.verdict}`)}</span>
      </div>
      <p className="small muted">
        {t(`channel.${candidate.channel}`)} · {format.dateTime(candidate.at)}
      </p>
      <ul className="trace-reasons">
        {candidate.reasons.map((reason, index) => (
          <li key={index}>{reasonWords(i18n, reason)}</li>
        ))}
      </ul>
      <Link to={`/campaigns/${candidate.campaignId}`} className="small">
        {candidate.campaignTitle}
      </Link>
    </li>
  );
}
