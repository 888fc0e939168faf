import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateIn } from '../../../platform/time.ts';
import { calendars, dayOf, isWorkingDay, numberOf, weekdayOf } from './calendars.ts';
import { checkCounterNotice, checkNotice } from './check.ts';
import { clocksFrom, endOf, startOfDay } from './clocks.ts';
import { counterContent, jurisdictions, noticeContent, noticeLanguages, type Jurisdiction, type NoticeContent } from './contract.ts';
import { laws } from './laws.ts';
import { composeNotice } from './letter.ts';
import { lumenOf } from './lumen.ts';

const zones = [
  'Asia/Shanghai',
  'America/New_York',
  'Europe/Brussels',
  'America/Sao_Paulo',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Niue',
  'Africa/Cairo',
  'UTC',
];
const minute = 60_000;
const full: NoticeContent = noticeContent.parse({
  sender: {
    name: '林晓',
    organisation: '上海短剧有限公司',
    address: '上海市徐汇区漕溪北路 1 号',
    email: 'rights@example.com',
    phone: '+86 21 5555 0100',
    identityNumber: '91310000MA1FL0000X',
  },
  works: [{ title: '重生归来', registration: 'REG-1', originalUrls: ['https://example.com/drama'] }],
  links: [{ url: 'https://video.example.com/v/1', account: 'pirate_01', location: '00:12–00:45' }],
  evidence: '权属证明与比对结果见附件。',
  reasons: '未经许可传播。',
  statements: { goodFaith: true, accuracy: true, perjury: true, authority: true },
  signature: '林晓签',
  signedOn: '2026-06-01',
});

describe('calendars', () => {
  test('people work on the weekend days that China swaps, and not on those of a festival', () => {
    for (const day of ['2026-02-14', '2026-02-28', '2026-05-09', '2025-10-11']) {
      expect([0, 6]).toContain(weekdayOf(numberOf(day)));
      expect(isWorkingDay('cn', numberOf(day)), day).toBe(true);
    }
    for (const day of ['2026-02-16', '2026-02-23', '2026-10-07', '2026-11-22']) expect(isWorkingDay('cn', numberOf(day)), day).toBe(false);
  });

  test('federal holidays fall as the Office of Personnel Management lists them for 2026', () => {
    const off = calendars
      .find(({ id }) => id === 'us_federal')!
      .daysOff.map(({ day }) => day)
      .filter((day) => day.startsWith('2026'));
    expect(off).toEqual([
      '2026-01-01',
      '2026-01-19',
      '2026-02-16',
      '2026-05-25',
      '2026-06-19',
      '2026-07-03',
      '2026-09-07',
      '2026-10-12',
      '2026-11-11',
      '2026-11-26',
      '2026-12-25',
    ]);
  });

  test('Easter and what follows it fall as printed', () => {
    const off = calendars.find(({ id }) => id === 'eu')!.daysOff.map(({ day }) => day);
    for (const day of ['2025-04-18', '2025-04-21', '2025-05-29', '2025-06-09', '2026-04-06', '2026-05-14', '2026-05-25', '2027-03-29'])
      expect(off).toContain(day);
  });
});

