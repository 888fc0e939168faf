import type { StoredObject } from '../../platform/storage/index.ts';
import type { Trx } from '../../platform/db/index.ts';
import type { ObjectStore } from '../../platform/storage/index.ts';
import type { Jobs } from '../../platform/jobs/index.ts';
import type { Outgoing } from '../../platform/outgoing.ts';
import type { Sealer } from '../../platform/seal.ts';
import type { BatchResult } from './contract.ts';
import type { AttributionParts } from './service/parts.ts';

/** What files, pullers, signals, exports and people's data work with beside what attribution has anyway. */
export type EdgeParts = Pick<AttributionParts, 'db' | 'clock' | 'log' | 'audit' | 'campaigns' | 'creators'> & {
  jobs: Pick<Jobs, 'enqueue' | 'cancel'>;
  objects: Pick<ObjectStore, 'putFile' | 'localPath'>;
  /** Where files wait for a moment; of this process alone. */
  tempDirectory: string;
  /** The catalogue's: stored bytes are kept while somebody has them on record. */
  assets: {
    recordAsset(
      trx: Trx,
      organisationId: string,
      asset: { role: 'import_file'; stored: StoredObject; mediaType: string; filename: string; ownerId: string },
    ): Promise<{ id: string; sha256: string }>;
    releaseAsset(trx: Trx, organisationId: string, assetId: string): Promise<void>;
    getAsset(trx: Trx, organisationId: string, assetId: string): Promise<{ sha256: string }>;
  };
  takeEvents(organisationId: string, sourceId: string, events: readonly unknown[], options?: { trx?: Trx }): Promise<BatchResult>;
  outgoing: Pick<Outgoing, 'fetch' | 'check'>;
  /** Made for the purpose `attribution.puller`. */
  pullSealer: Sealer;
  /** People of creators, and staff, are told of money that is held and let go, and of files that are in. */
  notify: {
    notify(trx: Trx, told: MoneyTold & { organisationId: string; userIds: readonly string[]; link: string | null }): Promise<void>;
    notifyStaff(trx: Trx, told: (MoneyTold | ImportTold) & { organisationId: string; link: string | null }): Promise<void>;
  };
  usersOfCreators(trx: Trx, organisationId: string, creatorIds: readonly string[]): Promise<Map<string, readonly string[]>>;
  emit(
    trx: Trx,
    event: { organisationId: string; type: 'signal.raised' | 'signal.released'; data: Record<string, unknown> },
  ): Promise<void>;
  /** Which creators an agency has: a reader's wall, where the reader is one. */
  visitors: AttributionParts['visitors'] & { hash(kind: 'address' | 'agent' | 'device', value: string | null | undefined): string | null };
  /** The external ids of the channel accounts that creators have filed: a buyer of that name is the creator. */
  accountIdsOf(trx: Trx, organisationId: string, creatorIds: readonly string[]): Promise<Map<string, readonly string[]>>;
  /** Anonymises who a creator was; money records stay. Throws creators.creator_not_found. */
  anonymiseCreator(trx: Trx, organisationId: string, creatorId: string): Promise<void>;
  /** What other modules hold of a creator, by the name of a file: profile, accounts, claims, placements. */
  creatorRecords(trx: Trx, organisationId: string, creatorId: string): Promise<Record<string, unknown>>;
};
type MoneyTold = { kind: 'money_held' | 'money_released'; params: { campaign: string; count: number } };
type ImportTold = { kind: 'import_done'; params: { file: string; count: number } };
