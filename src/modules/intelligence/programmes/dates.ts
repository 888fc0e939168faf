/** Use-cases of days: deadlines in order, as a calendar file, and the round that reminds who follows. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { contentDisposition } from '../../../platform/http/download.ts';
import { translator } from '../../../platform/i18n.ts';
import { businessZone, dateIn } from '../../../platform/time.ts';
import type { IntelligenceParts } from '../service/parts.ts';
import { programmesOfTopic } from '../topics/programmes.ts';
import type { Deadline, programmesRoutes } from './contract.ts';
import type { ProgrammesCore } from './core.ts';
import { isWithin } from './grammar/places.ts';
import { phaseOn, spansOf } from './phases.ts';
import { titleOf } from './present.ts';
import type { StoredSummary } from './record.ts';
import * as repo from './repo.ts';

type Span = z.output<typeof programmesRoutes.listDeadlines.query>;
const mostDays = 2000;
/** People are told this many days before a last day, each once. */
const reminderDays = [30, 7, 1] as const;

/** The days of a programme between two: opening and closing of windows, its beginning and its end. */
export function daysOf(
  summary: Pick<StoredSummary, 'validFrom' | 'validUntil' | 'windows'>,
  from: string,
  until: string,
): Pick<Deadline, 'what' | 'on'>[] {
  const days: Pick<Deadline, 'what' | 'on'>[] = [];
  const add = (what: Deadline['what'], on: string | null): void => {
    if (on !== null && on >= from && on <= until && !days.some((other) => other.on === on && other.what === what)) days.push({ what, on });
  };
  add('starts', summary.validFrom);
  add('ends', summary.validUntil);
  for (const span of spansOf(summary, from, until)) {
    add('opens', span.from);
    if (span.until !== summary.validUntil) add('closes', span.until);
  }
  return days;
}

/** RFC 5545: lines of at most 75 octets, folded between whole characters. */
function foldLine(line: string): string {
  const folded: string[] = [];
  let current = '';
  for (const letter of line) {
    if (Buffer.byteLength(current + letter) > 74) {
      folded.push(current);
      current = ' ';
    }
    current += letter;
  }
  return [...folded, current].join('\r\n');
}
const escapeText = (text: string): string => text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, '\\n');
const compact = (day: string): string => day.replaceAll('-', '');