describe('clocks', () => {
  const start = fc.date({ min: new Date('2025-01-10T00:00:00Z'), max: new Date('2026-11-01T00:00:00Z'), noInvalidDate: true });
  const calendar = fc.constantFrom('us_federal' as const, 'cn' as const, 'eu' as const);

  test('a period ends where going through it minute by minute ends, whatever the zone', () => {
    const property = fc.property(
      start,
      fc.constantFrom(...zones),
      calendar,
      fc.constantFrom('business_days' as const, 'calendar_days' as const),
      fc.integer({ min: 1, max: 15 }),
      fc.boolean(),
      (from, zone, days, unit, amount, rollsOver) => {
        const { at } = endOf(from, { amount, unit }, { calendar: days, zone, rollsOver });
        // The slow way: a quarter of an hour at a time, counting days as the calendar on the wall turns.
        let now = Math.ceil(from.getTime() / (15 * minute)) * 15 * minute - 15 * minute;
        let today = dateIn(zone, from);
        let left = amount;
        let over = false;
        for (;;) {
          now += 15 * minute;
          const day = dateIn(zone, new Date(now));
          if (day === today) continue;
          if (over) break;
          today = day;
          const works = isWorkingDay(days, numberOf(day));
          if (unit === 'business_days') over = works && --left === 0;
          else over = --left <= 0 && (!rollsOver || works);
        }
        expect(at.getTime()).toBe(now);
      },
    );
    fc.assert(property, { numRuns: 150 });
  });

  test('a day begins where the wall calendar turns, also where midnight is skipped', () => {
    for (const zone of zones)
      for (let number = numberOf('2026-01-01'); number < numberOf('2027-01-01'); number += 3) {
        const at = startOfDay(zone, dayOf(number));
        expect(dateIn(zone, at)).toBe(dayOf(number));
        expect(dateIn(zone, new Date(at.getTime() - 1))).not.toBe(dayOf(number));
      }
    // Lebanon puts its clocks forward at midnight: the day begins at one.
    expect(startOfDay('Asia/Beirut', '2026-03-29').toISOString()).toBe('2026-03-28T22:00:00.000Z');
  });

  test('a later start never ends earlier, and no clock ends before it starts', () => {
    const property = fc.property(
      start,
      fc.nat(20 * 24 * 60),
      fc.constantFrom(...zones),
      fc.constantFrom(...jurisdictions),
      (from, more, zone, law) => {
        const later = new Date(from.getTime() + more * minute);
        for (const startsWith of ['notice_sent', 'counter_notice', 'measure', 'notice_received'] as const) {
          const [first, second] = [clocksFrom(laws[law], startsWith, from, zone), clocksFrom(laws[law], startsWith, later, zone)];
          for (const [index, due] of first.entries()) {
            expect(due.dueAt.getTime()).toBeGreaterThanOrEqual(from.getTime());
            expect((due.earliestAt ?? due.dueAt).getTime()).toBeLessThanOrEqual(due.dueAt.getTime());
            expect(second[index]!.dueAt.getTime()).toBeGreaterThanOrEqual(due.dueAt.getTime());
          }
        }
      },
    );
    fc.assert(property, { numRuns: 100 });
  });

  test('a counter-notice of the DMCA runs ten to fourteen business days around Thanksgiving', () => {
    const [wait] = clocksFrom(laws.dmca, 'counter_notice', new Date('2026-11-20T15:00:00Z'));
    expect(wait!.earliestAt!.toISOString()).toBe('2026-12-08T05:00:00.000Z');
    expect(wait!.dueAt.toISOString()).toBe('2026-12-12T05:00:00.000Z');
  });

  test('fifteen days by the E-Commerce Law that end on a day off end on the next working day', () => {
    const [wait] = clocksFrom(laws.cn_ecommerce, 'counter_notice', new Date('2026-02-01T02:00:00Z'));
    // 16 February is in the Spring Festival, which lasts to the 23rd.
    expect(wait!.dueAt.toISOString()).toBe('2026-02-24T16:00:00.000Z');
  });

  test('a clock that runs into a year without known days off says so', () => {
    const [late] = clocksFrom(laws.cn_civil, 'counter_notice', new Date('2026-12-20T02:00:00Z'));
    expect(late!.certain).toBe(false);
    expect(clocksFrom(laws.cn_civil, 'counter_notice', new Date('2026-03-02T02:00:00Z'))[0]!.certain).toBe(true);
  });
});

describe('required elements', () => {
  test.each(jurisdictions)('a full notice by %s lacks nothing, and shows each element in both languages', (law) => {
    for (const language of noticeLanguages) {
      const { missing, text, subject } = composeNotice(law, language, full);
      expect(missing).toEqual([]);
      expect(subject).not.toBe('');
      for (const shown of [
        full.sender.name,
        full.sender.email,
        full.works[0]!.title,
        full.links[0]!.url,
        full.evidence,
        full.reasons,
        full.signature,
      ])
        expect(text).toContain(shown);
      expect(text).not.toMatch(/\{\{|undefined/);
    }
  });

  test.each(jurisdictions)('an empty notice by %s lacks every element, each with a source', (law) => {
    const missing = checkNotice(law, noticeContent.parse({})).map(({ code }) => code);
    expect(missing).toEqual(laws[law].noticeElements.map(({ code }) => code));
    expect(checkCounterNotice(law, counterContent.parse({})).map(({ code }) => code)).toEqual(
      laws[law].counterElements.map(({ code }) => code),
    );
    for (const { source } of [...laws[law].noticeElements, ...laws[law].counterElements, ...laws[law].clocks])
      expect(source.article).not.toBe('');
  });

  test('taking any one thing away makes exactly what rests on it missing', () => {
    const without: [Jurisdiction, Partial<NoticeContent>, string[]][] = [
      ['dmca', { signature: ' ' }, ['signature']],
      ['dmca', { statements: { ...full.statements, perjury: false } }, ['perjury']],
      ['dmca', { sender: { ...full.sender, phone: '' } }, ['full_contact']],
      ['cn_civil', { sender: { ...full.sender, identityNumber: '' } }, ['identity']],
      ['cn_network', { evidence: '' }, ['evidence']],
      ['eu_dsa', { reasons: '' }, ['reasons']],
      ['eu_dsa', { links: [{ ...full.links[0]!, url: 'javascript:alert(1)' }] }, ['material']],
      ['dmca', { sender: { ...full.sender, capacity: 'agent' } }, ['principal']],
    ];
    for (const [law, change, codes] of without) expect(checkNotice(law, { ...full, ...change }).map(({ code }) => code)).toEqual(codes);
  });
});

test('a notice for Lumen names works, both kinds of addresses, and the roles', () => {
  const { notice } = lumenOf({
    jurisdiction: 'dmca',
    language: 'en',
    content: full,
    subject: 's',
    text: 't',
    recipient: 'Example',
    sentOn: '2026-06-01',
    actionTaken: 'Yes',
  });
  expect(notice).toMatchObject({
    type: 'DMCA',
    works_attributes: [
      {
        infringing_urls_attributes: [{ url: 'https://video.example.com/v/1' }],
        copyrighted_urls_attributes: [{ url: 'https://example.com/drama' }],
      },
    ],
    entity_notice_roles_attributes: [{ name: 'recipient' }, { name: 'sender' }],
  });
});
