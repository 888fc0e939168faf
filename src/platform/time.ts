/** The clock is injected: nothing outside this file reads the time of day. */
export type Clock = { now(): Date; nowMs(): number; monotonicMs(): number };

export const systemClock: Clock = {
  now: () => new Date(),
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};

/** A clock that stands still until it is moved, for tests. */
export function fixedClock(startIso: string): Clock & { advance(ms: number): void } {
  let at = new Date(startIso).getTime();
  return {
    now: () => new Date(at),
    nowMs: () => at,
    monotonicMs: () => at,
    advance: (ms) => {
      at += ms;
    },
  };
}

/** Business dates are those of this zone unless a record carries its own. */
export const businessZone = 'Asia/Shanghai';

/** The calendar date (`YYYY-MM-DD`) of an instant in a zone. */
export function dateIn(zone: string, instant: Date): string {
  let format = dateFormats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    dateFormats.set(zone, format);
  }
  return format.format(instant);
}
// Making one costs a hundred times what using it does. There are only as many as the time zone database has names.
const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** The instant of an ISO 8601 text; throws RangeError when it is not one. */
export function instantFromIso(iso: string): Date {
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) throw new RangeError(`not an instant: ${iso}`);
  return instant;
}

/** Milliseconds as `m:ss.mmm`, or `h:mm:ss.mmm` from one hour on. */
export function formatMs(ms: number): string {
  const sign = ms < 0 ? '-' : '';
  const total = Math.abs(Math.round(ms));
  const hours = Math.floor(total / 3_600_000);
  const minutes = Math.floor(total / 60_000) % 60;
  const seconds = Math.floor(total / 1000) % 60;
  const millis = String(total % 1000).padStart(3, '0');
  const tail = `${String(seconds).padStart(2, '0')}.${millis}`;
  return hours > 0 ? `${sign}${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${sign}${minutes}:${tail}`;
}