export function createDateUses(parts: IntelligenceParts, core: ProgrammesCore) {
  const { db, clock, catalog } = parts;

  async function deadlinesOf(trx: Trx, organisationId: string, span: Span): Promise<{ items: Deadline[]; more: boolean }> {
    if (span.workId !== undefined) await catalog.getWork(trx, organisationId, span.workId);
    const regions = span.regions?.split(',').filter((region) => region !== '') ?? [];
    const follows = await repo.listFollows(trx, organisationId, span.workId === undefined ? {} : { workId: span.workId });
    const works = await catalog.findWorks(trx, organisationId, [...new Set(follows.map(({ work_id: id }) => id))]);
    const byProgramme = Map.groupBy(follows, ({ programme_id: id }) => id);
    const ofTopic = span.topicId === undefined ? null : await programmesOfTopic(trx, organisationId, span.topicId);
    const items: Deadline[] = [];
    for (const row of await repo.listProgrammes(trx, organisationId, {})) {
      const { summary } = row;
      if (span.workId !== undefined && !byProgramme.has(row.id)) continue;
      if (ofTopic?.({ id: row.id, ...summary }) === false) continue;
      if (regions.length > 0 && (summary.region === null || !regions.some((region) => isWithin(summary.region!, region) === true)))
        continue;
      const followers = [...new Set((byProgramme.get(row.id) ?? []).map(({ work_id: id }) => id))].flatMap((workId) => {
        const work = works.get(workId);
        return work ? [{ workId, title: titleOf(work) }] : [];
      });
      for (const day of daysOf(summary, span.from, span.until))
        items.push({
          ...day,
          programmeId: row.id,
          name: summary.name,
          region: summary.region,
          kind: summary.kind,
          state: row.state,
          works: followers,
        });
    }
    items.sort((a, b) => a.on.localeCompare(b.on) || a.programmeId.localeCompare(b.programmeId));
    return { items: items.slice(0, mostDays), more: items.length > mostDays };
  }

  async function exportCalendar(actor: Actor, span: Span & { language: 'en' | 'zh-CN' }): Promise<Response> {
    const { items } = await db.read((trx) => deadlinesOf(trx, actor.organisationId, span));
    const t = translator(span.language);
    const stamp = `${clock.now().toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
    const events = items.flatMap((item) => {
      const title = t(`intelligence.programmes.day.${item.what}`, { name: item.name });
      const about = [
        item.region ?? '',
        ...item.works.map((work) => work.title),
        `${parts.baseUrl}/market/programmes/${item.programmeId}`,
      ].filter((line) => line !== '');
      const next = new Date(Date.parse(`${item.on}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
      const last = item.what === 'closes' || item.what === 'ends';
      return [
        'BEGIN:VEVENT',
        `UID:${item.programmeId}-${item.what}-${item.on}@hookline`,
        `DTSTAMP:${stamp}`,
        `DTSTART;VALUE=DATE:${compact(item.on)}`,
        `DTEND;VALUE=DATE:${compact(next)}`,
        `SUMMARY:${escapeText(title)}`,
        `DESCRIPTION:${escapeText(about.join('\n'))}`,
        'TRANSP:TRANSPARENT',
        ...(last ? ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${escapeText(title)}`, 'TRIGGER:-P7D', 'END:VALARM'] : []),
        'END:VEVENT',
      ];
    });
    const name = t('intelligence.programmes.calendar');
    const lines = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Hookline//Programmes//EN',
      'CALSCALE:GREGORIAN',
      `X-WR-CALNAME:${escapeText(name)}`,
      ...events,
      'END:VCALENDAR',
    ];
    return new Response(`${lines.map(foldLine).join('\r\n')}\r\n`, {
      headers: { 'content-type': 'text/calendar; charset=utf-8', 'content-disposition': contentDisposition(`${name}.ics`) },
    });
  }

  /** Tells who follows a programme whose last day comes near, once for each distance. The periodic work calls it. */
  async function remind(signal: AbortSignal): Promise<number> {
    const today = dateIn(businessZone, clock.now());
    const followed = await db.read((trx) => repo.listFollowed(trx));
    let told = 0;
    for (const follow of followed) {
      if (signal.aborted) return told;
      const { nextDeadline } = phaseOn(follow.summary, today);
      if (nextDeadline === null || follow.user_id === '') continue;
      const left = Math.round((Date.parse(nextDeadline) - Date.parse(today)) / 86_400_000);
      const distance = reminderDays.filter((days) => left <= days).at(-1);
      if (distance === undefined || (follow.told_on === nextDeadline && follow.told_days !== null && follow.told_days <= distance))
        continue;
      await db.transaction(async (trx) => {
        const work = (await catalog.findWorks(trx, follow.organisation_id, [follow.work_id])).get(follow.work_id);
        const member = await parts.people.findMembership(trx, follow.organisation_id, follow.user_id);
        if (!work || !member || !(await repo.markTold(trx, follow, nextDeadline, distance))) return;
        told += 1;
        await parts.notifications.notify(trx, {
          organisationId: follow.organisation_id,
          userIds: [follow.user_id],
          kind: 'programme_deadline',
          params: { programme: follow.summary.name, work: titleOf(work), day: nextDeadline },
          link: `/market/programmes/for/${follow.work_id}`,
        });
      });
    }
    return told;
  }

  return {
    listDeadlines: (actor: Actor, span: Span) => db.read((trx) => deadlinesOf(trx, actor.organisationId, span)),
    exportCalendar,
    remind,
    today: core.today,
  };
}
