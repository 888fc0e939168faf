import type { ListenerSpec, MediaHost } from '../../../platform/media/index.ts';
import { shotsListener } from '../../studio/index.ts';
import type { Fingerprint } from '../fingerprints/fingerprint.ts';
import { fingerprintListener } from '../fingerprints/make.ts';

/** Luma of `width` × `height` a picture, one after another, as decoded (16 to 235); times in milliseconds from the first frame. */
export type SuspectPictures = {
  readonly width: number;
  readonly height: number;
  readonly atMs: Float64Array;
  readonly luma: Uint8Array;
};

/** A suspect as it is compared: its own fingerprint, and its pictures denser and larger than a fingerprint keeps them. */
export type Suspect = {
  readonly fingerprint: Fingerprint;
  readonly pictures: SuspectPictures;
};

export type PrepareOptions = {
  signal?: AbortSignal;
  /** The part done, 0 to 1. */
  onProgress?(fraction: number): void;
  /** The file's name as its owner knows it: errors carry it. */
  label?: string;
};

const suspectListener: ListenerSpec = { name: 'suspect', url: import.meta.resolve('./suspect-listener.ts') };

/** Reads a suspect in one decoding pass. Throws media errors for files that cannot be decoded. */
export async function prepareSuspect(host: MediaHost, path: string, { label, ...options }: PrepareOptions = {}): Promise<Suspect> {
  const listeners = [shotsListener, fingerprintListener, suspectListener];
  const { results } = await host.pass({ file: path, label, listeners }, options);
  return {
    fingerprint: results[fingerprintListener.name] as Fingerprint,
    pictures: results[suspectListener.name] as SuspectPictures,
  };
}
