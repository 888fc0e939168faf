/** Bundles of registrations as they are downloaded: the sealed manifest, what authorities answered, and the files that are asked for. */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { contentDisposition } from '../../../platform/http/download.ts';
import { rightsErrors } from '../errors.ts';
import { sealRegistration, writeBundle, type BundleStamp, type Seal } from '../evidence/bundle.ts';
import { bundleManifest, mostIncluded, mostStamps, type BundleAsset } from '../evidence/form.ts';
import type { RightsParts } from '../service/parts.ts';
import { segment } from './gather.ts';
import type { RegisteredAssetRow, RegistrationRow, StampRow } from './tables.ts';

export type Carried = { readonly videos: boolean; readonly documents: boolean };
/** Sizes in a zip are of 32 bits, with room for its directory. */
const mostBundleBytes = 4_000_000_000;

/** The seal of a registration as it was made; its text is what was stamped, so it is read and not written anew. */
export async function openSeal(parts: RightsParts, row: RegistrationRow): Promise<Seal> {
  const text = await new Response(await parts.objects.read(row.manifest_sha256)).text();
  const seal = sealRegistration(bundleManifest.parse(JSON.parse(text)));
  assert(seal.root === row.root && seal.manifestText === text, `${row.id} has another manifest than it was sealed with`);
  return seal;
}

/** What of a stamp goes into a bundle. */
export function bundleStampOf({ query, reply, anchors }: StampRow): BundleStamp {
  const blocks = anchors.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  return {
    query: Buffer.from(query!, 'base64'),
    reply: Buffer.from(reply!, 'base64'),
    anchors: blocks.map((block) => new X509Certificate(block)),
  };
}

/** The stamps that a bundle carries: those that hold, the first of each authority before what was stamped once more. */
export const carriedStamps = (stamps: readonly StampRow[]): StampRow[] =>
  stamps.filter(({ state }) => state === 'stamped').slice(0, mostStamps);

/**
 * The bundle as a download, made while it is read. Throws assets_let_go where videos are wanted of a work that is gone, and
 * bundle_too_large for more than a zip holds.
 */
export async function bundleResponse(
  parts: RightsParts,
  { row, stamps, assets }: { row: RegistrationRow; stamps: readonly StampRow[]; assets: readonly RegisteredAssetRow[] },
  wanted: Carried,
): Promise<Response> {
  if (wanted.videos && !row.held) throw rightsErrors.assets_let_go({ title: row.title });
  const kinds = new Map(assets.map((asset) => [asset.path, asset.kind]));
  const carries = ({ path }: Pick<BundleAsset, 'path'>): boolean => {
    const kind = kinds.get(path);
    if (!row.held || kind === undefined) return false;
    return kind === 'document' ? wanted.documents : wanted.videos;
  };
  const carried = assets.filter((asset) => asset.included || carries(asset));
  const bytes = carried.reduce((sum, asset) => sum + Number(asset.bytes), 0);
  if (bytes > mostBundleBytes || carried.length > mostIncluded)
    throw rightsErrors.bundle_too_large({ bytes, most: mostBundleBytes, files: carried.length });
  const seal = await openSeal(parts, row);
  const hashes = new Map(assets.map((asset) => [asset.path, asset.sha256]));
  const open = async function* (path: string): AsyncGenerator<Uint8Array> {
    yield* await parts.objects.read(hashes.get(path)!);
  };
  const zip = writeBundle(seal, carriedStamps(stamps).map(bundleStampOf), open, carries);
  const name = `${segment(row.title)} ${row.basis === 'work' ? '' : 'captures '}${row.number}.evidence.zip`;
  return new Response(ReadableStream.from(zip), {
    headers: { 'content-type': 'application/zip', 'content-disposition': contentDisposition(name), 'cache-control': 'private, no-store' },
  });
}
