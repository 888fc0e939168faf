/** Rows of the register as the rules read them. Pure. */
import type { Book, Licence } from '../rules/book.ts';
import { fraction, writeFraction } from '../rules/fractions.ts';
import { ownershipOf, type Deed, type Ownership } from '../rules/ownership.ts';
import { timed } from '../rules/scope.ts';
import { rightKinds, type RightKind, type ScopeWords } from '../words/contract.ts';
import type { DeedRow, LicenceRow } from './tables.ts';

export const shareOf = ({ share_n: n, share_d: d }: DeedRow): string => writeFraction(fraction(n, d));

/** A deed as the rules read it. */
const deedOf = (row: DeedRow): Deed => ({
  id: row.id,
  workId: row.work_id,
  right: row.right_kind,
  from: row.from_party_id,
  to: row.to_party_id,
  share: fraction(row.share_n, row.share_d),
  on: row.effective_on,
  zone: row.zone,
});

/** A signed licence as the rules read it: one for each of its rights, under its one id. */
const licencesOf = (row: LicenceRow, signedAt: Date): Licence[] =>
  row.rights.map((right) => ({
    id: row.id,
    workId: row.work_id,
    right,
    grantors: row.grantors,
    grantee: row.grantee,
    grantedAt: signedAt.toISOString(),
    scope: row.scope,
    exclusivity: row.exclusivity,
    sublicensing: row.sublicensing,
    holdbacks: row.holdbacks,
    endedAt: row.ended_at?.toISOString() ?? null,
  }));

/** What holds of what is registered: deeds in force and signed licences. */
export function bookOf(
  works: Book['works'],
  deeds: readonly DeedRow[],
  licences: readonly LicenceRow[],
): Book & { readonly deeds: readonly Deed[] } {
  return {
    works,
    deeds: deeds.filter((row) => row.voided_at === null).map(deedOf),
    // In the order of their making, which is that of reasons.
    licences: licences
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .flatMap((row) => (row.signed_at === null ? [] : licencesOf(row, row.signed_at))),
  };
}

/** The chains of title of one work, in the order of the words; rights without a deed in force are absent. */
export function titlesOf(deeds: readonly DeedRow[]): { right: RightKind; periods: Ownership[] }[] {
  const byRight = Map.groupBy(
    deeds.filter((row) => row.voided_at === null),
    (row) => row.right_kind,
  );
  return rightKinds.flatMap((right) => {
    const own = byRight.get(right);
    return own ? [{ right, periods: ownershipOf(own.map(deedOf)) }] : [];
  });
}

/** When a licence is over, by its window or by having been ended; null for never. */
export function overAt(scope: ScopeWords, endedAt: Date | null): Date | null {
  const { untilMs } = timed(scope);
  const ms = Math.min(untilMs, endedAt?.getTime() ?? Infinity);
  return Number.isFinite(ms) ? new Date(ms) : null;
}
