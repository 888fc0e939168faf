import type { MediaHost } from '../../../platform/media/index.ts';
import type { Loudness } from '../../../platform/media/listeners/loudness.ts';
import { shotsListener, type ShotsResult } from '../../studio/index.ts';
import type { Fingerprint } from '../fingerprints/fingerprint.ts';
import { fingerprintListener, type FingerprintOptions } from '../fingerprints/make.ts';
import type { RemakeCue, RemakeWork } from './shape.ts';

const loudnessListener = { name: 'loudness', url: import.meta.resolve('../../../platform/media/listeners/loudness.ts') };

/**
 * What `compareRemake` wants of a video, in one decoding pass. Where no cues are given, those of a text track inside the file are taken.
 * Throws media errors for files that cannot be decoded.
 */
export async function readRemakeWork(
  host: MediaHost,
  path: string,
  cues: readonly RemakeCue[] | null,
  { label, ...options }: FingerprintOptions = {},
): Promise<RemakeWork> {
  const { results, subtitles } = await host.pass(
    { file: path, label, listeners: [shotsListener, loudnessListener, fingerprintListener] },
    options,
  );
  const { shots } = results[shotsListener.name] as ShotsResult;
  const loudness = results[loudnessListener.name] as Loudness;
  return {
    shots: shots.map(({ startMs, endMs, transitionIn }) => ({ startMs, endMs, join: transitionIn.kind })),
    pictures: (results[fingerprintListener.name] as Fingerprint).pictures,
    loudness: loudness && { hopMs: loudness.hopMs, momentaryLufs: loudness.momentaryLufs },
    cues: cues ?? subtitles.find((track) => track.cues.length > 0)?.cues ?? [],
  };
}
