/**
 * Rights and copies in the demo, through the doors that everybody uses: who owns the drama, what of it is licensed to whom, its
 * registration; two copies that were found; one case that has come to a counter-notice and waits on its legal clock, and one whose
 * notice is ready to go.
 */
import { openAsBlob } from 'node:fs';
import type { Actor } from '../../platform/http/actor.ts';
import { businessZone, dateIn } from '../../platform/time.ts';
import type { House } from '../compose.ts';
import type { DemoClock } from './clock.ts';
import { copies, makeCopy } from './pirate.ts';
import { until } from './until.ts';

type Given = {
  readonly workId: string;
  /** For the copies. */ readonly folder: string;
  say(text: string): void;
  readonly signal: AbortSignal;
};

const dayMs = 24 * 3_600_000;
const found = [
  { url: 'https://www.vidbox.example/watch/8842710', account: 'dramaclips_daily', note: '站内搜索“她从火中归来”第一条' },
  { url: 'https://v.kankan.example/play/66013', account: '追剧小站', note: '' },
] as const;

/** Once: a house in which somebody is named already is left as it is. */
export async function guardDrama(house: House, clock: DemoClock, given: Given): Promise<void> {
  const owner = await house.identity.commandLineActor();
  const { rights } = house;
  if ((await rights.listRightsParties(owner, { limit: 1, withdrawn: false })).items.length > 0) return;
  const boss = await personOf(house, owner);
  const nowMs = clock.nowMs();
  await clock.tell(nowMs - 60 * dayMs, async (move) => {
    await registerRights(house, boss, given.workId, nowMs);
    move(nowMs - 40 * dayMs);
    const { id } = await rights.registerWork(boss, { workId: given.workId, owners: true, documents: true });
    given.say(`registered: ${id}`);
  });
  const matchIds = await findCopies(house, boss, given);
  given.say(`${matchIds.length} copies found`);
  if (matchIds.length > 0) await openCases(house, clock, boss, { matchIds, nowMs });
}

/** The owner as a person: notices are a person's act. */
function personOf(house: House, owner: Actor): Promise<Actor> {
  const { members } = house.identity;
  return house.db.read(async (trx) => {
    const [ownerId] = await members.listUserIds(trx, owner.organisationId, ['owner']);
    const { id, name } = await members.userOf(trx, ownerId!);
    return { ...owner, kind: 'person', id, name, role: 'owner' };
  });
}

async function registerRights(house: House, boss: Actor, workId: string, nowMs: number): Promise<void> {
  const { rights } = house;
  const party = async (name: string, kind: 'company' | 'person', country: string, isSelf = false): Promise<string> =>
    (await rights.createRightsParty(boss, { name, kind, country, contact: '', note: '', isSelf, linkedTo: null })).id;
  const self = await party('火焰短剧（上海）有限公司', 'company', 'CN', true);
  const partner = await party('江海出品有限公司', 'company', 'CN');
  const latin = await party('Novela Corta Ltda.', 'company', 'BR');
  const japan = await party('みじかドラマ株式会社', 'company', 'JP');
  const day = (days: number): string => dateIn(businessZone, new Date(nowMs + days * dayMs));
  const deed = { zone: businessZone, note: '', documentIds: [] };
  await rights.createDeeds(boss, workId, {
    ...deed,
    rights: ['streaming', 'broadcasting', 'translation', 'adaptation', 'merchandising'],
    from: null,
    to: [
      { partyId: self, share: '2/3' },
      { partyId: partner, share: '1/3' },
    ],
    on: day(-300),
    note: '联合出品合同第 4 条',
  });
  await rights.createDeeds(boss, workId, {
    ...deed,
    rights: ['promotion'],
    from: null,
    to: [{ partyId: self, share: '1/1' }],
    on: day(-300),
  });
  const licence = { holdbacks: [], feeNote: '', note: '', documentIds: [], media: 'all' as const };
  const window = (from: number | null, until: number | null, zone: string) => ({
    from: from === null ? null : day(from),
    until: until === null ? null : day(until),
    zone,
  });
  const sign = async (input: Parameters<typeof rights.createLicence>[2], signedDaysAgo: number): Promise<void> => {
    const { id, version } = await rights.createLicence(boss, workId, input);
    await rights.signLicence(boss, id, { version, signedAt: new Date(nowMs - signedDaysAgo * dayMs).toISOString() });
  };
  const everywhere = {
    territories: { of: 'world' as const, except: [] },
    languages: 'all' as const,
    platforms: 'all' as const,
    media: 'all' as const,
  };
  await sign(
    {
      ...licence,
      rights: ['streaming', 'broadcasting', 'translation'],
      grantors: [partner],
      grantee: self,
      scope: { ...everywhere, window: window(-300, 1500, businessZone) },
      exclusivity: 'exclusive',
      sublicensing: 2,
      feeNote: '按登记份额分成',
    },
    290,
  );
  await sign(
    {
      ...licence,
      rights: ['streaming'],
      grantors: [self],
      grantee: latin,
      scope: {
        ...everywhere,
        territories: { of: ['BR', 'MX', 'AR', 'CO', 'CL', 'PE'], except: [] },
        languages: ['pt', 'es'],
        window: window(20, 385, 'America/Sao_Paulo'),
      },
      exclusivity: 'exclusive',
      sublicensing: 0,
      feeNote: '保底 20 万元，净收入 50%',
    },
    70,
  );
  await rights.createLicence(boss, workId, {
    ...licence,
    rights: ['streaming'],
    grantors: [self],
    grantee: japan,
    scope: { ...everywhere, territories: { of: ['JP'], except: [] }, languages: ['ja'], window: window(60, 790, 'Asia/Tokyo') },
    exclusivity: 'sole',
    sublicensing: 0,
    note: '草案，待对方法务确认',
  });
}

