/** Who changed what: a line of the register's own history beside the audit trail's, with the fields before and after. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import type { RightsParts } from '../service/parts.ts';
import type { RightsChange } from './contract.ts';
import { presentChange } from './present.ts';
import * as repo from './repo/parties.ts';

type Told = {
  what: RightsChange['what'];
  subjectId: string;
  workId: string | null;
  reason?: string;
  fields?: RightsChange['fields'];
};
const place = z.object({ id: z.string().regex(/^\d{1,18}$/) });

/** Records changes in the transaction that makes them. */
export async function recordChanges({ clock }: Pick<RightsParts, 'clock'>, trx: Trx, actor: Actor, told: readonly Told[]): Promise<void> {
  await repo.insertChanges(
    trx,
    told.map(({ what, subjectId, workId, reason = '', fields = [] }) => ({
      organisation_id: actor.organisationId,
      work_id: workId,
      subject_id: subjectId,
      what,
      at: clock.now(),
      by_name: actor.name.slice(0, 200),
      reason,
      fields: JSON.stringify(fields),
    })),
  );
}

/** The fields that differ, as they were and as they are. Both sides are JSON. */
export function differences<Shape extends object>(
  before: Shape,
  after: Shape,
  names: readonly (keyof Shape & string)[],
): RightsChange['fields'] {
  return names
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => ({ name, before: before[name], after: after[name] }));
}

export function createChangeUses({ db }: RightsParts) {
  return {
    /** A page of the history, newest first. */
    listRightsChanges: (
      actor: Actor,
      query: { cursor?: string | undefined; limit: number; workId?: string | undefined; subjectId?: string | undefined },
    ): Promise<{ items: RightsChange[]; nextCursor: string | null }> =>
      db.read(async (trx) => {
        const beforeId = query.cursor === undefined ? null : BigInt(decodeCursor(place, query.cursor).id);
        const page = { beforeId, limit: query.limit + 1, workId: query.workId ?? null, subjectId: query.subjectId ?? null };
        const rows = await repo.listChanges(trx, actor.organisationId, page);
        const items = rows.slice(0, query.limit).map(presentChange);
        return { items, nextCursor: rows.length > query.limit ? encodeCursor({ id: items.at(-1)!.id }) : null };
      }),
  };
}
