/** Reports of people: of staff and creators they are looked into at once, of viewers after a person has seen them. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { isId, newId } from '../../../platform/ids.ts';
import { protectionErrors } from '../errors.ts';
import * as settingsRepo from '../references/repo.ts';
import type { ProtectionParts } from '../service/parts.ts';
import type { CopyReport, ReportAddress } from './contract.ts';
import type { LinkUses } from './links.ts';
import * as repo from './reports-repo.ts';

/** Beyond so many that wait, the public form takes no more until somebody has looked. */
const mostWaiting = 5000;
const mostOfPartyADay = 200;
const dayMs = 24 * 3_600_000;
const tokenBytes = 16;
const place = z.string().refine((id) => isId('copyReport', id));

type Words = { url: string; title: string; note: string };

export function createReportUses(parts: ProtectionParts, links: LinkUses) {
  const { db, clock, audit, creators, people } = parts;

  /** The party that an actor may see the reports of; null for staff, who see all. */
  async function partyIdOf(trx: Trx, actor: Actor): Promise<string | null> {
    const party = await creators.partyOf(trx, actor);
    return party.kind === 'creator' ? party.creatorId : party.kind === 'agency' ? party.agencyId : null;
  }

  const present = (row: repo.SeenReport, forStaff: boolean): CopyReport => ({
    id: row.id,
    from: row.source,
    by: row.name,
    url: row.url,
    title: row.title,
    note: row.note,
    contact: forStaff ? row.contact : null,
    state: row.outcome,
    reason: row.reason,
    // Partners hear what became of it, and not of what else was found.
    suspectId: forStaff ? row.suspect_id : null,
    matchCount: forStaff || row.outcome === 'found' ? row.match_count : 0,
    times: row.times,
    createdAt: row.created_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
  });

  /** Has a report's link fetched and scanned. */
  async function lookInto(
    trx: Trx,
    organisationId: string,
    report: { id: string; url: string; note: string; title: string },
  ): Promise<void> {
    const note = [report.title, report.note].filter((text) => text !== '').join('\n');
    const [sighting] = await links.addIn(trx, organisationId, [{ url: report.url, account: null, note }], {
      way: 'report',
      batchId: null,
      reportId: report.id,
    });
    await repo.updateReport(trx, report.id, { state: 'looking', sighting_id: sighting!.id, decided_at: clock.now() });
  }

  /** The reports, held, in the order given. Throws report_not_found. */
  async function lockAll(trx: Trx, organisationId: string, ids: readonly string[]): Promise<repo.ReportRow[]> {
    const rows = new Map((await repo.lockReports(trx, organisationId, ids)).map((row) => [row.id, row]));
    return [...new Set(ids)].map((id) => {
      const row = rows.get(id);
      if (!row) throw protectionErrors.report_not_found({ id });
      return row;
    });
  }

  async function presentIds(trx: Trx, organisationId: string, ids: readonly string[], forStaff = true): Promise<CopyReport[]> {
    const rows = new Map((await repo.findReports(trx, organisationId, ids)).map((row) => [row.id, row]));
    return ids.flatMap((id) => (rows.has(id) ? [present(rows.get(id)!, forStaff)] : []));
  }

  const addressOf = (settings: settingsRepo.SettingsRow | undefined): ReportAddress => ({
    enabled: settings?.report_enabled ?? false,
    path: settings?.report_token ? `/report/${settings.report_token}` : null,
    invitation: settings?.invitation ?? '',
  });

  async function requireAddress(trx: Trx, token: string): Promise<settingsRepo.SettingsRow> {
    const settings = /^[A-Za-z0-9_-]{10,64}$/.test(token) ? await settingsRepo.findByReportToken(trx, token) : undefined;
    if (!settings) throw protectionErrors.report_address_unknown({});
    return settings;
  }

  return {
    reportCopy: async (actor: Actor, words: Words): Promise<CopyReport> => {
      const url = links.checkedUrl(words.url);
      return db.transaction(async (trx) => {
        const { organisationId } = actor;
        const partyId = await partyIdOf(trx, actor);
        if (partyId !== null) {
          const today = await repo.countSince(trx, organisationId, partyId, new Date(clock.nowMs() - dayMs));
          if (today >= mostOfPartyADay) throw protectionErrors.too_many_reports({ limit: mostOfPartyADay });
        }
        const id = newId('copyReport', clock.nowMs());
        await repo.insertReport(trx, {
          id,
          organisation_id: organisationId,
          source: actor.role === 'creator' || actor.role === 'agency' ? actor.role : 'staff',
          user_id: actor.id,
          party_id: partyId,
          name: actor.name,
          ...words,
          url,
          contact: null,
          // Looked into below; until then it must not stand beside a viewer's that waits.
          state: 'looking',
          sighting_id: null,
          created_at: clock.now(),
          decided_at: null,
        });
        await lookInto(trx, organisationId, { id, ...words, url });
        await audit.record(trx, actor, 'protection.report_copy', { id, title: url.slice(0, 200) });
        return (await presentIds(trx, organisationId, [id], partyId === null))[0]!;
      });
    },

    listReports: (actor: Actor, listing: { state?: CopyReport['state'] | undefined; cursor?: string | undefined; limit: number }) => {
      const after = listing.cursor === undefined ? null : decodeCursor(place, listing.cursor);
      return db.read(async (trx) => {
        const partyId = await partyIdOf(trx, actor);
        const rows = await repo.listReports(trx, actor.organisationId, { state: listing.state, partyId }, after, listing.limit + 1);
        const page = rows.slice(0, listing.limit);
        return {
          items: page.map((row) => present(row, partyId === null)),
          nextCursor: rows.length > listing.limit ? encodeCursor(page.at(-1)!.id) : null,
        };
      });
    },

    acceptReports: (actor: Actor, ids: readonly string[]): Promise<{ items: CopyReport[] }> =>
      db.transaction(async (trx) => {
        const rows = await lockAll(trx, actor.organisationId, ids);
        for (const row of rows) if (row.state !== 'looking') await lookInto(trx, actor.organisationId, row);
        await audit.record(trx, actor, 'protection.accept_reports', null, { reportIds: rows.map(({ id }) => id) });
        return {
          items: await presentIds(
            trx,
            actor.organisationId,
            rows.map(({ id }) => id),
          ),
        };
      }),

    dismissReports: (actor: Actor, ids: readonly string[], reason: string): Promise<{ items: CopyReport[] }> =>
      db.transaction(async (trx) => {
        const rows = await lockAll(trx, actor.organisationId, ids);
        for (const row of rows) await repo.updateReport(trx, row.id, { state: 'dismissed', reason, decided_at: clock.now() });
        await audit.record(trx, actor, 'protection.dismiss_reports', null, { reportIds: rows.map(({ id }) => id), reason });
        return {
          items: await presentIds(
            trx,
            actor.organisationId,
            rows.map(({ id }) => id),
          ),
        };
      }),

    getReportAddress: (actor: Actor): Promise<ReportAddress> =>
      db.read(async (trx) => addressOf(await settingsRepo.findSettings(trx, actor.organisationId))),

    setReportAddress: (actor: Actor, given: { enabled: boolean; invitation: string; renew: boolean }): Promise<ReportAddress> =>
      db.transaction(async (trx) => {
        const { organisationId } = actor;
        const settings = await settingsRepo.lockSettings(trx, organisationId);
        const token =
          given.renew || (given.enabled && settings.report_token === null)
            ? randomBytes(tokenBytes).toString('base64url')
            : settings.report_token;
        const { enabled, invitation, renew } = given;
        await settingsRepo.updateSettings(trx, organisationId, { report_enabled: enabled, invitation, report_token: token });
        await audit.record(trx, actor, 'protection.set_report_address', null, { enabled, renew });
        return addressOf(await settingsRepo.findSettings(trx, organisationId));
      }),

    getPublicReport: (token: string): Promise<{ organisation: string; invitation: string }> =>
      db.read(async (trx) => {
        const settings = await requireAddress(trx, token);
        const { name } = await people.getOrganisation(trx, settings.organisation_id);
        return { organisation: name, invitation: settings.invitation };
      }),

    /** Only written down: what strangers name is fetched when a person says so. */
    sendPublicReport: async (token: string, words: Words & { contact: string }): Promise<{ received: true }> => {
      const url = links.checkedUrl(words.url);
      return db.transaction(async (trx) => {
        const { organisation_id: organisationId } = await requireAddress(trx, token);
        if ((await repo.countWaiting(trx, organisationId, mostWaiting)) >= mostWaiting)
          throw protectionErrors.too_many_reports({ limit: mostWaiting });
        await repo.countReport(trx, {
          id: newId('copyReport', clock.nowMs()),
          organisation_id: organisationId,
          source: 'viewer',
          user_id: null,
          party_id: null,
          name: null,
          url,
          title: words.title,
          note: words.note,
          contact: words.contact || null,
          state: 'waiting',
          sighting_id: null,
          created_at: clock.now(),
          decided_at: null,
        });
        return { received: true as const };
      });
    },

    countWaitingReports: (trx: Trx, organisationId: string): Promise<number> => repo.countWaiting(trx, organisationId, mostWaiting),
  };
}
