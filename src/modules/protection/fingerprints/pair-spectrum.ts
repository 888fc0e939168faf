/**
 * Power spectra of two real blocks by one complex transform: one block is its real part, the other its imaginary part, and symmetry
 * parts them again. Half of the work of a transform each.
 */

/** Returns a function that writes size/2 + 1 powers of each of two blocks of `size` samples (a power of two), Hann-windowed. */
export function createPairSpectrum(
  size: number,
): (samples: Float32Array, first: number, second: number, firstPowers: Float32Array, secondPowers: Float32Array) => void {
  const bits = Math.log2(size);
  const window = Float32Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
  const reversed = Uint32Array.from({ length: size }, (_, i) => {
    let out = 0;
    for (let bit = 0; bit < bits; bit++) if (i & (1 << bit)) out |= 1 << (bits - 1 - bit);
    return out;
  });
  const cosines = Float32Array.from({ length: size / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / size));
  const sines = Float32Array.from({ length: size / 2 }, (_, i) => -Math.sin((2 * Math.PI * i) / size));
  const [re, im] = [new Float32Array(size), new Float32Array(size)];
  return (samples, first, second, firstPowers, secondPowers) => {
    for (let i = 0; i < size; i++) {
      const to = reversed[i]!;
      re[to] = samples[first + i]! * window[i]!;
      im[to] = samples[second + i]! * window[i]!;
    }
    for (let half = 1; half < size; half *= 2) {
      const step = size / (half * 2);
      for (let start = 0; start < size; start += half * 2) {
        for (let k = 0, table = 0; k < half; k++, table += step) {
          const a = start + k;
          const b = a + half;
          const xr = re[b]! * cosines[table]! - im[b]! * sines[table]!;
          const xi = re[b]! * sines[table]! + im[b]! * cosines[table]!;
          re[b] = re[a]! - xr;
          im[b] = im[a]! - xi;
          re[a]! += xr;
          im[a]! += xi;
        }
      }
    }
    for (let k = 0; k <= size / 2; k++) {
      const mirror = (size - k) % size;
      const [r, i, mr, mi] = [re[k]!, im[k]!, re[mirror]!, im[mirror]!];
      firstPowers[k] = ((r + mr) * (r + mr) + (i - mi) * (i - mi)) / 4;
      secondPowers[k] = ((i + mi) * (i + mi) + (mr - r) * (mr - r)) / 4;
    }
  };
}
