import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import type { attributionContract, Conversion, ConversionDetail, Decision, OwnConversion } from '../contract.ts';
import { attributionErrors } from '../errors.ts';
import { selectEarnings, type EarningOf } from '../repo/earnings.ts';
import * as repo from '../repo/views.ts';
import type { DecisionRow, StoredCandidate } from '../tables.ts';
import { loadNames, type Names } from './names.ts';
import type { AttributionParts, Party } from './parts.ts';

type Routes = (typeof attributionContract)['routes'];
type Listing = z.output<Routes['listConversions']['query']>;
type OwnListing = z.output<Routes['listOwnConversions']['query']>;
type Currency = NonNullable<Conversion['amount']>['currency'];

const place = z.object({ at: z.string().max(60), id: z.string().max(64) });

export function createConversionUses(parts: AttributionParts) {
  const { db, clock } = parts;

  /** A page of conversions for staff; also the door of exports. */
  async function listConversions(
    trx: Trx,
    organisationId: string,
    query: Listing,
  ): Promise<{ items: Conversion[]; nextCursor: string | null }> {
    const after = query.cursor === undefined ? null : decodeCursor(place, query.cursor);
    const rows = await repo.listConversions(
      trx,
      organisationId,
      { ...query, country: query.country?.toUpperCase() },
      { after, limit: query.limit + 1 },
    );
    const page = rows.slice(0, query.limit);
    return { items: await present(trx, organisationId, page), nextCursor: nextOf(rows, query.limit) };
  }

  async function present(trx: Trx, organisationId: string, rows: readonly repo.ListedConversion[]): Promise<Conversion[]> {
    const names = await loadNames(parts, trx, organisationId, {
      campaigns: rows.map((row) => row.campaign_id),
      creators: rows.map((row) => row.creator_id),
    });
    const earnings = await selectEarnings(
      trx,
      organisationId,
      rows.map(({ id }) => id),
      clock.now(),
    );
    return rows.map((row) => presentConversion(row, names, earnings.get(row.id)));
  }

  async function getConversion(trx: Trx, organisationId: string, conversionId: string): Promise<ConversionDetail> {
    const row = await repo.findConversion(trx, organisationId, conversionId);
    if (!row) throw attributionErrors.conversion_not_found({ id: conversionId });
    const [conversion] = await present(trx, organisationId, [row]);
    const decisions = await repo.listDecisions(trx, [conversionId], false);
    const candidates = decisions.flatMap((decision) => decision.candidates);
    const names = await loadNames(parts, trx, organisationId, {
      campaigns: candidates.map((each) => each.campaignId),
      creators: candidates.map((each) => each.creatorId),
    });
    const changes = await repo.listChanges(trx, conversionId);
    return {
      ...conversion!,
      changes: changes.map((change) => ({
        at: change.at.toISOString(),
        eventId: change.event_id,
        type: change.type,
        from: change.before,
        to: change.after,
      })),
      decisions: decisions.map((decision) => presentDecision(decision, names)),
    };
  }

  async function listOwn(actor: Actor, query: OwnListing): Promise<{ items: OwnConversion[]; nextCursor: string | null }> {
    return db.read(async (trx) => {
      const owner = ownerOf(await parts.creators.partyOf(trx, actor));
      const after = query.cursor === undefined ? null : decodeCursor(place, query.cursor);
      const rows = await repo.listCandidateConversions(
        trx,
        actor.organisationId,
        { ...owner, ...query },
        { after, limit: query.limit + 1 },
      );
      return {
        items: await presentOwn(trx, actor.organisationId, rows.slice(0, query.limit), owner),
        nextCursor: nextOf(rows, query.limit),
      };
    });
  }

  /** Throws conversion_not_found also where the conversion is there and none of the asker's touches was a candidate. */
  async function getOwn(actor: Actor, conversionId: string): Promise<OwnConversion> {
    return db.read(async (trx) => {
      const owner = ownerOf(await parts.creators.partyOf(trx, actor));
      const row = await repo.findConversion(trx, actor.organisationId, conversionId);
      const [own] = row ? await presentOwn(trx, actor.organisationId, [row], owner) : [];
      if (!own || own.candidates.length === 0) throw attributionErrors.conversion_not_found({ id: conversionId });
      return own;
    });
  }

  async function presentOwn(
    trx: Trx,
    organisationId: string,
    rows: readonly repo.ListedConversion[],
    owner: Owner,
  ): Promise<OwnConversion[]> {
    const ids = rows.map(({ id }) => id);
    const decisions = new Map((await repo.listDecisions(trx, ids, true)).map((decision) => [decision.conversion_id, decision]));
    const earnings = await selectEarnings(trx, organisationId, ids, clock.now());
    const names = await loadNames(parts, trx, organisationId, {
      campaigns: [...decisions.values()].flatMap(({ candidates }) =>
        candidates.filter((each) => isOwn(each, owner)).map((each) => each.campaignId),
      ),
      creators: [],
    });
    return rows.map((row) => presentOwnConversion(row, decisions.get(row.id)!, owner, names, earnings.get(row.id)));
  }

  return {
    listConversions,
    getConversion,
    listOwnConversions: listOwn,
    getOwnConversion: getOwn,
  };
}

