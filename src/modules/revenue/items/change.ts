/** What news make of an item: a new row, a changed one, or nothing. Pure. */
import type { DecidedItem } from '../../attribution/index.ts';
import type { ItemRow } from '../tables.ts';
import type { Divides } from './resolve.ts';

/** A row to be written, and what became of it for those who estimate: only later than all before, or anything else. */
export type ItemWrite = { readonly row: ItemRow; readonly before: ItemRow | null };

// A change of one of these is a change of what is divided; refunds are told apart, as they take back in proportion.
const divided = [
  'kind',
  'source_id',
  'work_id',
  'campaign_id',
  'creator_id',
  'agency_id',
  'amount_minor',
  'creator_terms_minor',
  'agency_terms_minor',
  'cap_minor',
  'valid',
  'plan_id',
  'plan_version',
] as const satisfies readonly (keyof ItemRow)[];

const sameInstant = (a: Date | null, b: Date | null): boolean => a?.getTime() === b?.getTime();

/**
 * The row of an item as it is told now; null where it is as it was. A revision is counted only where what is divided or what is taken
 * back is something else: being held, or payable on another day, changes nothing of what is settled.
 */
export function tellItem(
  organisationId: string,
  id: string,
  item: DecidedItem,
  by: Divides,
  before: ItemRow | null,
  now: Date,
): ItemWrite | null {
  const refunded = item.refundedMinor > item.amountMinor ? item.amountMinor : item.refundedMinor;
  // Nothing is given back before it was given, whatever a source's clock says.
  const refundedAt = refunded === 0n ? null : later(item.refundedAt ?? item.occurredAt, item.occurredAt);
  const told = {
    kind: item.kind,
    source_id: item.sourceId,
    external_id: item.externalId,
    work_id: item.workId,
    campaign_id: item.campaignId,
    creator_id: item.creatorId,
    agency_id: item.agencyId,
    currency: item.currency,
    amount_minor: item.amountMinor,
    refunded_minor: refunded,
    creator_terms_minor: item.creatorTermsMinor,
    agency_terms_minor: item.agencyTermsMinor,
    cap_minor: item.capMinor,
    valid: true,
    held: item.held,
    occurred_at: item.occurredAt,
    refunded_at: refundedAt,
    payable_at: item.payableAt,
    plan_id: by.plan_id,
    plan_version: by.plan_version,
    undivided: by.undivided,
  };
  if (before === null)
    return {
      before,
      row: {
        ...told,
        id,
        organisation_id: organisationId,
        changed_at: now,
        fed_at: now,
        revision: 1,
        settled_revision: null,
        settled_settlement: null,
        settled_number: null,
        settled_refunded_minor: null,
      },
    };
  return changed(before, { ...before, ...told }, now);
}

/** The row of an item that is no money any more; null where it was none before. */
export function dropItem(before: ItemRow, now: Date): ItemWrite | null {
  return before.valid ? changed(before, { ...before, valid: false, held: false }, now) : null;
}

/** The row of an item that another version divides now; null where the same one does. */
export function replanItem(before: ItemRow, by: Divides, now: Date): ItemWrite | null {
  return changed(before, { ...before, ...by }, now);
}

function changed(before: ItemRow, row: ItemRow, now: Date): ItemWrite | null {
  const otherwise = divided.some((key) => before[key] !== row[key]) || !sameInstant(before.occurred_at, row.occurred_at);
  const refunds = before.refunded_minor !== row.refunded_minor;
  const aside =
    before.held !== row.held ||
    before.undivided !== row.undivided ||
    !sameInstant(before.refunded_at, row.refunded_at) ||
    !sameInstant(before.payable_at, row.payable_at);
  if (!otherwise && !refunds && !aside) return null;
  return {
    before,
    row: {
      ...row,
      revision: otherwise || refunds ? before.revision + 1 : before.revision,
      changed_at: otherwise ? now : before.changed_at,
      fed_at: now,
    },
  };
}

const later = (a: Date, b: Date): Date => (a < b ? b : a);
