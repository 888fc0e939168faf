import type { Finding } from '../finding.ts';
import { assemble } from './assemble.ts';
import { disputes } from './disputes.ts';
import { factsOf, type CheckedDocument } from './facts.ts';
import { growths } from './growth.ts';
import { identities } from './identity.ts';
import { partsOfSentences, proportions } from './proportions.ts';
import { breaks } from './series.ts';
import { shares } from './shares.ts';
import { outdated, upsideDown } from './wording.ts';
import { worldOf } from './world.ts';

export type { CheckedDocument } from './facts.ts';

/**
 * What cannot all be true among these documents, the gravest first, notes last; the order of the documents changes nothing but the
 * references. What was found by comparing like with like helps to judge series, and both help to judge growth and parts.
 */
export function checkClaims(documents: readonly CheckedDocument[]): Finding[] {
  const world = worldOf(factsOf(documents));
  const upside = upsideDown(world);
  const found = [
    ...disputes(world),
    ...breaks(world),
    ...growths(world),
    ...identities(world),
    ...shares(world),
    ...proportions(world),
    ...partsOfSentences(world),
  ];
  return assemble([...upside, ...found, ...outdated(world, documents)]);
}
