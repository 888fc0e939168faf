/** Which moment of the original a moment of the suspect shows. Pure: the players, the ribbons and the list beside them read it alike. */

export type Piece = {
  readonly suspectStartMs: number;
  readonly suspectEndMs: number;
  readonly referenceStartMs: number;
  readonly referenceEndMs: number;
};

/** How much of the original passes while one second of the suspect does. */
export function paceOf(piece: Piece): number {
  const length = piece.suspectEndMs - piece.suspectStartMs;
  return length > 0 ? (piece.referenceEndMs - piece.referenceStartMs) / length : 1;
}

/** The piece that plays at a moment of the suspect; of two that overlap the one that began last. The end belongs to nobody. */
export function pieceAt<P extends Piece>(pieces: readonly P[], suspectMs: number): P | null {
  let found: P | null = null;
  for (const piece of pieces)
    if (suspectMs >= piece.suspectStartMs && suspectMs < piece.suspectEndMs && (!found || piece.suspectStartMs >= found.suspectStartMs))
      found = piece;
  return found;
}

/** The original's moment, or null where the suspect shows something else. */
export function referenceAt(pieces: readonly Piece[], suspectMs: number): number | null {
  const piece = pieceAt(pieces, suspectMs);
  return piece ? piece.referenceStartMs + (suspectMs - piece.suspectStartMs) * paceOf(piece) : null;
}

/** The suspect's moment that shows a moment of the original: the first of several, or null where it was not taken. */
export function suspectAt(pieces: readonly Piece[], referenceMs: number): number | null {
  const taken = pieces
    .filter((piece) => referenceMs >= piece.referenceStartMs && referenceMs < piece.referenceEndMs)
    .sort((a, b) => a.suspectStartMs - b.suspectStartMs)[0];
  return taken ? taken.suspectStartMs + (referenceMs - taken.referenceStartMs) / paceOf(taken) : null;
}

/** The piece before or after a moment, for the keys that leap; null at the ends. */
export function neighbourOf<P extends Piece>(pieces: readonly P[], suspectMs: number, direction: -1 | 1): P | null {
  const inOrder = [...pieces].sort((a, b) => a.suspectStartMs - b.suspectStartMs);
  // A little slack: from the very start of a piece the way back leads to the one before.
  return direction === 1
    ? (inOrder.find((piece) => piece.suspectStartMs > suspectMs + 1) ?? null)
    : (inOrder.findLast((piece) => piece.suspectStartMs < suspectMs - 250) ?? null);
}

/** Milliseconds of the suspect, or of the original, that any piece covers; overlaps count once. */
export function coveredMs(pieces: readonly Piece[], of: 'suspect' | 'reference'): number {
  const spans = pieces.map((piece) => [piece[`${of}StartMs`], piece[`${of}EndMs`]] as const).sort(([a], [b]) => a - b);
  let sum = 0;
  let reached = -Infinity;
  for (const [start, end] of spans) {
    sum += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return sum;
}
