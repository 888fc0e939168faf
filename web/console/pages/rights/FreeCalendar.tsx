/** When what is free, as bars on a time axis: a row for each group of territories that are answered alike, and below them the licences. */
import { useState } from 'react';
import { Link } from 'react-router';
import type { FreeGroup } from '../../../../src/modules/rights/availability/contract.ts';
import type { Licence } from '../../../../src/modules/rights/register/contract.ts';
import type { RightKind } from '../../../../src/modules/rights/words/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { PeriodList } from './FreeTab.tsx';
import { dayAfter, dayWords, instantDay, territoriesWords, territorySetWords, windowWords } from './scope-words.ts';

const at = (day: string, from: string, until: string): number => {
  const [a, b] = [Date.parse(from), Date.parse(until)];
  return Math.min(100, Math.max(0, ((Date.parse(day) - a) / (b - a)) * 100));
};

export function FreeCalendar({
  workId,
  groups,
  licences,
  right,
  from,
  until,
}: {
  workId: string;
  groups: readonly FreeGroup[];
  licences: readonly Licence[];
  right: RightKind;
  from: string;
  until: string;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const [open, setOpen] = useState<string | null>(null);
  const shown = licences.filter(
    ({ state, rights, scope: { window } }) =>
      state === 'signed' && rights.includes(right) && (window.from ?? '') < until && (window.until ?? '9999') > from,
  );
  const place = (start: string, end: string) => {
    const left = at(start, from, until);
    return { left: `${left}%`, width: `${Math.max(0.4, at(end, from, until) - left)}%` };
  };
  return (
    <div className="gantt">
      <Axis from={from} until={until} />
      <h3>{t('rights.free.by_territory')}</h3>
      {groups.map((group) => {
        const key = group.territories[0]!;
        return (
          <div key={key} className="gantt-row">
            <div className="gantt-label">
              {territorySetWords(i18n, group.territories)}
              <small>{t('rights.territory_count', { count: group.territories.length })}</small>
            </div>
            <div className="gantt-line">
              {group.periods.map((period) => {
                const [start, end] = [instantDay(period.from), instantDay(period.until)];
                const id = `${key} ${period.from}`;
                const words = t(`rights.map.state.${period.free ? 'free' : 'taken'}`);
                return (
                  <button
                    key={period.from}
                    type="button"
                    className={`gantt-bar is-${period.free ? 'free' : 'taken'}`}
                    style={place(start, end)}
                    aria-expanded={open === id}
                    aria-label={`${words}, ${spanWords(i18n, start, end)}`}
                    title={`${words}, ${spanWords(i18n, start, end)}`}
                    onClick={() => setOpen(open === id ? null : id)}
                  >
                    <span>{words}</span>
                  </button>
                );
              })}
            </div>
            {group.periods
              .filter((period) => open === `${key} ${period.from}`)
              .map((period) => (
                <div key={period.from} className="gantt-detail">
                  <PeriodList periods={[period]} workId={workId} />
                </div>
              ))}
          </div>
        );
      })}
      <h3>{t('rights.free.by_licence')}</h3>
      {shown.length === 0 && <p className="quiet-figures">{t('rights.free.no_licences')}</p>}
      {shown.map((licence) => (
        <div key={licence.id} className="gantt-row">
          <div className="gantt-label">
            <Link to={`/rights/licences/${licence.id}`}>
              {t(`rights.licence.line_${licence.direction}`, {
                grantors: i18n.format.list(licence.grantors.map(({ name }) => name)),
                grantee: licence.grantee.name,
              })}
            </Link>
            <small>{territoriesWords(i18n, licence.scope.territories)}</small>
          </div>
          <div className="gantt-line">
            <span
              className={`gantt-bar is-licence is-${licence.exclusivity}`}
              style={place(licence.scope.window.from ?? from, licence.scope.window.until ?? until)}
              title={windowWords(i18n, licence.scope.window)}
            >
              <span>{t(`rights.exclusivity.${licence.exclusivity}`)}</span>
            </span>
          </div>
        </div>
      ))}
    </div>
  );
}

const spanWords = (i18n: I18n, start: string, end: string): string =>
  i18n.t('rights.scope.window_both', { from: dayWords(i18n, start), to: dayWords(i18n, dayAfter(end, -1)) });

/** Ticks at months, quarters or years: as many as have room. */
function Axis({ from, until }: { from: string; until: string }) {
  const { language } = useI18n();
  const months = (Date.parse(until) - Date.parse(from)) / (30.4 * 86_400_000);
  const step = months <= 8 ? 1 : months <= 30 ? 3 : months <= 72 ? 12 : 60;
  const ticks: string[] = [];
  let year = Number(from.slice(0, 4));
  let month = Number(from.slice(5, 7));
  for (;;) {
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
    const day = `${year}-${String(month).padStart(2, '0')}-01`;
    if (day >= until) break;
    if (step < 12 ? (month - 1) % step === 0 : month === 1 && year % (step / 12) === 0) ticks.push(day);
  }
  const words = new Intl.DateTimeFormat(language, { year: 'numeric', ...(step < 12 && { month: 'short' }), timeZone: 'UTC' });
  return (
    <div className="gantt-axis" aria-hidden="true">
      <div>
        {ticks.map((day) => (
          <span key={day} style={{ left: `${at(day, from, until)}%` }}>
            {words.format(new Date(`${day}T00:00:00Z`))}
          </span>
        ))}
      </div>
    </div>
  );
}
