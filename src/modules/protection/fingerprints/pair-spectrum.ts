/**
 * Power spectra of two real blocks by one complex transform: one block is its real part, the other its imaginary part, and symmetry
 * parts them again. Half of the work of a transform each.
 */
import { createTransform, hannWindow } from '../../../platform/media/spectrum.ts';

/** Returns a function that writes size/2 + 1 powers of each of two blocks of `size` samples (a power of two), Hann-windowed. */
export function createPairSpectrum(
  size: number,
): (samples: Float32Array, first: number, second: number, firstPowers: Float32Array, secondPowers: Float32Array) => void {
  const window = hannWindow(size);
  const { reversed, re, im, run } = createTransform(size);
  return (samples, first, second, firstPowers, secondPowers) => {
    for (let i = 0; i < size; i++) {
      const to = reversed[i]!;
      re[to] = samples[first + i]! * window[i]!;
      im[to] = samples[second + i]! * window[i]!;
    }
    run();
    for (let k = 0; k <= size / 2; k++) {
      const mirror = (size - k) % size;
      const [r, i, mr, mi] = [re[k]!, im[k]!, re[mirror]!, im[mirror]!];
      firstPowers[k] = ((r + mr) * (r + mr) + (i - mi) * (i - mi)) / 4;
      secondPowers[k] = ((i + mi) * (i + mi) + (mr - r) * (mr - r)) / 4;
    }
  };
}
