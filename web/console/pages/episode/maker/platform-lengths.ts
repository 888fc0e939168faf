/**
 * How long a clip may be where it is posted, as the renderer checks it: past a hard limit it is not rendered, past the advised
 * length it reaches fewer people. A test holds these figures to the renderer's own, which name their sources.
 */
import type { platforms } from '../../../../../src/modules/studio/contract.ts';

export type Platform = (typeof platforms)[number];
export type PlatformLength = { readonly minMs: number; readonly maxMs: number; readonly hard: boolean; readonly adviseMaxMs: number };

const second = 1000;
const minute = 60 * second;

export const platformLengths: Record<Platform, PlatformLength> = {
  douyin: { minMs: 3 * second, maxMs: 15 * minute, hard: false, adviseMaxMs: minute },
  kuaishou: { minMs: 3 * second, maxMs: 10 * minute, hard: false, adviseMaxMs: minute },
  wechat_channels: { minMs: 3 * second, maxMs: 60 * minute, hard: false, adviseMaxMs: minute },
  xiaohongshu: { minMs: 3 * second, maxMs: 15 * minute, hard: false, adviseMaxMs: 3 * minute },
  tiktok: { minMs: 3 * second, maxMs: 10 * minute, hard: false, adviseMaxMs: minute },
  youtube_shorts: { minMs: second, maxMs: 3 * minute, hard: false, adviseMaxMs: minute },
  instagram_reels: { minMs: 3 * second, maxMs: 15 * minute, hard: true, adviseMaxMs: 90 * second },
  facebook_reels: { minMs: 3 * second, maxMs: 90 * second, hard: true, adviseMaxMs: 90 * second },
  generic: { minMs: 0, maxMs: 15 * minute, hard: true, adviseMaxMs: 15 * minute },
};

export type LengthVerdict = 'good' | 'short' | 'long' | 'too_long';

/** How a length stands with a platform; `too_long` is what is refused. The renderer's own ceiling holds everywhere. */
export function judgeLength(platform: Platform, ms: number): LengthVerdict {
  const limit = platformLengths[platform];
  if (ms > platformLengths.generic.maxMs || (limit.hard && ms > limit.maxMs)) return 'too_long';
  if (ms > limit.adviseMaxMs) return 'long';
  return ms < limit.minMs ? 'short' : 'good';
}
