/** What is heard again is told again: through loss, at another speed, in whatever blocks; silence and others are not. */
import { describe, expect, it } from 'vitest';
import { makeSpeech, soundRate } from '../../../../test/support/sounds.ts';
import { createSpectrum } from '../../../platform/media/spectrum.ts';
import { createPairSpectrum } from './pair-spectrum.ts';
import { createSoundRecorder } from './sound-recorder.ts';

function printOf(samples: Float32Array, block = samples.length): Uint32Array {
  const recorder = createSoundRecorder();
  for (let at = 0; at < samples.length; at += block) recorder.hear(samples.subarray(at, at + block));
  return recorder.finish()!.values;
}

/** The least share of bits that differ, over beginnings up to two values apart. */
function unlike(a: Uint32Array, b: Uint32Array, speed = 1): number {
  let least = 1;
  for (let shift = -2; shift <= 2; shift++) {
    let [bits, differ] = [0, 0];
    for (let i = 2; i < b.length - 2; i++) {
      const j = Math.round(i * speed) + shift;
      if (j >= a.length || j < 0 || a[j] === 0 || b[i] === 0) continue;
      bits += 32;
      differ += (a[j]! ^ b[i]!).toString(2).replaceAll(/[-0]/g, '').length;
    }
    if (bits > 0) least = Math.min(least, differ / bits);
  }
  return least;
}

const speech = makeSpeech(12, 7, 170);
const noise = (seed: number): Float32Array => {
  let state = seed;
  return Float32Array.from(
    { length: speech.length },
    () => ((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32 - 0.5) * 0.02,
  );
};

describe('two spectra at once', () => {
  it('are those of each block', () => {
    const size = 256;
    const [a, b, alone] = [new Float32Array(size / 2 + 1), new Float32Array(size / 2 + 1), new Float32Array(size / 2 + 1)];
    const samples = noise(5);
    createPairSpectrum(size)(samples, 4000, 9001, a, b);
    for (const [start, powers] of [
      [4000, a],
      [9001, b],
    ] as const) {
      createSpectrum(size)(samples, start, alone);
      for (let bin = 0; bin < alone.length; bin++)
        expect(powers[bin]! / Math.max(...alone)).toBeCloseTo(alone[bin]! / Math.max(...alone), 4);
    }
  });
});

describe('the print of a sound', () => {
  it('has a value every 64 ms and is the same whatever the blocks', () => {
    const whole = printOf(speech);
    expect(whole.length).toBe(Math.floor((speech.length - 4096) / 1024) + 1 - 4);
    expect(printOf(speech, 333)).toEqual(whole);
  });

  it('is told again at another height, with a little noise, muffled, and begun between two values', () => {
    const print = printOf(speech);
    expect(unlike(print, printOf(speech.map((sample) => sample * 0.3)))).toBeLessThan(0.01);
    const noisy = noise(3);
    expect(unlike(print, printOf(speech.map((sample, i) => sample + noisy[i]!)))).toBeLessThan(0.3);
    let last = 0;
    expect(unlike(print, printOf(speech.map((sample) => (last = last * 0.7 + sample * 0.3))))).toBeLessThan(0.1);
    expect(unlike(print, printOf(speech.subarray(512)))).toBeLessThan(0.3);
  });

  it('is told again a little faster and higher', () => {
    const fast = Float32Array.from({ length: Math.floor(speech.length / 1.02) }, (_, i) => speech[Math.floor(i * 1.02)]!);
    expect(unlike(printOf(speech), printOf(fast), 1.02)).toBeLessThan(0.4);
  });

  it('is another one for another voice', () => {
    for (const seed of [11, 12, 13]) expect(unlike(printOf(speech), printOf(makeSpeech(12, seed, 140)))).toBeGreaterThan(0.4);
  });

  it('says 0 of silence alone, and nothing of nothing', () => {
    expect(printOf(new Float32Array(soundRate)).every((value) => value === 0)).toBe(true);
    expect(printOf(speech).every((value) => value !== 0)).toBe(true);
    expect(createSoundRecorder().finish()).toBeNull();
  });
});
