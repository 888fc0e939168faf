import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipSampleRate, fromDb, integratedLoudness, limit, setLoudness, toDb, truePeak } from './loudness.ts';
import type { Stereo } from './loudness.ts';

function stereo(seconds: number, of: (t: number, channel: number) => number): Stereo {
  const count = Math.round(seconds * clipSampleRate);
  const make = (channel: number): Float32Array => {
    const samples = new Float32Array(count);
    for (let n = 0; n < count; n++) samples[n] = of(n / clipSampleRate, channel);
    return samples;
  };
  const left = make(0);
  return { left, right: of.length > 1 ? make(1) : left };
}
const sine = (hz: number, db: number, phase = 0): ((t: number) => number) => {
  const level = fromDb(db);
  return (t) => level * Math.sin(2 * Math.PI * hz * t + phase);
};
const [at72, at36, at23] = [sine(1000, -72), sine(1000, -36), sine(1000, -23)];

describe('loudness', () => {
  // EBU Tech 3341, cases 1 to 4, and the gating of case 3: a stereo sine of 1 kHz reads its level in dBFS as LUFS.
  it('meets the EBU conformance signals', () => {
    expect(integratedLoudness(stereo(5, sine(1000, -23)))).toBeCloseTo(-23, 1);
    expect(integratedLoudness(stereo(5, sine(1000, -33)))).toBeCloseTo(-33, 1);
    const steps = stereo(80, (t) => (t < 10 || t >= 70 ? at36 : at23)(t));
    expect(Math.abs(integratedLoudness(steps)! + 23)).toBeLessThan(0.1);
    const quiet = stereo(100, (t) => (t < 10 || t >= 90 ? at72 : t < 20 || t >= 80 ? at36 : at23)(t));
    expect(Math.abs(integratedLoudness(quiet)! + 23)).toBeLessThan(0.1);
    expect(integratedLoudness(stereo(3, () => 0))).toBeNull();
    expect(integratedLoudness(stereo(0.3, sine(1000, -20)))).toBeNull();
  });

  // EBU Tech 3341, cases 15 to 19: a quarter of the sampling rate at 45° peaks 3 dB above its samples.
  it('finds peaks between samples', () => {
    for (const [divisor, phase] of [
      [4, Math.PI / 4],
      [6, Math.PI / 3],
      [8, 67.5 * (Math.PI / 180)],
    ] as const) {
      const found = toDb(truePeak(stereo(0.5, (t) => sine(clipSampleRate / divisor, -6, phase)(t) * Math.min(1, 50 * t, 50 * (0.5 - t)))));
      expect(found).toBeGreaterThan(-6.4);
      expect(found).toBeLessThan(-5.8);
    }
    expect(truePeak(stereo(0.1, () => 0))).toBe(0);
  });

  it('never passes the ceiling, and leaves alone what is under it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 15_000 }),
        fc.integer({ min: 0, max: 24 }),
        fc.integer({ min: -12, max: -1 }),
        (hz, gainDb, ceilingDb) => {
          const sound = stereo(0.25, (t, channel) => sine(hz, -8 - 3 * channel)(t) * (0.4 + 0.6 * Math.sin(2 * Math.PI * 7 * t)));
          const out = limit(sound, fromDb(gainDb), fromDb(ceilingDb));
          expect(toDb(truePeak(out))).toBeLessThan(ceilingDb + 0.05);
        },
      ),
      { numRuns: 40 },
    );
    const soft = stereo(0.2, sine(440, -30));
    expect(limit(soft, 1, 0.9)).toEqual(soft);
  });

  it('reaches the target with one gain where peaks allow it, and with the limiter where they do not', () => {
    const even = setLoudness(stereo(4, sine(700, -30)), { targetLufs: -16, truePeakDbtp: -1 });
    expect(even.report.limited).toBe(false);
    expect(integratedLoudness(even.sound)).toBeCloseTo(-16, 1);
    const bursts = stereo(6, (t) => sine(300, -34)(t) + (t % 1.5 < 0.01 ? sine(900, -6)(t) : 0));
    const peaky = setLoudness(bursts, { targetLufs: -16, truePeakDbtp: -1 });
    expect(peaky.report.limited).toBe(true);
    expect(Math.abs(integratedLoudness(peaky.sound)! + 16)).toBeLessThan(0.15);
    expect(toDb(truePeak(peaky.sound))).toBeLessThanOrEqual(-0.95);
  });

  it('leaves silence silent', () => {
    const { sound, report } = setLoudness(
      stereo(4, () => 0),
      { targetLufs: -16, truePeakDbtp: -1 },
    );
    expect(report).toMatchObject({ beforeLufs: null, lufs: null, truePeakDbtp: null, gainDb: 0 });
    expect(sound.left.every((sample) => sample === 0)).toBe(true);
  });
});
