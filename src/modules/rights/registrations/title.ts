/** Who owns what of a work, from its chain of title, as evidence states it: days of the house's zone, shares that sum to one. */
import type { Trx } from '../../../platform/db/index.ts';
import { businessZone, dateIn } from '../../../platform/time.ts';
import { findParties } from '../register/repo/parties.ts';
import { listDeeds, listDocuments } from '../register/repo/works.ts';
import type { DocumentRow } from '../register/tables.ts';
import { fraction, writeFraction } from '../rules/fractions.ts';
import { ownershipOf, type Fault, type Ownership } from '../rules/ownership.ts';
import { rightKinds, type RightKind } from '../rules/words.ts';
import type { Registrable, RegisteredOwner } from './contract.ts';

export type StatedTitle = {
  readonly owners: RegisteredOwner[];
  readonly faults: Registrable['ownerFaults'];
  readonly documents: DocumentRow[];
};
/** As many as a manifest holds. */
const mostOwners = 200;

/** The owners of each right by period, what is wrong with the chain of title, and its documents. */
export async function statedTitle(trx: Trx, organisationId: string, workId: string): Promise<StatedTitle> {
  const deeds = (await listDeeds(trx, organisationId, [workId])).filter((deed) => deed.voided_at === null);
  const parties = await findParties(
    trx,
    organisationId,
    deeds.flatMap((deed) => [deed.to_party_id, ...(deed.from_party_id === null ? [] : [deed.from_party_id])]),
  );
  const names = new Map(parties.map((party) => [party.id, party.name]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const owners: RegisteredOwner[] = [];
  const faults: StatedTitle['faults'] = [];
  for (const right of rightKinds) {
    const periods = ownershipOf(
      deeds
        .filter((deed) => deed.right_kind === right)
        .map((deed) => ({
          id: deed.id,
          workId,
          right,
          from: deed.from_party_id,
          to: deed.to_party_id,
          share: fraction(deed.share_n, deed.share_d),
          on: deed.effective_on,
          zone: deed.zone,
        })),
    );
    const fault = periods.find((period) => period.fault !== null)?.fault;
    if (fault) faults.push({ right, code: fault.code, params: named(fault, nameOf) });
    owners.push(...ownersOf(right, periods, nameOf));
  }
  return { owners: newestOf(owners), faults, documents: (await listDocuments(trx, organisationId, workId)).reverse() };
}

const named = ({ params }: Fault, nameOf: (id: string) => string): Record<string, string> => ({
  ...params,
  ...(params.party !== undefined && { party: nameOf(params.party) }),
});

function ownersOf(right: RightKind, periods: readonly Ownership[], nameOf: (id: string) => string): RegisteredOwner[] {
  const dayOf = (ms: number): string => dateIn(businessZone, new Date(ms));
  return periods.flatMap(({ fromMs, untilMs, shares }) => {
    const [from, until] = [dayOf(fromMs), untilMs === Infinity ? null : dayOf(untilMs)];
    // Deeds of other zones may take effect on one day of ours: the later of them is what holds on it.
    if (from === until) return [];
    return [...shares].map(([party, share]) => ({ name: nameOf(party).slice(0, 300), right, share: writeFraction(share), from, until }));
  });
}

/** A title with a longer history is stated from where it fits: what held longest ago goes first. */
function newestOf(owners: RegisteredOwner[]): RegisteredOwner[] {
  if (owners.length <= mostOwners) return owners;
  const starts = [...new Set(owners.map(({ from }) => from))].sort();
  for (const start of starts) {
    const left = owners.filter(({ from, until }) => from >= start || until === null || until > start);
    if (left.length <= mostOwners) return left;
  }
  return [];
}
