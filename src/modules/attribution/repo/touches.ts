import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { AttributionTables } from '../tables.ts';
import type { AskedViewer } from './events.ts';
import { columnRows, listOf, textArray } from './rows.ts';

type TouchRow = Selectable<AttributionTables['attribution_touches']>;
export type FoundTouch = Pick<TouchRow, 'touch_id' | 'placement_id' | 'kind' | 'at' | 'country' | 'consent' | 'viewer_id'> & {
  /** Of a search by likeness: the keys that it was found by. */
  match_keys?: (string | null)[];
};
const columns = sql.raw('touch_id, placement_id, kind, at, country, consent, viewer_id');

const touchColumns = {
  touch_id: 'text',
  organisation_id: 'text',
  placement_id: 'text',
  kind: 'text',
  at: 'timestamptz',
  country: 'text',
  device: 'text',
  os: 'text',
  language: 'text',
  referrer_host: 'text',
  destination: 'text',
  consent: 'boolean',
  code: 'text',
  viewer_id: 'text',
  address_hash: 'text',
  agent_hash: 'text',
  device_hash: 'text',
} as const;
const ofTouch = listOf(touchColumns);

/** Appends touches; those that are there already are passed over. Answers with the ids that are new. */
export async function appendTouches(trx: Trx, rows: readonly object[], recordedAt: Date): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const { rows: stored } = await sql<{ touch_id: string }>`
    insert into attribution_touches (recorded_at, ${ofTouch.names})
    select ${recordedAt}, ${ofTouch.values} from ${columnRows(rows, touchColumns)}
    on conflict (touch_id) do nothing
    returning touch_id`.execute(trx);
  return new Set(stored.map(({ touch_id }) => touch_id));
}

export async function selectTouches(trx: Trx, organisationId: string, touchIds: readonly string[]): Promise<FoundTouch[]> {
  if (touchIds.length === 0) return [];
  const { rows } = await sql<FoundTouch>`
    select ${columns} from attribution_touches where organisation_id = ${organisationId} and touch_id = any(${textArray(touchIds)})`.execute(
    trx,
  );
  return rows;
}

/** The latest searches of viewers until then. */
export async function selectViewerTouches(
  trx: Trx,
  organisationId: string,
  asked: readonly AskedViewer[],
  most: number,
): Promise<(FoundTouch & { key: string })[]> {
  if (asked.length === 0) return [];
  const { rows } = await sql<FoundTouch & { key: string }>`
    select x.key, t.* from ${columnRows(asked, { key: 'text', viewerId: 'text', until: 'timestamptz' })}
    cross join lateral (
      select ${columns} from attribution_touches
      where organisation_id = ${organisationId} and viewer_id = x."viewerId" and at <= x.until
      order by at desc, touch_id limit ${sql.lit(most)}
    ) t`.execute(trx);
  return rows;
}

/** Touches of the same address and program, or of the same device, within a time before; at most `most` for each asked one. */
export async function selectAlike(
  trx: Trx,
  organisationId: string,
  asked: readonly { key: string; matchKeys: readonly string[]; from: Date; until: Date }[],
  most: number,
): Promise<(FoundTouch & { key: string })[]> {
  if (asked.length === 0) return [];
  const { rows } = await sql<FoundTouch & { key: string }>`
    select x.key, t.* from ${columnRows(asked, { key: 'text', matchKeys: 'text[]', from: 'timestamptz', until: 'timestamptz' })}
    cross join lateral (
      select ${columns} from attribution_touches where organisation_id = ${organisationId}
        and address_hash || ':' || agent_hash = any(x."matchKeys"::text[]) and address_hash is not null and agent_hash is not null
        and at >= x."from" and at <= x."until"
      union
      select ${columns} from attribution_touches where organisation_id = ${organisationId}
        and device_hash = any(x."matchKeys"::text[]) and at >= x."from" and at <= x."until"
      order by 4 desc, 1 limit ${sql.lit(most)}
    ) t`.execute(trx);
  return rows;
}
