/**
 * The code's searches come from programs that try codes by the dozen. Whoever guesses hits everybody's codes; suspicious is the
 * placement whose searches are mostly theirs, for there the hits are made to earn.
 */
import { onPlacement, pairOf, percent, type Rule } from './facts.ts';
import { ramp } from './statistics.ts';

const least = 15;
const leastShare = 0.12;

export const codeGuessing: Rule = {
  kind: 'code_guessing',
  weight: 0.9,
  find: (picture) => {
    const searches = picture.touches.filter(({ kind }) => kind === 'search');
    const guessed = searches.filter((touch) => {
      const pair = pairOf(touch);
      return pair !== null && picture.guessers.has(pair);
    });
    const share = guessed.length / Math.max(1, searches.length);
    if (guessed.length < least || share < leastShare) return [];
    const programs = new Set(guessed.map(pairOf));
    return [
      {
        kind: 'code_guessing',
        subject: onPlacement(picture),
        strength: ramp(share, 0, 0.2),
        evidence: {
          searches: searches.length,
          guessed: guessed.length,
          guessedPercent: percent(guessed.length, searches.length),
          programs: programs.size,
          codesTried: Math.max(...[...programs].map((pair) => picture.guessers.get(pair!) ?? 0)),
        },
      },
    ];
  },
};
