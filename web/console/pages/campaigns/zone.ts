/** Wall-clock times of a zone and instants, for date fields that are meant where the campaign runs and not where the browser stands. */

function offsetMinutes(zone: string, atMs: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(new Date(atMs));
  const figure = (type: string) => Number(parts.find((part) => part.type === type)!.value);
  const wall = Date.UTC(figure('year'), figure('month') - 1, figure('day'), figure('hour'), figure('minute'), figure('second'));
  return Math.round((wall - Math.floor(atMs / 1000) * 1000) / 60_000);
}

/** `2026-12-01T08:00` in a zone as an instant; a time that the zone skips is the same moment after the gap. Null when it is no time. */
export function instantIn(zone: string, wall: string): string | null {
  const full = wall.length === 10 ? `${wall}T00:00` : wall;
  const asUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(full) ? Date.parse(`${full}:00Z`) : NaN;
  if (Number.isNaN(asUtc)) return null;
  // The offset at the guess may be that of the other side of a change; asked again at the result it is right.
  const guess = asUtc - offsetMinutes(zone, asUtc) * 60_000;
  return new Date(asUtc - offsetMinutes(zone, guess) * 60_000).toISOString();
}

/** An instant as a date field of a zone shows it: `2026-12-01T08:00`. */
export function wallIn(zone: string, instant: string): string {
  const at = Date.parse(instant);
  return new Date(at + offsetMinutes(zone, at) * 60_000).toISOString().slice(0, 16);
}

/** Zones offered first; any other of the browser's list can be chosen. */
export const commonZones = [
  'Asia/Shanghai',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Asia/Jakarta',
  'Asia/Bangkok',
  'Europe/London',
  'America/New_York',
  'America/Los_Angeles',
  'UTC',
] as const;

export function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}
