import { expect, test } from 'vitest';
import { ofTheHouse, tallyClaims } from '../measure.ts';
import { scoresOf } from '../score.ts';
import { handWritten } from './pages.ts';

test('pages written by hand are read as their labels say, but for one figure in fourteen', async () => {
  for (const language of ['zh', 'en'] as const) {
    const tally = await tallyClaims(handWritten('dev'), language, ofTheHouse);
    const { precision, recall } = scoresOf(tally, 'all');
    const misses = tally.misses
      .map(({ kind, quote, detail, around, file }) => `${kind} «${quote}» ${detail} | ${around} (${file})`)
      .join('\n');
    expect(precision, misses).toBeGreaterThanOrEqual(0.93);
    expect(recall, misses).toBeGreaterThanOrEqual(0.93);
  }
});
