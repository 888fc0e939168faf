import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinSounds, makeChords, makeNoise, makeSpeech, mixSounds, soundRate } from '../../../../test/support/sounds.ts';
import type { MediaFacts } from '../types.ts';
import createSpeech from './speech.ts';
import type { SoundStretch } from './speech.ts';

function classify(samples: Float32Array, block = 1600): SoundStretch[] {
  const listener = createSpeech(undefined, {} as MediaFacts);
  for (let at = 0; at < samples.length; at += block) listener.onSound!({ atMs: at / 16, samples: samples.subarray(at, at + block) });
  return listener.finish({ frames: 0, durationMs: samples.length / 16, frameTimesMs: new Float64Array() }) as SoundStretch[];
}
const share = (stretches: SoundStretch[], kind: string): number =>
  stretches.filter((one) => one.kind === kind).reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0) /
  (stretches.at(-1)?.endMs ?? 1);

test('speech is heard as speech, high or low, also over music', () => {
  for (const seed of [1, 2, 3]) {
    for (const pitch of [110, 160, 220]) {
      const speech = makeSpeech(12, seed, pitch);
      expect(share(classify(speech), 'speech')).toBeGreaterThan(0.9);
      expect(share(classify(mixSounds(speech, makeChords(12, seed, true), 0.2)), 'speech')).toBeGreaterThan(0.8);
    }
  }
});

test('music is heard as music, with a beat, held, or one tone', () => {
  for (const tempo of [80, 100, 128]) expect(share(classify(makeChords(12, 1, true, tempo)), 'music')).toBeGreaterThan(0.9);
  expect(share(classify(makeChords(12, 1, false)), 'music')).toBe(1);
  expect(share(classify(Float32Array.from({ length: 8 * soundRate }, (_, i) => 0.2 * Math.sin(i * 0.2))), 'music')).toBe(1);
});

test('noise, room tone and silence are neither', () => {
  for (const soft of [true, false]) expect(share(classify(makeNoise(10, 1, soft)), 'none')).toBeGreaterThan(0.9);
  expect(classify(new Float32Array(3 * soundRate))).toEqual([{ kind: 'none', startMs: 0, endMs: 3000 }]);
  expect(share(classify(makeSpeech(6, 1, 120).map((sample) => sample * 0.01)), 'none')).toBe(1);
});

test('one follows the other with edges within half a second', () => {
  const silence = new Float32Array(3 * soundRate);
  const found = classify(
    joinSounds(
      makeSpeech(6, 1, 130),
      silence,
      makeChords(8, 1, true),
      makeNoise(5, 1, false),
      makeSpeech(6, 3, 130),
      makeChords(6, 2, false),
      silence,
    ),
  );
  expect(found.map(({ kind }) => kind)).toEqual(['speech', 'none', 'music', 'none', 'speech', 'music', 'none']);
  [0, 6, 9, 17, 22, 28, 34].forEach((second, index) => expect(Math.abs(found[index]!.startMs - second * 1000)).toBeLessThanOrEqual(600));
});

test('stretches cover the sound without gaps, whatever it is and however it comes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('speech', 'chords', 'noise', 'silence'), fc.integer({ min: 1, max: 3 })), {
        minLength: 1,
        maxLength: 4,
      }),
      fc.integer({ min: 100, max: 9000 }),
      (parts, block) => {
        const sound = joinSounds(
          ...parts.map(([kind, seconds]) =>
            kind === 'speech'
              ? makeSpeech(seconds, 1, 150)
              : kind === 'chords'
                ? makeChords(seconds, 1, true)
                : kind === 'noise'
                  ? makeNoise(seconds, 1, true)
                  : new Float32Array(seconds * soundRate),
          ),
        );
        const found = classify(sound, block);
        expect(found[0]!.startMs).toBe(0);
        expect(found.at(-1)!.endMs).toBe(sound.length / 16);
        found
          .slice(1)
          .forEach((one, index) => expect([one.startMs, one.kind === found[index]!.kind]).toEqual([found[index]!.endMs, false]));
      },
    ),
    { numRuns: 25 },
  );
});
