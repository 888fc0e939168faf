import type { RegisteredAsset, RegistrationDetail, RegistrationSummary, TimeStamp } from './contract.ts';
import type { RegisteredAssetRow, RegistrationRow, StampRow } from './tables.ts';

type Counts = readonly { kind: RegisteredAsset['kind']; included: boolean; count: number; bytes: number }[];

/** A registration as listings show it. */
export function summaryOf(row: RegistrationRow, stamps: readonly StampRow[]): RegistrationSummary {
  return {
    id: row.id,
    number: row.number,
    basis: row.basis,
    ofRegistrationId: row.of_registration_id,
    work: { id: row.work_id, title: row.title, kind: row.work_kind },
    state: stateOf(stamps),
    root: row.root,
    leaves: row.leaves,
    assets: row.asset_count,
    bytes: Number(row.bytes),
    registeredAt: row.registered_at.toISOString(),
    registeredBy: row.registered_by_name,
    stamps: stamps.map(stampOf),
  };
}

export function detailOf(row: RegistrationRow, stamps: readonly StampRow[], counts: Counts, baseUrl: string): RegistrationDetail {
  const contents = new Map<RegisteredAsset['kind'], { count: number; bytes: number }>();
  for (const { kind, count, bytes } of counts) {
    const before = contents.get(kind) ?? { count: 0, bytes: 0 };
    contents.set(kind, { count: before.count + count, bytes: before.bytes + bytes });
  }
  const weigh = (which: (one: Counts[number]) => boolean): number => counts.filter(which).reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    ...summaryOf(row, stamps),
    zone: row.zone,
    owners: row.owners,
    contents: [...contents].map(([kind, sums]) => ({ kind, ...sums })),
    identifiers: row.identifiers,
    iscc: row.iscc,
    verifyUrl: `${baseUrl}/evidence/${row.root}`,
    bundle: {
      always: weigh(({ included }) => included),
      videos: weigh(({ kind, included }) => !included && kind !== 'document'),
      documents: weigh(({ kind, included }) => !included && kind === 'document'),
    },
    held: row.held,
  };
}

function stateOf(stamps: readonly StampRow[]): RegistrationSummary['state'] {
  if (stamps.some(({ state }) => state === 'stamped')) return 'sealed';
  return stamps.some(({ state }) => state === 'waiting') ? 'stamping' : 'sealed_unstamped';
}

function stampOf(row: StampRow): TimeStamp {
  return {
    id: row.id,
    authority: row.authority,
    state: row.state,
    attempts: row.attempts,
    at: row.stamped_at?.toISOString() ?? null,
    accuracyMs: row.accuracy_ms,
    policy: row.policy,
    serial: row.serial,
    signer: row.signer,
    anchor: row.anchor,
    fingerprint: row.fingerprint,
    error: row.error,
    nextTryAt: row.next_try_at?.toISOString() ?? null,
  };
}

export const assetOf = (row: RegisteredAssetRow): RegisteredAsset => ({
  position: row.position,
  path: row.path,
  kind: row.kind,
  sha256: row.sha256,
  bytes: Number(row.bytes),
  mediaType: row.media_type,
  included: row.included,
});
