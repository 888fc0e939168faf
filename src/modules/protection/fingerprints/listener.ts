/** Watches a decoding pass and keeps what copies are found by: pictures' hashes, small pictures, the sound's print, the shots. */
import type { ListenerFactory, Span } from '../../../platform/media/types.ts';
import { fingerprintVersion, pictureEveryMs, type Fingerprint } from './fingerprint.ts';
import { createPictureRecorder } from './picture-recorder.ts';
import { createSoundRecorder } from './sound-recorder.ts';

/**
 * Pixels of the longest side that pictures are hashed from. Measured on Sintel and Big Buck Bunny, hashes differ from those of the whole
 * picture in 6 of 256 bits on average and 16 at most; at 128 it is 12 and 22, at 512 no better than here.
 */
const pictureSide = 256;

/**
 * The name under which an earlier listener of the same pass finds the shots (an object with `shots`); without one the fingerprint has
 * none.
 */
const shotsName = 'shots';

const listen: ListenerFactory<unknown, Fingerprint> = (_options, { video }) => {
  const pictures = createPictureRecorder();
  const sound = createSoundRecorder();
  return {
    picture: { longestSide: pictureSide, everyMs: pictureEveryMs, lumaOnly: true },
    onPicture: (picture) => pictures.add(picture),
    sound: true,
    onSound: ({ samples }) => sound.hear(samples),
    finish({ durationMs, frames, results }) {
      const found = results?.[shotsName] as { shots: readonly Span[] } | undefined;
      return {
        version: fingerprintVersion,
        durationMs: Math.round(durationMs),
        width: frames > 0 ? (video?.width ?? 0) : 0,
        height: frames > 0 ? (video?.height ?? 0) : 0,
        pictures: pictures.finish(),
        sound: sound.finish(),
        shots: (found?.shots ?? []).map(({ startMs, endMs }) => ({ startMs: Math.floor(startMs), endMs: Math.floor(endMs) })),
      };
    },
  };
};

export default listen;
