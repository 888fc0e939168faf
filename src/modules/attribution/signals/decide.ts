import type { Actor } from '../../../platform/http/actor.ts';
import { edgeErrors } from '../edge-errors.ts';
import type { EdgeParts } from '../edge-parts.ts';
import type { Suspect } from './contract.ts';
import { releasedAs } from './news.ts';
import { presentSuspects, unique } from './present.ts';
import * as repo from './repo.ts';
import { tellOfMoney } from './tell.ts';

/** A person's word on suspects, with their reason. Throws suspect_not_found for any that is not there, and then changes none. */
export async function decideSuspects(
  parts: EdgeParts,
  actor: Actor,
  suspectIds: readonly string[],
  decision: 'hold' | 'release' | 'confirm',
  note: string,
): Promise<Suspect[]> {
  const { db, clock, audit } = parts;
  const { organisationId } = actor;
  return db.transaction(async (trx) => {
    const ids = unique(suspectIds);
    const rows = await repo.findSuspects(trx, organisationId, ids, true);
    const lost = ids.find((id) => !rows.some((row) => row.id === id));
    if (lost) throw edgeErrors.suspect_not_found({ id: lost });
    const now = clock.now();
    const signals = await repo.selectSignals(trx, ids);
    for (const row of rows) {
      const found = signals
        .filter(({ suspect_id }) => suspect_id === row.id)
        .map(({ kind, strength_bps, evidence }) => ({ kind, strengthBps: strength_bps, evidence }));
      if (decision === 'release') await repo.endHolds(trx, row.id, now);
      else await repo.placeHold(trx, row, now);
      if (decision === 'confirm') await repo.confirmHolds(trx, row.id);
      const state = decision === 'release' ? ('released' as const) : decision === 'confirm' ? ('confirmed' as const) : ('held' as const);
      await repo.updateSuspect(trx, row.id, {
        state,
        decided_by: actor.name,
        decided_at: now,
        note,
        released: decision === 'release' ? releasedAs(found) : null,
      });
      await audit.record(
        trx,
        actor,
        'attribution.decide_signals',
        { id: row.id, title: row.subject_id },
        { decision, note, before: row.state },
      );
    }
    const releasedNow = rows.filter(({ state }) => decision === 'release' && (state === 'held' || state === 'confirmed'));
    const heldNow = rows.filter(({ state }) => decision === 'hold' && (state === 'none' || state === 'released'));
    await tellOfMoney(parts, trx, releasedNow, 'money_released');
    await tellOfMoney(parts, trx, heldNow, 'money_held');
    for (const row of releasedNow)
      await parts.emit(trx, {
        organisationId,
        type: 'signal.released',
        data: { suspectId: row.id, subject: row.subject_kind, subjectId: row.subject_id },
      });
    return presentSuspects(parts, trx, organisationId, await repo.findSuspects(trx, organisationId, ids, false));
  });
}
