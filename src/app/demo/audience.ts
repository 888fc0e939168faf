/**
 * A month of promotion for the demo, told through the doors that real life uses: agencies and creators join, file accounts, take
 * campaigns, order clips and post; a simulated crowd, honest and not, clicks, searches, installs, pays and wants its money back.
 */
import type { Actor } from '../../platform/http/actor.ts';
import type { House } from '../compose.ts';
import { claimAll, makeCampaigns, orderBodies, requestClaims, type Placed } from './audience/campaigns.ts';
import { judgeSuspects, sendFile, writeCaptions } from './audience/desk.ts';
import { live } from './audience/life.ts';
import {
  agencyLogIn,
  creatorLogIn,
  fileAccounts,
  fileLate,
  joinAll,
  people,
  type Agency,
  type Joined,
  type LogIn,
} from './audience/people.ts';
import { postByHand, postClips } from './audience/posts.ts';
import { beginMoney, buyTraffic, daysToTell, settleMonth, type MoneyTale } from './money.ts';
import { simulateCrowd } from './crowd.ts';
import type { DemoClock } from './clock.ts';

const dayMs = 24 * 3_600_000;
const seed = 20_260;
/** How large a crowd is told, over thirty days. */
const size = 0.5;

type Given = { readonly workId: string; say(text: string): void; readonly signal: AbortSignal };
type Told = {
  readonly joined: readonly Joined[];
  readonly agencies: readonly Agency[];
  readonly placements: readonly (readonly Placed[])[];
  readonly money: MoneyTale;
};

/**
 * Fills a house with a month of promotion of a work, in the past, and with what waits today. Once: a house that has campaigns is
 * left as it is. Answers with the log-ins of a creator and of an agency, and with what is left to do when the creators' clips are
 * made, which the app shows under way.
 */
export async function fillAudience(
  house: House,
  clock: DemoClock,
  given: Given,
): Promise<{ creator: LogIn; agency: LogIn; later(): Promise<void> }> {
  const owner = await house.identity.commandLineActor();
  const logIns = { creator: creatorLogIn, agency: agencyLogIn };
  const known = await house.campaigns.listCampaigns(owner, { trashed: false, limit: 1 } as never);
  if (known.items.length > 0) return { ...logIns, later: async () => {} };
  await orderBodies(house, owner, given.workId);
  const endMs = clock.nowMs();
  const days = daysToTell(endMs);
  const startMs = endMs - days * dayMs;
  const told = await clock.tell(startMs, (move) => tellMonth(house, owner, given, { startMs, endMs, days, move }));
  await house.visitors.refresh();
  await writeCaptions(house, owner);
  await sendFile(house, owner, { placements: told.placements, endMs, signal: given.signal });
  given.say(`${await judgeSuspects(house, owner)} suspects`);
  await settleMonth(house, owner, told.money, { ...told, ...given, endMs });
  return { ...logIns, later: () => postClips(house, { ...told, ...given }) };
}

async function tellMonth(
  house: House,
  owner: Actor,
  { workId, say, signal }: Given,
  { startMs, endMs, days, move }: { startMs: number; endMs: number; days: number; move(atMs: number): void },
): Promise<Told> {
  await house.visitors.refresh();
  await house.links.updateSettings(owner, { allowedHosts: ['www.example.com'], webUrl: 'https://www.example.com/drama' });
  const { agencies, joined } = await joinAll(house, owner);
  await fileAccounts(house, owner, joined);
  const money = await beginMoney(house, owner, { workId, startMs });
  const campaigns = await makeCampaigns(house, owner, workId, { startMs, endMs });
  const placements = await claimAll(house, owner, { joined, agencies }, campaigns);
  const source = (name: string) =>
    house.attribution.sources.createSource(owner, { kind: 'api', name, currency: 'CNY', zone: 'Asia/Shanghai' });
  const [sourceId, poolSourceId] = [(await source('短剧小程序')).id, (await source('激励广告')).id];
  const crowd = simulateCrowd({ seed, startMs, days: days - 1, kinds: people.map(({ kind }) => kind), size: (size * 30) / days });
  const life = { owner, workId, joined, placements, crowd, sourceId, poolSourceId, startMs, days, signal };
  await live(house, life, async (day, dawnMs) => {
    move(Math.min(endMs, dawnMs));
    if (day % 6 === 5) say(`  a month of clicks, searches, orders and refunds: day ${day + 1} of ${days}`);
    await buyTraffic(house, money, day);
    if (day === 1) await postByHand(house, joined, placements);
    if (day === 7) await house.campaigns.endCampaign(owner, campaigns.past.id, '试投结束，转入暑期主推');
    if (day === days - 2) await requestClaims(house, owner, joined, campaigns.invited);
    if (day === days - 1) await fileLate(house, joined);
  });
  return { joined, agencies, placements, money };
}
