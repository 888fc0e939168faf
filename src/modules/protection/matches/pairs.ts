import type { MatchSegmentView, MatchStrip } from './contract.ts';

const mostPairs = 12;

/**
 * The moments at which suspect and original are shown side by side: spread over the copied time, each segment at least once as far as
 * there is room, and never at its very ends, where a cut may lie. In the order of the suspect's time.
 */
export function pairsOf(segments: readonly MatchSegmentView[]): MatchStrip['pairs'] {
  const longest = segments.toSorted((a, b) => b.suspectEndMs - b.suspectStartMs - (a.suspectEndMs - a.suspectStartMs)).slice(0, mostPairs);
  const total = longest.reduce((sum, each) => sum + each.suspectEndMs - each.suspectStartMs, 0);
  if (total <= 0) return [];
  const spare = mostPairs - longest.length;
  const pairs = longest.flatMap((segment) => {
    const length = segment.suspectEndMs - segment.suspectStartMs;
    const count = 1 + Math.floor((spare * length) / total);
    return Array.from({ length: count }, (_, index) => {
      const part = (index + 0.5) / count;
      return {
        suspectMs: Math.round(segment.suspectStartMs + part * length),
        referenceMs: Math.round(segment.referenceStartMs + part * (segment.referenceEndMs - segment.referenceStartMs)),
      };
    });
  });
  return pairs.toSorted((a, b) => a.suspectMs - b.suspectMs);
}

/** Of the suspect's time, what shows the original; what two segments share counts once. */
export function copiedMsOf(segments: readonly MatchSegmentView[]): number {
  let [sum, upTo] = [0, -Infinity];
  for (const { suspectStartMs, suspectEndMs } of segments.toSorted((a, b) => a.suspectStartMs - b.suspectStartMs)) {
    sum += Math.max(0, suspectEndMs - Math.max(upTo, suspectStartMs));
    upTo = Math.max(upTo, suspectEndMs);
  }
  return sum;
}
