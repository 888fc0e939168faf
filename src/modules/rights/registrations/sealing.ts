/** Writing a registration: the manifest is sealed, its bytes are held, and authorities are to stamp it, all or nothing. */
import assert from 'node:assert/strict';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { newId } from '../../../platform/ids.ts';
import type { StoredObject } from '../../../platform/storage/index.ts';
import { businessZone } from '../../../platform/time.ts';
import { rightsErrors } from '../errors.ts';
import { sealRegistration, type Seal } from '../evidence/bundle.ts';
import { bundleFormat } from '../evidence/form.ts';
import type { RightsParts } from '../service/parts.ts';
import type { RegisteredOwner, RegistrationSummary, WorkIdentifier } from './contract.ts';
import { mostRegistered, type GatheredAsset } from './gather.ts';
import * as repo from './repo.ts';
import { stampJob } from './stamping.ts';

export type Sealed = {
  readonly work: RegistrationSummary['work'];
  readonly basis: RegistrationSummary['basis'];
  readonly ofRegistrationId: string | null;
  readonly owners: RegisteredOwner[];
  readonly identifiers: WorkIdentifier[];
  readonly iscc: string | null;
  readonly assets: readonly GatheredAsset[];
};

export function createSealing(parts: RightsParts) {
  const { db, clock, objects, catalog, audit, jobs } = parts;

  /** Bytes by their hash, each held once for a registration, however many paths it has. */
  async function hold(trx: Trx, organisationId: string, id: string, assets: readonly GatheredAsset[]): Promise<void> {
    const holds: { registration_id: string; asset_id: string; goes_with_work: boolean }[] = [];
    for (const [sha256, same] of Map.groupBy(assets, (asset) => asset.sha256)) {
      const { bytes, mediaType, path } = same[0]!;
      const stored: StoredObject = { sha256, sizeBytes: bytes };
      const asset = await catalog.recordAsset(trx, organisationId, { role: 'evidence', stored, mediaType, filename: path, ownerId: id });
      holds.push({ registration_id: id, asset_id: asset.id, goes_with_work: same.every(({ included }) => !included) });
    }
    await repo.insertHolds(trx, holds);
  }

  async function write(trx: Trx, actor: Actor, id: string, given: Sealed, seal: Seal, manifest: GatheredAsset, at: Date): Promise<void> {
    const { organisationId } = actor;
    const { work, assets } = given;
    await repo.insertRegistration(
      trx,
      {
        id,
        organisation_id: organisationId,
        work_id: work.id,
        number: await repo.takeNumber(trx, organisationId, work.id),
        basis: given.basis,
        of_registration_id: given.ofRegistrationId,
        title: work.title,
        work_kind: work.kind,
        zone: businessZone,
        root: seal.root,
        leaves: assets.length + 1,
        asset_count: assets.length,
        bytes: assets.reduce((sum, { bytes }) => sum + BigInt(bytes), 0n),
        owners: JSON.stringify(given.owners),
        identifiers: JSON.stringify(given.identifiers),
        iscc: given.iscc,
        manifest_sha256: manifest.sha256,
        held: true,
        registered_at: at,
        registered_by_name: actor.name,
      },
      assets.map(({ path, kind, sha256, bytes, mediaType, included }, index) => ({
        registration_id: id,
        position: index + 1,
        path,
        kind,
        sha256,
        bytes: BigInt(bytes),
        media_type: mediaType,
        included,
      })),
    );
    await hold(trx, organisationId, id, [...assets, manifest]);
    for (const authority of parts.authorities)
      await repo.insertStamp(trx, {
        id: newId('timeStamp', clock.nowMs()),
        organisation_id: organisationId,
        registration_id: id,
        authority: authority.name,
        state: 'waiting',
        next_try_at: at,
        created_at: at,
      });
    const subject = { id, title: work.title };
    if (parts.authorities.length > 0) await jobs.enqueue(trx, stampJob, { registrationId: id }, { organisationId, subject });
    const action = given.basis === 'work' ? 'rights.register_work' : 'rights.seal_captures';
    await audit.record(trx, actor, action, subject, { root: seal.root, files: assets.length });
  }

  /** Seals and answers with the registration's id. Throws too_many_assets, storage.object_missing where bytes went meanwhile. */
  return async function seal(actor: Actor, given: Sealed): Promise<string> {
    const { work, assets, owners } = given;
    if (assets.length > mostRegistered) throw rightsErrors.too_many_assets({ most: mostRegistered, found: assets.length });
    const id = newId('registration', clock.nowMs());
    const at = clock.now();
    const made = sealRegistration({
      format: bundleFormat,
      madeAt: at.toISOString(),
      registration: { id, title: work.title, kind: work.kind, zone: businessZone, owners },
      assets: assets.map(({ path, bytes, sha256, mediaType, role, included }) => ({ path, bytes, sha256, mediaType, role, included })),
    });
    for (const { content, sha256 } of assets) {
      if (content === null) continue;
      assert((await objects.putBytes(content)).sha256 === sha256, 'written bytes are stored by their own hash');
    }
    const content = Buffer.from(made.manifestText);
    const { sha256 } = await objects.putBytes(content);
    const manifest: GatheredAsset = {
      path: 'manifest.json',
      kind: 'record',
      role: 'document',
      mediaType: 'application/json',
      sha256,
      bytes: content.length,
      included: true,
      content,
    };
    await db.transaction((trx) => write(trx, actor, id, given, made, manifest, at));
    return id;
  };
}
