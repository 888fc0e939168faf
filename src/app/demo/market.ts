/**
 * What is known of the market, in the demo: a shelf of documents, a topic with an alert, what cannot be true among its figures, what
 * the sample drama could apply for, and a briefing; through the doors that everybody uses.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { businessZone, dateIn } from '../../platform/time.ts';
import type { Actor } from '../../platform/http/actor.ts';
import type { House } from '../compose.ts';
import { marketTexts } from './market-texts.ts';
import { until } from './until.ts';

type Given = {
  readonly workId: string;
  /** The folder that the house watches for documents. */
  readonly folder: string;
  say(text: string): void;
  readonly signal: AbortSignal;
};
const dayMs = 24 * 3_600_000;

/** Once: a house that has a topic is left as it is. */
export async function watchMarket(house: House, { workId, folder, say, signal }: Given): Promise<void> {
  const { intelligence } = house;
  const owner = await house.identity.commandLineActor();
  if ((await intelligence.listTopics(owner)).items.length > 0) return;
  const boss = await personOf(house, owner);
  const nowMs = house.clock.nowMs();
  const day = (ago: number): string => dateIn(businessZone, new Date(nowMs - ago * dayMs));
  const texts = marketTexts(Number(day(0).slice(0, 4)), day);
  // One comes in by itself meanwhile. A feed could not: the demo serves from an address that nothing may be fetched from.
  const [dropped, ...uploaded] = texts.toReversed();
  await writeFile(join(folder, dropped!.name), dropped!.text);
  for (const { name, text } of uploaded.toReversed())
    await intelligence.uploadMarketFile(boss, { filename: name }, new TextEncoder().encode(text));
  await until(async () => {
    const { files } = await intelligence.getMarketDesk(boss);
    return files.waiting + files.reading === 0;
  }, signal);
  const topic = await intelligence.createTopic(boss, {
    nameZh: '微短剧市场（演示）',
    nameEn: 'Micro-drama market (demonstration)',
    query: '微短剧',
    filters: { language: null, from: null, until: null, sourceIds: [], metrics: [], regions: [] },
  });
  await until(async () => (await intelligence.getTopic(boss, topic.id)).taskId === null, signal);
  await intelligence.createAlert(boss, { kind: 'topic', topicId: topic.id });
  await intelligence.createAlert(boss, { kind: 'metric', metric: 'market_size', region: null });
  const { taskId } = await intelligence.recheckFindings(boss);
  await until(async () => {
    const task = (await house.db.read((trx) => house.jobs.find(trx, boss.organisationId, [taskId]))).get(taskId);
    return task?.state !== 'queued' && task?.state !== 'running';
  }, signal);
  await fitDrama(house, boss, workId);
  const brief = await intelligence.createBrief(boss, { title: '微短剧市场简报（演示）', language: 'zh', topicId: topic.id });
  await addProgramme(house, boss, brief.id, workId);
  await until(async () => (await intelligence.getMarketDesk(boss)).documents >= texts.length, signal);
  say(`the market: ${texts.length} documents, a topic, a briefing`);
}

/** Alerts and briefings are a person's. */
function personOf(house: House, owner: Actor): Promise<Actor> {
  const { members } = house.identity;
  return house.db.read(async (trx) => {
    const [ownerId] = await members.listUserIds(trx, owner.organisationId, ['owner']);
    const { id, name } = await members.userOf(trx, ownerId!);
    return { ...owner, kind: 'person', id, name, role: 'owner' };
  });
}

/** What the catalogue does not know of the drama and cities ask: its company sits in Yunchuan, and it cost 600,000 yuan. */
async function fitDrama(house: House, boss: Actor, workId: string): Promise<void> {
  const { intelligence } = house;
  const { profile, profileRevision } = await intelligence.matchWork(boss, workId);
  await intelligence.setWorkProfile(boss, workId, {
    expectedRevision: profileRevision,
    profile: {
      ...profile,
      company: '火焰短剧（云川）有限公司（演示）',
      registeredRegion: 'Yunchuan',
      budget: { amountMinor: '60000000', currency: 'CNY' },
    },
  });
}

async function addProgramme(house: House, boss: Actor, briefId: string, workId: string): Promise<void> {
  const { intelligence } = house;
  const [fits] = (await intelligence.matchWork(boss, workId)).items.filter(({ answer }) => answer === 'yes' || answer === 'unknown');
  if (!fits) return;
  await intelligence.followProgramme(boss, workId, fits.programme.id, true);
  await intelligence.addToBrief(boss, briefId, { kind: 'programmes', programmeId: fits.programme.id });
}
