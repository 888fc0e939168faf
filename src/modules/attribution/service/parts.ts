import type { Database, Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { Log } from '../../../platform/log.ts';
import type { Sealer } from '../../../platform/seal.ts';
import type { Clock } from '../../../platform/time.ts';
import type { AccountPeriods, PlacementFacts } from '../decision/facts.ts';

/** Who an actor is among the partners; staff see all. Throws creators.not_a_party where a partner has no record. */
export type Party =
  | { kind: 'staff' }
  | { kind: 'agency'; agencyId: string }
  | { kind: 'creator'; creatorId: string; agencyId: string | null };

/** What attribution works with; other modules by what is used of them. */
export type AttributionParts = {
  db: Database;
  clock: Clock;
  log: Log;
  audit: {
    record(
      trx: Trx,
      actor: Actor,
      action: `${string}.${string}`,
      subject: { id: string; title: string } | null,
      params?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>,
    ): Promise<void>;
  };
  /** Made for the purpose `attribution.source`. */
  sealer: Sealer;
  baseUrl: string;
  visitors: {
    /** Every hash that the value had within the time; asks the database, so outside transactions. */
    hashes(kind: 'address' | 'agent' | 'device', value: string | null | undefined, withinMs: number): Promise<string[]>;
  };
  codes: {
    /** Which code each text was when it was used, exactly, also when that code is over by now; null for what was none of the organisation's. */
    findExact(
      trx: Trx,
      organisationId: string,
      entries: readonly { text: string; at: Date }[],
    ): Promise<({ placementId: string } | null)[]>;
  };
  campaigns: {
    placementFacts(trx: Trx, organisationId: string, placementIds: readonly string[]): Promise<Map<string, PlacementFacts>>;
    placementsOf(trx: Trx, organisationId: string, of: { creatorId: string }): Promise<readonly PlacementOf[]>;
    /** Names for people, by id. */
    campaignNames(trx: Trx, organisationId: string, campaignIds: readonly string[]): Promise<Map<string, string>>;
    /** What is spent of the budget so far, in the currency of the terms; pauses and tells when it is reached. */
    noteBudget(trx: Trx, organisationId: string, campaignId: string, spentMinor: bigint): Promise<void>;
    /** Names of hooks and clips, by id, where they are known. */
    offerNames(trx: Trx, organisationId: string, ids: readonly string[]): Promise<Map<string, string>>;
  };
  creators: {
    partyOf(trx: Trx, actor: Actor): Promise<Party>;
    findAccountByExternalId(
      trx: Trx,
      organisationId: string,
      channel: string,
      externalId: string,
    ): Promise<{ id: string; creatorId: string } | null>;
    /** Every stretch in which an account of the channel was approved under the name, with whose it was; rising. */
    approvedUnder(
      trx: Trx,
      organisationId: string,
      channel: string,
      externalId: string,
    ): Promise<readonly { id: string; creatorId: string; from: Date; until: Date | null }[]>;
    /** What channels call, or called, the accounts of a creator. */
    accountNamesOf(trx: Trx, organisationId: string, creatorId: string): Promise<readonly { channel: string; externalId: string }[]>;
    accountPeriods(trx: Trx, organisationId: string, accountIds: readonly string[]): Promise<Map<string, AccountPeriods>>;
    listCreatorIdsOfAgency(trx: Trx, organisationId: string, agencyId: string): Promise<readonly string[]>;
    creatorNames(trx: Trx, organisationId: string, creatorIds: readonly string[]): Promise<Map<string, string>>;
    agencyNames(trx: Trx, organisationId: string, agencyIds: readonly string[]): Promise<Map<string, string>>;
  };
  works: { titles(trx: Trx, organisationId: string, workIds: readonly string[]): Promise<Map<string, string>> };
  /** Tells other systems; of many at once, as a batch has hundreds. */
  webhooks: {
    emitAll(trx: Trx, organisationId: string, messages: readonly { type: WebhookType; data: Record<string, unknown> }[]): Promise<void>;
  };
};
export type WebhookType = 'conversion.created' | 'conversion.changed' | 'conversion.decided';
export type PlacementOf = { placementId: string; workId: string; channel: string; accountId: string | null; code?: string };
