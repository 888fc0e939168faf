import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import { contentDisposition } from '../../../platform/http/download.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import { rightsErrors } from '../errors.ts';
import { isccOf } from '../identifiers/iscc.ts';
import type { RightsParts } from '../service/parts.ts';
import { bundleResponse, type Carried } from './bundles.ts';
import { captureFiles, registrationFiles, type CaptureSource } from './captures.ts';
import { certificatePage } from './certificate.ts';
import { changesBetween, type Compared } from './changes.ts';
import {
  registrationLimits,
  type Registrable,
  type RegisteredAsset,
  type RegisteredKind,
  type RegistrationChanges,
  type RegistrationDetail,
  type RegistrationSummary,
  type registrationsRoutes,
} from './contract.ts';
import { gather, identifiersFile, inOrder, type Gathered } from './gather.ts';

import { createIdentifierUses } from './identifiers.ts';
import { assetOf, detailOf, summaryOf } from './present.ts';
import { createPublicUses } from './public.ts';
import * as repo from './repo.ts';
import { createSealing } from './sealing.ts';
import { createStamping, stampJob } from './stamping.ts';
import type { RegistrationRow, StampRow } from './tables.ts';

type Listing = z.output<typeof registrationsRoutes.listRegistrations.query>;
type AssetListing = z.output<typeof registrationsRoutes.listRegisteredAssets.query>;
const place = z.object({ at: z.iso.datetime(), id: z.string().max(60) });

