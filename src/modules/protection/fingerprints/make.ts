import type { ListenerSpec, MediaHost } from '../../../platform/media/index.ts';
import { shotsListener } from '../../studio/index.ts';
import type { Fingerprint } from './fingerprint.ts';

/** Joins any pass; where the studio's shots are watched before it in the list, the fingerprint has them. */
export const fingerprintListener: ListenerSpec = { name: 'fingerprint', url: import.meta.resolve('./listener.ts') };

export type FingerprintOptions = {
  signal?: AbortSignal;
  /** The part done, 0 to 1. */
  onProgress?(fraction: number): void;
  /** The file's name as its owner knows it: errors carry it. */
  label?: string;
};

/** The fingerprint of one video or sound file, in one decoding pass. Throws media errors for files that cannot be decoded. */
export async function fingerprintFile(host: MediaHost, path: string, { label, ...options }: FingerprintOptions = {}): Promise<Fingerprint> {
  const pass = await host.pass({ file: path, label, listeners: [shotsListener, fingerprintListener] }, options);
  return pass.results[fingerprintListener.name] as Fingerprint;
}
