/** Where the demo's creators posted by hand. */
import type { House } from '../../compose.ts';
import { until } from '../until.ts';
import type { Placed } from './campaigns.ts';
import type { Joined } from './people.ts';

const addresses: Readonly<Record<string, (n: number) => string>> = {
  douyin: (n) => `https://www.douyin.com/video/73900000000000${10_000 + n}`,
  kuaishou: (n) => `https://www.kuaishou.com/short-video/3xdemo${10_000 + n}`,
  wechat_channels: (n) => `https://channels.weixin.qq.com/web/pages/feed?eid=demo${10_000 + n}`,
  xiaohongshu: (n) => `https://www.xiaohongshu.com/explore/66demo${10_000 + n}`,
};

/** Most have posted and said where; one has taken the kit and not said it yet. */
export async function postByHand(house: House, joined: readonly Joined[], placements: readonly (readonly Placed[])[]): Promise<void> {
  for (const [index, person] of joined.slice(0, 6).entries())
    await house.publishing.service.publications.publish(person.actor, {
      way: 'by_hand',
      placementId: placements[index]![0]!.placementId,
      creatorClipId: null,
      caption: '她被赶出家门那天，谁也没想到她会这样回来。',
      url: index === 2 ? null : addresses[person.channel]!(index),
    });
}

/** The clips that creators ordered, when they are made, and a post of each. A clip that could not be made is passed over. */
export async function postClips(
  house: House,
  {
    joined,
    placements,
    say,
    signal,
  }: { joined: readonly Joined[]; placements: readonly (readonly Placed[])[]; say(text: string): void; signal: AbortSignal },
): Promise<void> {
  let told = -1;
  for (const [index, person] of joined.entries()) {
    const [first] = placements[index]!;
    const list = async () => (await house.campaigns.listCreatorClips(person.actor, first!.placementId)).items;
    await until(async () => {
      const clips = await list();
      const done = clips.filter(({ state }) => state !== 'queued' && state !== 'running').length;
      if (clips.length > 0 && done !== told) say(`${done} of ${clips.length} clips with the code of ${person.name}`);
      told = done;
      return done === clips.length;
    }, signal);
    for (const [n, clip] of (await list()).entries()) {
      if (clip.state !== 'done') continue;
      await house.publishing.service.publications.publish(person.actor, {
        way: 'by_hand',
        placementId: clip.placement.id,
        creatorClipId: clip.id,
        caption: '',
        url: addresses[person.channel]!(100 + index * 10 + n),
      });
    }
  }
}
