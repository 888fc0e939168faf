/** Loudness after EBU R128 (ITU-R BS.1770-4) of the sound as the file has it, by FFmpeg's own meter; true peak by ours, as its costs more than all else. */
import { createTruePeak } from '../true-peak.ts';
import type { Listener, ListenerFactory, SoundReading } from '../types.ts';

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

/** Makes the curve and the whole from the meter's readings, one each 100 ms; `peak` is linear. */
export function gatherLoudness(readings: Iterable<SoundReading>, peak: number): Loudness {
  const momentaryLufs: (number | null)[] = [];
  const shortTermLufs: (number | null)[] = [];
  let last: Record<string, string> | null = null;
  for (const { values } of readings) {
    // The end of the file is a shorter piece that the meter passes on without measuring.
    if (values['lavfi.r128.M'] === undefined) continue;
    momentaryLufs.push(level(values['lavfi.r128.M']));
    shortTermLufs.push(level(values['lavfi.r128.S']));
    last = values;
  }
  if (!last) return null;
  const integratedLufs = level(last['lavfi.r128.I']);
  const range = Number(last['lavfi.r128.LRA']);
  return {
    integratedLufs,
    loudnessRange: integratedLufs === null || !Number.isFinite(range) ? null : Math.round(range * 100) / 100,
    // Below the least step of 24 bits there is no sound, only what a decoder leaves of silence.
    truePeakDbtp: peak > 2 ** -23 ? Math.round(2000 * Math.log10(peak)) / 100 : null,
    hopMs,
    momentaryLufs,
    shortTermLufs,
  };
}

const createLoudness: ListenerFactory<unknown, Loudness> = (): Listener<Loudness> => {
  const readings: SoundReading[] = [];
  const truePeak = createTruePeak();
  return {
    soundFilter: 'ebur128=metadata=1',
    originalSound: true,
    onOriginalSound: ({ planes }) => truePeak.hear(planes),
    onSoundReading(reading) {
      const { values } = reading;
      // Of a reading only these are used; the others would be kept for hours of sound.
      const kept: Record<string, string> = {};
      for (const key of ['M', 'S', 'I', 'LRA']) {
        const value = values[`lavfi.r128.${key}`];
        if (value !== undefined) kept[`lavfi.r128.${key}`] = value;
      }
      readings.push({ atMs: reading.atMs, values: kept });
    },
    finish: () => gatherLoudness(readings, truePeak.finish()),
  };
};

export default createLoudness;
