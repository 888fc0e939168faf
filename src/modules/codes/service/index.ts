import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { isId } from '../../../platform/ids.ts';
import type { CodeSettings, CodeSpace, codesContract, SearchCode } from '../contract.ts';
import { codesErrors } from '../errors.ts';
import { exactWordsOf, foldCode } from '../fold.ts';
import { reservedForm } from '../refused.ts';
import * as repo from '../repo.ts';
import { capacityOf, guessOdds, oddsBounds, plannedUnlessTold, wordsOf } from '../space.ts';
import type { CodeRow, SettingsRow } from '../tables.ts';
import { forms, groupCode } from '../word.ts';
import { createIssuing } from './issue.ts';
import { dayMs, quarantineUnlessTold, type CodesParts } from './parts.ts';
import { createResolving, endOf } from './resolve.ts';

type Listing = z.output<typeof codesContract.routes.listCodes.query>;
const place = z.object({ id: z.string().refine((id) => isId('searchCode', id)) });

/** The use-cases. Those that begin with a transaction join the caller's; those that begin with an actor are whole acts. */
export function createCodesService(parts: CodesParts) {
  const { db, clock, audit } = parts;
  const issuing = createIssuing(parts);
  const resolving = createResolving(parts);

  async function lockOne(trx: Trx, actor: Actor, codeId: string): Promise<CodeRow> {
    const [row] = await repo.lockCodes(trx, actor.organisationId, [codeId]);
    if (!row) throw codesErrors.code_not_found({ id: codeId });
    return row;
  }

  return {
    issue: issuing.issue,
    retire: async (trx: Trx, organisationId: string, codeIds: readonly string[], at: Date): Promise<void> => {
      await issuing.retire(trx, organisationId, codeIds, at);
    },
    sweep: issuing.sweep,
    ...resolving,

    /** The organisation's active code that a text holds and the placement it stands for; null where it holds none. */
    async findInText(trx: Trx, organisationId: string, text: string): Promise<{ code: string; placementId: string } | null> {
      const words = exactWordsOf(foldCode(text));
      if (words.length === 0) return null;
      const [row] = await repo.listCodes(trx, organisationId, { state: 'active', words }, { now: clock.now(), beforeId: null, limit: 1 });
      return row ? { code: groupCode(row.code), placementId: row.placement_id } : null;
    },

    async listCodes(actor: Actor, listing: Listing): Promise<{ items: SearchCode[]; nextCursor: string | null }> {
      const before = listing.cursor === undefined ? null : decodeCursor(place, listing.cursor).id;
      const words = listing.code === undefined ? undefined : exactWordsOf(foldCode(listing.code));
      const now = clock.now();
      const rows = await db.read((trx) =>
        repo.listCodes(
          trx,
          actor.organisationId,
          { state: listing.state, placementId: listing.placementId, words },
          { now, beforeId: before, limit: listing.limit + 1 },
        ),
      );
      const items = rows.slice(0, listing.limit);
      return {
        items: items.map((row) => onWire(row, now)),
        nextCursor: rows.length > listing.limit ? encodeCursor({ id: items.at(-1)!.id }) : null,
      };
    },

    /** Retires a code now. Throws code_not_found. */
    retireCode: (actor: Actor, codeId: string): Promise<SearchCode> =>
      db.transaction(async (trx) => {
        const row = await lockOne(trx, actor, codeId);
        await issuing.retire(trx, actor.organisationId, [codeId], clock.now());
        await audit.record(trx, actor, 'codes.retire', { id: codeId, title: groupCode(row.code) });
        return onWire(await lockOne(trx, actor, codeId), clock.now());
      }),

    /** Takes a retirement back; an expiry stays. Throws code_not_found, code_gone after the quarantine. */
    reinstateCode: (actor: Actor, codeId: string): Promise<SearchCode> =>
      db.transaction(async (trx) => {
        const row = await lockOne(trx, actor, codeId);
        const now = clock.now();
        if (row.superseded || (row.free_from && row.free_from <= now)) throw codesErrors.code_gone({ id: codeId });
        await repo.setEnd(trx, row, null, row.expires_at && new Date(row.expires_at.getTime() + row.quarantine_days * dayMs));
        await audit.record(trx, actor, 'codes.reinstate', { id: codeId, title: groupCode(row.code) });
        return onWire(await lockOne(trx, actor, codeId), now);
      }),

    getSettings: (actor: Actor): Promise<CodeSettings> =>
      db.read(async (trx) => settingsOnWire(await repo.findSettings(trx, actor.organisationId))),

    /** From now on; codes that are out keep form, length and quarantine. Throws reserved_unusable. */
    updateSettings: (actor: Actor, input: CodeSettings): Promise<CodeSettings> =>
      db.transaction(async (trx) => {
        const unusable = input.reserved.find((word) => reservedForm(word).length < 2);
        if (unusable !== undefined) throw codesErrors.reserved_unusable({ word: unusable });
        const row = {
          organisation_id: actor.organisationId,
          form: input.form,
          planned: input.planned,
          quarantine_days: input.quarantineDays,
          reserved: [...new Set(input.reserved)],
          updated_at: clock.now(),
        };
        await repo.saveSettings(trx, row);
        await audit.record(
          trx,
          actor,
          'codes.update_settings',
          { id: actor.organisationId, title: input.form },
          { form: input.form, planned: input.planned, quarantineDays: input.quarantineDays, reserved: row.reserved },
        );
        return settingsOnWire(row);
      }),

    getSpace: (actor: Actor): Promise<CodeSpace> =>
      db.transaction(async (trx) => {
        const form = forms[(await repo.findSettings(trx, actor.organisationId))?.form ?? 'letters'];
        const counts = (await repo.countLengths(trx)).filter((each) => each.form === form.name);
        const lengths = form.lengths.map((length) => {
          const { active, ended } = counts.find((each) => each.length === length) ?? { active: 0, ended: 0 };
          const [words, capacity] = [wordsOf(form, length), capacityOf(form, length)];
          return {
            length,
            words,
            capacity,
            active,
            quarantined: ended,
            free: Math.max(0, capacity - active),
            wellFormedGuess: guessOdds(active, words),
            blindGuess: guessOdds(active, form.alphabet.length ** length),
          };
        });
        const length = await issuing.nextLength(trx, form.name);
        const next = lengths.find((each) => each.length === length)!;
        const { issued, active } = await repo.countOf(trx, actor.organisationId, clock.now());
        return {
          form: form.name,
          alphabet: form.alphabet,
          length,
          planned: (await repo.sumPlanned(trx, form.name)) || plannedUnlessTold,
          oddsBound: oddsBounds[form.name],
          capacity: next.capacity,
          issued,
          active,
          free: next.free,
          lengths,
        };
      }),
  };
}
export type CodesService = ReturnType<typeof createCodesService>;

function onWire(row: CodeRow, now: Date): SearchCode {
  return {
    id: row.id,
    code: row.code,
    shown: groupCode(row.code),
    form: row.form,
    placementId: row.placement_id,
    state: endOf(row, now)?.reason ?? 'active',
    issuedAt: row.issued_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    retiredAt: row.retired_at?.toISOString() ?? null,
    freeFrom: row.free_from?.toISOString() ?? null,
  };
}

function settingsOnWire(row: SettingsRow | undefined): CodeSettings {
  return {
    form: row?.form ?? 'letters',
    planned: row?.planned ?? plannedUnlessTold,
    quarantineDays: row?.quarantine_days ?? quarantineUnlessTold,
    reserved: row?.reserved ?? [],
  };
}
