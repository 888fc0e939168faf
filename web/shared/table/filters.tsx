/** Filters that live in the address: a choice, a span of days. */
import { useMemo } from 'react';
import { useI18n } from '../i18n/i18n.ts';
import { Choice, type Option } from '../ui/Choice.tsx';
import { useUrlChange, useUrlState } from '../ui/url-state.ts';
import './table.css';

/** One of a few, kept in the address under `name`; empty means all. */
export function FilterChoice({ name, label, all, options }: { name: string; label: string; all: string; options: readonly Option[] }) {
  const [value, setValue] = useUrlState<string>(name, '');
  return <Choice label={label} value={value} options={[{ value: '', label: all }, ...options]} onChange={setValue} />;
}

export type Days = { from: string; to: string };
const spans = ['7', '30', '90', '365'] as const;

/** The calendar date in the business zone, `back` days ago. */
export function dayIn(zone: string, back = 0): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date(Date.now() - back * 86_400_000));
}

/** The days that the address asks for: a preset of so many days up to today, or two dates. */
export function useDays(initial: (typeof spans)[number] = '30', zone = 'Asia/Shanghai'): Days & { span: string } {
  const [span] = useUrlState<string>('span', initial);
  const [from] = useUrlState<string>('from', '');
  const [to] = useUrlState<string>('to', '');
  return useMemo(() => {
    if (span === 'own' && from && to) return { span, from: from < to ? from : to, to: from < to ? to : from };
    const count = Number(span) || Number(initial);
    return { span: span === 'own' ? 'own' : String(count), from: dayIn(zone, count - 1), to: dayIn(zone) };
  }, [span, from, to, initial, zone]);
}

export function DayRange({ initial = '30' }: { initial?: (typeof spans)[number] }) {
  const { t } = useI18n();
  const days = useDays(initial);
  const change = useUrlChange();
  return (
    <span className="date-range">
      <Choice
        label={t('filter.days')}
        value={days.span}
        options={[
          ...spans.map((value) => ({ value, label: t('filter.last_days', { count: Number(value) }) })),
          { value: 'own', label: t('filter.own_days') },
        ]}
        onChange={(span) =>
          change(span === 'own' ? { span, from: days.from, to: days.to } : { span: span === initial ? null : span, from: null, to: null })
        }
      />
      {days.span === 'own' && (
        <>
          <input
            type="date"
            aria-label={t('filter.from')}
            value={days.from}
            max={days.to}
            onChange={(event) => event.target.value && change({ span: 'own', from: event.target.value, to: days.to })}
          />
          <span aria-hidden="true">–</span>
          <input
            type="date"
            aria-label={t('filter.to')}
            value={days.to}
            min={days.from}
            onChange={(event) => event.target.value && change({ span: 'own', from: days.from, to: event.target.value })}
          />
        </>
      )}
    </span>
  );
}
