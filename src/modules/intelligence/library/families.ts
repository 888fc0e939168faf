/** Which story a document belongs to: found by bands of its signature, decided by the signatures themselves. */
import type { Trx } from '../../../platform/db/index.ts';
import { sameStory, storyScore } from '../families/same-story.ts';
import { bandsOf, type Signature } from '../families/signature.ts';
import * as repo from './repo.ts';

/** Of a band that very many share so many are looked at: a template that a thousand pages carry is no story. */
const matesPerBand = 12;

type Newcomer = { id: string; signature: Signature };
type Known = { familyId: string; signature: Signature };

/**
 * The family of each newcomer, in their order: that of the document whose story it tells most, among those kept and the newcomers before
 * it; else one of its own by `newFamily`.
 */
export async function joinFamilies(
  trx: Trx,
  organisationId: string,
  newcomers: readonly Newcomer[],
  newFamily: () => string,
): Promise<{ familyId: string; reason: 'alone' | 'same_story' }[]> {
  const bands = newcomers.map(({ signature }) => bandsOf(signature));
  const all = [...new Set(bands.flat())];
  const byBand = new Map<number, string[]>();
  for (const { band, document_id: id } of await repo.listBandMates(trx, organisationId, all, matesPerBand))
    (byBand.get(band) ?? byBand.set(band, []).get(band)!).push(id);
  const known = new Map<string, Known>();
  for (const row of await repo.listSignatures(trx, [...new Set([...byBand.values()].flat())]))
    if (row.signature) known.set(row.id, { familyId: row.family_id, signature: row.signature });

  return newcomers.map(({ id, signature }, index) => {
    const mates = new Set(bands[index]!.flatMap((band) => byBand.get(band) ?? []));
    let best: { familyId: string; score: number } | null = null;
    for (const mate of mates) {
      const other = known.get(mate);
      if (!other || !sameStory(signature, other.signature)) continue;
      const score = storyScore(signature, other.signature);
      if (best === null || score > best.score) best = { familyId: other.familyId, score };
    }
    const familyId = best?.familyId ?? newFamily();
    known.set(id, { familyId, signature });
    for (const band of bands[index]!) (byBand.get(band) ?? byBand.set(band, []).get(band)!).push(id);
    return { familyId, reason: best ? 'same_story' : 'alone' };
  });
}

/** Writes down by what documents are found again; they must be kept already. */
export async function writeBands(trx: Trx, organisationId: string, newcomers: readonly Newcomer[]): Promise<void> {
  const bands = newcomers.flatMap(({ id, signature }) => bandsOf(signature).map((band) => ({ band, documentId: id })));
  await repo.insertBands(trx, organisationId, bands);
}
