/** Loudness after EBU R128 (ITU-R BS.1770-4) of the sound as the file has it, by FFmpeg's own meter; true peak by ours, as its costs more than all else. */
import { createTruePeak } from '../true-peak.ts';
import type { Listener, ListenerFactory } from '../types.ts';

export type Loudness = {
  /** Null where all of it is below the gate: digital silence, or less than 400 ms. */
  integratedLufs: number | null;
  /** LU; null where there is nothing to range over. */
  loudnessRange: number | null;
  truePeakDbtp: number | null;
  hopMs: number;
  /** Of the 400 ms that end at (index + 1) × hopMs; null below the absolute gate of −70 LUFS. */
  momentaryLufs: (number | null)[];
  /** Of the 3 s that end there; null below the gate and in the first 3 s. */
  shortTermLufs: (number | null)[];
} | null;

const gateLufs = -70;
const hopMs = 100;

function level(text: string | undefined): number | null {
  const value = Number(text);
  return text === undefined || !Number.isFinite(value) || value <= gateLufs ? null : Math.round(value * 100) / 100;
}

const createLoudness: ListenerFactory<unknown, Loudness> = (): Listener<Loudness> => {
  const momentaryLufs: (number | null)[] = [];
  const shortTermLufs: (number | null)[] = [];
  const truePeak = createTruePeak();
  let last: Record<string, string> | null = null;
  return {
    soundFilter: 'ebur128=metadata=1',
    originalSound: true,
    onOriginalSound: ({ planes }) => truePeak.hear(planes),
    onSoundReading({ values }) {
      // The end of the file is a shorter piece that the meter passes on without measuring.
      if (values['lavfi.r128.M'] === undefined) return;
      momentaryLufs.push(level(values['lavfi.r128.M']));
      shortTermLufs.push(level(values['lavfi.r128.S']));
      last = values;
    },
    finish() {
      const peak = truePeak.finish();
      // Sound that is too short for one reading has a peak and nothing else; no sound at all has nothing.
      if (!last && peak === 0) return null;
      const integratedLufs = level(last?.['lavfi.r128.I']);
      const range = Number(last?.['lavfi.r128.LRA']);
      return {
        integratedLufs,
        loudnessRange: integratedLufs === null || !Number.isFinite(range) ? null : Math.round(range * 100) / 100,
        // Below the least step of 24 bits there is no sound, only what a decoder leaves of silence.
        truePeakDbtp: peak > 2 ** -23 ? Math.round(2000 * Math.log10(peak)) / 100 : null,
        hopMs,
        momentaryLufs,
        shortTermLufs,
      };
    },
  };
};

export default createLoudness;
