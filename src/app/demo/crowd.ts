/**
 * A simulated audience: honest creators as they are (small ones, viral clips, an office behind one address, a campus, fans who
 * come back) and dishonest ones of every kind, from a seed. Pure; the demo sends it through the real doors, and tests measure on
 * it what the signals find. The figures are rounded from what the trade publishes: most clicks bring nothing, installs follow
 * log-normally within minutes, some hours later, people are awake from seven to midnight.
 */
import { guessEverybody, placementOf } from './crowd/kinds.ts';
import { diceOf, seeded } from './crowd/dice.ts';
import { worldOf } from './crowd/people.ts';
import type { CrowdOptions, CrowdPlacement } from './crowd/types.ts';

export { bannedHost } from './crowd/people.ts';
export * from './crowd/types.ts';

/** One campaign's placements, one for each kind given. The same options give the same crowd. */
export function simulateCrowd(options: CrowdOptions): CrowdPlacement[] {
  const dice = diceOf(seeded(options.seed * 7919 + 17));
  const world = worldOf(dice, options);
  const placements = options.kinds.map((kind, index) => placementOf(world, kind, index));
  guessEverybody(world, placements);
  for (const { touches, conversions } of placements) {
    touches.sort((a, b) => a.at - b.at);
    conversions.sort((a, b) => a.at - b.at);
  }
  return placements;
}
