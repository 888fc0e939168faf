/** Home: what today brought, what wants doing, what changed, and what is new to promote. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '../../router.tsx';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { useNow } from '../../../shared/ui/use-now.ts';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { accountsQuery, claimsQuery, marketQuery, mineQuery, notificationsQuery, performanceQuery, type Performance } from '../../data.ts';
import { useInstall } from '../../shell/install.ts';
import { Button, RoundButton } from '../../ui/Button.tsx';
import { Figures } from '../../ui/Figures.tsx';
import { Page, RefreshButton, Section } from '../../ui/Page.tsx';
import { CampaignCard } from '../../ui/Poster.tsx';
import { Loaded, Waiting } from '../../ui/states.tsx';
import { businessDay, daysBefore, earnedOf, moneyWords } from '../../words.ts';
import { NotificationRow } from './NotificationRow.tsx';
import './home.css';

export function HomePage() {
  const { t } = useI18n();
  const today = businessDay(new Date(useNow()));
  const numbers = useQuery(performanceQuery({ from: daysBefore(today, 6), to: today }));
  const news = useInfiniteQuery(notificationsQuery);
  const market = useInfiniteQuery(marketQuery({ sort: 'new' }, 8));
  const mine = useQuery(mineQuery).data;
  const unread = news.data?.pages[0]?.unread ?? 0;
  const latest = news.data?.pages[0]?.items.slice(0, 3) ?? [];
  const refresh = () => void Promise.all([numbers.refetch(), news.refetch(), market.refetch()]);
  return (
    <Page
      title={mine ? mine.organisation : t('creator.nav.home')}
      wide
      actions={
        <>
          <RefreshButton busy={numbers.isRefetching && news.isRefetching} onPress={refresh} />
          <Link
            to="/notifications"
            className="round"
            aria-label={unread > 0 ? t('creator.notifications.unread', { count: unread }) : t('creator.notifications.title')}
          >
            <Icon name="bell" size={22} />
            {unread > 0 && <span className="badge-count">{unread > 99 ? '99+' : unread}</span>}
          </Link>
        </>
      }
    >
      <div className="home">
        <div className="stack stack-wide">
          <Loaded query={numbers} waiting={<Waiting shape="card" count={1} />}>
            {(data) => <Today data={data} today={today} />}
          </Loaded>
          <FirstSteps />
          <InstallHint />
        </div>
        {latest.length > 0 && (
          <Section title={t('creator.home.changed')} action={<Link to="/notifications">{t('creator.home.all')}</Link>}>
            <ul className="rows card card-flat">
              {latest.map((one) => (
                <li key={one.id}>
                  <NotificationRow notification={one} />
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
      <Section title={t('creator.home.new')} action={<Link to="/market">{t('creator.home.all')}</Link>}>
        <Loaded query={market} waiting={<Waiting shape="posters" count={3} />}>
          {(data) =>
            data.pages[0]!.items.length > 0 ? (
              <div className="posters-line">
                {data.pages[0]!.items.map((entry) => (
                  <CampaignCard key={entry.campaignId} entry={entry} eager />
                ))}
              </div>
            ) : (
              <p className="muted">{t('creator.market.empty_text')}</p>
            )
          }
        </Loaded>
      </Section>
    </Page>
  );
}

function Today({ data, today }: { data: Performance; today: string }) {
  const i18n = useI18n();
  const { t } = i18n;
  const day = data.days.find((one) => one.day === today);
  const before = data.days.find((one) => one.day === daysBefore(today, 1));
  const total = {
    clicks: 0,
    searches: 0,
    installs: 0,
    orders: 0,
    money: data.total.money.slice(0, 1).map(({ currency }) => ({ currency, estimatedMinor: '0', onHoldMinor: '0', payableMinor: '0' })),
  };
  const shown = day ?? total;
  return (
    <section className="card today" aria-label={t('creator.home.today')}>
      <div className="row row-spread">
        <h2>{t('creator.home.today')}</h2>
        <Link to="/orders" className="today-more">
          {t('creator.home.earnings')} <Icon name="right" size={16} />
        </Link>
      </div>
      {/* In which currency nothing was earned is not known before the first order. */}
      <p className={shown.money.length > 0 ? 'today-money' : 'today-money is-nothing'}>
        {shown.money.length > 0 ? moneyWords(i18n, earnedOf(shown.money)) : t('creator.home.nothing_today')}
      </p>
      <p className="small today-before">
        {t('creator.home.earned_today')}
        {before && before.money.length > 0 && ` · ${t('creator.home.yesterday', { amount: moneyWords(i18n, earnedOf(before.money)) })}`}
      </p>
      <Figures counts={shown} />
      <Week days={data.days} to={today} />
    </section>
  );
}

