/** Who owns a right of a work at an instant, for those who divide money by it. */
import type { Trx } from '../../../platform/db/index.ts';
import { titlesOf } from '../register/book.ts';
import { findParties } from '../register/repo/parties.ts';
import { listDeeds } from '../register/repo/works.ts';
import { compare } from '../rules/fractions.ts';
import type { PartyLink } from '../service/parts.ts';
import type { RightKind } from '../words/contract.ts';

export type RegisteredShares = {
  /** The largest first, then by name; exact, and one in sum where there is no fault. */
  readonly shares: readonly {
    readonly partyId: string;
    readonly name: string;
    readonly isSelf: boolean;
    readonly linkedTo: PartyLink | null;
    readonly n: bigint;
    readonly d: bigint;
  }[];
  /** What is wrong with the title then, and the deed that makes it so. */
  readonly fault: { readonly code: 'shares_not_one' | 'transfers_more_than_held'; readonly deedId: string } | null;
};

export function createShareUses() {
  return {
    /** Null where nobody owns it then, as far as is registered. */
    async sharesOn(
      trx: Trx,
      organisationId: string,
      { workId, right, at }: { workId: string; right: RightKind; at: Date },
    ): Promise<RegisteredShares | null> {
      const title = titlesOf(await listDeeds(trx, organisationId, [workId])).find((each) => each.right === right);
      const owned = title?.periods.find(({ fromMs, untilMs }) => fromMs <= at.getTime() && at.getTime() < untilMs);
      if (!owned) return null;
      const parties = new Map((await findParties(trx, organisationId, [...owned.shares.keys()])).map((row) => [row.id, row]));
      const shares = [...owned.shares].map(([partyId, { n, d }]) => {
        const row = parties.get(partyId)!;
        const linkedTo = row.link_kind === null ? null : { kind: row.link_kind, id: row.link_id! };
        return { partyId, name: row.name, isSelf: row.is_self, linkedTo, n, d };
      });
      shares.sort((a, b) => Number(compare(b, a)) || (a.name < b.name ? -1 : 1));
      return { shares, fault: owned.fault && { code: owned.fault.code, deedId: owned.fault.clause } };
    },
  };
}
