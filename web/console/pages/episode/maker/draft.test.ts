import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recipe as recipeSchema, type Cue, type Recipe } from '../../../../../src/modules/studio/contract.ts';
import { platformLimits } from '../../../../../src/modules/studio/clips/limits.ts';
import { bodyMs, captionLines, movePiece, pieceStart, placeAt, rewriteLine, totalMs, trimPiece } from './draft.ts';
import { judgeLength, platformLengths, type Platform } from './platform-lengths.ts';

const aPiece = fc
  .record({
    source: fc.constantFrom('ep_1', 'ep_2'),
    startMs: fc.integer({ min: 0, max: 50_000 }),
    length: fc.integer({ min: 200, max: 9000 }),
  })
  .map(({ source, startMs, length }) => ({ source, startMs, endMs: startMs + length }));
const aRecipe: fc.Arbitrary<Recipe> = fc
  .record({ pieces: fc.array(aPiece, { minLength: 1, maxLength: 8 }), card: fc.boolean() })
  .map(({ pieces, card }) => recipeSchema.parse({ pieces, endCard: card ? {} : null }));
const cues: Cue[] = Array.from({ length: 60 }, (_, index) => ({
  id: `c${index}`,
  startMs: index * 1000,
  endMs: index * 1000 + 900,
  text: `line ${index}`,
}));

describe('a draft', () => {
  it('shows at every time of the clip what the recipe puts there', () => {
    fc.assert(
      fc.property(aRecipe, fc.double({ min: 0, max: 0.999, noNaN: true }), (recipe, at) => {
        const ms = at * totalMs(recipe);
        const place = placeAt(recipe, ms);
        if (place.kind === 'card') {
          expect(ms).toBeGreaterThanOrEqual(bodyMs(recipe) - 1e-6);
          return;
        }
        const piece = recipe.pieces[place.index]!;
        expect(place.sourceMs).toBeGreaterThanOrEqual(piece.startMs);
        expect(place.sourceMs).toBeLessThan(piece.endMs);
        expect(pieceStart(recipe, place.index) + place.sourceMs - piece.startMs).toBeCloseTo(ms, 6);
      }),
    );
  });
  it('puts every word inside the piece that it is spoken in, in order, and never past the body', () => {
    fc.assert(
      fc.property(aRecipe, (recipe) => {
        const lines = captionLines(recipe, () => cues);
        for (const line of lines) {
          const begin = pieceStart(recipe, line.pieceIndex);
          const piece = recipe.pieces[line.pieceIndex]!;
          expect(line.startMs).toBeGreaterThanOrEqual(begin);
          expect(line.endMs).toBeLessThanOrEqual(begin + piece.endMs - piece.startMs);
          expect(line.endMs).toBeGreaterThan(line.startMs);
        }
        expect(lines.map((line) => line.startMs)).toEqual(lines.map((line) => line.startMs).sort((a, b) => a - b));
      }),
    );
  });
  it('re-orders without losing or doubling a piece', () => {
    fc.assert(
      fc.property(aRecipe, fc.nat(7), fc.nat(7), (recipe, from, to) => {
        const moved = movePiece(recipe.pieces, from, to);
        expect(new Set(moved)).toEqual(new Set(recipe.pieces));
        expect(moved.length).toBe(recipe.pieces.length);
        if (from < recipe.pieces.length && to < recipe.pieces.length) expect(moved[to]).toBe(recipe.pieces[from]);
      }),
    );
  });
  it('trims inside the source only', () => {
    fc.assert(
      fc.property(
        aRecipe,
        fc.constantFrom('start' as const, 'end' as const),
        fc.integer({ min: -5000, max: 90_000 }),
        (recipe, grip, ms) => {
          const trimmed = trimPiece(recipe.pieces[0]!, grip, ms, 60_000);
          expect(trimmed.startMs).toBeGreaterThanOrEqual(0);
          expect(trimmed.endMs).toBeLessThanOrEqual(60_000);
          expect(trimmed.endMs - trimmed.startMs).toBeGreaterThanOrEqual(200);
        },
      ),
    );
  });
  it('burns a rewritten line as it was rewritten, and leaves the others', () => {
    const recipe = recipeSchema.parse({ pieces: [{ source: 'ep_1', startMs: 0, endMs: 3000 }] });
    const lines = captionLines(rewriteLine(recipe, 'ep_1', cues, 'c1', 'other words'), () => cues);
    expect(lines.map((line) => line.text)).toEqual(['line 0', 'other words', 'line 2']);
  });
});

describe('platform lengths', () => {
  it('are those that the renderer holds clips to', () => {
    const own = Object.fromEntries(
      Object.entries(platformLimits).map(([name, { minMs, maxMs, hard, adviseMaxMs }]) => [name, { minMs, maxMs, hard, adviseMaxMs }]),
    );
    expect(platformLengths).toEqual(own);
  });
  it('refuse only what is refused', () => {
    for (const platform of Object.keys(platformLengths) as Platform[]) {
      const { minMs, maxMs, hard, adviseMaxMs } = platformLengths[platform];
      expect(judgeLength(platform, Math.max(minMs, 1000))).toBe('good');
      expect(judgeLength(platform, adviseMaxMs)).toBe('good');
      expect(judgeLength(platform, 15 * 60_000 + 1)).toBe('too_long');
      if (hard && maxMs <= 15 * 60_000) expect(judgeLength(platform, maxMs + 1)).toBe('too_long');
    }
  });
});