async function findCopies(house: House, boss: Actor, { folder, signal }: Given): Promise<string[]> {
  const { protection } = house;
  for (const [index, copy] of copies.entries()) {
    const path = await makeCopy(folder, copy);
    const body = (await openAsBlob(path)).stream();
    const request = new Request('http://demo.invalid/', { method: 'POST', body, duplex: 'half' } as RequestInit);
    await protection.uploadSuspect(boss, { filename: `${copy.name}.mp4`, ...found[index]! }, request);
  }
  await until(async () => {
    const { items } = await protection.listSuspects(boss, { limit: 50 });
    return items.every(({ state }) => state === 'done' || state === 'failed' || state === 'cancelled');
  }, signal);
  const { items } = await protection.listMatches(boss, { sort: 'strength', limit: 50 });
  return items.map(({ id }) => id);
}

/** What has happened in the days since: told in their order, each act in its time. */
async function openCases(
  house: House,
  clock: DemoClock,
  boss: Actor,
  { matchIds, nowMs }: { matchIds: readonly string[]; nowMs: number },
): Promise<void> {
  const { takedown } = house;
  await takedown.setSender(boss, {
    name: '林晓',
    organisation: '火焰短剧（上海）有限公司',
    capacity: 'owner',
    address: '上海市徐汇区漕溪北路 1 号 12 层',
    email: 'rights@huoyan.example',
    phone: '+86 21 5555 0100',
    identityNumber: '91310104MA1FR00000',
    principal: '',
    signature: '林晓',
  });
  await takedown.createHost(boss, {
    name: 'VidBox',
    domains: ['vidbox.example'],
    way: 'form',
    address: null,
    formUrl: 'https://www.vidbox.example/legal/dmca',
    jurisdiction: 'dmca',
    language: 'en',
    zone: null,
    note: '',
  });
  await takedown.createHost(boss, {
    name: '看看视频',
    domains: ['kankan.example'],
    way: 'mail',
    address: 'copyright@kankan.example',
    formUrl: null,
    jurisdiction: 'cn_network',
    language: 'zh-CN',
    zone: null,
    note: '',
  });
  await clock.tell(nowMs - 12 * dayMs, async (move) => {
    const { cases } = await takedown.createCasesFromMatches(boss, { matchIds: [...matchIds], note: '' });
    const abroad = cases.find(({ host }) => host.name === 'VidBox');
    const minute = 60_000;
    move(nowMs - 12 * dayMs + 2 * minute);
    for (const { id } of cases) await takedown.prepareNotice(boss, id, 'notice');
    if (!abroad) return;
    const [notice] = (await takedown.getCase(boss, abroad.id)).notices;
    const content = { ...notice!.content, statements: { goodFaith: true, accuracy: true, perjury: true, authority: true } };
    await takedown.updateNotice(boss, notice!.id, { content });
    move(nowMs - 12 * dayMs + 6 * minute);
    await takedown.sendNotice(boss, notice!.id);
    move(nowMs - 12 * dayMs + 9 * minute);
    await takedown.confirmNotice(boss, notice!.id, { sent: true, reference: 'VB-2026-118420', note: '' });
    const act = (given: Parameters<typeof takedown.actOnCase>[2]) => takedown.actOnCase(boss, abroad.id, given);
    move(nowMs - 11 * dayMs);
    await act({ act: 'acknowledge', reference: 'VB-2026-118420', note: '' });
    move(nowMs - 10 * dayMs);
    await act({ act: 'remove', note: '' });
    move(nowMs - 5 * dayMs);
    await takedown.takeCounterNotice(boss, abroad.id, {
      receivedAt: new Date(nowMs - 5 * dayMs).toISOString(),
      linkIds: [],
      content: {
        name: 'J. Alvarez',
        address: '200 Main St, Austin, TX 78701, USA',
        email: 'dramaclips@mail.example',
        phone: '+1 512 555 0177',
        identityNumber: '',
        material: 'Compilation video “dramaclips_daily 8842710”',
        urls: [found[0].url],
        reason: 'fair_use',
        explanation: 'The clip is a commentary and was removed by mistake.',
        proof: '',
        statements: { mistake: true, perjury: true, jurisdiction: true, accuracy: true },
        signature: 'J. Alvarez',
        signedOn: dateIn(businessZone, new Date(nowMs - 5 * dayMs)),
      },
      note: '',
    });
  });
}
