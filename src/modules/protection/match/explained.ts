/** What a suspect shows at a time is explained once: a stretch that resembles a second original there, but shorter, is no second copy. */
import type { Box } from './geometry.ts';
import type { Match, MatchSegment } from './types.ts';

/** A segment explains others that are shorter by so much, and lie in its time by so much. */
const longerBy = 1.5;
const leastCovered = 0.8;

const lengthOf = ({ suspectStartMs, suspectEndMs }: MatchSegment): number => suspectEndMs - suspectStartMs;
const copiedMs = ({ segments }: Match): number => segments.reduce((sum, segment) => sum + lengthOf(segment), 0);

/**
 * Leaves out segments in whose time a longer segment of a match that copies more was found in the same place of the picture: dramas use
 * one set in many episodes, and a reaction that is seen for three seconds looks like another. Of two originals that share a stretch both
 * stay where neither explains more. Matches without any segment left are left out; surest first.
 */
export function dropExplained(matches: readonly Match[]): Match[] {
  const kept: Match[] = [];
  for (const match of matches.toSorted((a, b) => copiedMs(b) * b.score - copiedMs(a) * a.score)) {
    const segments = match.segments.filter((segment) => !kept.some((other) => other.segments.some((by) => explains(by, segment))));
    if (segments.length > 0) kept.push(segments.length === match.segments.length ? match : { ...match, segments });
  }
  return kept.sort((a, b) => b.score - a.score);
}

function explains(by: MatchSegment, segment: MatchSegment): boolean {
  const length = lengthOf(segment);
  if (lengthOf(by) < longerBy * length) return false;
  const shared = Math.min(by.suspectEndMs, segment.suspectEndMs) - Math.max(by.suspectStartMs, segment.suspectStartMs);
  return shared >= leastCovered * length && sharedOf(by.region, segment.region) >= 0.5;
}

/** How much of the smaller box lies in the other. */
function sharedOf(a: Box, b: Box): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return across <= 0 || down <= 0 ? 0 : (across * down) / Math.min(a.width * a.height, b.width * b.height);
}
