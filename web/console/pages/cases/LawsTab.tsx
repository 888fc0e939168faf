/** The laws as this house knows them: what a notice must say, what runs when, what a wrong one costs; each with its source. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Calendar, Law, Length } from '../../../../src/modules/takedown/law/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { Panel } from '../../../shared/ui/PageFrame.tsx';
import { ErrorState, LoadingLines } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { LawyerNote, SourceLine } from './parts.tsx';
import { lawsQuery } from './queries.ts';
import { inWords } from './words.ts';

export function LawsTab() {
  const i18n = useI18n();
  const { t } = i18n;
  const laws = useQuery(lawsQuery);
  const [id, setId] = useUrlState<string>('law', 'dmca');
  if (laws.isPending) return <LoadingLines lines={10} />;
  if (laws.error) return <ErrorState error={laws.error} onRetry={() => void laws.refetch()} />;
  const law = laws.data.items.find((one) => one.id === id) ?? laws.data.items[0];
  if (!law) return null;
  const calendar = laws.data.calendars.find((one) => one.id === law.calendar);
  return (
    <div className="stack">
      <LawyerNote />
      <div className="filters-row">
        <Choice
          label={t('takedown.column.law')}
          value={law.id}
          options={laws.data.items.map((one) => ({ value: one.id, label: inWords(i18n, one.name) }))}
          onChange={setId}
        />
      </div>
      <article className="law">
        <header>
          <h2>{inWords(i18n, law.name)}</h2>
          <p>{inWords(i18n, law.summary)}</p>
          <SourceLine source={law.source} />
        </header>
        <div className="law-grid">
          <Elements title={t('takedown.law.notice_elements')} list={law.noticeElements} />
          <Elements title={t('takedown.law.counter_elements')} list={law.counterElements} />
        </div>
        <ClockRules law={law} />
        <div className="law-grid">
          <Elements title={t('takedown.law.acts')} list={law.acts} />
          <Elements title={t('takedown.law.escalations')} list={law.escalations} />
        </div>
        <Panel title={t('takedown.law.misuse')}>
          <p>{inWords(i18n, law.misuse.label)}</p>
          <SourceLine source={law.misuse.source} />
          {law.barsSecondNotice && <p className="law-bar">{t('takedown.law.bars_second')}</p>}
        </Panel>
        {calendar && <Days calendar={calendar} zone={law.zone} />}
      </article>
    </div>
  );
}

function Elements({ title, list }: { title: ReactNode; list: readonly Pick<Law['acts'][number], 'code' | 'label' | 'source'>[] }) {
  const i18n = useI18n();
  if (list.length === 0) return null;
  return (
    <Panel title={title}>
      <ul className="law-list">
        {list.map((one) => (
          <li key={one.code}>
            <span>{inWords(i18n, one.label)}</span>
            <SourceLine source={one.source} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function ClockRules({ law }: { law: Law }) {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <Panel title={t('takedown.law.clocks')}>
      <ul className="law-list">
        {law.clocks.map((clock) => (
          <li key={clock.code}>
            <span>
              <strong>{inWords(i18n, clock.label)}</strong>
              <span className="law-length">
                {t(`takedown.law.starts.${clock.startsWith}`)} ·{' '}
                {clock.earliest && clock.earliest.amount > 0
                  ? t('takedown.law.between', { from: lengthWords(i18n, clock.earliest), to: lengthWords(i18n, clock.latest) })
                  : lengthWords(i18n, clock.latest)}
                {` · ${t(`takedown.clock_kind.${clock.kind}`)}`}
                {clock.rollsOver && ` · ${t('takedown.law.rolls_over')}`}
              </span>
            </span>
            <SourceLine source={clock.source} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const lengthWords = ({ t }: I18n, { amount, unit }: Length): string =>
  amount === 0 ? t('takedown.law.at_once') : t(`takedown.law.length.${unit}`, { count: amount });

function Days({ calendar, zone }: { calendar: Calendar; zone: string }) {
  const i18n = useI18n();
  const { t, language } = i18n;
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  return (
    <Panel title={t('takedown.law.calendar', { name: inWords(i18n, calendar.name) })}>
      <p>{t('takedown.law.calendar_text', { zone, from: calendar.fromYear, to: calendar.toYear })}</p>
      <SourceLine source={calendar.source} />
      <details className="law-days">
        <summary>{t('takedown.law.days_off', { count: calendar.daysOff.length })}</summary>
        <ul>
          {calendar.daysOff.map((one) => (
            <li key={one.day}>
              <time dateTime={one.day}>{day.format(new Date(`${one.day}T00:00:00Z`))}</time> {inWords(i18n, one.name)}
            </li>
          ))}
        </ul>
      </details>
      {calendar.workdays.length > 0 && (
        <details className="law-days">
          <summary>{t('takedown.law.workdays', { count: calendar.workdays.length })}</summary>
          <ul>
            {calendar.workdays.map((one) => (
              <li key={one}>
                <time dateTime={one}>{day.format(new Date(`${one}T00:00:00Z`))}</time>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}
