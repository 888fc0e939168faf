/** People's data: kept for a time, handed out on request, erased on request. What was decided and earned stays, without them. */
import { strToU8, zipSync } from 'fflate';
import type { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import type { EdgeParts } from '../edge-parts.ts';
import * as imports from '../imports/repo.ts';
import { lockOrganisation } from '../repo/events.ts';
import type { erasure, PrivacySettings, viewerIdentity } from './contract.ts';
import * as repo from './repo.ts';

const dayMs = 24 * 3_600_000;
// Hashes are made with a key of their day: those of as long as hashes are kept find a device again.
const longestKeptMs = 400 * dayMs;
const batch = 2_000;

type Erasure = z.output<typeof erasure>;
type ViewerIdentity = z.output<typeof viewerIdentity>;
export type PrivacyUses = ReturnType<typeof createPrivacyUses>;

export function createPrivacyUses(parts: EdgeParts) {
  const { db, clock, audit, log } = parts;

  async function viewerOf({ viewerId, deviceId }: ViewerIdentity) {
    return {
      viewerId: viewerId ?? null,
      deviceId: deviceId ?? null,
      deviceHashes: await parts.visitors.hashes('device', deviceId, longestKeptMs),
    };
  }

  async function sweepOrganisation(organisationId: string, signal: AbortSignal): Promise<number> {
    const { touchDays, viewerDays } = await db.read((trx) => repo.readSettings(trx, organisationId));
    const now = clock.now();
    const before = (days: number): Date => new Date(now.getTime() - days * dayMs);
    let erased = 0;
    const steps: ((trx: Trx) => Promise<number>)[] = [
      (trx) => repo.eraseTouchHashes(trx, organisationId, before(touchDays), now, batch),
      (trx) => repo.eraseMatchKeys(trx, organisationId, before(touchDays), now, batch),
      (trx) => repo.eraseViewersBefore(trx, organisationId, before(viewerDays), now, batch),
    ];
    for (const step of steps) {
      for (let done = batch; done >= batch;) {
        signal.throwIfAborted();
        // Between an intake's reading and its decision nothing may vanish.
        done = await db.transaction(async (trx) => {
          await lockOrganisation(trx, organisationId);
          return step(trx);
        });
        erased += done;
      }
    }
    await forgetFiles(organisationId, before(touchDays));
    await db.transaction((trx) => repo.forgetCreatorTraces(trx, { organisationId, before: before(touchDays) }));
    return erased;
  }

  // Files hold viewers and orders as they were sent: rows in the preview, in what is told of wrong ones, and the file itself.
  async function forgetFiles(organisationId: string, before: Date): Promise<void> {
    await db.transaction(async (trx) => {
      for (const row of await imports.lockRested(trx, organisationId, before, batch)) {
        if (row.asset_id) await parts.assets.releaseAsset(trx, organisationId, row.asset_id);
        await imports.clearErrors(trx, row.id);
        await imports.updateImport(trx, organisationId, row.id, {
          asset_id: null,
          preview: '[]',
          ...(row.state !== 'done' && { state: 'cancelled' as const }),
        });
      }
    });
  }

  return {
    readSettings: (trx: Trx, organisationId: string): Promise<PrivacySettings> => repo.readSettings(trx, organisationId),
    async setSettings(actor: Actor, settings: PrivacySettings): Promise<PrivacySettings> {
      await db.transaction(async (trx) => {
        await repo.writeSettings(trx, actor.organisationId, settings);
        await audit.record(trx, actor, 'attribution.set_privacy_settings', null, settings);
      });
      return settings;
    },

    /** Erases what its time has run out for, of every organisation. Once an hour; running it again changes nothing. */
    async sweep(signal: AbortSignal): Promise<number> {
      let erased = 0;
      for (const organisationId of await db.read(repo.listOrganisations)) {
        signal.throwIfAborted();
        erased += await sweepOrganisation(organisationId, signal).catch((error: unknown) => {
          if (signal.aborted) throw error;
          log.error('attribution.retention_failed', { organisationId, error });
          return 0;
        });
      }
      if (erased > 0) log.info('attribution.retention', { erased });
      return erased;
    },

    /** Everything that is stored of a viewer. That it was asked for is in the audit trail; of whom is not. */
    async exportViewer(actor: Actor, identity: ViewerIdentity): Promise<Record<string, unknown>> {
      const viewer = await viewerOf(identity);
      return db.transaction(async (trx) => {
        await audit.record(trx, actor, 'attribution.export_viewer', null);
        return { exportedAt: clock.now().toISOString(), viewer: identity, ...(await repo.selectViewer(trx, actor.organisationId, viewer)) };
      });
    },

    /** A zip of JSON files of everything that is stored of the creator who asks. Throws creators.not_a_party. */
    async exportMine(actor: Actor): Promise<Uint8Array<ArrayBuffer>> {
      const { organisationId } = actor;
      const records = await db.read(async (trx) => {
        const party = await parts.creators.partyOf(trx, actor);
        const creatorId = party.kind === 'creator' ? party.creatorId : '';
        return {
          ...(await parts.creatorRecords(trx, organisationId, creatorId)),
          ...(await repo.selectCreator(trx, organisationId, creatorId)),
        };
      });
      const files = Object.fromEntries(
        Object.entries(records).map(([name, value]) => [`${name}.json`, strToU8(JSON.stringify(value, wire, 2))]),
      );
      return zipSync(files) as Uint8Array<ArrayBuffer>;
    },

    /** Erases a viewer, or anonymises a creator. Decisions and earnings stay; replaying counts such decisions apart. Throws creators.creator_not_found. */
    async erase(actor: Actor, of: { viewer?: ViewerIdentity | undefined; creatorId?: string | undefined }): Promise<Erasure> {
      const { organisationId } = actor;
      const viewer = of.viewer ? await viewerOf(of.viewer) : null;
      return db.transaction(async (trx) => {
        const now = clock.now();
        let counts = { conversions: 0, touches: 0, decisions: 0 };
        if (viewer) {
          await lockOrganisation(trx, organisationId);
          counts = await repo.eraseViewer(trx, organisationId, viewer, now);
        } else {
          const accounts = await parts.creators.accountNamesOf(trx, organisationId, of.creatorId!);
          await parts.anonymiseCreator(trx, organisationId, of.creatorId!);
          await lockOrganisation(trx, organisationId);
          counts = { ...counts, ...(await repo.forgetAccounts(trx, organisationId, accounts, now)) };
          await repo.forgetCreatorTraces(trx, { organisationId, creatorId: of.creatorId! });
        }
        const id = newId('erasure', clock.nowMs());
        const kind = viewer ? ('viewer' as const) : ('creator' as const);
        const subjectId = viewer ? null : of.creatorId!;
        await repo.insertErasure(trx, { id, organisationId, kind, subjectId, ...counts, by: actor.name, at: now });
        await audit.record(trx, actor, 'attribution.erase', { id, title: subjectId ?? kind }, { kind, ...counts });
        return { id, kind, subjectId, ...counts, by: actor.name, at: now.toISOString() };
      });
    },

    async listErasures(trx: Trx, organisationId: string): Promise<Erasure[]> {
      return (await repo.listErasures(trx, organisationId)).map((row) => ({
        id: row.id,
        kind: row.kind,
        subjectId: row.subject_id,
        conversions: row.conversions,
        touches: row.touches,
        decisions: row.decisions,
        by: row.by_name,
        at: row.at.toISOString(),
      }));
    },
  };
}

export const wire = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);
