import { sql, type Insertable, type Selectable } from 'kysely';
import type { Trx } from '../../../../platform/db/index.ts';
import type { NoticeSender } from '../../law/contract.ts';
import type { TakedownTables } from '../../tables.ts';

export type HostRow = Selectable<TakedownTables['takedown_hosts']>;
export type HostCounts = { cases: number; open: number; links: number; removed: number; wrong: number };
const on = (trx: Trx) => trx.withTables<TakedownTables>();
const none: HostCounts = { cases: 0, open: 0, links: 0, removed: 0, wrong: 0 };

export async function findSender(trx: Trx, organisationId: string): Promise<{ sender: NoticeSender; signature: string } | undefined> {
  return on(trx)
    .selectFrom('takedown_senders')
    .select(['sender', 'signature'])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();
}

export async function saveSender(trx: Trx, organisationId: string, sender: NoticeSender, signature: string, now: Date): Promise<void> {
  const row = { sender: JSON.stringify(sender), signature, updated_at: now };
  await on(trx)
    .insertInto('takedown_senders')
    .values({ organisation_id: organisationId, ...row })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(row))
    .execute();
}

export async function insertHost(trx: Trx, row: Insertable<TakedownTables['takedown_hosts']>): Promise<void> {
  await on(trx).insertInto('takedown_hosts').values(row).execute();
}

export async function updateHost(trx: Trx, id: string, change: Partial<Insertable<TakedownTables['takedown_hosts']>>): Promise<void> {
  await on(trx).updateTable('takedown_hosts').set(change).where('id', '=', id).execute();
}

/** Held, so that a host is not deleted under a case that is being made. */
export async function lockHost(trx: Trx, organisationId: string, id: string): Promise<HostRow | undefined> {
  return on(trx)
    .selectFrom('takedown_hosts')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function findHosts(trx: Trx, organisationId: string, ids: readonly string[]): Promise<Map<string, HostRow>> {
  if (ids.length === 0) return new Map();
  const rows = await on(trx)
    .selectFrom('takedown_hosts')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', sql<string>`any(${[...new Set(ids)]}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export async function listHosts(
  trx: Trx,
  organisationId: string,
  filter: { q: string | undefined; after: { name: string; id: string } | null; limit: number },
): Promise<HostRow[]> {
  const name = sql<string>`lower(name)`;
  let query = on(trx).selectFrom('takedown_hosts').selectAll().where('organisation_id', '=', organisationId);
  if (filter.q) {
    const like = `%${filter.q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where((eb) =>
      eb.or([
        eb(name, 'like', like),
        eb.exists(
          eb.selectFrom('takedown_domains').select('domain').whereRef('host_id', '=', 'takedown_hosts.id').where('domain', 'like', like),
        ),
      ]),
    );
  }
  if (filter.after) query = query.where(sql<boolean>`(lower(name), id) > (${filter.after.name}, ${filter.after.id})`);
  return query.orderBy(name).orderBy('id').limit(filter.limit).execute();
}

export async function countHosts(trx: Trx, organisationId: string): Promise<number> {
  const { count } = await on(trx)
    .selectFrom('takedown_hosts')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The hosts that have these domains, by domain. */
export async function hostsOfDomains(trx: Trx, organisationId: string, domains: readonly string[]): Promise<Map<string, string>> {
  if (domains.length === 0) return new Map();
  const rows = await on(trx)
    .selectFrom('takedown_domains')
    .select(['domain', 'host_id'])
    .where('organisation_id', '=', organisationId)
    .where('domain', '=', sql<string>`any(${[...new Set(domains)]}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.domain, row.host_id]));
}

export async function domainsOfHosts(trx: Trx, hostIds: readonly string[]): Promise<Map<string, string[]>> {
  if (hostIds.length === 0) return new Map();
  const rows = await on(trx)
    .selectFrom('takedown_domains')
    .select(['domain', 'host_id'])
    .where('host_id', '=', sql<string>`any(${hostIds as string[]}::text[])`)
    .orderBy('domain')
    .execute();
  return new Map([...Map.groupBy(rows, (row) => row.host_id)].map(([id, of]) => [id, of.map(({ domain }) => domain)]));
}

/** Gives a host its domains; answers with those that another host has, and then nothing is changed. */
export async function setDomains(trx: Trx, organisationId: string, hostId: string, domains: readonly string[]): Promise<string[]> {
  await on(trx).deleteFrom('takedown_domains').where('host_id', '=', hostId).execute();
  const stored = await on(trx)
    .insertInto('takedown_domains')
    .values(domains.map((domain) => ({ organisation_id: organisationId, domain, host_id: hostId })))
    .onConflict((conflict) => conflict.columns(['organisation_id', 'domain']).doNothing())
    .returning('domain')
    .execute();
  const kept = new Set(stored.map(({ domain }) => domain));
  return domains.filter((domain) => !kept.has(domain));
}

export async function deleteHost(trx: Trx, id: string): Promise<void> {
  await on(trx).deleteFrom('takedown_hosts').where('id', '=', id).execute();
}

/** Cases and links of hosts; every id that was given has an entry. */
export async function countsOfHosts(trx: Trx, hostIds: readonly string[]): Promise<Map<string, HostCounts>> {
  const counts = new Map(hostIds.map((id) => [id, { ...none }]));
  if (hostIds.length === 0) return counts;
  const among = sql<string>`any(${hostIds as string[]}::text[])`;
  const cases = await on(trx)
    .selectFrom('takedown_cases')
    .select(['host_id', sql<bigint>`count(*)`.as('cases'), sql<bigint>`count(*) filter (where state <> 'closed')`.as('open')])
    .where('host_id', '=', among)
    .groupBy('host_id')
    .execute();
  const links = await on(trx)
    .selectFrom('takedown_links')
    .select([
      'host_id',
      sql<bigint>`count(*)`.as('links'),
      sql<bigint>`count(*) filter (where state = 'removed')`.as('removed'),
      sql<bigint>`count(*) filter (where state in ('reinstated', 'withdrawn'))`.as('wrong'),
    ])
    .where('host_id', '=', among)
    .groupBy('host_id')
    .execute();
  for (const row of cases) Object.assign(counts.get(row.host_id)!, { cases: Number(row.cases), open: Number(row.open) });
  for (const row of links)
    Object.assign(counts.get(row.host_id)!, { links: Number(row.links), removed: Number(row.removed), wrong: Number(row.wrong) });
  return counts;
}
