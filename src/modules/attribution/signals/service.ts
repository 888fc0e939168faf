/**
 * Looks at what has changed, raises signals, holds money, and takes people's decisions. A signal holds; only a person releases
 * or confirms; what a person released stays so until there is news.
 */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { edgeErrors } from '../edge-errors.ts';
import type { EdgeParts } from '../edge-parts.ts';
import type { SignalSettings, Suspect } from './contract.ts';
import { decideSuspects } from './decide.ts';
import * as gather from './gather.ts';
import { lookAtCampaign, windowMs } from './look.ts';
import { presentSuspects } from './present.ts';
import * as repo from './repo.ts';

// Clicks are loaded from journals, and clocks of sources are off: what is a day old may be new.
const lateMs = 24 * 3_600_000;
const visitMs = 3_600_000;
const mostVisits = 50_000;

export type SignalUses = ReturnType<typeof createSignalUses>;

export function createSignalUses(parts: EdgeParts) {
  const { db, clock, audit, log } = parts;
  const visits = new Map<string, number>();

  return {
    /** Looks at every campaign of an organisation in which something has changed. Running it again changes nothing. Answers with how many subjects were found. */
    async look(
      organisationId: string,
      options: { all?: boolean; signal?: AbortSignal } = {},
    ): Promise<{ campaigns: number; found: number }> {
      const now = clock.now();
      const { settings, cursor } = await db.read(async (trx) => ({
        settings: await repo.readSettings(trx, organisationId),
        cursor: await repo.readCursor(trx, organisationId),
      }));
      const window = new Date(now.getTime() - windowMs);
      const since = options.all || !cursor ? window : cursor;
      const from = options.all || !cursor ? window : new Date(Math.max(window.getTime(), cursor.getTime() - lateMs));
      const { campaigns, guessers } = await db.read(async (trx) => ({
        campaigns: await gather.selectActiveCampaigns(trx, organisationId, since, from),
        guessers: await gather.selectGuessers(trx, organisationId, window),
      }));
      let found = 0;
      for (const campaignId of campaigns) {
        options.signal?.throwIfAborted();
        found += await lookAtCampaign(parts, organisationId, campaignId, settings, guessers);
      }
      await db.transaction((trx) => repo.writeCursor(trx, organisationId, now));
      return { campaigns: campaigns.length, found };
    },

    /** The same for every organisation; one that fails does not keep the others waiting. */
    async lookEverywhere(signal: AbortSignal): Promise<void> {
      for (const organisationId of await db.read(repo.listOrganisations)) {
        signal.throwIfAborted();
        await this.look(organisationId, { signal }).catch((error: unknown) => {
          if (signal.aborted) throw error;
          log.error('attribution.signals_failed', { organisationId, error });
        });
      }
    },

    /** Keeps from where a creator uses Hookline, as a keyed hash: an order from there is their own. */
    async noteCreator(organisationId: string, creatorId: string, from: { address: string; userAgent: string | null }): Promise<void> {
      const [address, agent] = [parts.visitors.hash('address', from.address), parts.visitors.hash('agent', from.userAgent)];
      if (!address || !agent) return;
      await db.transaction((trx) => repo.noteTraces(trx, organisationId, creatorId, [`${address}:${agent}`], clock.now()));
    },

    /** The same of a request, once an hour for each creator; never in the way of what was asked. */
    async noteVisit(actor: Actor, { address, request }: { address: string; request: Request }): Promise<void> {
      if (actor.kind !== 'person' || actor.role !== 'creator') return;
      const key = `${actor.organisationId} ${actor.id}`;
      if ((visits.get(key) ?? Number.NEGATIVE_INFINITY) > clock.nowMs() - visitMs) return;
      if (visits.size > mostVisits) visits.clear();
      visits.set(key, clock.nowMs());
      try {
        const party = await db.read((trx) => parts.creators.partyOf(trx, actor));
        if (party.kind === 'creator')
          await this.noteCreator(actor.organisationId, party.creatorId, { address, userAgent: request.headers.get('user-agent') });
      } catch (error) {
        log.warn('attribution.visit_not_noted', { error });
      }
    },

    async list(
      trx: Trx,
      organisationId: string,
      query: {
        cursor?: string | undefined;
        limit: number;
        state?: string | undefined;
        kind?: string | undefined;
        campaignId?: string | undefined;
        creatorId?: string | undefined;
      },
    ): Promise<{ items: Suspect[]; nextCursor: string | null }> {
      const after = query.cursor ? decodeCursor(z.object({ score: z.number(), id: z.string() }), query.cursor) : null;
      const rows = await repo.listSuspects(trx, organisationId, { ...query, after, limit: query.limit + 1 });
      const last = rows.length > query.limit ? rows[query.limit - 1]! : null;
      return {
        items: await presentSuspects(parts, trx, organisationId, rows.slice(0, query.limit)),
        nextCursor: last && encodeCursor({ score: last.score_bps, id: last.id }),
      };
    },

    async get(trx: Trx, organisationId: string, suspectId: string): Promise<Suspect> {
      const [row] = await repo.findSuspects(trx, organisationId, [suspectId], false);
      if (!row) throw edgeErrors.suspect_not_found({ id: suspectId });
      return (await presentSuspects(parts, trx, organisationId, [row]))[0]!;
    },

    /** A person's word on suspects, with their reason. Throws suspect_not_found for any that is not there, and then changes none. */
    decide: (actor: Actor, suspectIds: readonly string[], decision: 'hold' | 'release' | 'confirm', note: string): Promise<Suspect[]> =>
      decideSuspects(parts, actor, suspectIds, decision, note),

    readSettings: (trx: Trx, organisationId: string): Promise<SignalSettings> => repo.readSettings(trx, organisationId),
    async setSettings(actor: Actor, settings: SignalSettings): Promise<SignalSettings> {
      await db.transaction(async (trx) => {
        await repo.writeSettings(trx, actor.organisationId, settings);
        await audit.record(trx, actor, 'attribution.set_signal_settings', null, {
          holdAt: settings.holdAt,
          off: settings.off,
          banned: settings.bannedReferrers.length,
        });
      });
      return settings;
    },
  };
}
