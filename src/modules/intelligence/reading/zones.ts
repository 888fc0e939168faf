/** Zones of time as pages print them, and the offset that holds in them on a day. */

import { instantFromIso } from '../../../platform/time.ts';

/** `length` is how many units of the text spell it, the spaces before it included. */
export type Zone = { name: string; length: number; offset: string | null };

const named: readonly [RegExp, string][] = [
  [/^[\s(（[]*(?:北京时间|中国标准时间|Beijing\s+time|China\s+Standard\s+Time|CST|BJT)[)）\]]?/i, 'Asia/Shanghai'],
  [/^[\s(（[]*(?:香港时间|HKT|Hong\s+Kong\s+time)[)）\]]?/i, 'Asia/Hong_Kong'],
  [/^[\s(（[]*(?:日本时间|JST)[)）\]]?/i, 'Asia/Tokyo'],
  [/^[\s(（[]*(?:韩国时间|KST)[)）\]]?/i, 'Asia/Seoul'],
  [/^[\s(（[]*(?:新加坡时间|SGT)[)）\]]?/i, 'Asia/Singapore'],
  [/^[\s(（[]*(?:美东时间|美国东部时间|Eastern\s+Time|E[SD]?T)(?![a-z])[)）\]]?/i, 'America/New_York'],
  [/^[\s(（[]*(?:美西时间|太平洋时间|Pacific\s+Time|P[SD]?T)(?![a-z])[)）\]]?/i, 'America/Los_Angeles'],
  [/^[\s(（[]*(?:伦敦时间|BST)(?![a-z])[)）\]]?/i, 'Europe/London'],
  [/^[\s(（[]*(?:CES?T)(?![a-z])[)）\]]?/i, 'Europe/Paris'],
];
const numeric = /^[\s(（[]*(?:(GMT|UTC)\s*)?([+-])(\d{1,2}):?(\d{2})?(?![\d:-])[)）\]]?/i;
const universal = /^(?:Z|[\s(（[]*(?:GMT|UTC))(?![a-z+\-\d])[)）\]]?/i;

/** The zone that a text begins with; null where it begins with none. */
export function readZone(text: string): Zone | null {
  const offset = numeric.exec(text);
  if (offset && (offset[1] || offset[4])) {
    const [hours, minutes] = [Number(offset[3]), Number(offset[4] ?? 0)];
    if (hours <= 14 && minutes < 60) {
      const written = `${offset[2]}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
      return { name: `UTC${written}`, length: offset[0].length, offset: written };
    }
  }
  const utc = universal.exec(text);
  if (utc) return { name: 'UTC', length: utc[0].length, offset: '+00:00' };
  for (const [pattern, name] of named) {
    const found = pattern.exec(text);
    if (found) return { name, length: found[0].length, offset: null };
  }
  return null;
}

/** A zone by its name: `Asia/Shanghai`, `UTC`, `UTC+08:00`; null for what is none. */
export function zoneNamed(name: string): Zone | null {
  const offset = /^UTC(?:([+-]\d{2}):(\d{2}))?$/.exec(name);
  if (offset) {
    const [hours, minutes] = [Math.abs(Number(offset[1] ?? 0)), Number(offset[2] ?? 0)];
    return hours <= 14 && minutes < 60 ? { name, length: 0, offset: offset[1] ? `${offset[1]}:${offset[2]}` : '+00:00' } : null;
  }
  return zonesKnown.has(name) ? { name, length: 0, offset: null } : null;
}
const zonesKnown: ReadonlySet<string> = new Set(Intl.supportedValuesOf('timeZone'));

/** A day and a time of day as an instant with its offset, `2025-08-13T10:01:00+08:00`; of Asia/Shanghai without a zone. */
export function addZone(day: string, time: string, zone: Zone | null): string {
  const offset = zone?.offset ?? offsetOn(zone?.name ?? 'Asia/Shanghai', day, time);
  return `${day}T${time}${offset}`;
}

function offsetOn(zone: string, day: string, time: string): string {
  // China has kept one time since 1991, and nearly every document is of there.
  if (zone === 'Asia/Shanghai' || zone === 'Asia/Hong_Kong' || zone === 'Asia/Singapore') return '+08:00';
  const parts = format(zone).formatToParts(instantFromIso(`${day}T${time}Z`));
  const said = parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', '') ?? '';
  return said === '' ? '+00:00' : said;
}

const formats = new Map<string, Intl.DateTimeFormat>();
function format(zone: string): Intl.DateTimeFormat {
  let found = formats.get(zone);
  if (!found) formats.set(zone, (found = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })));
  return found;
}
