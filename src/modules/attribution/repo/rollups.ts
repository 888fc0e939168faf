import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { PlacementFacts } from '../decision/facts.ts';
import type { Cell } from '../tables.ts';
import { addCell, counted, noCounts } from './counts.ts';
import { columnRows, textArray } from './rows.ts';
import { addToTotals, type Belonging, type Counted } from './totals.ts';

/** Gathers what cells add and take away, so that each row of the roll-ups is touched once in a transaction. */
export class Tally {
  private readonly rows = new Map<string, Counted>();

  /** `sign` is -1 for what is taken back. */
  add(cells: readonly Cell[], sign: 1 | -1): void {
    for (const cell of cells) {
      const key = `${cell.day} ${cell.placementId} ${cell.country} ${cell.currency}`;
      let row = this.rows.get(key);
      if (!row) {
        row = { day: cell.day, placement_id: cell.placementId, country: cell.country, currency: cell.currency, counts: noCounts() };
        this.rows.set(key, row);
      }
      addCell(row.counts, cell, sign === 1 ? 1n : -1n);
    }
  }

  /** The rows that differ from nothing, in the order in which everybody locks them. */
  changed(): Counted[] {
    return [...this.rows.entries()]
      .filter(([, { counts }]) => counts.some((count) => count !== 0n))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, row]) => row);
  }
}

/** Adds a tally to the roll-ups and their totals, in the transaction that stores what it counts; its placements are noted before. */
export async function addToRollups(trx: Trx, organisationId: string, tally: Tally): Promise<void> {
  const rows = tally.changed();
  if (rows.length === 0) return;
  const belongings = await selectBelongings(trx, organisationId, [...new Set(rows.map((row) => row.placement_id))]);
  const { columns, names, values, added } = counted(rows);
  await sql`
    insert into attribution_rollups as r (organisation_id, day, placement_id, country, currency${names})
    select ${organisationId}, day, placement_id, country, currency${names}
    from ${columnRows(values, { day: 'date', placement_id: 'text', country: 'text', currency: 'text', ...columns })}
    on conflict (organisation_id, day, placement_id, country, currency) do update set ${added}`.execute(trx);
  await addToTotals(trx, organisationId, rows, belongings);
}

async function selectBelongings(trx: Trx, organisationId: string, placementIds: readonly string[]): Promise<Map<string, Belonging>> {
  const { rows } = await sql<Belonging>`
    select placement_id, campaign_id, creator_id, agency_id, channel, hook_id, clip_id, work_id from attribution_placements
    where organisation_id = ${organisationId} and placement_id = any(${textArray(placementIds)})`.execute(trx);
  return new Map(rows.map((row) => [row.placement_id, row]));
}

/** Remembers what placements belong to, for figures by creator, campaign and the rest. */
export async function notePlacements(trx: Trx, organisationId: string, facts: readonly PlacementFacts[]): Promise<void> {
  if (facts.length === 0) return;
  const rows = facts.map((fact) => ({
    placement_id: fact.placementId,
    claim_id: fact.claimId,
    campaign_id: fact.campaignId,
    work_id: fact.workId,
    creator_id: fact.creatorId,
    agency_id: fact.agencyId,
    channel: fact.channel,
    hook_id: fact.hookId,
    clip_id: fact.clipId,
  }));
  await sql`
    insert into attribution_placements (placement_id, organisation_id, claim_id, campaign_id, work_id, creator_id, agency_id, channel, hook_id, clip_id)
    select placement_id, ${organisationId}, claim_id, campaign_id, work_id, creator_id, agency_id, channel, hook_id, clip_id
    from ${columnRows(rows, {
      placement_id: 'text',
      claim_id: 'text',
      campaign_id: 'text',
      work_id: 'text',
      creator_id: 'text',
      agency_id: 'text',
      channel: 'text',
      hook_id: 'text',
      clip_id: 'text',
    })}
    order by placement_id
    on conflict (organisation_id, placement_id) do nothing`.execute(trx);
}

/** Which of the placements are not remembered yet. */
export async function unknownPlacements(trx: Trx, organisationId: string, placementIds: readonly string[]): Promise<string[]> {
  if (placementIds.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select p.id from unnest(${textArray(placementIds)}) as p(id)
    where not exists (select 1 from attribution_placements a where a.organisation_id = ${organisationId} and a.placement_id = p.id)`.execute(
    trx,
  );
  return rows.map(({ id }) => id);
}

/** Adds to what campaigns have cost, and answers with the new totals of the changed ones. */
export async function addSpend(
  trx: Trx,
  organisationId: string,
  changes: readonly { campaign_id: string; currency: string; earned_minor: bigint }[],
): Promise<{ campaign_id: string; currency: string; earned_minor: bigint }[]> {
  if (changes.length === 0) return [];
  const { rows } = await sql<{ campaign_id: string; currency: string; earned_minor: bigint }>`
    insert into attribution_spend as s (organisation_id, campaign_id, currency, earned_minor)
    select ${organisationId}, campaign_id, currency, earned_minor
    from ${columnRows(changes, { campaign_id: 'text', currency: 'text', earned_minor: 'bigint' })}
    order by campaign_id, currency
    on conflict (organisation_id, campaign_id, currency) do update set earned_minor = s.earned_minor + excluded.earned_minor
    returning campaign_id, currency, earned_minor`.execute(trx);
  return rows;
}

export async function selectPlacements(
  trx: Trx,
  organisationId: string,
  creatorIds: readonly string[],
): Promise<{ placement_id: string; campaign_id: string; channel: string }[]> {
  const { rows } = await sql<{ placement_id: string; campaign_id: string; channel: string }>`
    select placement_id, campaign_id, channel from attribution_placements
    where organisation_id = ${organisationId} and creator_id = any(${textArray(creatorIds)})`.execute(trx);
  return rows;
}
