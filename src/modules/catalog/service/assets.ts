import type { Trx } from '../../../platform/db/index.ts';
import { newId } from '../../../platform/ids.ts';
import { storageErrors, type StoredObject } from '../../../platform/storage/index.ts';
import type { Asset } from '../contract.ts';
import { catalogErrors } from '../errors.ts';
import { presentAsset } from '../present.ts';
import * as repo from '../repo/assets.ts';
import type { AssetRole } from '../tables.ts';
import type { CatalogParts } from './parts.ts';

export type NewAsset = { role: AssetRole; stored: StoredObject; mediaType: string; filename: string; ownerId: string };

// Longer than any transaction: a removal is asked for in one, and another that took the same bytes up may not have committed yet.
const removalDelayMs = 10 * 60_000;
// Longer than any job takes between storing bytes and recording them.
const orphanDelayMs = 6 * 3_600_000;

export function createAssetUses(parts: CatalogParts) {
  const { db, clock, objects, log } = parts;

  return {
    /**
     * Records stored bytes as a tenant's asset. The same bytes may be recorded many times, by many tenants.
     * Throws storage.object_missing where the bytes were swept since they were put: put them again.
     */
    async recordAsset(trx: Trx, organisationId: string, asset: NewAsset): Promise<Asset> {
      const { sha256, sizeBytes } = asset.stored;
      await repo.withdrawRemoval(trx, sha256);
      if (!(await objects.has(sha256))) throw storageErrors.object_missing({ sha256 });
      const row = await repo.insertAsset(trx, {
        id: newId('asset', clock.nowMs()),
        organisation_id: organisationId,
        role: asset.role,
        sha256,
        size_bytes: sizeBytes,
        media_type: asset.mediaType,
        filename: safeFilename(asset.filename),
        owner_id: asset.ownerId,
        created_at: clock.now(),
      });
      return presentAsset(row);
    },

    /** Lets an asset go; its bytes go when no asset of any tenant has them, some minutes later. Unknown ids are passed over. */
    async releaseAsset(trx: Trx, organisationId: string, assetId: string): Promise<void> {
      const sha256 = await repo.deleteAsset(trx, organisationId, assetId);
      if (sha256) await repo.askForRemoval(trx, [sha256], new Date(clock.nowMs() + removalDelayMs));
    },

    /** Throws catalog.asset_not_found, also for another tenant's. */
    async getAsset(trx: Trx, organisationId: string, assetId: string): Promise<Asset> {
      const row = await repo.findAsset(trx, organisationId, assetId);
      if (!row) throw catalogErrors.asset_not_found({ id: assetId });
      return presentAsset(row);
    },

    /** Removes the bytes that nobody has needed for a while; answers with how many objects went. Safe to run anywhere, at any time. */
    async sweepObjects(): Promise<number> {
      let removed = 0;
      for (let more = true; more;) {
        more = await db.transaction(async (trx) => {
          const sha256 = await repo.takeDueRemoval(trx, clock.now());
          if (!sha256) return false;
          const [unreferenced] = await repo.selectUnreferenced(trx, [sha256]);
          // Under the row's lock: who records the same bytes waits here, and then sees that they are gone.
          if (unreferenced) {
            await objects.remove(sha256);
            removed++;
          }
          await repo.withdrawRemoval(trx, sha256);
          return true;
        });
      }
      if (removed > 0) log.info('catalog.objects_swept', { removed });
      return removed;
    },

    /** Finds objects that a crash left between storing and recording, and asks for their removal; answers with how many. */
    async findOrphans(): Promise<number> {
      let found = 0;
      const ask = async (sha256s: string[]): Promise<void> => {
        const orphans = await db.transaction(async (trx) => {
          const unreferenced = await repo.selectUnreferenced(trx, sha256s);
          await repo.askForRemoval(trx, unreferenced, new Date(clock.nowMs() + orphanDelayMs));
          return unreferenced.length;
        });
        found += orphans;
      };
      let batch: string[] = [];
      for await (const { sha256 } of objects.list()) {
        batch.push(sha256);
        if (batch.length === 500) await ask(batch.splice(0));
      }
      if (batch.length > 0) await ask(batch);
      return found;
    },
  };
}
export type AssetUses = ReturnType<typeof createAssetUses>;

/** The last part of a name, without what file systems and headers cannot bear; at most 200 characters. */
export function safeFilename(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  // oxlint-disable-next-line no-control-regex
  const clean = last
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f<>:"|?*\u202a-\u202e]/g, '_')
    .trim();
  return clean === '' || clean === '.' || clean === '..' ? 'file' : Array.from(clean).slice(-200).join('');
}
