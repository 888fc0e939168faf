/** Takes suggestions up: a recipe in, the edited recipe out. */
import type { Recipe, Suggestion } from '../contract.ts';
import { subtractSpans } from './suggestions.ts';
import { weights } from './weights.ts';

type Piece = Recipe['pieces'][number];
type Span = { startMs: number; endMs: number };

const removing: ReadonlySet<Suggestion['kind']> = new Set(['trim_dead', 'remove_black', 'remove_frozen', 'end_on_cliffhanger']);
/** Shorter leftovers are less than a frame or two and would only flicker. */
const leastPieceMs = 80;

function cutOut(pieces: readonly Piece[], spans: readonly Span[]): Piece[] {
  return pieces.flatMap((piece) =>
    subtractSpans(piece, spans)
      .filter((part) => part.endMs - part.startMs >= leastPieceMs)
      .map((part) => ({ ...piece, ...part })),
  );
}

function lift(pieces: readonly Piece[], span: Span, gainDb: number): Piece[] {
  return pieces.flatMap((piece) => {
    const startMs = Math.max(piece.startMs, span.startMs);
    const endMs = Math.min(piece.endMs, span.endMs);
    if (endMs <= startMs) return [piece];
    const parts: Piece[] = [
      { ...piece, endMs: startMs },
      { ...piece, startMs, endMs, gainDb: Math.max(-40, Math.min(40, piece.gainDb + gainDb)) },
      { ...piece, startMs: endMs },
    ];
    return parts.filter((part) => part.endMs > part.startMs);
  });
}

/**
 * The recipe that results when the suggestions with these ids are taken up on a base of one episode: dead, black and frozen
 * stretches and the slack end are cut out, quiet lines lifted in pieces of their own, the hook set before the opening, bars
 * filled by reframing, the loudness target set. `caption_missing` changes no recipe: it asks a person for words. Pieces of other
 * sources are left alone when `source` is given. Where everything would be cut, the base's pieces stay. Pure.
 */
export function applySuggestions(base: Recipe, suggestions: readonly Suggestion[], ids: readonly string[], source?: string): Recipe {
  const taken = suggestions.filter((suggestion) => ids.includes(suggestion.id));
  const removed = taken.filter((suggestion) => removing.has(suggestion.kind));
  const edit = (pieces: readonly Piece[]): Piece[] => {
    let edited = cutOut(pieces, removed);
    for (const suggestion of taken) {
      if (suggestion.kind === 'lift_quiet') edited = lift(edited, suggestion, Number(suggestion.params['gainDb'] ?? 0));
    }
    return edited;
  };
  const mine = (piece: Piece): boolean => source === undefined || piece.source === source;
  let pieces = base.pieces.flatMap((piece) => (mine(piece) ? edit([piece]) : [piece]));
  if (pieces.length === 0) pieces = [...base.pieces];
  const hook = taken.find((suggestion) => suggestion.kind === 'open_on_hook');
  const first = base.pieces.find(mine);
  if (hook !== undefined && first !== undefined) {
    const opening = edit([{ ...first, startMs: hook.startMs, endMs: hook.endMs }]);
    pieces = [...opening, ...pieces];
  }
  const reframe =
    taken.some((suggestion) => suggestion.kind === 'crop_letterbox') && base.reframe.mode === 'none'
      ? { ...base.reframe, mode: 'centre' as const }
      : base.reframe;
  const loudness = taken.find((suggestion) => suggestion.kind === 'normalise_loudness');
  const targetLufs = Number(loudness?.params['toLufs'] ?? (loudness === undefined ? base.loudness.targetLufs : weights.suggest.targetLufs));
  return { ...base, pieces: pieces.slice(0, 200), reframe, loudness: { ...base.loudness, targetLufs } };
}