/** Clicks and searches of seven days, as bars; the figures are in the table of the earnings page. */
function Week({ days, to }: { days: Performance['days']; to: string }) {
  const { t, format, language } = useI18n();
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'narrow', timeZone: 'UTC' });
  const bars = Array.from({ length: 7 }, (_, index) => {
    const day = daysBefore(to, 6 - index);
    const found = days.find((one) => one.day === day);
    return { day, touches: found ? found.clicks + found.searches : 0 };
  });
  const most = Math.max(1, ...bars.map(({ touches }) => touches));
  if (bars.every(({ touches }) => touches === 0)) return null;
  return (
    <ol className="week" aria-label={t('creator.home.week')}>
      {bars.map(({ day, touches }) => (
        <li key={day}>
          <span className="week-bar" style={{ height: `${Math.max(4, (touches / most) * 100)}%` }} aria-hidden="true" />
          <span aria-hidden="true">{weekday.format(new Date(`${day}T00:00:00Z`))}</span>
          <span className="visually-hidden">{`${format.date(`${day}T12:00:00Z`)}: ${format.number(touches)}`}</span>
        </li>
      ))}
    </ol>
  );
}

/** What a new creator does first; each step goes when it is done, and the list with the last of them. */
function FirstSteps() {
  const { t } = useI18n();
  const accounts = useQuery(accountsQuery).data;
  const claims = useInfiniteQuery(claimsQuery).data;
  if (!accounts || !claims) return null;
  const filed = accounts.items.some(({ state }) => state === 'filed' || state === 'approved');
  const claimed = claims.pages[0]!.items.length > 0;
  if (filed && claimed) return null;
  const steps = [
    { done: claimed, to: '/market', title: t('creator.steps.claim'), text: t('creator.steps.claim_text') },
    { done: filed, to: '/accounts', title: t('creator.steps.file'), text: t('creator.steps.file_text') },
  ];
  return (
    <section className="card card-flat" aria-label={t('creator.steps.title')}>
      <ol className="rows">
        {steps.map((step, index) => (
          <li key={step.to}>
            <Link to={step.to} className="list-row">
              <span className={step.done ? 'step-number is-done' : 'step-number'}>
                {step.done ? <Icon name="check" size={16} /> : index + 1}
              </span>
              <span className="grow">
                <span className="strong">{step.title}</span>
                <br />
                <span className="small muted">{step.text}</span>
              </span>
              <Icon name="right" />
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}

function InstallHint() {
  const { t } = useI18n();
  const { state, hinted, install, dismiss } = useInstall();
  if (!hinted) return null;
  return (
    <section className="card install" aria-label={t('creator.install.title')}>
      <div className="grow">
        <h3>{t('creator.install.title')}</h3>
        <p className="small muted">{t(state === 'by_hand' ? 'creator.install.by_hand' : 'creator.install.text')}</p>
        {state === 'offered' && (
          <Button tone="soft" onClick={() => void install()}>
            {t('creator.install.action')}
          </Button>
        )}
      </div>
      <RoundButton icon="close" label={t('action.close')} onClick={dismiss} />
    </section>
  );
}
