import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recipe as schema } from '../contract.ts';
import { canonicalJson, recipeHash } from './hash.ts';
import { checkRecipe, platformLimits } from './limits.ts';

const base = schema.parse({
  pieces: [
    { source: 'ep_1', startMs: 0, endMs: 20_000 },
    { source: 'ep_2', startMs: 5000, endMs: 9000 },
  ],
  cues: { ep_1: [{ id: 'c1', startMs: 0, endMs: 900, text: '你好' }] },
});
const hashes = { ep_1: 'a'.repeat(64), ep_2: 'b'.repeat(64) };

describe('the hash of a recipe', () => {
  it('does not change with the order of keys, and changes with any value', () => {
    const shuffled = JSON.parse(
      JSON.stringify(
        base,
        Object.keys(base)
          .toReversed()
          .concat([
            'source',
            'endMs',
            'startMs',
            'gainDb',
            'mode',
            'width',
            'height',
            'preset',
            'position',
            'language',
            'targetLufs',
            'truePeakDbtp',
            'ep_1',
            'id',
            'text',
          ]),
      ),
    ) as typeof base;
    expect(recipeHash(shuffled, { ep_2: hashes.ep_2, ep_1: hashes.ep_1 })).toBe(recipeHash(base, hashes));
    const others = [
      { ...base, pieces: base.pieces.toReversed() },
      { ...base, platform: 'douyin' as const },
      { ...base, captions: { ...base.captions, preset: 'bold' as const } },
    ];
    const all = [base, ...others].map((r) => recipeHash(r, hashes)).concat(recipeHash(base, { ...hashes, ep_2: 'c'.repeat(64) }));
    expect(new Set(all).size).toBe(5);
    expect(all.every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  });

  it('is of the bytes, not of the names, and not of what no piece uses', () => {
    const renamed = schema.parse(JSON.parse(JSON.stringify(base).replaceAll('ep_', 'x_')));
    expect(recipeHash(renamed, { x_1: hashes.ep_1, x_2: hashes.ep_2 })).toBe(recipeHash(base, hashes));
    expect(recipeHash({ ...base, cues: { ...base.cues, ep_9: [] } }, { ...hashes, ep_9: 'd'.repeat(64) })).toBe(recipeHash(base, hashes));
  });

  it('writes JSON that parses back to the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('checking a recipe', () => {
  it('finds nothing wrong with an ordinary one', () => expect(checkRecipe(base)).toEqual([]));

  it('refuses empty pieces and what a platform refuses, and warns of what it likes less', () => {
    expect(checkRecipe({ ...base, pieces: [{ source: 'a', startMs: 5, endMs: 5, gainDb: 0 }] })[0]).toMatchObject({
      severity: 'error',
      code: 'studio.clip_piece_empty',
      params: { piece: 1 },
    });
    expect(checkRecipe({ ...base, platform: 'facebook_reels' }, 95_000)[0]).toMatchObject({
      severity: 'error',
      code: 'studio.clip_platform_limit',
      params: { maxSeconds: 90 },
    });
    expect(checkRecipe({ ...base, platform: 'youtube_shorts' }, 200_000)[0]).toMatchObject({
      severity: 'warning',
      code: 'clip_over_platform_length',
    });
    expect(checkRecipe({ ...base, platform: 'douyin' }, 90_000)[0]).toMatchObject({
      severity: 'warning',
      code: 'clip_over_advised_length',
    });
    expect(checkRecipe({ ...base, platform: 'douyin' }, 1000)[0]).toMatchObject({
      severity: 'warning',
      code: 'clip_under_platform_length',
    });
    expect(checkRecipe(base, 3_600_000)[0]).toMatchObject({ severity: 'error', code: 'studio.clip_too_long' });
  });

  it('says where each limit comes from', () => {
    for (const limit of Object.values(platformLimits)) expect(limit.source.length > 20 && limit.maxMs > limit.minMs).toBe(true);
  });
});
