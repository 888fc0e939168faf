/** Programmes on a real database: documents suggest them, people make them right, works are answered, deadlines are told. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openIntelligence, type TestIntelligence } from '../../../../test/support/intelligence.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { NewProgramme } from './contract.ts';
import { cityNotice, reportOnIt } from './testing.ts';
import { workProfile } from './words/contract.ts';

let house: TestIntelligence;
beforeAll(async () => {
  house = await openIntelligence();
}, 120_000);
afterAll(() => house.close());

const textOf = (document: typeof cityNotice): string => document.paragraphs.map(({ text }) => text).join('\n');
async function give(actor: Actor, name: string, text: string): Promise<string[]> {
  const taken = await house.intelligence.uploadMarketFile(actor, { filename: name }, new TextEncoder().encode(text));
  await house.runJobs();
  return (await house.intelligence.getMarketFile(actor, taken.file.id)).documents.map(({ id }) => id);
}
const listing = { limit: 50, sort: 'deadline' as const };
const byHand = (more: Partial<NewProgramme> = {}): NewProgramme => ({
  name: '某市微短剧扶持办法',
  kind: 'policy',
  giver: null,
  region: 'Hangzhou',
  documentNumber: null,
  issuedOn: null,
  validFrom: '2026-01-01',
  validUntil: '2026-12-31',
  windows: [],
  pot: null,
  howToApply: null,
  url: null,
  contact: null,
  conditions: [{ kind: 'registered_in', region: 'Hangzhou' }],
  caps: [],
  items: [
    {
      text: '按制作成本的 30% 给予补贴。',
      supports: ['production'],
      conditions: [],
      rate: { lowBps: 3000, highBps: 3000, of: 'costs' },
      amount: null,
      caps: [{ amountMinor: '50000000', currency: 'CNY', per: 'project' }],
    },
  ],
  ...more,
});
async function newWork(actor: Actor) {
  return house.catalog.createWork(actor, {
    kind: 'micro_drama',
    orientation: 'vertical',
    making: 'acted',
    status: 'ready',
    originalLanguage: 'zh-CN',
    texts: [{ language: 'zh-CN', title: '她从火中归来', synopsis: '' }],
    genres: [],
    plannedEpisodes: 60,
    filing: { number: '备案-1', validFrom: '2025-01-01', validUntil: '2029-12-31' },
    derivesFrom: [],
  });
}

describe('records', () => {
  test('a notice is suggested with every field cited, and a report on it becomes a further source of the same programme', async () => {
    const { actor } = await house.tenant();
    await give(actor, 'notice.txt', textOf(cityNotice));
    const { items } = await house.intelligence.listProgrammes(actor, listing);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      state: 'suggested',
      name: '杭州市促进微短剧产业发展若干措施',
      region: 'Hangzhou',
      sourceCount: 1,
      validUntil: '2028-06-30',
    });
    const detail = await house.intelligence.getProgramme(actor, items[0]!.id);
    const quotes = new Map(detail.citations.map((citation) => [`${citation.anchor} ${citation.start} ${citation.end}`, citation]));
    for (const field of Object.values(detail.fields)) {
      if (field.value === null || (Array.isArray(field.value) && field.value.length === 0)) continue;
      expect(field.passages.length, JSON.stringify(field.value)).toBeGreaterThan(0);
      for (const key of field.passages) expect(quotes.get(`${key.anchor} ${key.start} ${key.end}`)).toMatchObject({ intact: true });
    }
    await give(actor, 'report.txt', textOf(reportOnIt));
    const again = await house.intelligence.listProgrammes(actor, listing);
    expect(again.items).toHaveLength(1);
    expect(again.items[0]).toMatchObject({ id: items[0]!.id, sourceCount: 2 });
  });

  test('a person corrects a field, what was read stays beside it, and each act can be undone in turn', async () => {
    const { actor } = await house.tenant();
    await give(actor, 'notice.txt', textOf(cityNotice));
    const { id } = (await house.intelligence.listProgrammes(actor, listing)).items[0]!;
    const empty = { clear: [], items: [], clearItems: [], addItems: [], removeItems: [] };
    const edited = await house.intelligence.updateProgramme(actor, id, {
      ...empty,
      expectedRevision: 1,
      set: { validUntil: '2027-06-30' },
    });
    expect(edited.fields.validUntil).toMatchObject({ value: '2027-06-30', raw: '2028-06-30', edited: true });
    expect(edited.validUntil).toBe('2027-06-30');
    await expect(
      house.intelligence.updateProgramme(actor, id, { ...empty, expectedRevision: 1, set: { name: '别的' } }),
    ).rejects.toMatchObject({ code: 'intelligence.programme_changed' });
    const confirmed = await house.intelligence.actOnProgramme(actor, id, { act: 'confirm', expectedRevision: 2 });
    expect(confirmed.state).toBe('confirmed');
    const first = await house.intelligence.actOnProgramme(actor, id, { act: 'undo', expectedRevision: 3 });
    expect(first).toMatchObject({ state: 'suggested', validUntil: '2027-06-30' });
    const second = await house.intelligence.actOnProgramme(actor, id, { act: 'undo', expectedRevision: 4 });
    expect(second.fields.validUntil).toMatchObject({ value: '2028-06-30', edited: false });
    await expect(house.intelligence.actOnProgramme(actor, id, { act: 'undo', expectedRevision: 5 })).rejects.toMatchObject({
      code: 'intelligence.nothing_to_undo',
    });
    const item = second.items[0]!;
    const removed = await house.intelligence.updateProgramme(actor, id, { ...empty, expectedRevision: 5, set: {}, removeItems: [item.id] });
    expect(removed.removedItems).toEqual([{ id: item.id, text: item.text.value }]);
    expect(
      (await house.intelligence.updateProgramme(actor, id, { ...empty, expectedRevision: 6, set: {}, clearItems: [item.id] })).items[0]!.id,
    ).toBe(item.id);
  });

  test('merged programmes are one with the sources of both, and an undo parts them again', async () => {
    const { actor } = await house.tenant();
    const one = await house.intelligence.createProgramme(actor, byHand());
    const two = await house.intelligence.createProgramme(
      actor,
      byHand({ name: '某市微短剧扶持办法（全文）', documentNumber: '某文〔2026〕1号' }),
    );
    expect(one.alike).toEqual([]);
    expect((await house.intelligence.getProgramme(actor, one.id)).alike.map(({ id }) => id)).toEqual([two.id]);
    const merged = await house.intelligence.mergeProgrammes(actor, one.id, { programmeIds: [two.id], expectedRevision: 1 });
    expect(merged.documentNumber).toBe('某文〔2026〕1号');
    expect((await house.intelligence.getProgramme(actor, two.id)).id).toBe(one.id);
    expect((await house.intelligence.listProgrammes(actor, listing)).total).toBe(1);
    await house.intelligence.actOnProgramme(actor, one.id, { act: 'undo', expectedRevision: 2 });
    expect((await house.intelligence.getProgramme(actor, two.id)).id).toBe(two.id);
    expect((await house.intelligence.getProgramme(actor, one.id)).documentNumber).toBeNull();
  });

  test('a suggestion goes with its document; what people worked on stays without the quotes', async () => {
    const { actor } = await house.tenant();
    const [documentId] = await give(actor, 'notice.txt', textOf(cityNotice));
    const { id } = (await house.intelligence.listProgrammes(actor, listing)).items[0]!;
    await house.intelligence.actOnProgramme(actor, id, { act: 'confirm', expectedRevision: 1 });
    await house.intelligence.archiveMarketDocument(actor, documentId!);
    const kept = await house.intelligence.getProgramme(actor, id);
    expect(kept).toMatchObject({ state: 'confirmed', sourceCount: 0, citations: [], validUntil: '2028-06-30' });
  });

  test('lists are filtered, paged and walled', async () => {
    const { actor } = await house.tenant();
    const stranger = (await house.tenant()).actor;
    for (const [name, region] of [
      ['甲', 'Hangzhou'],
      ['乙', "Xi'an"],
      ['丙', 'Ningbo'],
    ] as const)
      await house.intelligence.createProgramme(actor, byHand({ name, region }));
    const all = await house.intelligence.listProgrammes(actor, { ...listing, limit: 2 });
    const rest = await house.intelligence.listProgrammes(actor, { ...listing, limit: 2, cursor: all.nextCursor! });
    expect([...all.items, ...rest.items].map(({ name }) => name).toSorted()).toEqual(['丙', '乙', '甲']);
    expect(rest.nextCursor).toBeNull();
    expect((await house.intelligence.listProgrammes(actor, { ...listing, regions: 'Zhejiang' })).total).toBe(2);
    expect((await house.intelligence.listProgrammes(actor, { ...listing, deadlineBefore: '2026-12-31' })).total).toBe(0);
    expect((await house.intelligence.listProgrammes(stranger, listing)).total).toBe(0);
    await expect(house.intelligence.getProgramme(stranger, all.items[0]!.id)).rejects.toMatchObject({
      code: 'intelligence.programme_not_found',
    });
    const { columns, supports } = await house.intelligence.compareProgrammes(actor, { regions: 'Zhejiang' });
    expect(supports).toEqual(['production']);
    expect(columns.map(({ cells }) => cells[0]!.items[0]!.rate)).toEqual([
      expect.objectContaining({ highBps: 3000 }),
      expect.objectContaining({ highBps: 3000 }),
    ]);
  });
});

describe('works', () => {
  test('unknown facts are asked for; what a person fills in turns unknown into yes with its worth, or into no with its reason', async () => {
    const { actor } = await house.tenant();
    const work = await newWork(actor);
    await house.intelligence.createProgramme(actor, byHand());
    const before = await house.intelligence.matchWork(actor, work.id);
    expect(before.items[0]).toMatchObject({ answer: 'unknown', worth: { highMinor: '50000000' } });
    expect(before.worthKnowing[0]).toEqual({ fact: 'registeredRegion', settles: 1 });
    const profile = workProfile.parse({ registeredRegion: 'Linping District', budget: { amountMinor: '100000000', currency: 'CNY' } });
    await house.intelligence.setWorkProfile(actor, work.id, { profile, expectedRevision: 0 });
    const yes = await house.intelligence.matchWork(actor, work.id);
    expect(yes.items[0]).toMatchObject({
      answer: 'yes',
      until: '2026-12-31',
      worth: { lowMinor: '30000000', highMinor: '30000000', currency: 'CNY' },
    });
    await expect(house.intelligence.setWorkProfile(actor, work.id, { profile, expectedRevision: 0 })).rejects.toMatchObject({
      code: 'intelligence.profile_changed',
    });
    await house.intelligence.setWorkProfile(actor, work.id, { profile: { ...profile, registeredRegion: "Xi'an" }, expectedRevision: 1 });
    const no = await house.intelligence.matchWork(actor, work.id);
    expect(no.items[0]).toMatchObject({ answer: 'no', worth: null });
    expect(no.items[0]!.items[0]!.reasons[0]).toMatchObject({ answer: 'no', because: { code: 'registered', params: { place: "Xi'an" } } });
  });

  test('a checklist is kept, given to staff, and what only a person can judge counts once it is confirmed', async () => {
    const tenant = await house.tenant();
    const { actor } = tenant;
    const work = await newWork(actor);
    const { id } = await house.intelligence.createProgramme(actor, byHand({ conditions: [{ kind: 'other', text: '信用记录良好' }] }));
    const [entry] = (await house.intelligence.matchWork(actor, work.id)).items[0]!.checklist;
    expect(entry).toMatchObject({ what: { code: 'confirm', params: { text: '信用记录良好' } }, done: false });
    const assigneeId = tenant.actors.editor.id!;
    const { checklist } = await house.intelligence.tickChecklist(actor, work.id, id, {
      key: entry!.key,
      done: true,
      assigneeId,
      note: '见报告',
    });
    expect(checklist.find(({ key }) => key === entry!.key)).toMatchObject({ done: true, assignee: { id: assigneeId }, note: '见报告' });
    expect((await house.intelligence.matchWork(actor, work.id)).items[0]!.answer).toBe('yes');
    await expect(house.intelligence.tickChecklist(actor, work.id, id, { key: 'paper:none', done: true })).rejects.toMatchObject({
      code: 'intelligence.checklist_unknown',
    });
    await expect(
      house.intelligence.tickChecklist(actor, work.id, id, { key: entry!.key, assigneeId: tenant.actors.creator.id! }),
    ).rejects.toMatchObject({ code: 'intelligence.assignee_unknown' });
  });

  test('who follows is told before a deadline, once at each distance, and the days stand in a calendar file', async () => {
    const { actor } = await house.tenant();
    const work = await newWork(actor);
    const today = house.house.clock.now();
    const day = (days: number): string => new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10);
    const { id } = await house.intelligence.createProgramme(actor, byHand({ validFrom: null, validUntil: day(6) }));
    await house.intelligence.followProgramme(actor, work.id, id, true);
    const { signal } = new AbortController();
    const told = () => house.told.filter(({ kind }) => kind === 'programme_deadline').length;
    const start = told();
    await house.intelligence.remindOfProgrammes(signal);
    await house.intelligence.remindOfProgrammes(signal);
    expect(told()).toBe(start + 1);
    expect(house.told.at(-1)).toMatchObject({ params: { work: '她从火中归来', day: day(6) } });
    const span = { from: day(0), until: day(30), workId: work.id };
    expect((await house.intelligence.listDeadlines(actor, span)).items).toMatchObject([
      { what: 'ends', on: day(6), works: [{ workId: work.id }] },
    ]);
    const ics = await (await house.intelligence.exportCalendar(actor, { ...span, language: 'zh-CN' })).text();
    expect(ics).toContain(`DTSTART;VALUE=DATE:${day(6).replaceAll('-', '')}`);
    expect(ics.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    await house.intelligence.followProgramme(actor, work.id, id, false);
    expect((await house.intelligence.listDeadlines(actor, span)).items).toEqual([]);
  });

  test('a table to take away has a line for each measure, in the reader’s language', async () => {
    const { actor } = await house.tenant();
    await house.intelligence.createProgramme(actor, byHand());
    const text = await (await house.intelligence.exportProgrammes(actor, { format: 'csv', language: 'zh-CN' })).text();
    const lines = text.trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('政策名称');
    expect(lines[1]).toContain('30 %');
    expect(lines[1]).toContain('500000 / 部');
    expect(lines[1]).toContain('在杭州注册');
  });
});
