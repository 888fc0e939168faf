/** What makes two clips the same clip: the recipe and the bytes of its sources, whatever the order of their keys. */
import { createHash } from 'node:crypto';
import type { Recipe } from '../contract.ts';

/** Raised whenever the same recipe begins to give another picture or sound, so that kept clips are made anew. */
const rendererVersion = 1;

/** JSON with keys in code-unit order and without undefined, as RFC 8785 orders them. Throws on what JSON cannot hold. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('not a JSON number');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`not JSON: ${typeof value}`);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`)
    .join(',')}}`;
}

/**
 * SHA-256, 64 hex digits, of a recipe and the SHA-256 of each source that it names. Equal for recipes that render alike:
 * the order of keys, and cues or hashes of sources that no piece uses, change nothing; nor does a source's name.
 */
export function recipeHash(recipe: Recipe, sourceHashes: Record<string, string>): string {
  const hashOf = (source: string): string => sourceHashes[source] ?? `unknown:${source}`;
  const used = new Set(recipe.pieces.map((piece) => piece.source));
  const cues =
    recipe.cues &&
    Object.fromEntries(
      Object.entries(recipe.cues)
        .filter(([source]) => used.has(source))
        .map(([source, list]) => [hashOf(source), list]),
    );
  const pieces = recipe.pieces.map((piece) => ({ ...piece, source: hashOf(piece.source) }));
  return createHash('sha256')
    .update(canonicalJson({ renderer: rendererVersion, recipe: { ...recipe, pieces, cues } }))
    .digest('hex');
}
