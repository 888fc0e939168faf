/**
 * Values of contracts that a page offers to choose from. The contracts are types here, so the lists are written out; the
 * compiler refuses a value that no contract has, and one that is missing.
 */
import type { MarketEntry } from '../../data.ts';

type Genre = MarketEntry['work']['genres'][number];
type Channel = MarketEntry['channels'][number];
/** All of a union, in order: a record of it cannot leave one out. */
const all = <T extends string>(record: Record<T, true>) => Object.keys(record) as T[];

export const channels = all<Channel>({
  douyin: true,
  kuaishou: true,
  wechat_channels: true,
  xiaohongshu: true,
  bilibili: true,
  weibo: true,
  tiktok: true,
  youtube: true,
  instagram: true,
  facebook: true,
  x: true,
  other: true,
});
export const genres = all<Genre>({
  romance: true,
  ceo: true,
  revenge: true,
  rebirth: true,
  time_travel: true,
  war_god: true,
  son_in_law: true,
  urban: true,
  fantasy: true,
  xianxia: true,
  palace: true,
  era: true,
  rural: true,
  family: true,
  youth: true,
  comedy: true,
  mystery: true,
  thriller: true,
  sci_fi: true,
  werewolf: true,
  mafia: true,
  other: true,
});
