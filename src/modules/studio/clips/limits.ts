/**
 * How long a clip may be where it is to be posted. Data, with the source of each figure; platforms change them without
 * notice, so each line carries the day it was read. `hard` says that the platform refuses; else it only reaches fewer people.
 */
import type { platforms, Recipe } from '../contract.ts';

export type Platform = (typeof platforms)[number];
/** `readOn` is the day on which the source was read; null is general knowledge, which warns and never refuses (`hard` is false). */
export type PlatformLimit = { minMs: number; maxMs: number; hard: boolean; adviseMaxMs: number; source: string; readOn: string | null };

const second = 1000;
const minute = 60 * second;

export const platformLimits: Record<Platform, PlatformLimit> = {
  douyin: {
    minMs: 3 * second,
    maxMs: 15 * minute,
    hard: false,
    adviseMaxMs: minute,
    source: 'Douyin open platform, video publishing: up to 15 minutes through the API; the apps accept more.',
    readOn: null,
  },
  kuaishou: {
    minMs: 3 * second,
    maxMs: 10 * minute,
    hard: false,
    adviseMaxMs: minute,
    source: 'Kuaishou creator help: ordinary accounts up to 10 minutes.',
    readOn: null,
  },
  wechat_channels: {
    minMs: 3 * second,
    maxMs: 60 * minute,
    hard: false,
    adviseMaxMs: minute,
    source: 'WeChat Channels creator help: 3 seconds to 1 hour.',
    readOn: null,
  },
  xiaohongshu: {
    minMs: 3 * second,
    maxMs: 15 * minute,
    hard: false,
    adviseMaxMs: 3 * minute,
    source: 'Xiaohongshu creator centre: up to 15 minutes; new accounts may have less.',
    readOn: null,
  },
  tiktok: {
    minMs: 3 * second,
    maxMs: 10 * minute,
    hard: false,
    adviseMaxMs: minute,
    source: 'TikTok content posting API: max_video_post_duration_sec of each creator; 10 minutes is the least common ceiling.',
    readOn: '2026-11-22',
  },
  youtube_shorts: {
    minMs: second,
    maxMs: 3 * minute,
    hard: false,
    adviseMaxMs: minute,
    source: 'YouTube help 10059070: vertical videos of up to 3 minutes are Shorts; longer ones become ordinary videos.',
    readOn: '2026-11-22',
  },
  instagram_reels: {
    minMs: 3 * second,
    maxMs: 15 * minute,
    hard: true,
    adviseMaxMs: 90 * second,
    source: 'Instagram API, reel specifications: 3 seconds to 15 minutes; past 90 seconds it may be kept from the Reels tab.',
    readOn: '2026-11-22',
  },
  facebook_reels: {
    minMs: 3 * second,
    maxMs: 90 * second,
    hard: true,
    adviseMaxMs: 90 * second,
    source: 'Facebook Reels publishing API: 3 to 90 seconds.',
    readOn: '2026-11-22',
  },
  generic: {
    minMs: 0,
    maxMs: 15 * minute,
    hard: true,
    adviseMaxMs: 15 * minute,
    source: "Hookline's own ceiling: a clip's sound is held in memory while its loudness is set, 23 MB a minute.",
    readOn: '2026-11-22',
  },
};

/** What is wrong with a recipe for its platform: an error stops rendering, a warning goes along with the clip. */
export type RecipeFinding = { severity: 'error' | 'warning'; code: string; params: Record<string, string | number> };

/** The length that a recipe asks for, in milliseconds, with its end card. */
function recipeDurationMs(recipe: Recipe): number {
  const body = recipe.pieces.reduce((sum, piece) => sum + Math.max(0, piece.endMs - piece.startMs), 0);
  return body + (recipe.endCard ? recipe.endCard.durationMs : 0);
}

/**
 * Checks a recipe by itself, without opening its sources: empty pieces and lengths. `durationMs` is the real length
 * where it is known (sources may end before a piece does). Never throws.
 */
export function checkRecipe(recipe: Recipe, durationMs: number = recipeDurationMs(recipe)): RecipeFinding[] {
  const findings: RecipeFinding[] = [];
  recipe.pieces.forEach((piece, index) => {
    if (piece.endMs <= piece.startMs)
      findings.push({
        severity: 'error',
        code: 'studio.clip_piece_empty',
        params: { piece: index + 1, file: piece.source, startMs: piece.startMs, endMs: piece.endMs },
      });
  });
  if (findings.length > 0) return findings;
  const own = platformLimits.generic;
  if (durationMs > own.maxMs)
    return [
      { severity: 'error', code: 'studio.clip_too_long', params: { seconds: Math.ceil(durationMs / 1000), maxSeconds: own.maxMs / 1000 } },
    ];
  const limit = platformLimits[recipe.platform];
  const params = {
    platform: recipe.platform,
    seconds: Math.round(durationMs / 100) / 10,
    minSeconds: limit.minMs / 1000,
    maxSeconds: limit.maxMs / 1000,
    adviseSeconds: limit.adviseMaxMs / 1000,
  };
  if (durationMs > limit.maxMs)
    findings.push({
      severity: limit.hard ? 'error' : 'warning',
      code: limit.hard ? 'studio.clip_platform_limit' : 'clip_over_platform_length',
      params,
    });
  else if (durationMs > limit.adviseMaxMs) findings.push({ severity: 'warning', code: 'clip_over_advised_length', params });
  if (durationMs < limit.minMs) findings.push({ severity: 'warning', code: 'clip_under_platform_length', params });
  return findings;
}
