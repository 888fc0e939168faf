/** A recipe while it is being made: its lengths, its order, and where its words fall. Pure. */
import { recipe as recipeSchema, type Cue, type KeptHook, type Recipe } from '../../../../../src/modules/studio/contract.ts';
import { limitsAround, placeGrip, type Grip } from '../../../../shared/timeline/edges.ts';

export type Draft = { readonly name: string; readonly hookId: string | null; readonly recipe: Recipe };
export type Piece = Recipe['pieces'][number];

/** No piece is shorter: less than this is a flash, not a shot. */
export const leastPieceMs = 200;

export const bodyMs = (recipe: Recipe): number => recipe.pieces.reduce((sum, piece) => sum + Math.max(0, piece.endMs - piece.startMs), 0);
export const totalMs = (recipe: Recipe): number => bodyMs(recipe) + (recipe.endCard?.durationMs ?? 0);

/** When a piece begins in the clip. */
export const pieceStart = (recipe: Recipe, index: number): number =>
  recipe.pieces.slice(0, index).reduce((sum, piece) => sum + piece.endMs - piece.startMs, 0);

export type Place =
  | { readonly kind: 'piece'; readonly index: number; readonly sourceMs: number }
  | { readonly kind: 'card'; readonly atMs: number };

/** What is shown at a time of the clip; past its end the last of it. */
export function placeAt(recipe: Recipe, ms: number): Place {
  let left = Math.max(0, ms);
  for (const [index, piece] of recipe.pieces.entries()) {
    const length = piece.endMs - piece.startMs;
    if (left < length) return { kind: 'piece', index, sourceMs: piece.startMs + left };
    left -= length;
  }
  if (recipe.endCard) return { kind: 'card', atMs: Math.min(left, recipe.endCard.durationMs) };
  const last = recipe.pieces.length - 1;
  return { kind: 'piece', index: last, sourceMs: Math.max(recipe.pieces[last]!.startMs, recipe.pieces[last]!.endMs - 1) };
}

export type CaptionLine = {
  readonly source: string;
  readonly cueId: string;
  readonly pieceIndex: number;
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
};

/** The words as they will be burned: each cue where its pieces put it, cut at the joins, with the times of the clip. */
export function captionLines(recipe: Recipe, cuesOf: (source: string) => readonly Cue[]): CaptionLine[] {
  let at = 0;
  return recipe.pieces.flatMap((piece, pieceIndex) => {
    const begin = at;
    at += piece.endMs - piece.startMs;
    return (recipe.cues?.[piece.source] ?? cuesOf(piece.source))
      .filter((cue) => cue.endMs > piece.startMs && cue.startMs < piece.endMs)
      .map((cue) => ({
        source: piece.source,
        cueId: cue.id,
        pieceIndex,
        text: cue.text,
        startMs: begin + Math.max(0, cue.startMs - piece.startMs),
        endMs: begin + Math.min(piece.endMs, cue.endMs) - piece.startMs,
      }));
  });
}

/** Puts a piece at another place of the order. */
export function movePiece(pieces: readonly Piece[], from: number, to: number): Piece[] {
  const rest = pieces.filter((_, index) => index !== from);
  const moved = pieces[from];
  if (!moved) return [...pieces];
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}

/** Puts an edge of a piece at a time of its source, within the source. */
export function trimPiece(piece: Piece, grip: Grip, ms: number, sourceMs: number): Piece {
  return { ...piece, ...placeGrip(piece, grip, ms, limitsAround(piece, [], sourceMs, leastPieceMs)) };
}

/** Rewrites one line. From then on the recipe carries the cues of that source itself, so that what is read here is what is burned. */
export function rewriteLine(recipe: Recipe, source: string, cues: readonly Cue[], cueId: string, text: string): Recipe {
  const before = recipe.cues?.[source] ?? cues;
  return { ...recipe, cues: { ...recipe.cues, [source]: before.map((cue) => (cue.id === cueId ? { ...cue, text } : cue)) } };
}

/** A clip of one hook, with the defaults that suit a picture of this shape. */
export function draftOfHook(hook: Pick<KeptHook, 'id' | 'episodeId' | 'startMs' | 'endMs'>, name: string, upright: boolean): Draft {
  return {
    name,
    hookId: hook.id,
    recipe: recipeSchema.parse({
      pieces: [{ source: hook.episodeId, startMs: hook.startMs, endMs: hook.endMs }],
      reframe: { mode: upright ? 'none' : 'centre' },
    }),
  };
}

/** A clip from nothing: the beginning of an episode. */
export function draftOfEpisode(episodeId: string, durationMs: number, name: string, upright: boolean): Draft {
  return {
    name,
    hookId: null,
    recipe: recipeSchema.parse({
      pieces: [{ source: episodeId, startMs: 0, endMs: Math.max(leastPieceMs, Math.min(15_000, durationMs)) }],
      reframe: { mode: upright ? 'none' : 'centre' },
    }),
  };
}
