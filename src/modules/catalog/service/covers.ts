import sharp from 'sharp';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import type { StoredObject } from '../../../platform/storage/index.ts';
import type { Work } from '../contract.ts';
import { catalogErrors } from '../errors.ts';
import { titleOf } from '../present.ts';
import { findAsset } from '../repo/assets.ts';
import { updateWork } from '../repo/works.ts';
import type { WorkRow } from '../tables.ts';
import type { AssetUses } from './assets.ts';
import type { Outcome } from './episodes.ts';
import type { CatalogParts } from './parts.ts';
import type { WorkUses } from './works.ts';

/** What a poster of a platform needs at most; a picture of more pixels is refused before it is decoded (decompression bombs). */
export const coverLimits = { bytes: 20 * 1024 * 1024, pixels: 50_000_000, width: 1080, height: 1920 } as const;

export function createCoverUses(parts: CatalogParts, works: WorkUses, assets: AssetUses) {
  const { db, clock, objects, audit } = parts;

  /** Any JPEG, PNG or WebP as one upright sRGB JPEG without metadata. Throws catalog.cover_unreadable, catalog.cover_too_large. */
  async function normalise(bytes: Uint8Array, filename: string): Promise<Buffer> {
    if (bytes.length > coverLimits.bytes) throw catalogErrors.cover_too_large({ file: filename, limitBytes: coverLimits.bytes });
    try {
      const picture = sharp(bytes, { limitInputPixels: coverLimits.pixels, failOn: 'error' });
      const { format } = await picture.metadata();
      if (format !== 'jpeg' && format !== 'png' && format !== 'webp') throw catalogErrors.cover_unreadable({ file: filename });
      return await picture
        .autoOrient()
        .flatten({ background: '#ffffff' })
        .resize({ width: coverLimits.width, height: coverLimits.height, fit: 'inside', withoutEnlargement: true })
        .jpeg({ quality: 88, mozjpeg: true })
        .toBuffer();
    } catch (error) {
      if (/pixel limit/i.test(String(error))) throw catalogErrors.cover_too_large({ file: filename, limitBytes: coverLimits.bytes }, error);
      throw catalogErrors.cover_unreadable({ file: filename }, error);
    }
  }

  /** The work must be locked. */
  async function setCoverIn(trx: Trx, work: WorkRow, cover: { stored: StoredObject; filename: string }): Promise<Outcome> {
    const before = work.cover_asset_id ? await findAsset(trx, work.organisation_id, work.cover_asset_id) : undefined;
    if (before?.sha256 === cover.stored.sha256) return 'unchanged';
    const filename = `${cover.filename.replace(/\.[^.]{1,5}$/, '')}.jpg`;
    const asset = await assets.recordAsset(trx, work.organisation_id, {
      role: 'cover',
      stored: cover.stored,
      mediaType: 'image/jpeg',
      filename,
      ownerId: work.id,
    });
    await updateWork(trx, work.organisation_id, work.id, { cover_asset_id: asset.id, updated_at: clock.now() });
    if (before) await assets.releaseAsset(trx, work.organisation_id, before.id);
    return 'stored';
  }

  return {
    normalise,
    setCoverIn,

    async setCover(actor: Actor, workId: string, bytes: Uint8Array, filename = 'cover'): Promise<Work> {
      await db.read((trx) => works.requireRow(trx, actor.organisationId, workId));
      const stored = await objects.putBytes(await normalise(bytes, filename));
      return db.transaction(async (trx) => {
        const work = await works.lockRow(trx, actor.organisationId, workId);
        if ((await setCoverIn(trx, work, { stored, filename })) === 'stored')
          await audit.record(trx, actor, 'catalog.set_cover', { id: workId, title: titleOf(work) });
        return works.getWork(trx, actor.organisationId, workId);
      });
    },

    removeCover: (actor: Actor, workId: string): Promise<Work> =>
      db.transaction(async (trx) => {
        const work = await works.lockRow(trx, actor.organisationId, workId);
        if (work.cover_asset_id) {
          await updateWork(trx, actor.organisationId, workId, { cover_asset_id: null, updated_at: clock.now() });
          await assets.releaseAsset(trx, actor.organisationId, work.cover_asset_id);
          await audit.record(trx, actor, 'catalog.remove_cover', { id: workId, title: titleOf(work) });
        }
        return works.getWork(trx, actor.organisationId, workId);
      }),
  };
}
export type CoverUses = ReturnType<typeof createCoverUses>;