/** The use-cases of registrations: each is one statement about a moment, sealed, stamped, and never changed. */
export function createRegistrationsUses(parts: RightsParts) {
  const { db, clock, catalog, jobs, audit } = parts;
  const seal = createSealing(parts);
  const stamping = createStamping(parts);
  let captureSource: CaptureSource | null = null;

  catalog.registerDependents({
    // Nothing that a person would miss: what was registered stays provable, with the files that they have.
    list: async () => [],
    remove: async (trx, _actor, { organisationId, workId, wholeWork }) => {
      if (!wholeWork) return;
      for (const assetId of await repo.takeHoldsOfWork(trx, organisationId, workId))
        await catalog.releaseAsset(trx, organisationId, assetId);
      await repo.replaceIdentifiers(trx, organisationId, workId, []);
    },
  });

  async function find(trx: Trx, organisationId: string, id: string): Promise<{ row: RegistrationRow; stamps: StampRow[] }> {
    const row = await repo.findRegistration(trx, organisationId, id);
    if (!row) throw rightsErrors.registration_not_found({ id });
    return { row, stamps: await repo.listStamps(trx, [id]) };
  }
  async function detail(trx: Trx, organisationId: string, id: string): Promise<RegistrationDetail> {
    const { row, stamps } = await find(trx, organisationId, id);
    return detailOf(row, stamps, await repo.countAssets(trx, id), parts.baseUrl);
  }
  const compared = (of: Gathered): Compared => ({ title: of.title, owners: of.stated.owners, assets: of.assets });
  async function changesOf(trx: Trx, row: RegistrationRow, now: Gathered): Promise<RegistrationChanges> {
    const assets = await repo.listAssets(trx, row.id);
    return changesBetween({ title: row.title, owners: row.owners, assets }, compared(now));
  }

  return {
    ...createIdentifierUses(parts),
    ...createPublicUses(parts),
    ...stamping,

    /** Who keeps captures says so, once: sealCaptures asks there. */
    registerCaptureSource(source: CaptureSource): void {
      captureSource = source;
    },

    /**
     * Registers a work as it stands. Throws catalog.work_not_found, nothing_to_register, title_broken with the right whose shares do
     * not sum to one, too_many_assets.
     */
    async registerWork(actor: Actor, given: { workId: string; owners: boolean; documents: boolean }): Promise<RegistrationDetail> {
      const { organisationId } = actor;
      const now = await db.read((trx) => gather(parts, trx, organisationId, given.workId));
      const { title, kind, identifiers, stated } = now;
      const assets = now.assets.filter((asset) => given.documents || asset.kind !== 'document');
      if (!assets.some((asset) => asset.content === null)) throw rightsErrors.nothing_to_register({ title });
      const [fault] = stated.faults;
      if (given.owners && fault) throw rightsErrors.title_broken({ right: fault.right, found: fault.params.found ?? '', title });
      const iscc = await isccOf(now.described);
      const known = identifiers.length > 0 || iscc !== null ? [identifiersFile(identifiers, iscc)] : [];
      const id = await seal(actor, {
        work: { id: given.workId, title, kind },
        basis: 'work',
        ofRegistrationId: null,
        owners: given.owners ? stated.owners : [],
        identifiers,
        iscc,
        assets: inOrder([...assets, ...known]),
      });
      return db.read((trx) => detail(trx, organisationId, id));
    },

    /** Seals captures for a registration. Throws registration_not_found, capture_not_found, too_many_assets. */
    async sealCaptures(actor: Actor, registrationId: string, captureIds: readonly string[]): Promise<RegistrationDetail> {
      const { organisationId } = actor;
      const wanted = [...new Set(captureIds)];
      const { row, stamps, captures } = await db.read(async (trx) => {
        const found = await find(trx, organisationId, registrationId);
        const captures = captureSource === null ? new Map() : await captureSource(trx, organisationId, wanted);
        return { ...found, captures };
      });
      const missing = wanted.find((id) => !captures.has(id));
      if (missing !== undefined) throw rightsErrors.capture_not_found({ id: missing });
      const assets = [...(await registrationFiles(parts, row, stamps)), ...captureFiles(wanted.map((id) => captures.get(id)!))];
      const id = await seal(actor, {
        work: { id: row.work_id, title: row.title, kind: row.work_kind },
        basis: 'captures',
        ofRegistrationId: row.id,
        owners: row.owners,
        identifiers: row.identifiers,
        iscc: row.iscc,
        assets,
      });
      return db.read((trx) => detail(trx, organisationId, id));
    },

    listRegistrations(actor: Actor, listing: Listing): Promise<{ items: RegistrationSummary[]; nextCursor: string | null }> {
      const { cursor, limit, workId, basis } = listing;
      const from = cursor === undefined ? null : decodeCursor(place, cursor);
      return db.read(async (trx) => {
        const rows = await repo.listRegistrations(trx, actor.organisationId, {
          workId: workId ?? null,
          basis: basis ?? null,
          before: from && { at: new Date(from.at), id: from.id },
          limit: limit + 1,
        });
        const shown = rows.slice(0, limit);
        const ids = shown.map(({ id }) => id);
        const stamps = Map.groupBy(await repo.listStamps(trx, ids), (stamp) => stamp.registration_id);
        const last = rows.length > limit ? shown.at(-1)! : null;
        return {
          items: shown.map((row) => summaryOf(row, stamps.get(row.id) ?? [])),
          nextCursor: last && encodeCursor({ at: last.registered_at.toISOString(), id: last.id }),
        };
      });
    },

    /** Throws registration_not_found, also for another organisation's. */
    getRegistration: (actor: Actor, id: string): Promise<RegistrationDetail> => db.read((trx) => detail(trx, actor.organisationId, id)),

    listRegisteredAssets(
      actor: Actor,
      id: string,
      listing: AssetListing,
    ): Promise<{ items: RegisteredAsset[]; nextCursor: string | null }> {
      const { cursor, limit } = listing;
      const after = cursor === undefined ? 0 : decodeCursor(z.object({ position: z.number().int().min(0) }), cursor).position;
      return db.read(async (trx) => {
        await find(trx, actor.organisationId, id);
        const rows = await repo.listAssets(trx, id, { kind: listing.kind as RegisteredKind | undefined, after, limit: limit + 1 });
        const shown = rows.slice(0, limit);
        return {
          items: shown.map(assetOf),
          nextCursor: rows.length > limit ? encodeCursor({ position: shown.at(-1)!.position }) : null,
        };
      });
    },

    /** Throws registration_not_found, and catalog.work_not_found once the work is gone. */
    getRegistrationChanges: (actor: Actor, id: string): Promise<RegistrationChanges> =>
      db.read(async (trx) => {
        const { row } = await find(trx, actor.organisationId, id);
        return changesOf(trx, row, await gather(parts, trx, actor.organisationId, row.work_id));
      }),

    /** What a registration would hold now. Throws catalog.work_not_found. */
    getRegistrable: (actor: Actor, workId: string): Promise<Registrable> =>
      db.read(async (trx) => {
        const now = await gather(parts, trx, actor.organisationId, workId);
        const last = await repo.findNewest(trx, actor.organisationId, workId);
        const groups = Map.groupBy(now.assets, ({ kind }) => kind);
        return {
          title: now.title,
          contents: [...groups].map(([kind, all]) => ({ kind, count: all.length, bytes: all.reduce((sum, { bytes }) => sum + bytes, 0) })),
          owners: now.stated.owners,
          ownerFaults: now.stated.faults,
          identifiers: now.identifiers,
          authorities: parts.authorities.map(({ name }) => name),
          last: last
            ? { id: last.id, number: last.number, registeredAt: last.registered_at.toISOString(), changes: await changesOf(trx, last, now) }
            : null,
        };
      }),

    listAuthorities: async (): Promise<{ items: { name: string; anchored: boolean }[] }> => ({
      items: parts.authorities.map(({ name, anchors }) => ({ name, anchored: anchors.length > 0 })),
    }),

    /**
     * Has authorities stamp a registration: those that have not, those that failed, and with `again` those that have. Throws
     * registration_not_found, no_authority, already_stamped, too_many_stamps.
     */
    async stampRegistration(actor: Actor, id: string, given: { authority: string | null; again: boolean }): Promise<RegistrationDetail> {
      const { organisationId } = actor;
      const wanted = parts.authorities.filter(({ name }) => given.authority === null || name === given.authority);
      return db.transaction(async (trx) => {
        const row = await repo.lockRegistration(trx, organisationId, id);
        if (!row) throw rightsErrors.registration_not_found({ id });
        if (wanted.length === 0) throw rightsErrors.no_authority({ authority: given.authority ?? '' });
        const stamps = await repo.listStamps(trx, [id]);
        const due: string[] = [];
        for (const { name } of wanted) {
          const own = stamps.filter(({ authority }) => authority === name);
          const open = own.find(({ state }) => state !== 'stamped');
          if (open) await repo.tryAgain(trx, open.id, clock.now());
          else if (own.length > 0 && !given.again) continue;
          else {
            const full = stamps.filter(({ state }) => state === 'stamped').length + due.length >= registrationLimits.stamps;
            if (full) throw rightsErrors.too_many_stamps({ most: registrationLimits.stamps });
            await repo.insertStamp(trx, {
              id: newId('timeStamp', clock.nowMs()),
              organisation_id: organisationId,
              registration_id: id,
              authority: name,
              state: 'waiting',
              next_try_at: clock.now(),
              created_at: clock.now(),
            });
          }
          due.push(name);
        }
        if (due.length === 0) throw rightsErrors.already_stamped({ title: row.title });
        const subject = { id, title: row.title };
        await jobs.enqueue(trx, stampJob, { registrationId: id }, { organisationId, subject });
        await audit.record(trx, actor, 'rights.ask_for_stamps', subject, { authorities: due });
        return detail(trx, organisationId, id);
      });
    },

    /** The certificate as a page to print. Throws registration_not_found. */
    async getCertificate(actor: Actor, id: string, language: string): Promise<Response> {
      const { shown, assets } = await db.read(async (trx) => ({
        shown: await detail(trx, actor.organisationId, id),
        assets: (await repo.listAssets(trx, id)).map(assetOf),
      }));
      return new Response(await certificatePage(shown, assets, language), {
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'content-disposition': contentDisposition(`${shown.work.title} ${shown.number}.html`, 'inline'),
          'cache-control': 'private, no-store',
        },
      });
    },

    /** The bundle as a download. Throws registration_not_found, assets_let_go, bundle_too_large. */
    async getBundle(actor: Actor, id: string, wanted: Carried): Promise<Response> {
      const found = await db.read(async (trx) => ({
        ...(await find(trx, actor.organisationId, id)),
        assets: await repo.listAssets(trx, id),
      }));
      return bundleResponse(parts, found, wanted);
    },
  };
}
export type RegistrationsUses = ReturnType<typeof createRegistrationsUses>;
