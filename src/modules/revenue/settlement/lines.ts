/** A settlement's postings as staff read them: what each was, by which plan, and what it became for whom. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { findPayees } from '../repo.ts';
import type { RevenueParts } from '../service/parts.ts';
import type { PostingRow, SettlementRow } from '../tables.ts';
import type { SettlementLine } from './contract.ts';
import type { PostingContent } from './posting.ts';
import { findVersions, on } from './repo.ts';

const place = z.object({ number: z.string().regex(/^\d{1,18}$/) });
/** Behind which posting a page begins. Throws invalid_request for a cursor that is none. */
export const lineAfter = (cursor: string | undefined): string => (cursor === undefined ? '0' : decodeCursor(place, cursor).number);

type Query = {
  after: string;
  limit: number;
  payeeId?: string | undefined;
  planId?: string | undefined;
  itemId?: string | undefined;
};

/** A page of postings in the order in which they were divided; those of a payee are those in whose group the payee is. */
export async function listLines(
  parts: Pick<RevenueParts, 'creators'>,
  trx: Trx,
  settlement: SettlementRow,
  query: Query,
): Promise<{ items: SettlementLine[]; nextCursor: string | null }> {
  const { after } = query;
  let found = on(trx).selectFrom('revenue_postings as p').selectAll('p').where('p.settlement_id', '=', settlement.id);
  if (query.itemId !== undefined) found = found.where('p.item_id', '=', query.itemId);
  if (query.payeeId !== undefined || query.planId !== undefined) {
    let groups = on(trx).selectFrom('revenue_posting_groups as g').select('g.number').where('g.settlement_id', '=', settlement.id);
    if (query.payeeId !== undefined) groups = groups.where(sql<boolean>`g.payee_ids @> array[${query.payeeId}]::text[]`);
    if (query.planId !== undefined) groups = groups.where('g.plan_id', '=', query.planId);
    found = found.where('p.group_number', 'in', groups);
  }
  const rows = await found
    .where(sql<boolean>`p.number > ${after}::bigint`)
    .orderBy('p.number')
    .limit(query.limit + 1)
    .execute();
  const shown = rows.slice(0, query.limit);
  return {
    items: await present(parts, trx, settlement.organisation_id, shown),
    nextCursor: rows.length > query.limit ? encodeCursor({ number: shown.at(-1)!.number.toString() }) : null,
  };
}

async function present(
  { creators }: Pick<RevenueParts, 'creators'>,
  trx: Trx,
  organisationId: string,
  rows: readonly PostingRow[],
): Promise<SettlementLine[]> {
  const contents = rows.map((row) => JSON.parse(row.content) as PostingContent);
  const keys = [...new Set(rows.flatMap((row) => row.lines.map(([, payee]) => payee)))];
  const names = await namesOf(creators, trx, organisationId, keys);
  const versions = await findVersions(trx, organisationId, [
    ...new Map(contents.map(({ plan }) => [`${plan.id} ${plan.version}`, { planId: plan.id, version: plan.version }])).values(),
  ]);
  const labels = new Map(
    versions.flatMap(({ plan_id, version, content }) =>
      content.waterfalls.flatMap(({ steps }) => steps.map((step) => [`${plan_id} ${version} ${step.id}`, step.label] as const)),
    ),
  );
  return rows.map((row, index) => {
    const { plan, item, at } = contents[index]!;
    return {
      number: row.number.toString(),
      kind: row.kind,
      at,
      itemId: row.item_id,
      itemKind: item.kind,
      externalId: item.externalId,
      workId: item.workId,
      campaignId: item.campaignId,
      planId: plan.id,
      planVersion: plan.version,
      amountMinor: row.amount_minor.toString(),
      lines: row.lines.map(([step, payee, amountMinor]) => ({
        step,
        label: labels.get(`${plan.id} ${plan.version} ${step}`) ?? '',
        payee,
        name: names.get(payee) ?? null,
        amountMinor,
      })),
      hash: row.hash,
    };
  });
}

/** Names of those whom lines name; the house's own roles have none here. */
export async function namesOf(
  creators: RevenueParts['creators'],
  trx: Trx,
  organisationId: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const of = (prefix: string): string[] => keys.filter((key) => key.startsWith(prefix));
  const payees = await findPayees(
    trx,
    organisationId,
    of('payee:').map((key) => key.slice('payee:'.length)),
  );
  return new Map([
    ...(of('crt_').length > 0 ? await creators.creatorNames(trx, organisationId, of('crt_')) : []),
    ...(of('agy_').length > 0 ? await creators.agencyNames(trx, organisationId, of('agy_')) : []),
    ...payees.map((row) => [`payee:${row.id}`, row.name] as const),
  ]);
}
