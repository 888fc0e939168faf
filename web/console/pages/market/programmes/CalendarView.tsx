/** Days of programmes, month by month; a year at a time, as a calendar file too. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { Deadline } from '../../../../../src/modules/intelligence/programmes/contract.ts';
import { hrefOf } from '../../../../shared/api/client.ts';
import { dayIn } from '../../../../shared/table/filters.tsx';
import { Icon } from '../../../../shared/ui/Icon.tsx';
import { EmptyState, ErrorState, LoadingLines } from '../../../../shared/ui/states.tsx';
import { useUrlState } from '../../../../shared/ui/url-state.ts';
import { deadlinesQuery, routes } from './queries.ts';
import { useProgrammeWords } from './words.ts';
import './calendar.css';
import './parts.css';

export function CalendarView({
  regions,
  workId,
  topicId,
}: {
  regions?: string | undefined;
  workId?: string;
  topicId?: string | undefined;
}) {
  const { t, language } = useProgrammeWords().i18n;
  const today = dayIn('Asia/Shanghai');
  const [year, setYear] = useUrlState<string>('year', today.slice(0, 4));
  const narrowing = { ...(regions && { regions }), ...(workId && { workId }), ...(topicId && { topicId }) };
  const span = { from: `${year}-01-01`, until: `${year}-12-31`, ...narrowing };
  const days = useQuery(deadlinesQuery(span));
  const step = (by: number) => setYear(String(Number(year) + by));
  const own = language.startsWith('zh') ? ('zh-CN' as const) : ('en' as const);
  return (
    <>
      <div className="programme-year">
        <Button aria-label={t('market.programmes.year_before')} icon={<Icon name="left" size={15} />} onClick={() => step(-1)} />
        <strong>{year}</strong>
        <Button aria-label={t('market.programmes.year_after')} icon={<Icon name="right" size={15} />} onClick={() => step(1)} />
        <Button
          href={hrefOf(routes.exportCalendar, { query: { ...span, language: own } })}
          icon={<Icon name="download" size={15} />}
          disabled={days.data?.items.length === 0}
        >
          {t('market.programmes.ics')}
        </Button>
      </div>
      {days.isPending && <LoadingLines lines={6} />}
      {days.isError && <ErrorState error={days.error} onRetry={() => void days.refetch()} />}
      {days.data?.items.length === 0 && (
        <EmptyState icon="bell" title={t('market.programmes.no_days', { year })} text={t('market.programmes.no_days_text')} />
      )}
      {days.data && days.data.items.length > 0 && <Months items={days.data.items} today={today} />}
    </>
  );
}

function Months({ items, today }: { items: readonly Deadline[]; today: string }) {
  const { t, language } = useProgrammeWords().i18n;
  const words = useProgrammeWords();
  const months = [...Map.groupBy(items, ({ on }) => on.slice(0, 7))];
  const name = (month: string): string =>
    new Intl.DateTimeFormat(language, { timeZone: 'UTC', month: 'long' }).format(new Date(`${month}-01T00:00:00Z`));
  return (
    <div className="programme-months">
      {months.map(([month, own]) => (
        <section key={month} className={month === today.slice(0, 7) ? 'programme-month is-now' : 'programme-month'}>
          <h2>{name(month)}</h2>
          <ol>
            {own.map((item) => (
              <li key={`${item.programmeId} ${item.what} ${item.on}`} className={item.on < today ? 'is-past' : ''}>
                <time dateTime={item.on}>{Number(item.on.slice(8))}</time>
                <span>
                  <small className={`programme-day is-${item.what}`}>{t(`market.programmes.day.${item.what}`)}</small>
                  <Link to={`/market/programmes/${item.programmeId}`}>{item.name}</Link>
                  <small className="programme-quiet">
                    {[item.region && words.region(item.region), ...item.works.map(({ title }) => title)].filter(Boolean).join(' · ')}
                  </small>
                </span>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
