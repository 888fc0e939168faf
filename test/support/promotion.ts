/** The house with a drama, people and a clock that moves when told: for tests of what is promoted, by whom, under what. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeHouse, type House } from '../../src/app/compose.ts';
import { readConfig } from '../../src/app/config.ts';
import type { z } from 'zod';
import type { Work } from '../../src/modules/catalog/contract.ts';
import { campaignInput, type Campaign } from '../../src/modules/campaigns/contract.ts';
import type { CreatorsTables } from '../../src/modules/creators/tables.ts';
import type { KeptHook } from '../../src/modules/studio/contract.ts';
import type { Actor } from '../../src/platform/http/actor.ts';
import { newId } from '../../src/platform/ids.ts';
import { silentLog } from '../../src/platform/log.ts';
import { fixedClock } from '../../src/platform/time.ts';
import { createServerDatabase, freshTenant, layHouse, type TestTenant } from './database.ts';
import { testOrigin, testSecret } from './house.ts';
import { makeVideo } from './media.ts';

export type Promotion = {
  readonly house: House;
  readonly clock: ReturnType<typeof fixedClock>;
  close(): Promise<void>;
};

/** With `work` the queue is worked on, as on a server; without, what is enqueued stays. */
export async function openPromotion(options: { work: boolean }): Promise<Promotion> {
  const directory = await mkdtemp(join(tmpdir(), 'hookline-promotion-'));
  const server = process.env.TEST_DATABASE_URL ? await createServerDatabase(process.env.TEST_DATABASE_URL) : null;
  const clock = fixedClock('2026-03-10T02:00:00Z');
  const config = readConfig({
    HOOKLINE_DATA: directory,
    HOOKLINE_SECRET: testSecret,
    BASE_URL: testOrigin,
    ...(server && { DATABASE_URL: server.url }),
  });
  await layHouse(directory);
  const house = await composeHouse(config, { role: 'all', log: silentLog, clock });
  await house.prepare();
  await house.jobs.start({ work: options.work });
  return {
    house,
    clock,
    close: async () => {
      await house.stop();
      await server?.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export type Stage = TestTenant & { readonly work: Work };

/** An organisation of its own with a drama that has a filing number and two titles. */
export async function newStage({ house }: Promotion): Promise<Stage> {
  const tenant = await freshTenant(house.db);
  const work = await house.catalog.createWork(tenant.actor, {
    kind: 'micro_drama',
    orientation: 'vertical',
    making: 'acted',
    status: 'released',
    originalLanguage: 'zh-CN',
    texts: [
      { language: 'zh-CN', title: '她从火中归来', synopsis: '三年前的一场大火，夺走了她的一切。如今她带着真相回来了。' },
      { language: 'en', title: 'Out of the Fire', synopsis: 'Three years ago a fire took everything from her. Now she is back.' },
    ],
    genres: ['revenge', 'ceo'],
    plannedEpisodes: 80,
    filing: { number: '（广）网微剧备字（2026）第0001号', validFrom: null, validUntil: null },
    derivesFrom: [],
  });
  return { ...tenant, work };
}

/** The drama's first episode, four seconds long, with its words, and a hook in it. */
export async function addHook(promotion: Promotion, stage: Stage): Promise<KeptHook> {
  const { house } = promotion;
  const folder = await mkdtemp(join(tmpdir(), 'hookline-episode-'));
  await makeVideo({
    path: join(folder, '1.mp4'),
    width: 180,
    height: 320,
    fps: 25,
    frames: 100,
    draw: ({ y }, index) => void y.fill(40 + index),
    sound: {
      sampleRate: 44_100,
      channels: 1,
      fill: (buffers, start) =>
        buffers.forEach((samples) => samples.forEach((_, n) => void (samples[n] = 0.1 * Math.sin((start + n) * 0.05)))),
    },
  });
  const { writeFile } = await import('node:fs/promises');
  await writeFile(join(folder, '1.srt'), '1\n00:00:00,400 --> 00:00:02,000\n你终于回来了\n');
  await house.catalog.importFolder(stage.actor, folder, {
    workId: stage.work.id,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  await rm(folder, { recursive: true, force: true });
  const [episode] = await house.db.read((trx) => house.catalog.listEpisodes(trx, stage.organisationId, stage.work.id));
  return house.studio.addHook(stage.actor, episode!.id, { startMs: 200, endMs: 2200 });
}

/** Somebody who acts as a creator of the organisation, with the terms accepted unless told. */
export async function newCreator(
  { house, clock }: Promotion,
  stage: TestTenant,
  options: { agencyId?: string | null; accepted?: boolean; channels?: string[] } = {},
): Promise<Actor & { creatorId: string }> {
  const creatorId = newId('creator', clock.nowMs());
  const userId = newId('user', clock.nowMs());
  const { organisationId } = stage;
  await house.db.transaction(async (trx) => {
    const tables = trx.withTables<CreatorsTables>();
    const at = clock.now();
    const accepted = options.accepted === false ? null : 1;
    const row = {
      id: creatorId,
      organisation_id: organisationId,
      name: `达人 ${creatorId.slice(-4)}`,
      state: 'active' as const,
      joined_at: at,
    };
    await tables
      .insertInto('creators')
      .values({ ...row, agency_id: options.agencyId ?? null, accepted_terms: accepted, accepted_at: accepted && at })
      .execute();
    await tables
      .insertInto('creator_belongings')
      .values({ organisation_id: organisationId, creator_id: creatorId, agency_id: options.agencyId ?? null, from_at: at })
      .execute();
    await tables
      .insertInto('party_users')
      .values({ organisation_id: organisationId, user_id: userId, creator_id: creatorId, joined_at: at })
      .execute();
    for (const channel of options.channels ?? [])
      await tables
        .insertInto('channel_accounts')
        .values({
          id: newId('channelAccount', clock.nowMs()),
          organisation_id: organisationId,
          creator_id: creatorId,
          channel: channel as 'douyin',
          handle: `${channel} ${creatorId}`,
          external_id: null,
          url: null,
          followers: null,
          state: 'approved',
          filed_at: at,
        })
        .execute();
  });
  return { kind: 'person', id: userId, name: 'creator', organisationId, role: 'creator', requestId: null, creatorId };
}

/** Somebody who acts for an agency of the organisation. */
export async function newAgency({ house, clock }: Promotion, stage: TestTenant): Promise<Actor & { agencyId: string }> {
  const agencyId = newId('agency', clock.nowMs());
  const userId = newId('user', clock.nowMs());
  const { organisationId } = stage;
  await house.db.transaction(async (trx) => {
    const tables = trx.withTables<CreatorsTables>();
    const at = clock.now();
    await tables
      .insertInto('agencies')
      .values({ id: agencyId, organisation_id: organisationId, name: `机构 ${agencyId.slice(-6)}`, state: 'active', created_at: at })
      .execute();
    await tables
      .insertInto('party_users')
      .values({ organisation_id: organisationId, user_id: userId, agency_id: agencyId, joined_at: at })
      .execute();
  });
  return { kind: 'person', id: userId, name: 'agency', organisationId, role: 'agency', requestId: null, agencyId };
}

/** A campaign that pays half of every order on two channels, published unless told. */
export async function newCampaign(
  { house }: Promotion,
  stage: Stage,
  wanted: Partial<z.input<typeof campaignInput>> = {},
  options: { publish?: boolean } = {},
): Promise<Campaign> {
  const input = campaignInput.parse({
    workId: stage.work.id,
    name: '火中归来 · 首推',
    terms: { currency: 'CNY', orderShareBps: 5000, agencyShareMaxBps: 2000, words: [{ language: 'zh-CN', text: '每笔订单分成 50%。' }] },
    channels: ['douyin', 'tiktok'],
    startsAt: '2026-03-01T00:00:00+08:00',
    ...wanted,
  });
  const made = await house.campaigns.createCampaign(stage.actor, input);
  return options.publish === false ? made : house.campaigns.publishCampaign(stage.actor, made.id);
}
