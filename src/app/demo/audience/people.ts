/** Who promotes in the demo: two agencies, eight creators, what they file and how they sign in. */
import { newChannelAccount, type channels } from '../../../modules/creators/contract.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { House } from '../../compose.ts';
import type { CrowdKind } from '../crowd.ts';

type Channel = (typeof channels)[number];
export type Person = {
  readonly name: string;
  readonly agency: number | null;
  readonly kind: CrowdKind;
  readonly channel: Channel;
  /** `late` accounts are filed on the last day, and wait. */
  readonly account: 'approved' | 'late' | 'refused';
};
export type Joined = Person & { readonly actor: Actor; readonly creatorId: string; readonly externalId: string };
export type Agency = { readonly id: string; readonly actor: Actor };
export type LogIn = { readonly email: string; readonly password: string };

const password = 'hookline-demo-creator';
const agencies = ['星河短剧机构', '快鱼传媒'];
export const people: readonly Person[] = [
  { name: '小鱼看剧', agency: 0, kind: 'usual', channel: 'douyin', account: 'approved' },
  { name: '追剧阿明', agency: 0, kind: 'viral', channel: 'douyin', account: 'approved' },
  { name: '剧荒救星', agency: 1, kind: 'usual', channel: 'kuaishou', account: 'approved' },
  { name: '月下书生', agency: null, kind: 'small', channel: 'xiaohongshu', account: 'late' },
  { name: '橙子推剧', agency: 1, kind: 'campus', channel: 'wechat_channels', account: 'approved' },
  { name: '一号剧场', agency: null, kind: 'click_flooding', channel: 'kuaishou', account: 'approved' },
  { name: '爆款工厂', agency: 1, kind: 'refund_rate', channel: 'douyin', account: 'approved' },
  { name: '夜猫看片', agency: null, kind: 'self_purchase', channel: 'douyin', account: 'refused' },
];

export const creatorLogIn: LogIn = { email: creatorEmail(0), password };
export const agencyLogIn: LogIn = { email: agencyEmail(0), password: 'hookline-demo-agency' };

function creatorEmail(index: number): string {
  return `creator${index + 1}@hookline.local`;
}
function agencyEmail(index: number): string {
  return `agency${index + 1}@hookline.local`;
}
const request = (): Request => new Request('http://hookline.local/', { headers: { 'accept-language': 'zh-CN' } });

/** Agencies first, each with somebody who signs in; then creators, under theirs or alone. */
export async function joinAll(house: House, owner: Actor): Promise<{ agencies: Agency[]; joined: Joined[] }> {
  const made: Agency[] = [];
  for (const [index, name] of agencies.entries()) {
    const { id } = await house.creators.createAgency(owner, { name, contactEmail: agencyEmail(index) });
    await join(house, owner, { kind: 'agency', agencyId: id }, { ...agencyLogIn, name: `${name}运营`, email: agencyEmail(index) });
    const [userId] = await house.db.read((trx) => house.creators.userIdsOfAgency(trx, owner.organisationId, id));
    made.push({ id, actor: { ...owner, kind: 'person', id: userId!, name, role: 'agency' } });
  }
  const joined: Joined[] = [];
  for (const [index, person] of people.entries()) {
    const email = creatorEmail(index);
    const agencyId = person.agency === null ? null : made[person.agency]!.id;
    await join(house, owner, { kind: 'creator', agencyId }, { name: person.name, email, password });
    const found = (await house.creators.listCreators(owner, { limit: 200 } as never)).items.find((each) => each.email === email)!;
    const users = await house.db.read((trx) => house.creators.userIdsOf(trx, owner.organisationId, [found.id]));
    const actor: Actor = { ...owner, kind: 'person', id: users.get(found.id)![0]!, name: person.name, role: 'creator' };
    joined.push({ ...person, actor, creatorId: found.id, externalId: `UID${10_001 + index}` });
  }
  return { agencies: made, joined };
}

async function join(
  house: House,
  owner: Actor,
  whom: { kind: 'agency' | 'creator'; agencyId: string | null },
  details: { name: string; email: string; password: string },
): Promise<void> {
  const { creators } = house;
  const { link } = await creators.invite(owner, { ...whom, email: null }, request());
  const token = new URL(link!, 'http://hookline.local').pathname.split('/').at(-1)!;
  const { terms } = await creators.readJoin(token);
  await creators.join(token, { ...details, acceptedTerms: terms?.version }, null, request());
}

/** The accounts of those who were there from the start, approved and refused. */
export async function fileAccounts(house: House, owner: Actor, joined: readonly Joined[]): Promise<void> {
  const approved: string[] = [];
  const refused: string[] = [];
  for (const person of joined) {
    if (person.account === 'late') continue;
    const id = await fileAccount(house, person, person.channel, person.externalId);
    (person.account === 'approved' ? approved : refused).push(id);
  }
  const decide = (accountIds: string[], decision: object): Promise<unknown> =>
    house.creators.decideAccounts(owner, { accountIds, note: '', ...decision } as never);
  await decide(approved, { decision: 'approve' });
  await decide(refused, { decision: 'refuse', reason: 'not_yours', note: '账号主页与达人信息不符，请补充后台截图' });
}

/** What is filed at the end of the month and waits for somebody to look at it. */
export async function fileLate(house: House, joined: readonly Joined[]): Promise<void> {
  for (const person of joined.filter(({ account }) => account === 'late'))
    await fileAccount(house, person, person.channel, person.externalId);
  await fileAccount(house, joined[1]!, 'kuaishou', 'UID20002');
  await fileAccount(house, joined[4]!, 'xiaohongshu', 'UID20005');
}

async function fileAccount(house: House, person: Joined, channel: Channel, externalId: string): Promise<string> {
  const input = newChannelAccount.parse({ channel, handle: person.name, externalId, followers: 12_000 });
  return (await house.creators.fileAccount(person.actor, input)).id;
}
