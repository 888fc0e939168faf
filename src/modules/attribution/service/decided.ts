import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { StoredPart } from '../tables.ts';
import type { ConversionKind, OrderStatus } from '../words/contract.ts';

/** A conversion as it stands, for whoever keeps books: what was paid, to whom it is credited, and what the terms make of it. */
export type DecidedConversion = {
  conversionId: string;
  sourceId: string;
  externalId: string;
  kind: ConversionKind;
  status: OrderStatus;
  amountMinor: bigint;
  refundedMinor: bigint;
  currency: string | null;
  occurredAt: Date;
  workId: string | null;
  decisionId: string;
  decisionNumber: number;
  placementId: string | null;
  campaignId: string | null;
  creatorId: string | null;
  agencyId: string | null;
  termsVersion: number | null;
  /** Before the cap of a creator in the campaign. */
  creatorMinor: bigint | null;
  agencyMinor: bigint | null;
  capMinor: bigint | null;
  parts: StoredPart[] | null;
  payableAt: Date | null;
  changedAt: Date;
};

/**
 * Conversions in the order of their last change, after a place; the place of the last row goes on. A conversion that changes
 * while somebody reads comes again later: `decisionNumber` and the amounts say what is new.
 */
export async function listDecided(
  trx: Trx,
  organisationId: string,
  after: { changedAt: Date; conversionId: string } | null,
  limit: number,
): Promise<DecidedConversion[]> {
  const { rows } = await sql<DecidedConversion>`
    select c.id as "conversionId", c.source_id as "sourceId", c.external_id as "externalId", c.kind, c.status, c.amount_minor as "amountMinor",
      c.refunded_minor as "refundedMinor", c.currency, c.occurred_at as "occurredAt", c.work_id as "workId", c.decision_id as "decisionId",
      c.decision_number as "decisionNumber", c.placement_id as "placementId", c.campaign_id as "campaignId", c.creator_id as "creatorId",
      c.agency_id as "agencyId", e.terms_version as "termsVersion", e.creator_minor as "creatorMinor", e.agency_minor as "agencyMinor",
      e.cap_minor as "capMinor", e.parts, e.payable_at as "payableAt", c.changed_at as "changedAt"
    from attribution_conversions c left join attribution_earnings e on e.subject_id = c.id
    where c.organisation_id = ${organisationId}
      ${after ? sql`and (c.changed_at, c.id) > (${after.changedAt}, ${after.conversionId})` : sql``}
    order by c.changed_at, c.id limit ${limit}`.execute(trx);
  return rows;
}
