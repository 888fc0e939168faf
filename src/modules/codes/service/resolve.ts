import { createHash, randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { CodeAnswer, codesContract } from '../contract.ts';
import { exactWordsOf, foldCode, isIssuable, readingsOf } from '../fold.ts';
import * as repo from '../repo.ts';
import type { CodeRow } from '../tables.ts';
import { groupCode, neighboursOf } from '../word.ts';
import { createMisses } from './misses.ts';
import type { CodesParts } from './parts.ts';

export type Ended = { readonly at: Date; readonly reason: 'expired' | 'retired' };
/** What a text is. `found` is exactly that code; `suggestion` is the only code that one slip turns into the text. */
export type Resolved =
  | {
      readonly status: 'found';
      readonly code: string;
      readonly codeId: string;
      readonly placementId: string;
      readonly organisationId: string;
    }
  | {
      readonly status: 'suggestion';
      readonly code: string;
      readonly codeId: string;
      readonly placementId: string;
      readonly organisationId: string;
    }
  | { readonly status: 'unknown'; readonly code: string | null; readonly ended: (Ended & { readonly placementId: string }) | null };

/** Every question asks the database for so many words, so that how long an answer takes says nothing of what was asked. */
const slots = 32;
// No code holds this sign: a look-up that finds nothing, as most do.
const padding = Array.from({ length: slots }, (_, i) => `!${String(i).padStart(6, '0')}`);

export function endOf(row: CodeRow, now: Date): Ended | null {
  const { ends_at: at } = row;
  if (at === null || at > now) return null;
  return { at, reason: row.retired_at && row.retired_at.getTime() === at.getTime() ? 'retired' : 'expired' };
}

export function createResolving(parts: CodesParts) {
  const { db, clock } = parts;
  const misses = createMisses(clock);

  /** `resolve` within a transaction or a read; one query, of the same size whatever was typed. */
  async function resolveIn(trx: Trx, text: string, scope: { organisationId: string | null }): Promise<Resolved> {
    const folded = foldCode(text);
    const [exact] = exactWordsOf(folded);
    const near =
      exact === undefined
        ? readingsOf(folded).flatMap(({ form, symbols }) => neighboursOf(form, symbols).filter((word) => isIssuable(form, word)))
        : [];
    // More neighbours than there are slots could hide a second code behind the last: then nobody is meant.
    const asked = exact !== undefined ? [exact] : near.length > slots ? [] : near;
    const rows = await repo.findByWords(trx, [...asked, ...padding].slice(0, slots));
    const now = clock.now();
    const own = rows.filter((row) => scope.organisationId === null || row.organisation_id === scope.organisationId);
    const active = own.filter((row) => endOf(row, now) === null);
    const [only] = active;
    if (only && active.length === 1)
      return {
        status: exact === undefined ? 'suggestion' : 'found',
        code: only.code,
        codeId: only.id,
        placementId: only.placement_id,
        organisationId: only.organisation_id,
      };
    const [over] = exact === undefined ? [] : own;
    const end = over ? endOf(over, now) : null;
    return { status: 'unknown', code: end ? exact! : null, ended: over && end ? { ...end, placementId: over.placement_id } : null };
  }

  return {
    resolveIn,
    /**
     * Reads what somebody typed. With an organisation only its codes answer. Never throws for a text; constant work. `caller`
     * names whoever asks (an address, a key) where misses are to be limited: then it throws too_many_misses.
     */
    async resolve(text: string, scope: { organisationId: string | null; caller?: string | null }): Promise<Resolved> {
      const who = { caller: scope.caller ?? null, viewer: null };
      misses.admit(who);
      const answer = await db.read((trx) => resolveIn(trx, text, scope));
      if (answer.status === 'unknown') misses.count(who);
      return answer;
    },

    /** What a text is in the whole installation, for whoever runs it: nothing is recorded, and nothing limited. */
    async explain(text: string): Promise<Omit<CodeAnswer, 'touchId'>> {
      const found = await db.read((trx) => resolveIn(trx, text, { organisationId: null }));
      const words = { code: found.code, shown: found.code && groupCode(found.code) };
      if (found.status === 'unknown') {
        const ended = found.ended && { at: found.ended.at.toISOString(), reason: found.ended.reason };
        return { status: 'unknown', ...words, work: null, placementId: null, destination: null, ended };
      }
      const target = await parts.describe(found.organisationId, found.placementId, null);
      const work = target && { id: target.workId, title: target.title };
      return {
        status: found.status,
        ...words,
        work,
        placementId: found.placementId,
        destination: target?.destination ?? null,
        ended: null,
      };
    },

    /**
     * Which code each text was when it was used: the exact code alone, as it stood at `at`, also when it is over by now or its
     * word is somebody else's. Null where it was no code of the organisation then. One query for all.
     */
    async findExact(
      trx: Trx,
      organisationId: string,
      entries: readonly { text: string; at: Date }[],
    ): Promise<({ codeId: string; placementId: string; issuedAt: Date; endsAt: Date | null } | null)[]> {
      const words = entries.map(({ text }) => exactWordsOf(foldCode(text))[0] ?? null);
      const asked = [...new Set(words.filter((word) => word !== null))];
      const rows = asked.length === 0 ? [] : await repo.findHistoryOfWords(trx, organisationId, asked);
      const byWord = Map.groupBy(rows, ({ code }) => code);
      return words.map((word, i) => {
        const row = word === null ? undefined : byWord.get(word)?.find(({ issued_at: issued }) => issued <= entries[i]!.at);
        return row ? { codeId: row.id, placementId: row.placement_id, issuedAt: row.issued_at, endsAt: row.ends_at } : null;
      });
    },

    /**
     * What typed texts stand for, by the text: the exact code alone, active or over, and the newest where its word was given out
     * again. Null for what is no code of the organisation. One query for all.
     */
    async read(
      trx: Trx,
      organisationId: string,
      typed: readonly string[],
    ): Promise<Map<string, { code: string; placementId: string } | null>> {
      const words = new Map(typed.map((text) => [text, exactWordsOf(foldCode(text))[0] ?? null]));
      const asked = [...new Set(words.values())].filter((word) => word !== null);
      const rows = asked.length === 0 ? [] : await repo.findHistoryOfWords(trx, organisationId, asked);
      const newest = new Map(rows.toReversed().map((row) => [row.code, { code: row.code, placementId: row.placement_id }]));
      return new Map([...words].map(([text, word]) => [text, (word !== null && newest.get(word)) || null]));
    },

    /** The route: reads, tells what the code stands for, and keeps the search as a touch. Throws too_many_misses. */
    async answer(actor: Actor, body: z.output<typeof codesContract.routes.resolve.body>): Promise<CodeAnswer> {
      const viewer = body.viewer ?? null;
      const person = viewer?.id ?? viewer?.address;
      const who = {
        caller: actor.id ?? actor.kind,
        // Kept in memory for ten minutes, and not as what it is.
        viewer: person === undefined ? null : createHash('sha256').update(`${actor.organisationId}\0${person}`).digest('base64url'),
      };
      misses.admit(who);
      const found = await db.read((trx) => resolveIn(trx, body.code, actor));
      const nothing = { touchId: null, work: null, placementId: null, destination: null, ended: null };
      if (found.status === 'unknown') {
        misses.count(who);
        const ended = found.ended && { at: found.ended.at.toISOString(), reason: found.ended.reason };
        return { ...nothing, status: 'unknown', code: found.code, shown: found.code && groupCode(found.code), ended };
      }
      const target = await parts.describe(found.organisationId, found.placementId, viewer?.language ?? null);
      const words = { code: found.code, shown: groupCode(found.code), work: target && { id: target.workId, title: target.title } };
      if (found.status === 'suggestion') return { ...nothing, ...words, status: 'suggestion' };
      const touchId = `s${randomBytes(16).toString('base64url')}`;
      await parts.recordSearch({
        touchId,
        organisationId: found.organisationId,
        placementId: found.placementId,
        at: clock.now(),
        viewer,
      });
      return { ...words, status: 'found', touchId, placementId: found.placementId, destination: target?.destination ?? null, ended: null };
    },
  };
}
