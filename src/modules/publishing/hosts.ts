import type { Publication } from './contract.ts';

type Channel = Publication['channel'];

/** The domains under which each channel's posts live, from the share links that its own app makes. `other` may be anywhere. */
const domains: Record<Exclude<Channel, 'other'>, readonly string[]> = {
  douyin: ['douyin.com', 'iesdouyin.com'],
  kuaishou: ['kuaishou.com', 'kwai.com', 'chenzhongtech.com', 'gifshow.com'],
  wechat_channels: ['weixin.qq.com', 'channels.weixin.qq.com'],
  xiaohongshu: ['xiaohongshu.com', 'xhslink.com'],
  bilibili: ['bilibili.com', 'b23.tv'],
  weibo: ['weibo.com', 'weibo.cn'],
  tiktok: ['tiktok.com'],
  youtube: ['youtube.com', 'youtu.be'],
  instagram: ['instagram.com'],
  facebook: ['facebook.com', 'fb.watch', 'fb.com'],
  x: ['x.com', 'twitter.com'],
};

/** Whether an address can be a post on a channel: its host is one of the channel's domains or below one. */
export function isPostOf(channel: Channel, url: string): boolean {
  if (channel === 'other') return true;
  const host = URL.canParse(url) ? new URL(url).hostname.toLowerCase() : '';
  return domains[channel].some((domain) => host === domain || host.endsWith(`.${domain}`));
}
