/** Sound that is the same is found wherever it lies; other sound and silence are not taken for it. */
import { describe, expect, it } from 'vitest';
import type { SoundPrint } from '../fingerprints/fingerprint.ts';
import { compareSound, soundSays } from './sound.ts';

const hopMs = 64;
const print = (values: Uint32Array): SoundPrint => ({ kind: 'test', hopMs, values });

function noise(count: number, seed: number): Uint32Array {
  let state = seed >>> 0;
  return Uint32Array.from({ length: count }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0 || 1;
  });
}

/** A tenth of the bits differ, as after encoding at a low rate. */
const worn = (values: Uint32Array): Uint32Array => {
  const chance = noise(values.length * 3, 77);
  return values.map(
    (value, i) => (value ^ (1 << (chance[3 * i]! & 31)) ^ (1 << (chance[3 * i + 1]! & 31)) ^ (1 << (chance[3 * i + 2]! & 31))) >>> 0,
  );
};

describe('sound', () => {
  const reference = noise(600, 5);

  it('is found where it lies in the reference, worn by encoding', () => {
    const found = compareSound(print(worn(reference.slice(200, 400))), print(reference))!;
    expect(found.stretches).toEqual([{ from: 0, to: 200, shift: 200 }]);
    expect(soundSays(found, 0, 200 * hopMs, 200 * hopMs, 400 * hopMs)).toBe('same');
    expect(soundSays(found, 0, 200 * hopMs, 0, 100 * hopMs)).toBe('other');
  });

  it('of another scene is another', () => {
    const found = compareSound(print(noise(300, 9)), print(reference))!;
    expect(found.stretches).toEqual([]);
    expect(soundSays(found, 0, 300 * hopMs, 0, 300 * hopMs)).toBe('other');
  });

  it('says nothing where both are silent, and speaks against where one is', () => {
    const silence = new Uint32Array(300);
    const silent = compareSound(print(silence), print(silence))!;
    expect(soundSays(silent, 0, 10_000, 0, 10_000)).toBe('nothing');
    const mixed = compareSound(print(silence), print(reference))!;
    expect(soundSays(mixed, 0, 10_000, 0, 10_000)).toBe('other');
  });

  it('is not compared where one has none or the prints are of other kinds', () => {
    expect(compareSound(null, print(reference))).toBeNull();
    expect(compareSound({ kind: 'other', hopMs, values: reference }, print(reference))).toBeNull();
  });
});