type Owner = { creatorId?: string; agencyId?: string };
function ownerOf(party: Party): Owner {
  // Staff hold no permission for what is one's own; the route has refused them already.
  if (party.kind === 'staff') return { creatorId: '' };
  return party.kind === 'agency' ? { agencyId: party.agencyId } : { creatorId: party.creatorId };
}

function isOwn(candidate: StoredCandidate, owner: Owner): boolean {
  return owner.creatorId === undefined ? candidate.agencyId === owner.agencyId : candidate.creatorId === owner.creatorId;
}

function nextOf(rows: readonly repo.ListedConversion[], limit: number): string | null {
  const last = rows[limit - 1];
  return rows.length > limit && last ? encodeCursor({ at: last.place, id: last.id }) : null;
}

function amountOf(row: repo.ListedConversion): Conversion['amount'] {
  return row.currency === null || row.kind === 'install' || row.kind === 'register'
    ? null
    : { amountMinor: row.amount_minor.toString(), currency: row.currency as Currency };
}

function presentEarning(earning: EarningOf | undefined): Conversion['earning'] {
  if (!earning) return null;
  return {
    currency: earning.currency as Currency,
    creatorMinor: earning.creator_minor.toString(),
    agencyMinor: earning.agency_minor.toString(),
    state: earning.state,
    payableAt: earning.payable_at.toISOString(),
    parts: earning.parts as NonNullable<Conversion['earning']>['parts'],
  };
}

function presentConversion(row: repo.ListedConversion, names: Names, earning: EarningOf | undefined): Conversion {
  return {
    id: row.id,
    sourceId: row.source_id,
    sourceName: row.source_name,
    kind: row.kind,
    externalId: row.external_id,
    status: row.status,
    amount: amountOf(row),
    refundedMinor: row.refunded_minor.toString(),
    occurredAt: row.occurred_at.toISOString(),
    clockAhead: row.clock_ahead,
    country: row.country,
    workId: row.work_id,
    credited:
      row.placement_id === null
        ? null
        : {
            placementId: row.placement_id,
            campaignId: row.campaign_id!,
            campaignTitle: names.campaigns.get(row.campaign_id!) ?? row.campaign_id!,
            creatorId: row.creator_id!,
            creatorName: names.creators.get(row.creator_id!) ?? row.creator_id!,
            channel: row.channel!,
            rule: row.rule!,
          },
    earning: presentEarning(earning),
    held: row.held,
    changedAt: row.changed_at.toISOString(),
  };
}

function presentDecision(row: DecisionRow, names: Names): Decision {
  return {
    id: row.id,
    number: row.number,
    rulesVersion: row.rules_version,
    cause: row.cause,
    decidedAt: row.decided_at.toISOString(),
    supersededAt: row.superseded_at?.toISOString() ?? null,
    outcome: row.placement_id === null ? 'uncredited' : 'credited',
    rule: row.rule,
    reasons: row.reasons.map(reasonOut),
    candidates: row.candidates.map((candidate) => ({
      rule: candidate.rule,
      verdict: candidate.verdict,
      at: candidate.at,
      touchKind: candidate.touchKind,
      placementId: candidate.placementId,
      campaignId: candidate.campaignId ?? '',
      campaignTitle: names.campaigns.get(candidate.campaignId ?? '') ?? candidate.campaignId ?? '',
      creatorId: candidate.creatorId ?? '',
      creatorName: names.creators.get(candidate.creatorId ?? '') ?? candidate.creatorId ?? '',
      channel: candidate.channel ?? 'other',
      reasons: candidate.reasons.map(reasonOut),
    })),
  };
}

const reasonOut = (reason: StoredCandidate['reasons'][number]): Decision['reasons'][number] => ({
  code: reason.code,
  params: { ...reason.params },
});

function presentOwnConversion(
  row: repo.ListedConversion,
  decision: DecisionRow,
  owner: Owner,
  names: Names,
  earning: EarningOf | undefined,
): OwnConversion {
  const own = decision.candidates.filter((candidate) => isOwn(candidate, owner));
  const credited = own.some(({ verdict }) => verdict === 'won');
  const shown = presentEarning(credited ? earning : undefined);
  return {
    id: row.id,
    kind: row.kind,
    day: row.day,
    occurredAt: row.occurred_at.toISOString(),
    status: row.status,
    credited,
    amount: credited ? amountOf(row) : null,
    refundedMinor: credited ? row.refunded_minor.toString() : null,
    earning: shown && {
      currency: shown.currency,
      creatorMinor: shown.creatorMinor,
      state: shown.state,
      payableAt: shown.payableAt,
      parts: shown.parts,
    },
    held: credited && row.held,
    candidates: own.map((candidate) => ({
      rule: candidate.rule,
      verdict: candidate.verdict,
      at: candidate.at,
      touchKind: candidate.touchKind,
      placementId: candidate.placementId,
      campaignId: candidate.campaignId ?? '',
      campaignTitle: names.campaigns.get(candidate.campaignId ?? '') ?? candidate.campaignId ?? '',
      channel: candidate.channel ?? 'other',
      reasons: candidate.reasons.map(reasonOut),
    })),
  };
}
