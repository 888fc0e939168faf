/** Sightings as evidence carries them: what was asked for, what answered, and the bytes that came. */
import type { Trx } from '../../../platform/db/index.ts';
import { captureFormat, type Capture } from '../../rights/index.ts';
import * as repo from './repo.ts';

/**
 * Captures by the ids of sightings, or of suspects, which stand for where they were seen first. What has no bytes yet, is unknown or
 * another organisation's is left out.
 */
export async function capturesForEvidence(trx: Trx, organisationId: string, ids: readonly string[]): Promise<Map<string, Capture>> {
  const captures = new Map<string, Capture>();
  for (const id of ids) {
    const sighting = (await repo.findSighting(trx, organisationId, id)) ?? (await repo.listSightingsOf(trx, organisationId, id, 1)).at(0);
    const suspect = sighting?.suspect_id ? await repo.findSuspect(trx, organisationId, sighting.suspect_id) : undefined;
    if (!sighting || !suspect) continue;
    const { capture } = sighting;
    captures.set(id, {
      format: captureFormat,
      id: sighting.id,
      at: new Date(capture?.at ?? sighting.created_at).toISOString(),
      askedUrl: sighting.url?.slice(0, 2048) ?? null,
      redirects: [],
      finalUrl: capture?.finalUrl.slice(0, 2048) ?? null,
      address: capture?.address?.slice(0, 100) ?? null,
      status: capture?.status ?? null,
      headers: (capture?.headers ?? []).slice(0, 200).map(([name, value]) => [name.slice(0, 200), value.slice(0, 8192)]),
      certificate: null,
      means: capture?.downloader ?? 'upload',
      body: { sha256: suspect.sha256, bytes: Number(suspect.size_bytes), mediaType: suspect.media_type.slice(0, 100) },
      pictures: [],
    });
  }
  return captures;
}
